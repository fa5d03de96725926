"""Checked claims: rows for the tables, or what is wrong with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from dashboard.intake.codes import COUNTY, Known
from dashboard.intake.giving_way import giving_way
from dashboard.intake.problems import Place, Problem, error, note
from dashboard.intake.recognised import Claims, Entry, Said
from dashboard.intake.register import Register
from dashboard.intake.registers import PLAN, ROLE
from dashboard.intake.spelling import plain, quoted
from dashboard.intake.values import NotUnderstood, read_field, read_fields, share, whole_number
from dashboard.store.read_policy import WITHHELD
from dashboard.store.schema import FACT_TABLES

_ANSWERED_BY = {"huvudman": "varje huvudman", "arbetsgrupp": "en arbetsgrupp", "lan": "länet", "beraknad": "ingen"}
_NAMED_BY = ("principal_code", "title", "name", "function", "held_on", "date_text", "meeting_id", "text")
_ALSO_NAMED_BY = ("period", "subject_kind", "subject_id")
"""What came later, and only where a register has it: the ids that are stored stay as they are."""
_LONGEST_COMMENT = 4_000


@dataclass(frozen=True)
class Fact:
    """One row for `table`: the values of its columns but for provenance and `known_on`, and where they were read.

    With `keeps` what is not said (None) stays as it is in force.
    """

    table: str
    values: Mapping[str, Any]
    place: Place
    keeps: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What tells its item from others of the table."""
        return tuple(self.values.get(name) for name in FACT_TABLES[self.table].info["fact_key"])


def checked(claims: Claims, known: Known) -> tuple[list[Fact], list[Problem]]:
    """A fact for every claim that holds, and a problem for every one that does not."""
    facts: list[Fact] = []
    problems: list[Problem] = []
    for said in giving_way(claims.said):
        try:
            facts += _answer(said, known, problems)
        except NotUnderstood as fault:
            problems.append(error(said.place, said.words, fault.expected, fault.remedy))
        if len(said.comment) > _LONGEST_COMMENT:
            problems.append(error(said.place, "", f"Kommentaren är längre än {_LONGEST_COMMENT} tecken.", "Korta den."))
    for entry in giving_way(claims.entries):
        facts += _entry(entry, known, problems)
    merged = _merged(facts)
    return merged, [*problems, *_twice(merged)]


def _answer(said: Said, known: Known, problems: list[Problem]) -> list[Fact]:
    measure = known.measures[said.measure]
    if measure["answered_by"] != said.who.kind:
        expected = f"{said.measure} besvaras av {_ANSWERED_BY[measure['answered_by']]}."
        if measure["answered_by"] == "beraknad":
            expected = f"{said.measure} räknas fram och ska inte besvaras."
        raise NotUnderstood(expected, "Ta bort svaret, eller flytta det till rätt rad.")
    if measure["kept_in"] != "answer":
        return _kept_elsewhere(said, measure, known)
    version = known.version_in(said.measure, said.round)
    if said.version not in (None, version):
        told = f"Svaret gäller en annan ordalydelse av {said.measure} än omgångens. Det sparas under den."
        problems.append(note(said.place, "", told))
    value, special = _value(said, measure, known, problems)
    values = {
        "county_code": known.county,
        "round_id": said.round,
        "measure_id": said.measure,
        "measure_version": said.version or version,
        "principal_code": said.who.principal,
        "work_group_id": said.who.work_group,
        "value": value,
        "special": special,
        "respondents": _respondents(said),
        "comment": said.comment or None,
    }
    if measure["scale_id"] == "agree_5" and value is not None and values["respondents"] is None:
        problems.append(note(said.place, "", "Det framgår inte hur många som svarade."))
    return [Fact("answer", values, said.place)]


def _respondents(said: Said) -> int | None:
    try:
        return whole_number(said.respondents) if said.respondents else None
    except NotUnderstood as fault:
        expected = f"Antalet svarande, ”{said.respondents[:40]}”, är inget helt antal."
        raise NotUnderstood(expected, fault.remedy) from None


def _value(
    said: Said, measure: Mapping[str, Any], known: Known, problems: list[Problem]
) -> tuple[float | None, str | None]:
    """The answer's value on the measure's scale, or its special answer."""
    special = known.special(said.words)
    if special == WITHHELD:
        remedy = "Skriv svaret, och hur många som svarade. Är de för få visas det inte för någon."
        raise NotUnderstood("Det är inget svar, utan det som visas när färre än fem har svarat.", remedy)
    if special:
        return None, special
    if measure["scale_kind"] == "count":
        return whole_number(said.words), None
    if measure["scale_kind"] == "share":
        value = share(said.words)
        if 0 < value < 1:
            told = f"Lästes som {value:g} procent. Menades {value * 100:g} %?".replace(".", ",")
            problems.append(note(said.place, said.words, told))
        return value, None
    step = known.step(measure["scale_id"], said.words)
    if step is None:
        labels = [f"{one['step']} – {one['label']}" for one in known.steps(measure["scale_id"])]
        near = known.closest(
            said.words, [*(one.split(" – ")[1] for one in labels), *(one["label"] for one in known.given_specials)]
        )
        remedy = f"Menades {quoted(near)}?" if near else f"Svaren är {quoted(labels)}."
        raise NotUnderstood(f"Svaret finns inte på skalan för {said.measure}.", remedy)
    return float(step["step"]), None


