"""Findings about rounds, roles, plans, actors and risks, each one sentence or two computed from its rows."""

from collections import Counter
from collections.abc import Sequence

from dashboard.wording.findings.follow_up import Row
from dashboard.wording.swedish import count_word, counted, day, listed, lower_first, sentence


def rounds(rows: Sequence[Row], among: str = "") -> str:
    """How many answered each round; `among` names the arbetsgrupp when only its huvudmän are counted."""
    if not rows:
        return "Ingen omgång är känd."
    counts = listed([f"{row['round'].lower()} svarade {row['answered']} av {row['invited']}" for row in rows])
    return sentence(f"{counts} huvudmän i {among}" if among else counts)


def responses(rows: Sequence[Row], among: str = "") -> str:
    """Who is outstanding; `among` names the arbetsgrupp when only its huvudmän are counted."""
    waiting = [row["principal"] for row in rows if not row["answers"]]
    if not rows:
        return "Det finns inga huvudmän att visa."
    who = f"huvudmän i {among}" if among else "huvudmän"
    if not waiting and len(rows) > 1:
        return f"Alla {len(rows)} {who} har svarat."
    silent = f" Inget svar från {listed(waiting)}." if waiting else ""
    return f"{len(rows) - len(waiting)} av {len(rows)} {who} har svarat.{silent}"


def agenda(rows: Sequence[Row]) -> str:
    """How many things wait, by kind."""
    if not rows:
        return "Ingenting väntar på mötet."
    kinds = Counter(lower_first(str(row["kind_label"])) for row in rows)
    return sentence(f"Det här väntar: {listed([f'{kind} {number}' for kind, number in kinds.items()])}")


def contributions(rows: Sequence[Row]) -> str:
    """How many huvudmän have told where they stand on the measures of the milestones, and how many moved."""
    told = {row["principal_code"] for row in rows if row["value_label"] != "Inget svar"}
    moved = Counter(str(row["moved"]) for row in rows if row["moved"])
    of = len({row["principal_code"] for row in rows})
    return (
        f"{len(told)} av {of} huvudmän har svarat på delmålens mått. Sedan omgången före: {moved['framåt']} framåt, "
        f"{moved['oförändrat']} oförändrade, {moved['bakåt']} bakåt."
    )


def small_multiples(rows: Sequence[Row]) -> str:
    """How many measures and rounds are shown, and which measures have a new wording."""
    measures = list(dict.fromkeys(row["measure_id"] for row in rows))
    if not measures:
        return "Inga mått med en skala passar det som är valt."
    changed = sorted({row["measure_id"] for row in rows if (row["version"] or 1) > 1})
    marked = "är märkt" if len(changed) == 1 else "är märkta"
    new = f" {listed(changed)} har fått ny ordalydelse och {marked} med en asterisk, serien är bruten där."
    rounds_known = len(dict.fromkeys(row["round_id"] for row in rows))
    shown = counted(len(measures), "ett mått", "mått").capitalize()
    return f"{shown} under {counted(rounds_known, 'en omgång', 'omgångar')}.{new if changed else ''}"


def shift_by_measure(rows: Sequence[Row], earlier: str, later: str) -> str:
    """Where it moves and where it stands still."""
    if not rows:
        return "Inga mått på förflyttningsskalan passar det som är valt."
    compared = [row for row in rows if row["paired"]]
    if not compared:
        return f"Inget mått går att jämföra mellan {earlier.lower()} och {later.lower()}."
    most = max(compared, key=lambda row: row["forward"])
    still = [row["measure"] for row in compared if not row["forward"] and not row["back"]]
    words = f"{most['measure']} har flest steg framåt, {most['forward']} av {most['paired']}."
    if not most["forward"]:
        words = "Inget mått har gått framåt."
    return f"{words} Helt stilla: {listed(still)}." if still else words


def comments(rows: Sequence[Row], *, narrowed: bool = False) -> str:
    """How many comments there are; `narrowed` when measures or huvudmän have been left out by choice."""
    if not rows:
        among = " bland det som är valt" if narrowed else ""
        return f"Ingen huvudman har skrivit en kommentar{among}."
    return f"{sentence(counted(len(rows), 'en kommentar', 'kommentarer'))}"


