"""Work that takes long beside those who look at pages, in small pieces with room for them between.

Python runs one thread at a time: a thread that only reckons makes every page that is drawn meanwhile twice as slow. The
main thread is the command line, where nobody waits behind.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_PIECE, _ROOM = 0.002, 0.006  # seconds
_One = TypeVar("_One")


def giving_way(items: Iterable[_One]) -> Iterator[_One]:
    """`items` one by one, letting others on after each piece of work that is done with them."""
    if threading.current_thread() is threading.main_thread():
        yield from items
        return
    began = time.monotonic()
    for one in items:
        yield one
        if time.monotonic() - began > _PIECE:
            time.sleep(_ROOM)
            began = time.monotonic()
