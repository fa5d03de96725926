"""What a reader sees when a page or a file cannot be shown: a plain Swedish sentence. The log has the rest."""

import streamlit as st
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.errors import LagesbildError
from dashboard.web import metrics
from dashboard.web.service_log import LOG

_REMEDY = "Försök igen om en stund, och säg till den som driver Lägesbild om det består."
_NOT_ANSWERED = f"Det gick inte att svara. Felet är antecknat i loggen. {_REMEDY}"
_REFUSED = {404: "Finns inte", 405: "Adressen tar inte emot det som skickades."}


def say_what_went_wrong(error: Exception) -> bool:
    """Put the fault on the page in words, and in the log in full. True: nothing more is to be shown of it."""
    known = str(error) if isinstance(error, LagesbildError) else "Felet är antecknat i loggen."
    LOG.error("a page could not be shown: %s", error, exc_info=not isinstance(error, LagesbildError))
    metrics.error(type(error).__name__)
    st.error(
        f"Sidan kan inte visas just nu. {known} Ladda om sidan, och säg till den som driver Lägesbild om det består."
    )
    return True


def refused(request: Request, error: Exception) -> Response:
    """What Starlette refuses by itself, in Swedish."""
    del request
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    return PlainTextResponse(_REFUSED.get(status, "Det går inte att svara på det som skickades."), status, headers)


class SaysFaults:
    """Answers in a sentence when what stands behind fails, and writes in the log what it was."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a fault after the answer has begun is raised, since it is then not whole."""
        begun = scope["type"] != "http"

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            if begun:
                raise
            known = isinstance(error, LagesbildError)
            LOG.error("an answer could not be given: %s", scope["path"], exc_info=None if known else error)
            metrics.error(type(error).__name__)
            words = f"{error} {_REMEDY}" if known else _NOT_ANSWERED
            await PlainTextResponse(words, 503 if known else 500)(scope, receive, send)
