"""The invented rows and the minutes hold to the rules that data/README.md gives."""

import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard.settings import ROOT

MINUTES, SAMPLE = ROOT / "data" / "minutes", ROOT / "data" / "sample"
ROUNDS = ["2025h", "2026v", "2026h"]
FACTS = [path for folder in (MINUTES, SAMPLE) for path in sorted(folder.glob("*.csv")) if path.stem != "sources"]


def table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def latest(frame: pd.DataFrame, key: list[str], as_of: str = "9999-12-31") -> pd.DataFrame:
    known = frame[frame["known_on"] <= as_of].sort_values("known_on", kind="stable")
    return known.drop_duplicates(key, keep="last")


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    return table(SAMPLE / "answers.csv")


@pytest.fixture(scope="module")
def stages(answers: pd.DataFrame) -> pd.DataFrame:
    """The huvudmän's last answers on the stage scale, with the measure's aspect."""
    measures = table(ROOT / "data" / "catalogue" / "measures.csv").query("scale_id == 'shift'")
    own = latest(answers.query("principal_code != ''"), ["round_id", "measure_id", "principal_code"])
    return own.merge(measures[["id", "aspect_id"]], left_on="measure_id", right_on="id")


def steps_moved(stages: pd.DataFrame, earlier: str, later: str) -> pd.Series:
    key = ["principal_code", "measure_id", "measure_version"]
    valued = stages.query("value != ''").astype({"value": int})
    both = valued[valued["round_id"] == earlier].merge(valued[valued["round_id"] == later], on=key)
    return (both["value_y"] - both["value_x"]).set_axis(both["principal_code"])


# ---- the invented rows ----


def test_seven_nine_and_eight_of_ten_answer_the_three_rounds(answers: pd.DataFrame) -> None:
    own = answers.query("principal_code != ''").groupby("round_id")["principal_code"].nunique()
    assert own[ROUNDS].tolist() == [7, 9, 8]


def test_the_state_of_every_mailout_agrees_with_the_answers(answers: pd.DataFrame) -> None:
    mailouts = latest(table(SAMPLE / "mailouts.csv"), ["round_id", "principal_code"])
    assert mailouts.groupby("round_id").size()[ROUNDS].tolist() == [10, 10, 10]
    answered = mailouts[mailouts["status"].isin(["answered", "partial"])]
    given = answers.query("principal_code != ''")
    assert set(zip(answered["round_id"], answered["principal_code"], strict=True)) == set(
        zip(given["round_id"], given["principal_code"], strict=True)
    )


def test_the_autumns_hold_one_partial_reply_each(answers: pd.DataFrame) -> None:
    mailouts = latest(table(SAMPLE / "mailouts.csv"), ["round_id", "principal_code"])
    partial = mailouts.query("status == 'partial'")
    assert partial["round_id"].tolist() == ["2025h", "2026h"]
    counts = answers.query("principal_code != ''").groupby(["round_id", "principal_code"]).size()
    for round_id, principal in zip(partial["round_id"], partial["principal_code"], strict=True):
        assert counts[round_id][principal] < counts[round_id].drop(principal).min()


def test_most_move_one_step_or_stand_still_and_at_least_six_step_back(stages: pd.DataFrame) -> None:
    moved = pd.concat([steps_moved(stages, "2025h", "2026v"), steps_moved(stages, "2026v", "2026h")])
    assert moved.isin([0, 1]).mean() > 0.8
    assert (moved < 0).sum() >= 6


def test_early_rounds_are_mostly_the_first_three_stages(stages: pd.DataFrame) -> None:
    first = stages.query("round_id == '2025h' and value != ''")["value"].astype(int)
    assert (first <= 2).mean() > 0.75


def test_nobody_leads_or_trails_in_everything(stages: pd.DataFrame) -> None:
    valued = stages.query("value != ''").astype({"value": int})
    asked = valued.groupby(["round_id", "measure_id"])["value"]
    first, last = valued["value"] == asked.transform("max"), valued["value"] == asked.transform("min")
    for (round_id, principal), own in valued.groupby(["round_id", "principal_code"]):
        assert not first[own.index].all(), f"{principal} leads in everything in {round_id}"
        assert not last[own.index].all(), f"{principal} trails in everything in {round_id}"


