"""Our own stylesheet, icon and start script."""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from dashboard.web.middleware import send_asset
from dashboard.web.shell import BOOT, ICON, STYLESHEET, Asset, asset

FOLDER = Path(__file__).parents[1] / "ui" / "static"
OWN_ASSETS = {
    STYLESHEET: "text/css; charset=utf-8",
    BOOT: "text/javascript; charset=utf-8",
    ICON: "image/svg+xml",
}


@cache
def _read(path: str) -> Asset:
    return asset((FOLDER / path.lstrip("/")).read_bytes(), OWN_ASSETS[path])


async def own_asset(request: Request) -> Response:
    """The stylesheet, the start script or the icon; asked for anew when it has changed."""
    return send_asset(_read(request.url.path), request.headers, "no-cache")
