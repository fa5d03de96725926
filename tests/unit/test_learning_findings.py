"""The sentences about communication, reach, feedback and learning: right numbers and Swedish for none, one and many."""

from dashboard.wording.findings import registers as said

Row = dict[str, object]


def item(title: str, state: str, *, overdue: bool = False) -> Row:
    return {"title": title, "state": state, "overdue": overdue}


def told(receivers: str, name: str, state: str) -> Row:
    return {"receivers": receivers, "name": name, "state": state}


def test_the_plan_counts_what_is_not_cancelled_and_names_what_is_late() -> None:
    assert said.communication([]) == "Kommunikationsplanen är tom. Processledarna skriver in vad som ska spridas."
    one = [item("A", "done")]
    assert said.communication(one) == "1 av 1 punkter i planen är genomförda. Ingen planerad dag har passerat."
    many = [*one, item("B", "cancelled"), item("C", "planned", overdue=True), item("D", "planned", overdue=True)]
    assert said.communication(many) == (
        "1 av 3 punkter i planen är genomförda. En punkt är inställd. Dagen har passerat för: C och D."
    )


def test_reach_tells_nobody_from_not_said() -> None:
    assert said.reach([]) == "Inget i planen är genomfört än."
    rows = [told("principal", "Flen", "yes"), told("principal", "Trosa", "no"), told("actor", "Skola", "unknown")]
    assert said.reach(rows) == (
        "Minst en sak har nått 1 av 2 huvudmän. Inte nådda: Trosa. "
        "Det är inte angivet vilka verksamheter som har nåtts."
    )
    assert (
        said.reach_of_one(rows)
        == "Har nått 1 av 2 huvudmän, inte Trosa. Vilka verksamheter det har nått är inte angivet."
    )
    again = [*rows, told("principal", "Flen", "no"), told("principal", "Trosa", "yes")]
    assert said.reach(again).startswith("Minst en sak har nått 2 av 2 huvudmän. Det är inte angivet")


def test_feedback_counts_what_waits_and_what_came_of_it() -> None:
    assert said.feedback([]).startswith("Ingen har återkopplat än.")
    assert said.feedback([{"state": "replied"}]) == (
        "En återkoppling. Ingen väntar på svar. Ingen har lett till något."
    )
    states = [{"state": one} for one in ("new", "read", "acted")]
    assert said.feedback(states) == "Tre återkopplingar. Två väntar på svar. En har lett till något."


def test_learning_counts_aspects_and_examples() -> None:
    assert said.learning([], "Flen") == (
        "Ingen annan med ett steg har gått vidare från det steg där Flen står i någon aspekt."
    )
    rows = [{"aspect_id": "vardag", "example_id": None}, {"aspect_id": "vardag", "example_id": "e"}]
    assert said.learning(rows, "Flen") == (
        "I en aspekt har någon annan gått vidare från det steg där Flen står. Till 1 av 2 förslag finns ett exempel."
    )
