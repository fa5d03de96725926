"""The agenda as a list of points: moved, dropped, taken back, added to."""

import pytest

from dashboard.pages.meeting.agenda import DOWN, DROP, OWN, RESTORE, UP, Point, change_agenda, with_own

POINTS = [Point("a", "A", ()), Point("b", "B", ()), Point("c", "C", ()), Point("x", "X", (), dropped=True)]


def keys(points: list[Point]) -> str:
    return "".join(f"({point.key})" if point.dropped else point.key for point in points)


@pytest.mark.parametrize(
    ("act", "on", "then"),
    [
        (UP, "b", "bac(x)"),
        (DOWN, "b", "acb(x)"),
        (UP, "a", "abc(x)"),
        (DOWN, "c", "abc(x)"),
        (DROP, "a", "bc(a)(x)"),
        (RESTORE, "x", "abcx"),
        (UP, "gone", "abc(x)"),
        ("something else", "a", "abc(x)"),
    ],
)
def test_a_point_is_moved_dropped_and_taken_back(act: str, on: str, then: str) -> None:
    assert keys(change_agenda(POINTS, act, on)) == then
    assert keys(POINTS) == "abc(x)"


def test_an_own_point_comes_last_of_those_that_are_kept() -> None:
    points = with_own(POINTS, "Planeringsdagen")
    assert [point.heading for point in points] == ["A", "B", "C", "Planeringsdagen", "X"]
    assert points[3].own
    assert points[3].key.startswith(OWN)
    assert not points[0].own
