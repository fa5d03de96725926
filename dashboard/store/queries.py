"""Named queries: one .sql file a question, its header checked when it is read.

A file begins with a header of comment lines::

    -- Question: How many huvudmän have answered the round?
    -- Grain: one row per huvudman
    -- In force: mailout
    -- Uses: follow_up/states
    -- Parameters:
    --   as_of  date  the day the picture is of
    -- Columns:
    --   principal        text     Huvudman
    --   principal_code   text     -

A question about facts takes the parameter `county` and reads that county alone; `Across: counties` says that it goes
over all of them, and then it reads published figures alone (see `guard.py`).

`In force` names fact tables; the query then reads `<table>_in_force` (see `as_of.py`). `Uses` names other queries, read
by the last part of their name; what they need is added to what this one needs. A column's last words are its Swedish
heading in tables and files; a dash keeps it out of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import TextClause, text

from dashboard.errors import DataFault
from dashboard.store.as_of import in_force_step
from dashboard.store.read_policy import guards
from dashboard.store.schema import FACT_TABLES
from dashboard.store.scope import Reading

COLUMN_TYPES = {"text", "integer", "number", "date", "boolean"}
_EVERYTHING = Reading()
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")


@dataclass(frozen=True)
class Field:
    """One parameter or column of a query: its name, its type (one of COLUMN_TYPES) and what it is."""

    name: str
    type: str
    text: str

    @property
    def optional(self) -> bool:
        """Whether a parameter may be null, as its text then says."""
        return "null" in self.text


@dataclass(frozen=True)
class Query:
    """A question to the database, with what its header says."""

    name: str
    question: str
    grain: str
    in_force: tuple[str, ...]
    uses: tuple[str, ...]
    parameters: tuple[Field, ...]
    columns: tuple[Field, ...]
    body: str

    used: tuple[tuple[str, str], ...]
    """Name and body of every question it reads."""

    across: bool = False
    """Whether it goes over all counties."""

    @property
    def of_county(self) -> bool:
        """Whether it is about one county."""
        return any(parameter.name == "county" for parameter in self.parameters)

    def statement(self, reading: Reading) -> TextClause:
        """The whole statement as `reading` allows: guards, the state in force, what it uses."""
        guarded = guards(
            "\n".join([self.body, *(sql for _, sql in self.used)]),
            self.in_force,
            reading,
            county=self.of_county,
            across=self.across,
        )
        return text(composed(self.body, self.used, self.in_force, guarded))

    @cached_property
    def labels(self) -> dict[str, str]:
        """Column → Swedish heading, for those that are shown."""
        return {column.name: column.text for column in self.columns if column.text != "-"}

    def check_parameters(self, given: Mapping[str, object]) -> None:
        """Raise TypeError that lists what the query takes when `given` is anything else."""
        wanted = {parameter.name for parameter in self.parameters}
        if wanted != set(given):
            missing, unknown = sorted(wanted - set(given)), sorted(set(given) - wanted)
            raise TypeError(f"query {self.name!r} takes {sorted(wanted)}; missing {missing}, unknown {unknown}")


def load_queries(folder: Path) -> dict[str, Query]:
    """Every query under `folder`, by name (`follow_up/shift_by_principal`).

    Raises DataFault with file and line when a header is wrong, or when the folder holds no query.
    """
    written = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.sql"))}
    if not written:
        raise DataFault(f"Mappen {folder} saknas eller innehåller inga frågor (.sql). Hämta projektet på nytt.")
    read: dict[str, Query] = {}
    under_way: set[str] = set()

    def query(name: str, asked_by: str) -> Query:
        if name not in written:
            raise DataFault(f"{asked_by}: Uses nämner {name}, som inte finns.")
        if name in under_way:
            raise DataFault(f"{asked_by}: Uses går i ring genom {name}.")
        if name not in read:
            under_way.add(name)
            read[name] = parse_query(name, _content(written[name]), str(written[name]), query)
            under_way.remove(name)
        return read[name]

    return {name: query(name, str(folder)) for name in written}


def parse_query(name: str, content: str, place: str, find: Callable[[str, str], Query]) -> Query:
    """Read header and body of one query file; `place` is named in errors, `find(name, place)` gives a query it uses."""
    header, fields, body_at = _read_header(content, place)
    body = "\n".join(content.splitlines()[body_at:]).strip().rstrip(";")
    used = [find(other, place) for other in _listed(header.get("Uses", ""))]
    in_force = tuple(dict.fromkeys([*_listed(header.get("In force", "")), *(t for q in used for t in q.in_force)]))
    uses = tuple(dict.fromkeys([other for q in used for other in (*q.uses, q.name)]))
    unknown = [table for table in in_force if table not in FACT_TABLES]
    if unknown:
        raise DataFault(f"{place}: In force nämner {', '.join(unknown)}, som inte är en faktatabell.")
    bodies = [(other.rsplit("/", 1)[-1], find(other, place).body) for other in uses]
    query = Query(
        name=name,
        question=header.get("Question", ""),
        grain=header.get("Grain", ""),
        in_force=in_force,
        uses=uses,
        parameters=tuple(fields["Parameters"]),
        columns=tuple(fields["Columns"]),
        body=body,
        used=tuple(bodies),
        across=header.get("Across", "") == "counties",
    )
    _check(query, place)
    return query


def composed(body: str, used: Sequence[tuple[str, str]], in_force: Sequence[str], guarded: Sequence[str] = ()) -> str:
    """`body` with what it reads before its own steps: guards, the state in force, the (name, body) of used queries."""
    steps = list(guarded)
    steps += [in_force_step(FACT_TABLES[table]) for table in in_force]
    steps += [f"{name} as (\n{sql}\n)" for name, sql in used]
    if not steps:
        return body
    own = f",\n{body.removeprefix('with ')}" if body.startswith("with ") else f"\n{body}"
    return "with " + ",\n".join(steps) + own


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFault(f"Frågan {path} går inte att läsa som text i UTF-8 ({error}).") from error


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _read_header(content: str, place: str) -> tuple[dict[str, str], dict[str, list[Field]], int]:
    header: dict[str, str] = {}
    fields: dict[str, list[Field]] = {"Parameters": [], "Columns": []}
    section = ""
    number = 0
    for number, line in enumerate(content.splitlines()):
        if not line.startswith("--"):
            break
        entry = line.removeprefix("--")
        if entry.startswith("   "):
            if section not in fields:
                raise DataFault(f"{place}, rad {number + 1}: indragna rader hör till Parameters eller Columns.")
            fields[section].append(_field(entry, place, number + 1))
        else:
            section, _, value = (part.strip() for part in entry.partition(":"))
            if section not in {"Question", "Grain", "Across", "In force", "Uses", "Parameters", "Columns"}:
                raise DataFault(f"{place}, rad {number + 1}: okänd rubrik ”{section}” i frågans huvud.")
            header[section] = value
    return header, fields, number


def _field(entry: str, place: str, line: int) -> Field:
    parts = entry.split(maxsplit=2)
    if len(parts) != 3 or parts[1] not in COLUMN_TYPES:
        raise DataFault(
            f"{place}, rad {line}: skriv ”namn typ text”, med typen en av {', '.join(sorted(COLUMN_TYPES))}."
        )
    return Field(*parts)


def _check(query: Query, place: str) -> None:
    if not (query.question and query.grain and query.columns):
        raise DataFault(f"{place}: huvudet saknar Question, Grain eller Columns.")
    used = set(_PARAMETER.findall(re.sub(r"--[^\n]*|'[^']*'", "", str(query.statement(_EVERYTHING)))))
    declared = {parameter.name for parameter in query.parameters}
    told = re.findall(r"\b(?:from|join)\s+(\w+)", "\n".join([query.body, *(sql for _, sql in query.used)]))
    facts = {*query.in_force, *told} & {*FACT_TABLES, "contact", "source"}
    if facts and query.of_county == query.across:
        raise DataFault(
            f"{place}: frågan läser {', '.join(sorted(facts))}. Ta länet som parameter, eller skriv Across."
        )
    if used != declared:
        raise DataFault(f"{place}: huvudet nämner {sorted(declared)}, frågan använder {sorted(used)}.")
