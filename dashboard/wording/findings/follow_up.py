"""One sentence for each figure: what it shows, computed from its rows, in Swedish that can be read aloud."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.wording.swedish import count_word, counted, listed, sentence

Row = Mapping[str, Any]

DOES = {
    "not_started": "har inte påbörjat",
    "exploring": "utforskar",
    "preparing": "förbereder",
    "trying": "prövar",
    "everyday": "har det i vardagen",
    "in_existing_plan": "har det i befintlig plan eller process",
    "not_yet": "svarar att det inte är aktuellt ännu",
    "not_relevant": "svarar att det inte är relevant för dem",
    "dont_know": "svarar vet ej",
    "too_few": "har färre än fem svarande, så svaret visas inte",
    "missing": "har inte svarat",
    "unknown": "har ett okänt läge",
    "discussed": "diskuterar eller utreder",
    "decided": "har beslutat men inte tillsatt",
    "pilot": "prövar i liten skala",
    "partly_appointed": "har tillsatt i delar",
    "appointed": "har tillsatt",
    "integrated": "har lagt in rollen i en ordinarie befattning",
    "paused": "avvaktar",
    "own_plan": "har en egen kort plan",
    "in_progress": "arbetar med en plan",
    "none": "har ingen plan",
    "not_sent": "har inte fått någon fråga ännu",
}
"""State → what the huvudman does, as it stands after a number."""


def states(rows: Sequence[Row]) -> str:
    """How many huvudmän are in each state, those on a scale first and in its order."""
    if not rows:
        return "Det finns inga huvudmän att visa."
    if all(row["state"] == "missing" for row in rows):
        return f"Ingen av {len(rows)} huvudmän har svarat."
    if all(row["state"] == "not_sent" for row in rows):
        return f"Ingen av {len(rows)} huvudmän har fått någon fråga ännu."
    counts = Counter((str(row["state"]), str(row["state_label"])) for row in in_scale_order(rows))
    parts = [f"{count_word(n)} {DOES.get(state, f'svarar ”{label}”')}" for (state, label), n in counts.items()]
    return sentence(f"{listed(parts)} (av {len(rows)} huvudmän)")


def in_scale_order(rows: Sequence[Row]) -> list[Row]:
    """The rows by step of their scale, those without a step after, those without an answer last."""

    def place(row: Row) -> tuple[bool, bool, int]:
        step = row.get("stage", row.get("state_order"))
        return row["state"] == "missing", step is None, step or 0

    return sorted(rows, key=place)


def movement(rows: Sequence[Row], earlier: str, later: str) -> str:
    """How many huvudmän moved forward, stood still and moved back, of those that can be compared."""
    paired = [row for row in rows if row["from_stage"] is not None and row["to_stage"] is not None]
    if not paired:
        return f"Ingen huvudman har svarat med ett steg både {earlier.lower()} och {later.lower()}."
    steps = [row["to_stage"] - row["from_stage"] for row in paired]
    return (
        f"{len(paired)} av {len(rows)} huvudmän går att jämföra mellan {earlier.lower()} och {later.lower()}: "
        + listed(
            [
                f"{count_word(sum(step > 0 for step in steps))} har flyttat fram",
                f"{count_word(sum(step == 0 for step in steps))} står kvar",
                f"{count_word(sum(step < 0 for step in steps))} har gått tillbaka",
            ]
        )
        + "."
    )


def distribution(rows: Sequence[Row], far: int, far_label: str) -> str:
    """How many huvudmän stood at step `far` or beyond in the first and in the last round."""
    rounds = list(dict.fromkeys(str(row["round"]) for row in rows))
    if not rounds:
        return "Ingen omgång är känd."

    def reached(one: str) -> int:
        return sum(
            row["principals"]
            for row in rows
            if row["round"] == one and row["stage"] is not None and row["stage"] >= far
        )

    def answering(one: str) -> str:
        of = [row["principals"] for row in rows if row["round"] == one]
        gone = [row["principals"] for row in rows if row["round"] == one and row["state"] == "missing"]
        return f"{sum(of) - sum(gone)} av {sum(of)} svarade"

    last = (
        f"{rounds[-1]} stod {count_word(reached(rounds[-1]))} på ”{far_label}” eller längre ({answering(rounds[-1])})"
    )
    if len(rounds) == 1:
        return sentence(last)
    first = f"{rounds[0].lower()} {count_word(reached(rounds[0]))} ({answering(rounds[0])})"
    return sentence(f"{last}, {first}")


def changes(rows: Sequence[Row], since: str) -> str:
    """How much has come in or changed since a day, by kind."""
    if not rows:
        return f"Inga ändringar sedan {since}."
    kinds = Counter(str(row["kind_label"]).lower() for row in rows)
    return f"Sedan {since}: {listed([f'{kind} {n}' for kind, n in kinds.items()])}."


def answer_changes(rows: Sequence[Row], since: str) -> str:
    """How many answers are new or other than they were, and how they moved."""
    if not rows:
        return f"Inget svar har kommit eller ändrats sedan {since}."
    kinds = Counter(str(row["kind"]) for row in rows)
    words = f"{counted(len(rows), 'ett svar', 'svar').capitalize()} är nya eller ändrade sedan {since}."
    return f"{words} Steg framåt: {kinds['forward']}. Steg bakåt: {kinds['back']}."


def decisions(rows: Sequence[Row]) -> str:
    """How many decisions there are, how many remain and how many are late."""
    if not rows:
        return "Inget beslut är inskrivet."
    left = sum(row["state"] in {"open", "ongoing"} for row in rows)
    late = sum(bool(row["overdue"]) for row in rows)
    made = counted(len(rows), "ett beslut", "beslut").capitalize()
    words = f"{made}, varav {count_word(left, neuter=True)} kvar att göra."
    return f"{words} Försenade: {late}." if late else words


def milestones(rows: Sequence[Row]) -> str:
    """How many milestones there are, how many are reached, how many have no day, how many are late."""
    if not rows:
        return "Inga delmål är inskrivna. Länet kan ha valt att vara utan."
    reached = sum(row["state"] == "reached" for row in rows)
    undated = sum(row["due_on"] is None for row in rows)
    late = sum(bool(row["overdue"]) for row in rows)
    return f"{reached} av {len(rows)} delmål är nådda. Utan dag: {undated}. Försenade: {late}."


def research(rows: Sequence[Row]) -> str:
    """How many reports are known, and how many are published."""
    if not rows:
        return "Ingen rapport är känd."
    out = sum(row["status"] == "published" for row in rows)
    known = counted(len(rows), "en rapport eller ett uppdrag", "rapporter och uppdrag").capitalize()
    return f"{known}, {out} publicerade."


def recommendations(rows: Sequence[Row]) -> str:
    """How many recommendations are known, and how many are done or not yet answered."""
    if not rows:
        return "Ingen rekommendation är inskriven."
    kinds = Counter(str(row["state"]) for row in rows)
    known = counted(len(rows), "en rekommendation", "rekommendationer").capitalize()
    return f"{known}. Genomförda: {kinds['done']}. Ännu inte besvarade: {kinds['new']}."


def examples(rows: Sequence[Row], of_all: int) -> str:
    """How many examples match, of how many, and how many of them did not work."""
    if not of_all:
        return "Inget exempel är känt. Alla huvudmän ombeds dela något, också det som inte fungerade."
    if not rows:
        return f"Inget av {of_all} exempel passar det som är valt. Ta bort något av valen."
    lessons = sum(row["kind"] == "did_not_work" for row in rows)
    return f"{len(rows)} av {of_all} exempel visas. I {lessons} av dem fungerade det inte."


def against_county(rows: Sequence[Row], principal: str) -> str:
    """In how many aspects a huvudman stands at, beyond and before the county's median."""
    both = [(r["stage"], r["median"]) for r in rows if r["stage"] is not None and r["median"] is not None]
    own = sum(row["stage"] is not None for row in rows)
    if not own:
        return f"{principal} har inget steg att visa i den här omgången."
    if not both:
        return (
            f"{principal} har ett steg i {own} av {len(rows)} aspekter. Länets spridning visas när minst fem huvudmän "
            "har ett steg."
        )
    of = f"{len(both)} {'aspekt' if len(both) == 1 else 'aspekter'}"
    return (
        f"{principal} står längre fram än länets median i {sum(a > b for a, b in both)}, på medianen i "
        f"{sum(a == b for a, b in both)} och inte lika långt fram i {sum(a < b for a, b in both)} av {of} med ett steg."
    )