def focus(rows: Sequence[Row], aspect_id: str, aspect: str, among: str = "") -> str:
    """Who has chosen the aspect as its focus; `among` names the arbetsgrupp when only its huvudmän are looked at."""
    names = [row["principal"] for row in rows if row["aspect_id"] == aspect_id]
    if not names:
        return f"Ingen huvudman{f' i {among}' if among else ''} har valt {lower_first(aspect)} som eget fokus."
    return f"{listed(names)} har valt {lower_first(aspect)} som eget fokus."


def pipeline(rows: Sequence[Row]) -> str:
    """How many municipalities had the role on the first and on the last day of change."""
    days = list(dict.fromkeys(row["day"] for row in rows))
    if not days:
        return "Ingen kommun har berättat om rollen."

    def appointed(one: object) -> int:
        return sum(
            row["principals"] for row in rows if row["day"] == one and row["state"] in {"appointed", "integrated"}
        )

    of = sum(row["principals"] for row in rows if row["day"] == days[-1])
    first, last = appointed(days[0]), appointed(days[-1])
    if len(days) == 1:
        return f"{day(days[0])} hade {count_word(first)} av {of} kommuner rollen tillsatt."
    return (
        f"{day(days[-1])} hade {count_word(last)} av {of} kommuner rollen tillsatt, {day(days[0])} {count_word(first)}."
    )


def funding(rows: Sequence[Row]) -> str:
    """How many municipalities lack funding."""
    total = sum(row["principals"] for row in rows)
    lacking, silent = (sum(row["principals"] for row in rows if row["funding"] == one) for one in ("none", "missing"))
    if total and silent == total:
        return f"Ingen av {total} kommuner har berättat hur rollen finansieras."
    untold = f" {counted(silent, 'en kommun', 'kommuner').capitalize()} har inte berättat." if silent else ""
    return f"Finansiering saknas i {count_word(lacking)} av {total} kommuner.{untold}"


def plans(rows: Sequence[Row]) -> str:
    """How many have a plan of either kind, and the governing documents by name."""
    if all(row["state"] == "missing" for row in rows):
        return "Ingen huvudman har berättat om sin plan."
    own = sum(row["state"] == "own_plan" for row in rows)
    inside = [row for row in rows if row["state"] == "in_existing_plan"]
    documents = [f"{row['document_name']} ({row['principal']})" for row in inside if row["document_name"]]
    named = f" Styrdokument: {listed(documents)}." if documents else ""
    return f"{own + len(inside)} av {len(rows)} huvudmän har en plan, egen eller inarbetad i en annan.{named}"


def actors(rows: Sequence[Row]) -> str:
    """The actors that take part in most and in fewest."""
    taking = Counter({row["actor"]: 0 for row in rows})
    for row in rows:
        taking[row["actor"]] += row["state"] == "yes"
    if not any(taking.values()):
        return "Ingen huvudman har berättat vilka aktörer som deltar."
    most, fewest = taking.most_common()[0], taking.most_common()[-1]
    of = len({row["principal"] for row in rows})
    if most[1] == fewest[1]:
        return f"Varje aktör deltar hos {most[1]} av {of} huvudmän."
    return f"{most[0]} deltar hos {most[1]} av {of} huvudmän, {lower_first(fewest[0])} hos {count_word(fewest[1])}."


def risk_matrix(rows: Sequence[Row]) -> str:
    """How many open risks stand in the matrix, and how many have no assessment."""
    opened = [row for row in rows if row["state"] != "closed"]
    if not opened:
        return "Ingen risk är öppen."
    judged = sum(row["likelihood"] is not None and row["consequence"] is not None for row in opened)
    without = counted(len(opened) - judged, "en risk", "risker").capitalize()
    return f"{judged} av {len(opened)} öppna risker har en bedömning. {without} saknar bedömning."


def risks(rows: Sequence[Row]) -> str:
    """How many risks are open, and whose review has passed."""
    if not rows:
        return "Ingen risk är känd."
    opened = [row for row in rows if row["state"] != "closed"]
    known = f"{len(opened)} av {len(rows)} kända risker är {'öppen' if len(opened) == 1 else 'öppna'}."
    passed = [row["risk"] for row in opened if row["review_passed"]]
    if not passed:
        return f"{known} Ingen översyn har passerat sin dag."
    return f"{known} Översynen har passerat sin dag för: {listed(passed)}."


