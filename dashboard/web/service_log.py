"""The log of the service as lines that a program reads: everything that is written is a JSON object, whoever writes it.

Streamlit and uvicorn set up logs of their own, warnings and faults of threads are printed, and a library may print
whatever it likes: each would be a line that is no JSON.
"""

import io
import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, TextIO

LOG = logging.getLogger("lagesbild")
Form = Literal["text", "json"]
_QUERY_STRING = re.compile(r"(?<=\S)\?\S+")
_KEY = re.compile(r"\b(nyckel|code|state|token)=[^\s&\"'<>]+", re.IGNORECASE)


class JsonLines(logging.Formatter):
    """One JSON object a line: when, how grave, what, and where in the code; never the values of an address."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of `record`."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": _KEY.sub(r"\1=…", _QUERY_STRING.sub("?…", record.getMessage())),
        }
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


class _Printed(io.TextIOBase):
    """What is printed to a stream, each line of it a record of the log."""

    def __init__(self, stream: TextIO, level: int) -> None:
        self._stream, self._level = stream, level
        self._own = threading.local()

    def write(self, words: str) -> int:
        """Log each line that is whole by now."""
        *whole, self._own.begun = (getattr(self._own, "begun", "") + words).split("\n")
        if getattr(self._own, "writes", False):  # the log itself cannot be written, and says so
            return len(words)
        self._own.writes = True
        try:
            for line in filter(str.strip, whole):
                LOG.log(self._level, "%s", line.rstrip())
        finally:
            self._own.writes = False
        return len(words)

    def writable(self) -> bool:
        """It is written to."""
        return True

    def fileno(self) -> int:
        """Of the stream behind, for whoever starts a process."""
        return self._stream.fileno()


def write_log(form: Form) -> None:
    """Have the log of the service written in `form`; text is how each writes it by itself.

    Call it before anything is imported that sets up a log of its own. Streamlit's is taken over later.
    """
    if form == "text":
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    LOG.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    sys.stdout, sys.stderr = _Printed(sys.stdout, logging.INFO), _Printed(sys.stderr, logging.ERROR)
    sys.excepthook = _uncaught
    threading.excepthook = lambda fault: _uncaught(fault.exc_type, fault.exc_value, fault.exc_traceback)
    sys.unraisablehook = lambda fault: _uncaught(fault.exc_type, fault.exc_value, fault.exc_traceback)


def take_over_streamlit(form: Form) -> None:
    """Have Streamlit's loggers, and those it makes for uvicorn, write as ours do."""
    if form == "text":
        return
    from streamlit import logger

    logger.setup_formatter = _as_ours
    logger.update_formatter()


def uvicorn_log(form: Form) -> dict[str, object] | None:
    """What uvicorn is told of its log: nothing of its own when all is JSON."""
    from uvicorn.config import LOGGING_CONFIG

    return None if form == "json" else LOGGING_CONFIG


def _as_ours(logger: logging.Logger) -> None:
    """In the place of Streamlit's own `setup_formatter`, which gives each logger a handler of its own."""
    logger.handlers = list(logging.getLogger().handlers)
    logger.propagate = False


def _uncaught(kind: type[BaseException], value: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    LOG.error("nothing has caught a fault", exc_info=(kind, value or kind(), trace))