def test_every_special_answer_occurs(answers: pd.DataFrame) -> None:
    special = table(ROOT / "data" / "catalogue" / "special_answers.csv")["id"]
    assert set(answers["special"]) - {""} == set(special) - {"too_few"}  # that one comes of how many have answered


def test_an_answer_is_a_step_of_its_scale_or_special_never_both(answers: pd.DataFrame) -> None:
    assert ((answers["value"] == "") != (answers["special"] == "")).all()
    measures = table(ROOT / "data" / "catalogue" / "measures.csv").set_index("id")["scale_id"]
    steps = table(ROOT / "data" / "catalogue" / "scale_steps.csv").groupby("scale_id")["value"].apply(set)
    valued = answers.query("value != ''")
    for measure, value in zip(valued["measure_id"], valued["value"], strict=True):
        scale = measures[measure]
        assert value in steps[scale] if scale in steps else 0 <= float(value) <= 100, (measure, value)


def test_two_have_an_aspect_wholly_in_an_existing_plan_and_one_an_aspect_without_a_usable_answer(
    stages: pd.DataFrame,
) -> None:
    in_each = stages.groupby(["round_id", "principal_code", "aspect_id"])["special"].apply(set)
    wholly = in_each[in_each == {"in_existing_plan"}].index.get_level_values("principal_code")
    unusable = in_each[in_each.map(lambda found: found.isdisjoint({"", "in_existing_plan"}))]
    assert wholly.nunique() >= 2
    assert len(unusable) >= 1


def test_m09_is_answered_by_fewer_than_five(answers: pd.DataFrame) -> None:
    given = answers.query("measure_id == 'M09' and value != ''").groupby("round_id")["principal_code"].nunique()
    assert (given < 5).all()
    assert set(given.index) == set(ROUNDS)


def test_m06_has_a_new_wording_from_the_last_round(answers: pd.DataFrame) -> None:
    versions = answers.query("measure_id == 'M06'").groupby("round_id")["measure_version"].apply(set).to_dict()
    assert versions == {"2025h": {"1"}, "2026v": {"1"}, "2026h": {"2"}}
    assert set(answers.query("measure_id != 'M06'")["measure_version"]) == {"1"}


def test_one_answer_is_corrected_on_the_sixth_of_may(answers: pd.DataFrame) -> None:
    key = ["round_id", "measure_id", "principal_code", "work_group_id"]
    again = answers[answers.duplicated(key, keep=False)]
    assert again["round_id"].tolist() == ["2026v", "2026v"]
    assert again["known_on"].max() == "2026-05-06"
    assert again["value"].nunique() == 2


def test_on_the_last_of_november_one_municipality_has_appointed_as_the_minutes_say() -> None:
    roles = latest(table(SAMPLE / "role_statuses.csv"), ["role_id", "principal_code"], "2025-11-30")
    appointed = roles[roles["status"].isin(["appointed", "integrated"])]["principal_code"]
    assert len(appointed) == 1
    assert appointed.iloc[0] != "04"


def test_contacts_are_functions_with_mailboxes_nobody_has() -> None:
    contacts = table(SAMPLE / "contacts.csv")
    assert contacts["mailbox"].str.fullmatch(r"[a-z.]+@example\.se").all()
    assert (contacts["name"] == "").all()
    assert contacts["function"].str.strip().all()


# ---- where rows come from ----


def test_everything_in_sample_is_invented_and_nothing_in_minutes() -> None:
    sample, minutes = table(SAMPLE / "sources.csv"), table(MINUTES / "sources.csv")
    assert sample[["kind", "synthetic"]].drop_duplicates().values.tolist() == [["sample", "true"]]
    assert minutes[["kind", "synthetic"]].drop_duplicates().values.tolist() == [["minutes", "false"]]