def moved(rows: Sequence[Row], principal: str, earlier: str, later: str) -> str:
    """How many of a huvudman's measures moved between two rounds."""
    if not rows:
        return f"{principal} har inga svar att jämföra mellan {earlier.lower()} och {later.lower()}."
    kinds = Counter(str(row["direction"]) for row in rows)
    parts = [
        f"{count_word(kinds[kind], neuter=True)} {words}"
        for kind, words in (("forward", "har flyttat fram"), ("still", "står kvar"), ("back", "har gått tillbaka"))
    ]
    return f"{counted(len(rows), 'ett mått', 'mått').capitalize()} går att jämföra: {listed(parts)}."


def line(rows: Sequence[Row], principal: str) -> str:
    """A huvudman's states round by round; says so when the wording changed."""
    if not rows:
        return "Ingen omgång är känd."
    parts = [f"{str(row['round']).lower()} {str(row['state_label']).lower()}" for row in rows]
    versions = {row["version"] for row in rows if row["version"] is not None}
    broken = " Frågan har fått ny ordalydelse, så linjen är bruten där." if len(versions) > 1 else ""
    return f"{principal}: {listed(parts)}.{broken}"


def measures(rows: Sequence[Row]) -> str:
    """How many measures enough huvudmän have answered for a median to be shown."""
    enough = sum(row["median"] is not None for row in rows)
    few = sum(0 < row["with_value"] < 5 for row in rows)
    listed_instead = (
        f" För {counted(few, 'ett mått', 'mått')} visas svaren i stället, de är färre än fem." if few else ""
    )
    return f"{enough} av {len(rows)} mått har minst fem svar och visas med median.{listed_instead}"


def common(rows: Sequence[Row]) -> str:
    """How many of the county's common measures have an answer."""
    answered = sum(row["value"] is not None for row in rows)
    return f"{answered} av {len(rows)} gemensamma svar har kommit in."


def computed(rows: Sequence[Row]) -> str:
    """The computed measures in words."""
    return " ".join(f"{row['measure']}: {row['counted']} av {row['invited']} huvudmän." for row in rows)


def levels_differ(rows: Sequence[Row]) -> str:
    """In how many cases two levels stand at different steps, and in which aspects most often."""
    if not rows:
        return "Inga två nivåer hos samma huvudman har svarat med olika steg i samma aspekt."
    aspects = Counter(str(row["aspect"]) for row in rows)
    most = [name for name, n in aspects.items() if n == max(aspects.values())]
    principals = len({row["principal_code"] for row in rows})
    return (
        f"På {counted(len(rows), 'ett ställe', 'ställen')} hos {counted(principals, 'en huvudman', 'huvudmän')} "
        f"ser två nivåer olika på samma aspekt, oftast i {listed(most).lower()}."
    )
