"""What a role may not read makes no difference to anything that it is given, whatever it asks."""

from collections.abc import Callable
from datetime import date

import pytest

from dashboard.access.roles import rights_of
from dashboard.access.viewer import NOBODY
from dashboard.errors import NotAllowed
from dashboard.store.scope import COMMENTS, CONTACT_NAMES, DRAFTS, GUT_FEELING, READING, RISKS
from dashboard.store.store import Store
from tests.access.making import OTHER, OWN, ROLES, WRITTEN, add, everything_asked, scope, store_of
from tests.engines import Own

DAY = WRITTEN.date()
FIRST, SECOND = "Första ordalydelsen", "Andra ordalydelsen"


def a_draft_round(store: Store, words: str, whose: str) -> None:
    round_ = {"id": "2027v", "county_code": "04", "name": "Våren 2027", "purpose": "Prov", "questionnaire_version": 2}
    add(store, "import", round=[round_ | {"status": "open", "sort_order": 9, "known_on": DAY}])
    value = 1 if words == FIRST else 4
    of_round = {
        "round_id": "2027v",
        "measure_version": 1,
        "county_code": "04",
        "principal_code": whose,
        "known_on": DAY,
    }
    add(store, "import", answer=[of_round | {"measure_id": one, "value": value} for one in ("M01", "M02", "C10")])


def a_report(store: Store, id_: str = "prov", **words: str) -> None:
    report = {"id": id_, "county_code": "04", "period": "Prov", "results": "R", "gut_feeling": "positive"}
    add(store, status_report=[report | {"gut_feeling_text": "M", "author_function": "P", "known_on": DAY} | words])


def a_locked_text(store: Store, words: str) -> None:
    kept = {
        "kind": "meeting",
        "subject_id": "styrgrupp_2026_10",
        "county_code": "04",
        "title": "Prov",
        "sha256": "0" * 64,
    }
    add(store, locked_text=[kept | {"text": words, "known_on": DAY}])


def a_risk(store: Store, words: str, whose: str | None) -> None:
    if words == FIRST:
        add(store, risk=[])
        add(store, risk_assessment=[])
        return
    risk = {"id": "prov", "county_code": "04", "principal_code": whose, "category_id": "modellen", "title": words}
    add(store, risk=[risk | {"known_on": DAY}])
    judged = {"risk_id": "prov", "likelihood": 4, "consequence": 4, "response": "escalate", "state": "open"}
    add(store, risk_assessment=[judged | {"known_on": DAY}])


def a_comment(store: Store, words: str, whose: str) -> None:
    answer = {
        "round_id": "2026h",
        "measure_id": "M02",
        "measure_version": 1,
        "county_code": "04",
        "principal_code": whose,
        "value": 2,
    }
    add(store, "import", answer=[answer | {"comment": words, "known_on": DAY}])


def a_feedback(store: Store, words: str, whose: str) -> None:
    told = {"id": "prov", "county_code": "04", "subject_kind": "page", "subject_id": "/risker", "principal_code": whose}
    add(store, feedback=[told | {"function": "Rektor", "text": words, "state": "new", "known_on": DAY}])


def a_contact(store: Store, words: str, whose: str) -> None:
    row = {
        "county_code": "04",
        "id": "prov",
        "principal_code": whose,
        "function": "F",
        "mailbox": "f@example.se",
        "name": words,
    }
    origin = {"id": "entry-contact", "kind": "entry", "title": "Prov", "synthetic": False}
    store.save_contact(row | {"known_on": DAY}, origin, "prov")


