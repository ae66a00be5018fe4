"""The built screens: the visitor element, the demo shop, the console, the studio."""

from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, RedirectResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

SCREENS = ("demo", "console", "studio")
# A browser asks each time whether a file changed: an upgrade shows at the next load.
_ASK_AGAIN = {"Cache-Control": "no-cache"}


def pages(app: FastAPI, dist: Path) -> None:
    """Serve the screens of `dist`, and their scripts and styles under /widget."""
    for screen in SCREENS:
        app.add_api_route(f"/{screen}", _screen(dist / f"{screen}.html"), include_in_schema=False)
    app.add_api_route("/", lambda: RedirectResponse("/demo"), include_in_schema=False)
    app.mount("/widget", _Scripts(directory=dist, check_dir=False), name="widget")


def _screen(path: Path) -> Callable[[], FileResponse]:
    def page() -> FileResponse:
        return FileResponse(path, headers=_ASK_AGAIN)

    return page


class _Scripts(StaticFiles):
    """Scripts that any site may embed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(
            _ASK_AGAIN | {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
        )
        return response
