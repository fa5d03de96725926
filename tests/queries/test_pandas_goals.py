"""Where the work is going, against the CSV files in plain pandas."""

import pytest

from dashboard.store.store import Store
from tests.queries.plain import DAYS, day, known, or_none, records, same, written
from tests.queries.test_pandas_work_and_county import of_county

STATUS = {"finished": "Klar", "wished": "Önskad", "planned": "Planerad", "published": "Publicerad"}


@pytest.mark.parametrize("as_of", DAYS)
def test_research(sample_store: Store, as_of: str) -> None:
    expected = [
        (
            *(r["id"], r["title"], r["status"], STATUS[r["status"]], or_none(r["focus"]), or_none(r["note"])),
            *(0, 0, day(r["known_on"]), r["origin"], r["synthetic"]),
        )
        for r in sorted(records(known("research_reports", as_of)), key=lambda r: (r["known_on"], r["id"]))
    ]
    assert (expected == []) == (as_of < "2025-11-04")
    same(sample_store, "work/research", expected, **of_county(as_of))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("name", ["work/recommendations", "county/milestones"])
def test_nothing_is_said_that_no_file_says(sample_store: Store, name: str, as_of: str) -> None:
    """Neither the minutes nor the sample name a milestone or a recommendation."""
    for file in ("recommendations", "milestones"):
        with pytest.raises(ValueError, match="No objects"):
            written(file)
    same(sample_store, name, [], **of_county(as_of))
