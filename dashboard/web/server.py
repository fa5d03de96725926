"""The ASGI app: Streamlit with our shell, headers, downloads and readiness, warmed up before it answers."""

import gc
import socket
import tomllib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pyarrow
import streamlit as st
import uvicorn
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.web import bootstrap

from dashboard.context.pages import PAGES
from dashboard.errors import DatabaseUnavailable, LagesbildError
from dashboard.reports.registry import MAKERS
from dashboard.settings import Settings, settings, shipped
from dashboard.store.building import open_store
from dashboard.store.scope import COPY, ENTER_ALL, ENTER_OWN, RISKS
from dashboard.store.store import Store
from dashboard.ui.visit import service_store, use_store
from dashboard.web.assets import OWN_ASSETS, own_asset
from dashboard.web.base_path import STREAMLIT_SIGN_IN, BelowBase, StreamlitBelowBase
from dashboard.web.connection_limits import Punctual
from dashboard.web.downloads import DOWNLOADS, download
from dashboard.web.error_pages import SaysFaults, refused, say_what_went_wrong
from dashboard.web.following import FOLLOWING_ROUTES, LEAVE, weekly_mail
from dashboard.web.forms_and_copies import download_backup, download_form
from dashboard.web.identity import SIGN_OUT, for_viewer, leave
from dashboard.web.meeting_files import calendar, changes_as_feed, changes_as_text, notes
from dashboard.web.metrics import Counted, metrics_server, query_took
from dashboard.web.middleware import Front, SafeHeaders
from dashboard.web.own_files import OWN_FILE_ROUTES
from dashboard.web.report_files import report
from dashboard.web.service_log import take_over_streamlit, uvicorn_log
from dashboard.web.shell import warm_up
from dashboard.web.sign_in import check_access, redirect_uri
from dashboard.web.trusted_hosts import LARGEST_MESSAGE, KnownHosts, SafeCookies

SCRIPT = Path(__file__).with_name("app.py")


def create_app(store: Store) -> st.App:
    """The ASGI app over `store`."""
    use_store(store)
    store.observe = query_took
    known = settings()
    own = redirect_uri(known) if known.access == "oidc" else ""
    return st.App(
        SCRIPT,
        lifespan=_lifespan,
        routes=own_routes(),
        on_script_error=say_what_went_wrong,
        exception_handlers={HTTPException: refused},
        middleware=[
            Middleware(BelowBase),
            Middleware(Counted),
            Middleware(SafeHeaders),
            Middleware(
                KnownHosts,
                hosts=known.hosts.split(","),
                local=known.access == "local",
                public=[own, known.public_url],
            ),
            Middleware(SafeCookies, tls=own.startswith("https:")),
            Middleware(SaysFaults),
            Middleware(Front, page_paths=[page.path for page in PAGES], own_paths=_is_own),
            Middleware(StreamlitBelowBase),
        ],
    )


def own_routes() -> list[Route]:
    """Every address of ours that is no page: what is there for whoever has the right, and what is open to all."""
    return [
        Route("/ready", ready),
        Route(SIGN_OUT, leave),
        Route(DOWNLOADS + "formular.xlsx", for_viewer(download_form, ENTER_OWN, ENTER_ALL)),
        Route(DOWNLOADS + "sakerhetskopia.zip", for_viewer(download_backup, COPY)),
        Route(DOWNLOADS + "sedan.txt", for_viewer(changes_as_text)),
        Route(DOWNLOADS + "sedan.atom", for_viewer(changes_as_feed)),
        Route(DOWNLOADS + "anteckningar.txt", for_viewer(notes, RISKS)),
        Route(DOWNLOADS + "mote.ics", for_viewer(calendar)),
        *(Route(DOWNLOADS + name, for_viewer(report)) for name in MAKERS),
        *FOLLOWING_ROUTES,
        *OWN_FILE_ROUTES,
        Route(DOWNLOADS + "{name:path}", for_viewer(download)),
        *(Route(path, own_asset) for path in OWN_ASSETS),
    ]


def serve(settings: Settings, host: str, port: int) -> None:
    """Open the store and serve until stopped. Raises LagesbildError when the store cannot be opened."""
    check_access(settings, host)
    with metrics_server(settings.metrics_port):
        refuse_taken_port(host, port)
        own = {
            "server.address": host,
            "server.port": port,
            "server.baseUrlPath": settings.base_path,
            "secrets.files": [str(settings.secrets_file)],
        }
        bootstrap.load_config_options(streamlit_config() | own)
        take_over_streamlit(settings.log)
        store = open_store(settings)
        try:
            # Not App.run(): the socket it opens itself lacks TCP_NODELAY, and every answer then waits 40 ms for the
            # browser's acknowledgement of the message before.
            uvicorn.run(
                create_app(store),
                host=host,
                port=port,
                http=Punctual,
                log_config=uvicorn_log(settings.log),
                log_level="warning",
                access_log=False,
                server_header=False,
                ws_per_message_deflate=True,
                ws_max_size=LARGEST_MESSAGE,
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
    read = tomllib.loads((shipped(".streamlit") / "config.toml").read_text(encoding="utf-8"))
    return dict(_dotted(read, ""))


def _dotted(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str | int | bool | list[str]]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _dotted(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value  # type: ignore[misc]


def _is_own(path: str) -> bool:
    if path in STREAMLIT_SIGN_IN:
        return settings().access == "oidc"
    return path in {"/ready", SIGN_OUT, LEAVE} or path.startswith(DOWNLOADS) or path in OWN_ASSETS


def ready(request: Request) -> Response:
    """200 when the database answers, otherwise 503 and why, in plain Swedish."""
    del request
    try:
        service_store().ready()
    except DatabaseUnavailable as error:
        return PlainTextResponse(str(error), 503)
    return PlainTextResponse("Redo")


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[None]:
    """Warm up, then keep the garbage collector from walking through everything that is here to stay.

    Streamlit collects garbage after every run of the script; frozen objects are left out of it.
    """
    del app
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # its own keeps 17 MB that the borders need but once
    warm_up()
    store = service_store()
    for query in store.queries.values():
        if all(parameter.name in {"county", "as_of"} for parameter in query.parameters):
            values: dict[str, str | date] = {"county": settings().county, "as_of": date.today()}
            store.answer(query.name, **{parameter.name: values[parameter.name] for parameter in query.parameters})
    gc.collect()
    gc.freeze()
    async with weekly_mail():
        yield