@pytest.mark.parametrize("path", FACTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_row_is_of_a_source_of_its_own_folder(path: Path) -> None:
    assert set(table(path)["source_id"]) <= set(table(path.parent / "sources.csv")["id"])
    assert table(path)["known_on"].str.fullmatch(r"20\d\d-\d\d-\d\d").all()


def test_the_minutes_judge_no_likelihood_or_consequence() -> None:
    judged = table(MINUTES / "risk_assessments.csv")
    assert set(judged["likelihood"]) == {""}
    assert set(judged["consequence"]) == {""}


def test_the_minutes_hold_no_answers_and_name_nobody() -> None:
    assert not {"answers", "mailouts", "role_statuses", "plan_statuses", "contacts"} & {
        p.stem for p in MINUTES.iterdir()
    }
    for path in MINUTES.glob("*.csv"):
        assert not re.search(r"[\w.]+@[\w.]+|\b07\d[- ]?\d{3}", path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize(
    ("name", "column", "scale"),
    [
        ("role_statuses", "status", "role_status"),
        ("role_statuses", "funding", "funding"),
        ("role_statuses", "form", "role_form"),
        ("plan_statuses", "status", "plan_status"),
        ("actor_statuses", "takes_part", "actor_status"),
        ("mailouts", "status", "mailout_status"),
        ("risk_assessments", "response", "risk_response"),
        ("risk_assessments", "state", "risk_state"),
        ("status_reports", "gut_feeling", "gut_feeling"),
        ("example_trials", "state", "trial_state"),
        ("communications", "kind", "communication_kind"),
        ("communications", "channel", "communication_channel"),
        ("communications", "state", "communication_state"),
        ("feedbacks", "state", "feedback_state"),
        ("recommendations", "state", "recommendation_state"),
    ],
)
def test_every_state_is_a_step_of_its_scale(name: str, column: str, scale: str) -> None:
    steps = table(ROOT / "data" / "catalogue" / "scale_steps.csv").query("scale_id == @scale")["code"]
    found = [folder / f"{name}.csv" for folder in (MINUTES, SAMPLE) if (folder / f"{name}.csv").exists()]
    assert found
    for path in found:
        assert set(table(path)[column]) - {""} <= set(steps), path


@pytest.mark.parametrize(
    ("name", "column", "other"),
    [
        ("answers", "round_id", "rounds"),
        ("mailouts", "round_id", "rounds"),
        ("risk_assessments", "risk_id", "risks"),
        ("example_aspects", "example_id", "examples"),
        ("decisions", "meeting_id", "meetings"),
        ("example_trials", "example_id", "examples"),
        ("communication_principals", "communication_id", "communications"),
        ("communication_actors", "communication_id", "communications"),
        ("recommendations", "report_id", "research_reports"),
        ("observations", "meeting_id", "meetings"),
    ],
)
def test_what_the_database_does_not_hold_together_the_files_do(name: str, column: str, other: str) -> None:
    known = {
        key
        for folder in (MINUTES, SAMPLE)
        if (folder / f"{other}.csv").exists()
        for key in table(folder / f"{other}.csv")["id"]
    }
    for folder in (MINUTES, SAMPLE):
        if (folder / f"{name}.csv").exists():
            assert set(table(folder / f"{name}.csv")[column]) - {""} <= known


def test_a_lesson_without_a_sender_has_no_huvudman_in_any_column() -> None:
    names = table(ROOT / "data" / "catalogue" / "principals.csv")["short_name"]
    lessons = table(SAMPLE / "examples.csv").query("anonymous == 'true'")
    assert len(lessons) == 1
    assert set(lessons["principal_code"]) == {""}
    words = " ".join(lessons.iloc[0])
    assert [name for name in names if name in words] == []


def test_what_the_minutes_plan_to_spread_has_reached_nobody_by_them() -> None:
    assert set(table(MINUTES / "communications.csv")["state"]) == {"planned"}
    assert not {"communication_principals", "communication_actors"} & {path.stem for path in MINUTES.iterdir()}