def _kept_elsewhere(said: Said, measure: Mapping[str, Any], known: Known) -> list[Fact]:
    """Answers about role, plan and actors, which have tables of their own."""
    principal = {"principal_code": said.who.principal}
    if measure["kept_in"] == "actor_status":
        return [
            Fact(
                "actor_status",
                principal | {"actor_id": actor, "takes_part": "yes", "note": said.comment or None},
                said.place,
            )
            for actor in _actors(said.words, known)
        ]
    register = ROLE if measure["kept_in"] == "role_status" else PLAN
    column = "funding" if measure["scale_id"] == "funding" else "status"
    field = next(one for one in register.fields if one.name == column)
    words = "unknown" if known.special(said.words) == "dont_know" else said.words
    values = {one.name: None for one in register.fields} | dict(register.fixed) | principal
    told = {column: read_field(field, words, known), "note": said.comment or None}
    return [Fact(register.table, values | told, said.place, keeps=True)]


def _actors(words: str, known: Known) -> list[str]:
    """The actors that a list names, divided by semicolon as Forms does, or by comma."""
    found = []
    for part in (one.strip() for one in words.replace(",", ";").split(";")):
        if part:
            actor = known.choice("actor", part)
            if actor is None:
                labels = [label for _, label in known.options("actor")]
                near = known.closest(part, labels)
                raise NotUnderstood(f"Aktören ”{part}” känns inte igen.", f"Menades {quoted(near)}?" if near else "")
            found.append(actor)
    return list(dict.fromkeys(found))


def _entry(entry: Entry, known: Known, problems: list[Problem]) -> list[Fact]:
    values, faults = read_fields(entry.register, entry.written, known)
    if faults:
        for name, fault in faults.items():
            place = Place(
                entry.place.file, entry.place.sheet, entry.place.row, entry.columns.get(name, entry.place.column)
            )
            problems.append(error(place, entry.written.get(name, ""), fault.expected, fault.remedy))
        return []
    return facts_of(entry.register, values, entry.place, known)


def facts_of(register: Register, values: Mapping[str, Any], place: Place, known: Known, item: str = "") -> list[Fact]:
    """The rows that a register's read fields make, for each of its tables; `item` is the id of one that exists."""
    fixed: dict[str, Any] = dict(register.fixed)
    if register.in_county:
        fixed["county_code"] = known.county
    if register.prefix:
        fixed["id"] = item or new_id(register, values, known)
    facts = []
    for table in register.tables:
        own = fixed if table == register.table else {f"{register.table}_id": fixed["id"]}
        fields = register.of_table(table)
        many = next((one for one in fields if one.kind == "many"), None)
        if many:
            chosen = values[many.name] or ()
            codes = [code for code, _ in known.options(many.source)]
            facts += [Fact(table, own | {many.name: code, "concerns": code in chosen}, place) for code in codes]
        else:
            facts.append(Fact(table, own | {one.name: values[one.name] for one in fields}, place))
    return facts


def new_id(register: Register, values: Mapping[str, Any], known: Known) -> str:
    """An id made of what the item is called, so that the same item sent in twice is one.

    What is of a whole county names it, unless it was entered when there was but one.
    """
    own = {one.name for one in register.of_table(register.table)}
    named = {name: values.get(name) if name in own else None for name in _NAMED_BY}
    told = [*named.values(), *(values[name] for name in _ALSO_NAMED_BY if name in own)]
    digest = sha256("|".join(plain(str(one or "")) for one in told).encode()).hexdigest()
    before = f"{register.prefix}_{named['principal_code'] or COUNTY}_{digest[:8]}"
    if named["principal_code"] or known.holds(register.table, before):
        return before
    return f"{register.prefix}_{COUNTY}{known.county}_{digest[:8]}"


def _merged(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that each say a part of one row (the role's state, its funding) put together."""
    found: list[Fact] = []
    parts: dict[tuple[object, ...], int] = {}
    for fact in giving_way(facts):
        at = (fact.table, fact.key, fact.place.sheet, fact.place.row)
        if fact.keeps and at in parts:
            before = found[parts[at]]
            values = {
                name: b if (b := before.values[name]) is not None else fact.values[name] for name in before.values
            }
            found[parts[at]] = Fact(fact.table, values, before.place, keeps=True)
        else:
            if fact.keeps:
                parts[at] = len(found)
            found.append(fact)
    return found


def _twice(facts: Iterable[Fact]) -> list[Problem]:
    """An error for each row that speaks of what another row of the file has spoken of."""
    first: dict[tuple[object, ...], Place] = {}
    problems = []
    for fact in giving_way(facts):
        at = (fact.table, fact.key)
        if at in first:
            other = Place("", first[at].sheet, first[at].row, first[at].column)
            told = f"Samma uppgift står också på {other}."
            problems.append(error(fact.place, "", told, "Behåll en av dem."))
        first.setdefault(at, fact.place)
    return problems
