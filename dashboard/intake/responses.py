"""How far each huvudman's mail-out has come, by what a file holds: besvarad when all of the core set is."""

from collections.abc import Sequence

from dashboard.intake.codes import Known
from dashboard.intake.facts import Fact
from dashboard.intake.giving_way import giving_way
from dashboard.store.store import Store


def responses(facts: Sequence[Fact], store: Store, known: Known, answered_by: str) -> list[Fact]:
    """A mail-out fact for each huvudman and round that `facts` have answers for, counted with what is already in.

    `answered_by` is the function that answered, if the file says it.
    """
    asked = {
        measure_id
        for measure_id, row in known.measures.items()
        if row["answered_by"] == "huvudman" and row["kept_in"] == "answer" and row["core"]
    }
    answers = [fact for fact in facts if fact.table == "answer" and fact.values["principal_code"]]
    if not answers:
        return []
    rounds = {fact.values["round_id"] for fact in answers}
    answered: dict[tuple[str, str], set[str]] = {}
    known_answers = [row for one in sorted(rounds) for row in store.in_force("answer", known.today, round_id=one)]
    for row in giving_way([*known_answers, *(fact.values for fact in answers)]):
        if row["special"] != "missing" and row["principal_code"]:
            answered.setdefault((row["round_id"], row["principal_code"]), set()).add(row["measure_id"])
    done = {
        (row["round_id"], row["principal_code"])
        for row in store.in_force("mailout", known.today)
        if row["status"] == "answered"
    }
    first = {(fact.values["round_id"], fact.values["principal_code"]): fact.place for fact in reversed(answers)}
    return [
        Fact(
            "mailout",
            {
                "round_id": round_id,
                "principal_code": principal,
                "status": "answered" if asked <= answered.get((round_id, principal), set()) else "partial",
                "answered_by_function": answered_by or None,
            },
            place,
            keeps=True,
        )
        for (round_id, principal), place in first.items()
        if (round_id, principal) not in done
    ]
