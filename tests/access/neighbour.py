"""A second county in the same database, with something of its own in every table that is not for others."""

from sqlalchemy import text

from dashboard.store.records import Row
from dashboard.store.store import Store
from tests.access.making import WRITTEN, add, store_of
from tests.access.test_writing import FILLED
from tests.conftest import whole_row
from tests.engines import Own

THEIRS, THEIR_REGION = "0580", "05"
WORD = "Grannens"
DAY = WRITTEN.date()


def beside(own: Own) -> Store:
    """The store of everything in data/, in which Östergötland takes part too."""
    store = store_of(own)
    let_in(store)
    return store


def let_in(store: Store) -> None:
    """Let Östergötland take part."""
    with store.writing() as connection:
        connection.execute(text("update county set takes_part = true where code = '05'"))


def theirs(table: str, whose: str = THEIRS, **more: object) -> Row:
    """A row of `table` of the neighbour, with WORD where words are."""
    row = dict(FILLED.get(table, {})) | more
    row |= {name: f"{WORD} {value}" for name, value in row.items() if value in ("T", "P", "R", "M", "F", "N", "B")}
    if "county_code" in row:
        row["county_code"] = "05"
    for name in ("id", "example_id", "meeting_id", "subject_id"):
        if row.get(name) in ("ny", "nytt_mote"):
            row[name] = f"granne_{row[name]}"
    if table == "locked_text":
        row["subject_id"] = "granne_last"  # another meeting than the one that is written to
    return whole_row(table, row | {"known_on": DAY} | ({"principal_code": whose} if _has_principal(table) else {}))


def _has_principal(table: str) -> bool:
    return table not in {"round", "decision", "milestone", "agenda_item", "meeting", "status_report", "locked_text"}


def furnish(store: Store) -> None:
    """Let the neighbour have an open round, risks, a meeting, reports, examples, contacts, members and a link."""
    add(store, "import", round=[theirs("round", id="2026h", status="open", sort_order=1)])
    codes = ("0580", "0581", "0582", "0583", "0584", "0586", "05")
    answers = [theirs("answer", code, comment=f"{WORD} kommentar", measure_id="M02") for code in codes]
    add(store, "import", answer=answers, mailout=[theirs("mailout", code) for code in codes])
    judged = {"risk_id": "granne_ny", "likelihood": 4, "consequence": 4, "response": "escalate", "state": "open"}
    words = {"action": f"{WORD} åtgärd", "known_on": DAY}
    add(store, risk=[theirs("risk")], risk_assessment=[whole_row("risk_assessment", judged | words)])
    for table in ("meeting", "example", "status_report"):
        add(store, **{table: [theirs(table)]})
    for table in sorted(set(FILLED) - {"round", "answer", "mailout", "risk", "meeting", "example", "status_report"}):
        add(store, **{table: [theirs(table)]})
    origin = {"id": "granne-kontakt", "kind": "entry", "title": f"{WORD} källa", "synthetic": False}
    for number, whose in enumerate((THEIRS, None)):
        contact = {
            "id": f"granne_kontakt_{number}",
            "county_code": "05",
            "principal_code": whose,
            "name": f"{WORD} Kim",
        }
        contact |= {"function": f"{WORD} funktion", "mailbox": "granne@example.se", "known_on": DAY}
        store.save_contact(contact, origin | {"id": f"granne-kontakt-{number}"}, "prov")
