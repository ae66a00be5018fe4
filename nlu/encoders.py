"""Which encoder reads which language: a language's own tells its questions apart best, another knows all languages."""

from collections.abc import Callable, Mapping

from nlu.ports import Encoder


class Encoders:
    """The encoder of each language: its `own` where there is one, else the `general` one."""

    def __init__(self, general: Encoder, own: Mapping[str, Encoder] | None = None) -> None:
        self.general = general
        self._own = dict(own or {})

    def of(self, *langs: str) -> Encoder:
        """Return the encoder for texts of these languages that are to be compared with each other."""
        first, *others = dict.fromkeys(langs)
        return self.general if others else self._own.get(first, self.general)

    def each(self, change: Callable[[Encoder], Encoder]) -> "Encoders":
        """Return the same encoders, each changed."""
        return Encoders(change(self.general), {lang: change(encoder) for lang, encoder in self._own.items()})
