"""What is made of answers, charts and long markup, made once and kept."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar

import cachetools
import plotly.graph_objects as go
from cachetools.keys import hashkey

from dashboard.context.results import Answer

P = ParamSpec("P")
T = TypeVar("T")
_ROOM = 10_000_000
"""Characters of markup that are kept; the least used go first."""
_CHART = 25_000
"""What a chart counts as, in the same measure."""
_kept: cachetools.LRUCache[Any, Any] = cachetools.LRUCache(
    _ROOM, getsizeof=lambda made: len(made) if isinstance(made, str) else _CHART
)
_making = threading.Condition()


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """`make`, called once for the same arguments however many wait for it. What it gives is not to be changed.

    All that decides its result must be among the arguments: answers, views, figures and plain values. An answer equals
    only itself, and the store gives another after every write, so nothing is kept beyond the data it was made of.
    """
    return cachetools.cached(_kept, key=partial(hashkey, make), condition=_making)(make)


@kept
def drawn(make: Callable[..., go.Figure], answer: Answer, *arguments: object) -> go.Figure:
    """`make(answer.frame, *arguments)`; the arguments are hashable, and the figure is not to be changed."""
    return make(answer.frame, *arguments)
