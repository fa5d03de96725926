"""What a reader sees when a page cannot be shown: a plain Swedish sentence and no details. The log has the rest."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import streamlit as st

from dashboard.errors import LagesbildError
from dashboard.web import metrics

_log = logging.getLogger("lagesbild")
_QUERY_STRING = re.compile(r"(?<=\S)\?\S+")


class JsonLines(logging.Formatter):
    """One JSON object a line: when, how grave, what, and where in the code; never the values of an address."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of `record`."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": _QUERY_STRING.sub("?…", record.getMessage()),
        }
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def write_log(form: Literal["text", "json"]) -> None:
    """Have the log of the service written in `form`; text is how Python writes it by itself."""
    if form == "json":
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        _log.handlers, _log.propagate = [handler], False


def say_what_went_wrong(error: Exception) -> bool:
    """Put the fault on the page in words, and in the log in full. True: nothing more is to be shown of it."""
    known = str(error) if isinstance(error, LagesbildError) else "Felet är antecknat i loggen."
    _log.error("a page could not be shown: %s", error, exc_info=not isinstance(error, LagesbildError))
    metrics.error(type(error).__name__)
    st.error(
        f"Sidan kan inte visas just nu. {known} Ladda om sidan, och säg till den som driver Lägesbild om det består."
    )
    return True
