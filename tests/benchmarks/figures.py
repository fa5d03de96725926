"""What a visitor measures: server time and bytes of each page, what comes after a write, CPU, and people at once."""

import statistics
import threading
import time

from tests.benchmarks.measured import BYTES, CPU, FIFTY_PEOPLE, RERUN, Measured, Place, percentile
from tests.benchmarks.servers import Server
from tests.benchmarks.visitor import Visit, Visitor

ASPECTS = ("delaktighet", "vardag", "syfte", "ledarskap", "styrning", "samverkan", "larande", "uppfoljning")
ALONE = (
    *("/landet", "/roller", "/risker", "/las-forst", "/exempel", "/mote", "/presentation", "/kommunikation"),
    *("/forskning", "/delat", "/foljer", "/behorighet", "/logg", "/personuppgifter"),
)
"""Pages of which one view is looked at."""
ANEW = ("/", "/landet", "/uppfoljning")
"""Pages that are looked at after a write, when every answer is asked for anew, and followed as the data grow."""


def views_of(place: Place) -> dict[str, list[dict[str, str]]]:
    """Page → the views of it that are turned between."""
    by_aspect = [place.view(aspekt=one) for one in ASPECTS]
    return {
        "/": by_aspect,
        "/huvudman": [place.view(huvudman=one) for one in place.principals],
        "/ledning": [place.view(niva=one) for one in ("medarbetare", "chef", "lan")],
        "/uppfoljning": by_aspect,
        "/data": [place.view(), place.view(uppgift="roll", huvudman=place.principals[0])],
        **{path: [place.view()] for path in ALONE},
    }


def reruns(place: Place, rounds: int, paths: tuple[str, ...] = ()) -> list[Measured]:
    """Server time and bytes of a rerun of `paths`, or of every page, every view asked for once before."""
    found = []
    for path, views in views_of(place).items():
        if paths and path not in paths:
            continue
        visitor = Visitor(place.origin)
        for view in views:
            visitor.look(path, **view)
        visits = [visitor.look(path, **views[number % len(views)]) for number in range(rounds)]
        visitor.leave()
        assert not any(visit.failed for visit in visits), f"{path} failed"
        times = [visit.seconds * 1000 for visit in visits]
        largest = max(visit.received for visit in visits) / 1000
        limited = place.size in RERUN
        found += [
            place.figure(f"{path} rerun, p50", statistics.median(times), "ms"),
            place.figure(f"{path} rerun, p95", percentile(times, 0.95), "ms", RERUN.get(place.size)),
            place.figure(f"{path} bytes per rerun", largest, "KB", BYTES if limited else None),
        ]
    return found


def after_writes(server: Server, times: int = 12) -> list[Measured]:
    """The first look at a page after a write. The design sets no figure for it: its reruns are of what is kept."""
    place = server.place
    found = []
    for path in ANEW:
        visitor = Visitor(place.origin)
        visitor.look(path, **place.view())
        took = []
        for _ in range(times):
            server.write()
            took.append(visitor.look(path, **place.view()).seconds * 1000)
        visitor.leave()
        found += [
            place.figure(f"{path} first look after a write, p50", statistics.median(took), "ms"),
            place.figure(f"{path} first look after a write, p95", percentile(took, 0.95), "ms"),
        ]
    return found


def cpu_of_change(server: Server, changes: int = 100) -> Measured:
    """Server CPU for one change of huvudman."""
    place, process = server.place, server.process
    views = views_of(place)["/huvudman"]
    visitor = Visitor(place.origin)
    for view in views:
        visitor.look("/huvudman", **view)
    before = sum(process.cpu_times()[:2])
    for number in range(changes):
        visitor.look("/huvudman", **views[number % len(views)])
    used = sum(process.cpu_times()[:2]) - before
    visitor.leave()
    return place.figure("CPU for one change of huvudman", used / changes * 1000, "ms", CPU)


def people(place: Place, count: int, seconds: float) -> Measured:
    """`count` people each acting every five seconds, over real websockets."""
    visits: list[Visit] = []
    views = views_of(place)["/huvudman"]

    def act(number: int) -> None:
        visitor = Visitor(place.origin)
        visitor.look("/", **place.view())
        time.sleep(5 * number / count)
        until = time.monotonic() + seconds
        turn = number
        while time.monotonic() < until:
            visits.append(visitor.look("/huvudman", **views[turn % len(views)]))
            turn += 1
            time.sleep(max(0, 5 - visits[-1].seconds))
        visitor.leave()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(visits) >= count, "somebody was not let in"
    assert not any(visit.failed for visit in visits)
    p95 = percentile([visit.seconds * 1000 for visit in visits], 0.95)
    who = "person" if count == 1 else "people"
    return place.figure(f"{count} {who} every 5 s, p95", p95, "ms", FIFTY_PEOPLE if count == 50 else None)
