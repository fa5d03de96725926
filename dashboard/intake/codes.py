"""Everything a file may name: huvudmän, measures, steps, special answers and the other words of the catalogue."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dashboard.intake.spelling import closest, plain
from dashboard.store.read_policy import WITHHELD
from dashboard.store.records import Row
from dashboard.store.store import Store

COUNTY = "lan"
"""Who answers when neither a huvudman nor an arbetsgrupp does."""

_SPECIAL_WORDS = {
    "in_existing_plan": ("ingår i befintlig plan", "ingår i befintlig process", "ingår i befintlig plan/process"),
    "not_yet": ("inte aktuellt", "ej aktuellt", "ej aktuellt ännu"),
    "not_relevant": ("ej relevant", "inte relevant", "ej relevant för oss"),
    "dont_know": ("vet ej",),
    "missing": ("ej besvarad", "obesvarad"),
}
_MANY = 100  # a hundredth of a second each; a file in which everything is misspelt must not take minutes
_YES, _NO = ("ja", "j", "x", "sant", "true", "1"), ("nej", "n", "falskt", "false", "0")
_STEP = re.compile(r"\s*(-?\d{1,3})(?:[.,]0+)?(?:(?:\s*[–—:.)-]\s*|\s+)(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Answerer:
    """Who answers: exactly one of a huvudman, an arbetsgrupp, or the county (both None)."""

    principal: str | None = None
    work_group: str | None = None

    @property
    def kind(self) -> str:
        """huvudman, arbetsgrupp or lan, as `measure.answered_by` says it."""
        return "huvudman" if self.principal else "arbetsgrupp" if self.work_group else COUNTY


class Known:
    """What the store knows of `county` at the end of `today`, and how it may be written. Read once for each file."""

    def __init__(self, store: Store, county: str, today: date) -> None:
        store = store.in_county(county)
        self._store = store
        self.county, self.today = county, today
        self.version = county, store.version_of(county)
        self._near: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        self.principals = store.answer("catalogue/principals", county=county).rows
        self.work_groups = store.answer("catalogue/work_groups", county=county).rows
        self.measures: dict[str, Row] = {
            row["measure_id"]: row for row in store.answer("catalogue/measures", county=county).rows
        }
        self.wordings = store.answer("catalogue/wordings", county=county).rows
        self.specials = store.answer("catalogue/special_answers").rows
        self.given_specials = [row for row in self.specials if row["special"] != WITHHELD]
        self.rounds = sorted(
            store.in_force("round", today),
            key=lambda row: int(row["sort_order"]),
        )

    # ---- who ----

    @cached_property
    def _answerers(self) -> dict[str, set[Answerer]]:
        written: dict[str, set[Answerer]] = {}

        def add(who: Answerer, *names: str) -> None:
            for name in names:
                written.setdefault(plain(name), set()).add(who)

        for row in self.principals:
            who = Answerer(principal=row["principal_code"])
            full, short, code = row["full_name"], row["principal"], row["principal_code"]
            add(who, full, short, code, code.lstrip("0"))  # a sheet takes the first zero away
            if row["kind"] == "region":
                add(who, "regionen", "region", short.replace("Sörmland", "Södermanland"))
            else:
                add(who, f"{short} kommun", f"{short}s kommun", full.removesuffix(" kommun"))
        for row in self.work_groups:
            name, code = row["work_group"], row["work_group_id"]
            add(Answerer(work_group=code), name, name.removeprefix("Arbetsgrupp "), code, f"Arbetsgrupp {code}")
        add(Answerer(), "länet", "hela länet", "länsgemensamt")
        return written

    def answerer(self, words: str) -> Answerer | None:
        """Who is meant by a code or a name; None when nobody, or more than one."""
        found = self._answerers.get(plain(words), set())
        return next(iter(found)) if len(found) == 1 else None

    def answerers_like(self, words: str) -> list[str]:
        """The names closest to `words`."""
        return self.closest(words, [*(row["principal"] for row in self.principals), *self._group_names], 0.5)

    @property
    def _group_names(self) -> list[str]:
        return [row["work_group"] for row in self.work_groups]

    # ---- what ----

    @cached_property
    def _questions(self) -> dict[str, set[tuple[str, int | None]]]:
        written: dict[str, set[tuple[str, int | None]]] = {}
        for row in self.wordings:
            written.setdefault(plain(row["question"]), set()).add((row["measure_id"], row["version"]))
        for measure_id, row in self.measures.items():
            for name in (measure_id, row["measure"], f"{measure_id} {row['measure']}"):
                written.setdefault(plain(name), set()).add((measure_id, None))
        return written

    def measure(self, words: str) -> tuple[str, int | None] | None:
        """The measure meant by an id, a name or a question's text, and the wording's version if the text tells it."""
        found = self._questions.get(plain(words), set())
        return next(iter(found)) if len(found) == 1 else None

    def measures_like(self, words: str, likeness: float = 0.6) -> list[str]:
        """The ids, names and questions closest to `words`."""
        return self.closest(words, self._measure_names, likeness)

    @cached_property
    def _measure_names(self) -> list[str]:
        names = (row["measure"] for row in self.measures.values())
        return [*self.measures, *names, *(row["question"] for row in self.wordings)]

    def closest(self, words: str, names: Iterable[str], likeness: float = 0.6) -> list[str]:
        """Those of `names` that are written like `words`; none once a file has had its many asked for."""
        asked = (words, tuple(names))
        if asked not in self._near and len(self._near) < _MANY:
            self._near[asked] = closest(words, asked[1], likeness)
        return self._near.get(asked, [])

    def version_in(self, measure_id: str, round_id: str) -> int:
        """Which wording of a measure's question a round asked."""
        order = {row["id"]: place for place, row in enumerate(self.rounds)}
        asked = order.get(round_id, len(order))
        known = [r for r in self.wordings if r["measure_id"] == measure_id and order.get(r["first_round"], 0) <= asked]
        return max((int(row["version"]) for row in known), default=1)

    def round(self, words: str) -> str | None:
        """The round meant by its id or name."""
        return self._round_names.get(plain(words))

    @cached_property
    def _round_names(self) -> dict[str, str]:
        return {plain(name): row["id"] for row in self.rounds for name in (row["id"], row["name"])}

    # ---- which step ----

    @cached_property
    def _steps(self) -> dict[str, list[Row]]:
        steps: dict[str, list[Row]] = {}
        for row in self._store.answer("catalogue/scale_steps").rows:
            steps.setdefault(row["scale_id"], []).append(row)
        return steps

    def steps(self, scale: str) -> Sequence[Row]:
        """The steps of a scale, lowest first: step, code, label, anchor."""
        return self._steps.get(scale, [])

    def step(self, scale: str, words: str) -> Row | None:
        """The step meant by a number, a label, a code, or both as ”2 – Förbereder”; None when they disagree."""
        written = _STEP.fullmatch(words)
        number = int(written[1]) if written else None
        label = plain((written[2] or "") if written else words)
        for row in self.steps(scale):
            named = label in {plain(row["label"]), plain(row["code"])}
            if (number is None and named) or (number == row["step"] and (named or not label)):
                return row
        return None

    def special(self, words: str) -> str | None:
        """The special answer meant by its label, its id or a common way to say it; also one that nobody gives."""
        return self._special_names.get(plain(words))

    @cached_property
    def _special_names(self) -> dict[str, str]:
        return {
            plain(name): str(row["special"])
            for row in self.specials
            for name in (row["special"], row["label"], *_SPECIAL_WORDS.get(row["special"], ()))
        }

    # ---- choices of a form ----

    def options(self, source: str) -> list[tuple[str, str]]:
        """What may be chosen for a field as (code, label); `source` as in `registers.py`."""
        if source.startswith("scale:"):
            return [(row["code"], row["label"]) for row in self.steps(source.removeprefix("scale:"))]
        if source == "round":
            return [(row["id"], row["name"]) for row in self.rounds]
        if source == "meeting":
            own = self._own("meeting")
            return [(row["id"], f"{row['name']} {row['held_on'] or row['date_text'] or ''}".strip()) for row in own]
        if source == "report":
            return _pairs(self._own("research_report"), "id", "title")
        if source == "example":
            return _pairs(self._own("example"), "id", "title")
        if source == "example_or_report":
            return [*self.options("example"), *self.options("report")]
        if source == "measure":
            return [(measure_id, f"{measure_id} {row['measure']}") for measure_id, row in self.measures.items()]
        if source == "principal":
            return _pairs(self.principals, "principal_code", "principal")
        query, code, label = _CATALOGUE[source]
        given = {"county": self.county} if self._store.query(query).of_county else {}
        return _pairs(self._store.answer(query, **given).rows, code, label)

    def _own(self, table: str) -> list[Row]:
        return self._store.in_force(table, self.today)

    def holds(self, table: str, id_: str) -> bool:
        """Whether the county has something in `table` of that id."""
        return any(row["id"] == id_ for row in self._own(table))

    @cached_property
    def titles_with_sender(self) -> set[str]:
        """The headings of all examples that have ever had a huvudman, as `plain` writes them."""
        return {plain(row["title"]) for row in self._store.history("example") if row["principal_code"]}

    def had_sender(self, example: str) -> bool:
        """Whether the example has ever had a huvudman."""
        return any(row["principal_code"] for row in self._store.history("example", id=example))

    def was_anonymous(self, example: str) -> bool:
        """Whether the example has ever been without a sender."""
        return any(row["anonymous"] for row in self._store.history("example", id=example))

    def subjects(self, kind: str) -> set[str] | None:
        """The ids that feedback of a kind may be about; None where they are addresses of pages."""
        return None if kind == "page" else {code for code, _ in self.options(kind)}

    def choice(self, source: str, words: str) -> str | None:
        """The code meant by `words` among the options of `source`."""
        if source == "principal":
            who = self.answerer(words)
            return who.principal if who else None
        if source.startswith("scale:"):
            step = self.step(source.removeprefix("scale:"), words)
            return str(step["code"]) if step else None
        return match(words, self.options(source))


def match(words: str, options: Iterable[tuple[str, str]]) -> str | None:
    """The code of the option that `words` name by code or label."""
    return next((code for code, label in options if plain(words) in {plain(code), plain(label)}), None)


def yes_or_no(words: str) -> bool | None:
    """Ja and nej as they are written; None for anything else."""
    return True if plain(words) in _YES else False if plain(words) in _NO else None


def _pairs(rows: Iterable[Mapping[str, object]], code: str, label: str) -> list[tuple[str, str]]:
    return [(str(row[code]), str(row[label])) for row in rows]


_CATALOGUE = {
    "aspect": ("catalogue/aspects", "aspect_id", "aspect"),
    "level": ("catalogue/levels", "level_id", "level"),
    "actor": ("catalogue/actors", "actor_id", "actor"),
    "risk_category": ("catalogue/risk_categories", "category_id", "category"),
}
