"""The Python of one project, imported under a name of its own: projects that lie side by side never meet."""

import builtins
import importlib
import pkgutil
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

_numbers = count(1)


class Modules(MetaPathFinder):
    """The modules in a folder; they import each other as if it were first on the path, and nobody else finds them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.root = f"comptoir_project_{next(_numbers)}"
        self._own = frozenset(path.stem for path in self.folder.glob("*.py")) | _packages(self.folder)
        self._loader: Callable[[str, str], _Loader] = partial(
            _Loader, builtins=vars(builtins) | {"__import__": self._import}
        )
        top = ModuleType(self.root)
        top.__path__ = [str(self.folder)]
        sys.modules[self.root] = top
        sys.meta_path.insert(0, self)

    def has(self, name: str) -> bool:
        """Say whether there is such a module or package in the folder."""
        return name in self._own

    def load(self, name: str) -> None:
        """Import a module, or a package with everything below it. Raises what the project's code raises."""
        module = importlib.import_module(f"{self.root}.{name}")
        places = module.__spec__.submodule_search_locations if module.__spec__ else None
        for below in pkgutil.iter_modules(places or ()):
            self.load(f"{name}.{below.name}")

    def place(self, error: BaseException) -> str:
        """Return the file and the line of the folder where an error arose, as `actions/forms.py:12`, or nothing."""
        stack = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, SyntaxError):
            stack.append((error.filename or "", error.lineno))
        inside = [(Path(file), line) for file, line in stack if Path(file).is_relative_to(self.folder)]
        return f"{inside[-1][0].relative_to(self.folder).as_posix()}:{inside[-1][1]}" if inside else ""

    def told(self, error: BaseException) -> str:
        """Return what an error of an import says, in the project's own names."""
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return f"{type(error).__name__}: {text}".replace(f"{self.root}.", "")

    def close(self) -> None:
        """Forget every module."""
        with suppress(ValueError):
            sys.meta_path.remove(self)
        for name in [name for name in sys.modules if name == self.root or name.startswith(f"{self.root}.")]:
            del sys.modules[name]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module of this folder is, or None for any other."""
        if not path or not fullname.startswith(f"{self.root}."):
            return None
        # A function that makes a loader is as good as its class.
        kinds: Any = (self._loader, SOURCE_SUFFIXES)
        found = (FileFinder(place, kinds).find_spec(fullname) for place in path)
        return next(filter(None, found), None)

    def _import(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> ModuleType:
        """Import for the project's code: what lies in its folder first."""
        first = name.partition(".")[0]
        if level or first not in self._own:
            return __import__(name, globals, locals, fromlist, level)
        found = __import__(f"{self.root}.{name}", globals, locals, fromlist, 0)
        return found if fromlist else sys.modules[f"{self.root}.{first}"]


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, *, builtins: dict[str, Any]) -> None:
        super().__init__(fullname, path)
        self._builtins = builtins

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__builtins__"] = self._builtins
        super().exec_module(module)

    def path_stats(self, path: Any) -> Mapping[str, Any]:
        # Without these no bytecode is kept: none beside somebody's files, and none that is older than an edit.
        raise OSError


def _packages(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.iterdir() if path.is_dir() and any(path.glob("*.py")))
