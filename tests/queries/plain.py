"""The sample worked out in plain pandas from the CSV files, without the store: what the queries are held against."""

from datetime import date
from functools import cache

import pandas as pd

from dashboard.settings import ROOT
from dashboard.store.store import Store
from tests.queries.tables import rows

DAYS = ["2025-10-09", "2025-11-30", "2026-05-05", "2026-05-06", "2026-11-21"]
ROUNDS = ["2025h", "2026v", "2026h"]
PAIRS = [("2025h", "2026v"), ("2026v", "2026h"), ("2025h", "2026h")]
LEVELS = [None, "medarbetare", "chef", "lan"]

KEYS = {
    "rounds": ["county_code", "id"],
    "mailouts": ["round_id", "principal_code"],
    "answers": ["county_code", "round_id", "measure_id", "principal_code", "work_group_id"],
    "role_statuses": ["role_id", "principal_code"],
    "plan_statuses": ["principal_code"],
    "actor_statuses": ["principal_code", "actor_id"],
    "focus_areas": ["principal_code", "aspect_id"],
    "ongoing_work": ["id"],
    "risks": ["id"],
    "risk_assessments": ["risk_id"],
    "activities": ["id"],
    "examples": ["id"],
    "meetings": ["id"],
    "observations": ["id"],
    "status_reports": ["id"],
    "decisions": ["id"],
    "example_aspects": ["example_id", "aspect_id"],
    "research_reports": ["id"],
    "recommendations": ["id"],
    "example_trials": ["example_id", "principal_code"],
    "communications": ["id"],
    "communication_principals": ["communication_id", "principal_code"],
    "communication_actors": ["communication_id", "actor_id"],
    "feedbacks": ["id"],
    "milestones": ["id"],
    "meeting_expectations": ["id"],
}


@cache
def catalogue(name: str) -> pd.DataFrame:
    """A file of the catalogue, empty cells as empty strings, in its own order where it has one."""
    frame = pd.read_csv(ROOT / "data" / "catalogue" / f"{name}.csv", dtype=object, keep_default_na=False)
    if "sort_order" in frame:
        frame = frame.assign(sort_order=frame["sort_order"].astype(int)).sort_values("sort_order")
    return frame.reset_index(drop=True)


@cache
def lookup(name: str, column: str, key: str = "id") -> dict[str, str]:
    frame = catalogue(name)
    return dict(zip(frame[key], frame[column], strict=True))


@cache
def step_labels(scale: str, by: str = "code") -> dict[str, str]:
    steps = catalogue("scale_steps")
    steps = steps[steps["scale_id"] == scale]
    return dict(zip(steps[by], steps["label"], strict=True))


@cache
def written(name: str) -> pd.DataFrame:
    """Every row of minutes and sample in the order of writing, with `origin` and `synthetic` of its source."""
    parts = []
    for folder in ("minutes", "sample"):
        path = ROOT / "data" / folder / f"{name}.csv"
        if path.exists():
            source = pd.read_csv(path.with_name("sources.csv"), dtype=object, keep_default_na=False).set_index("id")
            rows_of = pd.read_csv(path, dtype=object, keep_default_na=False)
            rows_of["origin"] = rows_of["source_id"].map(source["kind"])
            rows_of["synthetic"] = rows_of["source_id"].map(source["synthetic"]) == "true"
            rows_of["source"] = rows_of["source_id"].map(source["title"])
            parts.append(rows_of)
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(place=range(len(whole)))


@cache
def known(name: str, as_of: str) -> pd.DataFrame:
    """What holds at the end of the day: the last row of each key."""
    rows_by_then = written(name)[written(name)["known_on"] <= as_of]
    held = rows_by_then.sort_values("known_on", kind="stable").drop_duplicates(KEYS[name], keep="last")
    return without_small_numbers(held) if name == "answers" else held


def without_small_numbers(answers: pd.DataFrame) -> pd.DataFrame:
    """The answers as they may be shown: fewer than five respondents withheld, and one more where only one would be."""
    of_several = catalogue("scales").query("kind == 'agree'")["id"]
    measures = catalogue("measures").loc[lambda m: m["scale_id"].isin(of_several), "id"]
    counted = answers[answers["measure_id"].isin(measures) & (answers["value"] != "")]
    hidden: list[int] = []
    for _, group in counted.groupby(["round_id", "measure_id"]):
        numbers = group["respondents"].replace("", "0").astype(int)
        few = list(group.index[numbers < 5])
        if len(few) == 1 and len(group) > 1:
            others = group.assign(number=numbers).drop(few).sort_values(["number", "principal_code"])
            few.append(others.index[0])
        hidden += few
    shown = answers.copy()
    shown.loc[hidden, ["value", "special", "respondents", "comment"]] = ["", "too_few", "", ""]
    return shown


def records(frame: pd.DataFrame) -> list[dict[str, str]]:
    return frame.to_dict("records")


def or_none(value: str) -> str | None:
    return value or None


def day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def whole(value: str) -> int | None:
    return int(value) if value else None


def truth(value: str) -> bool | None:
    return {"true": True, "false": False, "": None}[value]


def at_share(values: list[int], share: float) -> int:
    """The smallest value that at least `share` of the values reach no further than; no mean of two."""
    ordered = sorted(values)
    return next(v for v in ordered if sum(other <= v for other in ordered) >= share * len(ordered))


def group_of(principal: dict[str, str]) -> str | None:
    return lookup("work_groups", "name").get(principal["work_group_id"])


@cache
def principals() -> list[dict[str, str]]:
    return records(catalogue("principals").query("county_code == '04'"))


def same(store: Store, name: str, expected: list[tuple[object, ...]], **asked: object) -> None:
    """Ask the store, and say which question it was when the rows are not the expected ones."""
    assert rows(store.frame(name, **asked)) == expected, f"{name} asked with {asked}"
