"""Memory: the process when it is warm, what an open page adds, and whether what an hour of visits took comes back."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.benchmarks.figures import views_of
from tests.benchmarks.measured import PROCESS_MEMORY, SESSION_MEMORY, Measured
from tests.benchmarks.servers import Server
from tests.benchmarks.visitor import Visitor

_VISITS = 600
"""In an hour: each comes, looks at five pages and leaves."""
_AT_ONCE = 10
_LET_GO = 125
"""Seconds until Streamlit has let go of a session whose browser left: two minutes (MemorySessionStorage), and some."""


def at_rest(server: Server, sessions: int = 40) -> list[Measured]:
    """Memory of the process when every view has been looked at, and what each open session adds."""
    place = server.place
    just_started = server.memory
    visitor = Visitor(place.origin)
    for path, views in views_of(place).items():
        for view in views * 2:
            visitor.look(path, **view)
    visitor.leave()
    warm = server.memory
    visitors = [Visitor(place.origin) for _ in range(sessions)]
    for one in visitors:
        one.look("/huvudman", **views_of(place)["/huvudman"][0])
    per_session = max(0, server.memory - warm) / sessions
    for one in visitors:
        one.leave()
    return [
        place.figure("memory of the process, just started", just_started, "MB"),
        place.figure("memory of the process, every page looked at", warm, "MB", PROCESS_MEMORY),
        place.figure("memory per session", per_session, "MB", SESSION_MEMORY),
    ]


def through_an_hour(server: Server) -> list[Measured]:
    """What an hour's visits add to a warm process: half way, at the end, and when their sessions are let go."""
    place = server.place
    turns = [(path, view) for path, views in views_of(place).items() for view in views]

    def visit(number: int) -> None:
        visitor = Visitor(place.origin)
        for page in range(5):
            path, view = turns[(number * 5 + page) % len(turns)]
            assert not visitor.look(path, **view).failed
        visitor.leave()

    before = server.memory
    grown = []
    for half in (range(_VISITS // 2), range(_VISITS // 2, _VISITS)):
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(visit, half))
        grown.append(server.memory - before)
    time.sleep(_LET_GO)
    for number in range(2):  # sessions that are over are thrown away when another comes or goes
        visit(number)
    return [
        place.figure(f"memory added by {_VISITS // 2} visits", grown[0], "MB"),
        place.figure(f"memory added by {_VISITS} visits", grown[1], "MB"),
        place.figure(f"memory still held when the {_VISITS} visits are let go", server.memory - before, "MB"),
    ]