def risk_paths(rows: Sequence[Row], since: str) -> str:
    """What has happened to the risks since a day."""
    if not rows:
        return "Ingen risk är känd."
    kinds = Counter(row["moved"].lower() for row in rows)
    return f"Sedan {since}: {listed([f'{kind} {n}' for kind, n in kinds.items()])}."


def communication(rows: Sequence[Row]) -> str:
    """How much of the plan is done, and what should have been."""
    if not rows:
        return "Kommunikationsplanen är tom. Processledarna skriver in vad som ska spridas."
    kept = [row for row in rows if row["state"] != "cancelled"]
    done = sum(row["state"] == "done" for row in kept)
    known = f"{done} av {len(kept)} punkter i planen är genomförda."
    gone = len(rows) - len(kept)
    cancelled = f" {counted(gone, 'en punkt', 'punkter').capitalize()} är {'inställd' if gone == 1 else 'inställda'}."
    late = [row["title"] for row in rows if row["overdue"]]
    passed = f" Dagen har passerat för: {listed(late)}." if late else " Ingen planerad dag har passerat."
    return known + (cancelled if gone else "") + passed


_RECEIVERS = (("principal", "huvudmän"), ("actor", "verksamheter"))


def reach(rows: Sequence[Row]) -> str:
    """How many huvudmän and professions anything has reached, and the names of those that nothing has."""
    if not rows:
        return "Inget i planen är genomfört än."
    told = []
    for receivers, words in _RECEIVERS:
        own = [row for row in rows if row["receivers"] == receivers]
        names = dict.fromkeys(row["name"] for row in own)
        reached = {row["name"] for row in own if row["state"] == "yes"}
        missed = [name for name in names if name not in reached]
        if all(row["state"] == "unknown" for row in own):
            told.append(f"Det är inte angivet vilka {words} som har nåtts.")
        else:
            those = f" Inte nådda: {listed(missed)}." if missed else ""
            told.append(f"Minst en sak har nått {len(reached)} av {len(names)} {words}.{those}")
    return " ".join(told)


def reach_of_one(rows: Sequence[Row]) -> str:
    """Whom one thing has reached: the huvudmän that it has not by name, since somebody must write to them."""
    told = []
    for receivers, words in _RECEIVERS:
        own = [row for row in rows if row["receivers"] == receivers]
        missed = [row["name"] for row in own if row["state"] == "no"]
        if all(row["state"] == "unknown" for row in own):
            told.append(f"Vilka {words} det har nått är inte angivet.")
        else:
            those = f", inte {listed(missed)}" if missed and receivers == "principal" else ""
            told.append(f"Har nått {len(own) - len(missed)} av {len(own)} {words}{those}.")
    return " ".join(told)


def feedback(rows: Sequence[Row]) -> str:
    """How many have said something, how many wait for a reply, and how often it led to something."""
    if not rows:
        return "Ingen har återkopplat än. Formuläret ovanför är öppet för alla."
    states = Counter(row["state"] for row in rows)
    waiting, acted = states["new"] + states["read"], states["acted"]
    return sentence(
        f"{counted(len(rows), 'en återkoppling', 'återkopplingar')}. "
        f"{sentence(f'{count_word(waiting)} väntar på svar')} {sentence(f'{count_word(acted)} har lett till något')}"
    )


def learning(rows: Sequence[Row], principal: str) -> str:
    """In how many aspects somebody has passed the step where a huvudman stands."""
    if not rows:
        return f"Ingen annan med ett steg har gått vidare från det steg där {principal} står i någon aspekt."
    aspects = counted(len({row["aspect_id"] for row in rows}), "en aspekt", "aspekter")
    with_example = sum(row["example_id"] is not None for row in rows)
    shown = f" Till {with_example} av {len(rows)} förslag finns ett exempel." if with_example else ""
    return f"I {aspects} har någon annan gått vidare från det steg där {principal} står.{shown}"
