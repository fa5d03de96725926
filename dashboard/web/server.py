"""The ASGI app: Streamlit with our shell, headers, downloads and readiness, warmed up before it answers."""

import gc
import socket
import tomllib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.web import bootstrap

from dashboard.errors import DatabaseUnavailable, LagesbildError
from dashboard.parts.site import PAGES
from dashboard.parts.store import current_store, use_store
from dashboard.reports.making import MAKERS
from dashboard.settings import ROOT, Settings
from dashboard.store.store import Store, open_store
from dashboard.web.assets import OWN_ASSETS, own_asset
from dashboard.web.downloads import DOWNLOADS, download
from dashboard.web.faults import say_what_went_wrong
from dashboard.web.forms_and_copies import download_backup, download_form
from dashboard.web.meeting_files import calendar, changes_as_feed, changes_as_text, notes
from dashboard.web.middleware import Front, SafeHeaders
from dashboard.web.report_files import report
from dashboard.web.shell import warm_up

SCRIPT = Path(__file__).with_name("app.py")


def create_app(store: Store) -> st.App:
    """The ASGI app over `store`."""
    use_store(store)
    return st.App(
        SCRIPT,
        lifespan=_lifespan,
        routes=[
            Route("/ready", ready),
            Route(DOWNLOADS + "formular.xlsx", download_form),
            Route(DOWNLOADS + "sakerhetskopia.zip", download_backup),
            Route(DOWNLOADS + "sedan.txt", changes_as_text),
            Route(DOWNLOADS + "sedan.atom", changes_as_feed),
            Route(DOWNLOADS + "anteckningar.txt", notes),
            Route(DOWNLOADS + "mote.ics", calendar),
            *(Route(DOWNLOADS + name, report) for name in MAKERS),
            Route(DOWNLOADS + "{name:path}", download),
            *(Route(path, own_asset) for path in OWN_ASSETS),
        ],
        on_script_error=say_what_went_wrong,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(Front, page_paths=[page.path for page in PAGES], own_paths=_is_own),
        ],
    )


def serve(settings: Settings, host: str, port: int) -> None:
    """Open the store and serve until stopped. Raises LagesbildError when the store cannot be opened."""
    refuse_taken_port(host, port)
    bootstrap.load_config_options(streamlit_config() | {"server.address": host, "server.port": port})
    store = open_store(settings)
    try:
        # Not App.run(): the socket it opens itself lacks TCP_NODELAY, and every answer then waits 40 ms for the
        # browser's acknowledgement of the message before.
        uvicorn.run(
            create_app(store),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws_per_message_deflate=True,
        )
    finally:
        store.close()


def refuse_taken_port(host: str, port: int) -> None:
    """Raise LagesbildError when nothing can listen on `host` and `port`."""
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise LagesbildError(
            f"Det går inte att lyssna på {host}, port {port}: porten är upptagen eller adressen finns inte här. "
            "Välj en annan med --port, eller stäng det som använder den."
        ) from error


def streamlit_config() -> dict[str, str | int | bool | list[str]]:
    """Our `.streamlit/config.toml` as dotted options, so that it holds whatever folder we are started from."""
    read = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return dict(_dotted(read, ""))


def _dotted(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str | int | bool | list[str]]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _dotted(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value  # type: ignore[misc]


def _is_own(path: str) -> bool:
    return path == "/ready" or path.startswith(DOWNLOADS) or path in OWN_ASSETS


def ready(request: Request) -> Response:
    """200 when the database answers, otherwise 503 and why, in plain Swedish."""
    del request
    try:
        current_store().ready()
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    return PlainTextResponse("Redo")


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[None]:
    """Warm up, then keep the garbage collector from walking through everything that is here to stay.

    Streamlit collects garbage after every run of the script; frozen objects are left out of it.
    """
    del app
    warm_up()
    store = current_store()
    for query in store.queries.values():
        if all(parameter.name in {"county", "as_of"} for parameter in query.parameters):
            values: dict[str, str | date] = {"county": "04", "as_of": date.today()}
            store.answer(query.name, **{parameter.name: values[parameter.name] for parameter in query.parameters})
    gc.collect()
    gc.freeze()
    yield