_AT = {"as_of": date(2026, 11, 21), "county": "04"}
ASKED_OF: dict[str, dict[str, object]] = {
    "follow_up/rounds": _AT | {"work_group": None},
    "county/status_reports": _AT,
    "county/locked_texts": _AT,
    "risks/register": _AT | {"principal": None},
    "follow_up/comments": _AT | {"round": "2026h", "aspect": "vardag", "level": None, "core": None, "work_group": None},
    "work/feedback": _AT,
    "work/contacts": {"county": "04", "as_of": date(2026, 11, 21), "principal": OTHER},
}
"""Where each of what follows is told, whoever asks."""
SECRETS: dict[str, tuple[str, Callable[[Store, str, str], None]]] = {
    "an answer in a round that is not closed": (DRAFTS, a_draft_round),
    "a status report that is not locked": (
        DRAFTS,
        lambda store, words, whose: a_report(store, "utkast", results=words),
    ),
    "the gut feeling": (GUT_FEELING, lambda store, words, whose: a_report(store, gut_feeling_text=words)),
    "the risks of a status report": (RISKS, lambda store, words, whose: a_report(store, "risker", risks_text=words)),
    "the text of a locked meeting": (GUT_FEELING, lambda store, words, whose: a_locked_text(store, words)),
    "a risk": (RISKS, a_risk),
    "a comment": (COMMENTS, a_comment),
    "feedback": (COMMENTS, a_feedback),
    "the name of a contact": (CONTACT_NAMES, a_contact),
}


@pytest.mark.parametrize("role", [role for role in ROLES if not rights_of(role) >= READING])
def test_what_a_role_may_not_read_makes_no_difference(role: str, own: Own) -> None:
    answers = []
    for words in (FIRST, SECOND):
        store = store_of(own)
        for right, plant in SECRETS.values():
            if right not in rights_of(role):
                plant(store, words, OTHER)
        viewers = store.for_viewer(scope(role))
        answers.append(everything_asked(viewers) | everything_asked(viewers, round="2027v"))
    first, second = answers
    assert [asked for asked in first if first[asked] != second[asked]] == []
    assert SECOND not in str(second)


@pytest.mark.parametrize("secret", SECRETS)
def test_what_a_role_may_read_it_is_given(secret: str, own: Own) -> None:
    right, plant = SECRETS[secret]
    store = store_of(own)
    plant(store, SECOND, OTHER)
    told = "Våren 2027" if plant is a_draft_round else SECOND
    for role in ROLES:
        answers = {name: store.for_viewer(scope(role)).answer(name, **ASKED_OF[name]).rows for name in ASKED_OF}
        assert (told in str(answers)) == (right in rights_of(role)), role


@pytest.mark.parametrize("secret", ["a risk", "a comment"])
def test_an_editor_reads_what_is_its_own(secret: str, own: Own) -> None:
    store = store_of(own)
    SECRETS[secret][1](store, SECOND, OWN)
    assert SECOND in str(everything_asked(store.for_viewer(scope("editor"))))
    assert SECOND not in str(everything_asked(store.for_viewer(scope("reader"))))


def test_the_rows_behind_forms_are_guarded_too(own: Own) -> None:
    store = store_of(own)
    a_risk(store, SECOND, OTHER)
    a_draft_round(store, SECOND, OTHER)
    a_comment(store, SECOND, OTHER)
    a_report(store, gut_feeling_text=SECOND)
    for role in ("reader", "editor", "researcher"):
        viewers = store.for_viewer(scope(role))
        assert "prov" not in {row["id"] for row in viewers.in_force("risk", DAY)}
        assert viewers.in_force("risk_assessment", DAY, risk_id="prov") == []
        assert viewers.history("risk", id="prov") == []
        assert {row["principal_code"] for row in viewers.in_force("answer", DAY, round_id="2027v")} <= {OWN}
        assert all(row["gut_feeling_text"] is None for row in viewers.history("status_report", id="prov"))
    editor = store.for_viewer(scope("editor"))
    assert not any(row["comment"] == SECOND for row in editor.in_force("answer", DAY, round_id="2026h"))


def test_nobody_reads_nothing(sample_store: Store) -> None:
    outside = sample_store.for_viewer(NOBODY.scope)
    for ask in (
        lambda: outside.answer("catalogue/counties"),
        lambda: outside.frame("county/meetings", as_of=date(2026, 11, 21), county="04"),
        lambda: outside.in_force("risk", DAY),
        lambda: outside.history("risk", id="prov"),
    ):
        with pytest.raises(NotAllowed, match="Logga in"):
            ask()


def test_a_viewer_s_store_keeps_up_with_what_is_written(own: Own) -> None:
    store = store_of(own)
    reader = store.for_viewer(scope("reader"))
    before = reader.data_version
    a_comment(store, SECOND, OTHER)
    assert reader.data_version == store.data_version == before + 1
