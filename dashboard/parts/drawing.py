"""Charts drawn once for each answer and kept until the data change."""

import threading
from collections.abc import Callable

import cachetools
import plotly.graph_objects as go

from dashboard.parts.asking import Answer
from dashboard.parts.store import current_store


def _key(make: Callable[..., go.Figure], answer: Answer, *arguments: object) -> tuple[object, ...]:
    return make, answer.file_url, arguments, current_store().data_version


@cachetools.cached(cachetools.LRUCache(400), key=_key, condition=threading.Condition())
def drawn(make: Callable[..., go.Figure], answer: Answer, *arguments: object) -> go.Figure:
    """`make(answer.frame, *arguments)`; the arguments are hashable, and the figure is not to be changed."""
    return make(answer.frame, *arguments)
