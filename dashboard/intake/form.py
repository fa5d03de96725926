"""The form that goes out: one workbook a huvudman, or one for anybody to say who they are in."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.errors import LagesbildError
from dashboard.intake import form_layout as at
from dashboard.intake.codes import COUNTY, Known
from dashboard.intake.entries import beside
from dashboard.intake.register import Field, Register
from dashboard.intake.registers import ACTORS, IN_THE_WORKBOOK
from dashboard.store.records import Row
from dashboard.store.store import Store
from dashboard.wording.plain_text import clean

_INK, _PAPER, _GIVEN = "#1b2a33", "#fff8e1", "#eef2f4"
_WIDTHS = {at.QUESTION: 48, at.WHY: 40, at.STEPS: 60, at.ANSWER: 26, at.COMMENT: 40, at.LATEST: 34, at.MEASURE: 28}
_LINE, _SIGNS = 15, 58


def form(store: Store, county: str, today: date, round_id: str, principal: str | None = None) -> bytes:
    """The form of `round_id` as an .xlsx file, with the latest answers of `principal` beside its questions.

    Without `principal` it asks who answers, and holds the questions to the arbetsgrupper and the county too.
    Raises LagesbildError when there is no such round or huvudman, in plain Swedish.
    """
    return _Form(store, county, today, round_id, principal).written()


class _Form:
    def __init__(self, store: Store, county: str, today: date, round_id: str, principal: str | None) -> None:
        self.store, self.today, self.principal = store, today, principal
        self.known = Known(store, county, today)
        self.round = next((row for row in self.known.rounds if row["id"] == round_id), None)
        names = {row["principal_code"]: row["principal"] for row in self.known.principals}
        if self.round is None:
            known = ", ".join(row["id"] for row in self.known.rounds) or "ingen"
            raise LagesbildError(f"Det finns ingen omgång {round_id}. Kända omgångar: {known}.")
        if principal is not None and principal not in names:
            raise LagesbildError(f"Det finns ingen huvudman {principal}. Kända: {', '.join(names)}.")
        self.who = names.get(principal or "", "")
        self.answers = self._latest_answers()
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True, "strings_to_formulas": False})
        self.formats = self._formats()
        self.lists: dict[str, str] = {}

    def written(self) -> bytes:
        self.book.set_properties({"title": f"{at.TITLE}, {self._round_name}", "comments": "Läses in i Lägesbild."})
        for name, value in (
            ("omgang", self.round_id),
            ("version", at.FORM_VERSION),
            ("huvudman", self.principal or ""),
        ):
            self.book.set_custom_property(f"lagesbild_{name}", value, "text")
        cover, answers = self.book.add_worksheet(at.COVER), self.book.add_worksheet(at.ANSWERS)
        sheets = {one.id: self.book.add_worksheet(one.title) for one in IN_THE_WORKBOOK}
        self._write_lists(self.book.add_worksheet(at.LISTS))
        for sheet in self.book.worksheets():  # for those who print it and talk it through
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
        self._write_cover(cover)
        self._write_answers(answers)
        for register in IN_THE_WORKBOOK:
            self._write_register(sheets[register.id], register)
        self.book.close()
        return self.buffer.getvalue()

    @property
    def round_id(self) -> str:
        return str(self._round["id"])

    @property
    def _round(self) -> Row:
        assert self.round is not None  # noqa: S101 - checked when made
        return self.round

    @property
    def _round_name(self) -> str:
        return clean(str(self._round["name"]))

    def _formats(self) -> dict[str, Format]:
        base = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top", "text_wrap": True}
        return {
            "title": self.book.add_format(base | {"bold": True, "font_size": 16, "text_wrap": False}),
            "words": self.book.add_format(base),
            "label": self.book.add_format(base | {"bold": True}),
            "heading": self.book.add_format(base | {"bold": True, "bg_color": _GIVEN, "bottom": 1}),
            "given": self.book.add_format(base | {"bg_color": _GIVEN, "bottom": 4}),
            "answer": self.book.add_format(base | {"bg_color": _PAPER, "border": 1}),
            "day": self.book.add_format(base | {"bg_color": _PAPER, "border": 1, "num_format": "yyyy-mm-dd"}),
        }

    # ---- sheets ----

    def _write_cover(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 80)
        sheet.write(0, 0, at.TITLE, self.formats["title"])
        stamped = ((at.ROUND_LABEL, self.round_id), ("Omgång", self._round_name), (at.VERSION_LABEL, at.FORM_VERSION))
        for row, (label, value) in enumerate(stamped, 2):
            sheet.write(row, 0, label, self.formats["label"])
            sheet.write(row, 1, value, self.formats["given"])
        sheet.write(5, 0, at.WHO_LABEL, self.formats["label"])
        sheet.write(5, 1, self.who, self.formats["given" if self.principal else "answer"])
        if not self.principal:
            self._drop_down(sheet, 5, 1, "who")
        sheet.write(6, 0, at.FUNCTION_LABEL, self.formats["label"])
        sheet.write(6, 1, "", self.formats["answer"])
        for row, words in enumerate(self._instruction(), 8):
            sheet.merge_range(row, 0, row, 1, words, self.formats["words"])
            sheet.set_row(row, _LINE * (1 + len(words) // 100))

    def _instruction(self) -> list[str]:
        due = self._round["due_on"]
        when = f" Skicka tillbaka filen senast {due.isoformat()}." if due else ""
        return [
            f"Svara tillsammans, gärna skola, socialtjänst och vård vid samma bord.{when}",
            f"På bladet {at.ANSWERS} väljer ni ett svar i den gula kolumnen. Vad stegen betyder står bredvid frågan.",
            "Är arbetet invävt i något ni redan har: välj Ingår i befintlig plan eller process, ett fullgott svar.",
            "Lämna tomt det ni inte vill svara på. Ett tomt svar räknas aldrig som noll.",
            "De grå cellerna är till för er som läser; där står också ert senaste svar. De läses inte in.",
            "Övriga blad: rollen, planen, aktörer, egna risker, pågående arbete, exempel. Fyll i det som är nytt.",
            "Skriv aldrig något om enskilda barn, och inga personnummer. Nämn funktioner hellre än namn.",
        ]

    def _write_answers(self, sheet: Worksheet) -> None:
        for column, name in enumerate(at.COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(name, 12))
            sheet.write(0, column, name, self.formats["heading"])
        sheet.freeze_panes(1, 3)
        place = {name: column for column, name in enumerate(at.COLUMNS)}
        for row, measure in enumerate(self._measures(), 1):
            steps = self._meanings(measure)
            told = {
                at.ID: measure["measure_id"],
                at.LEVEL: measure["level"],
                at.MEASURE: measure["measure"],
                at.QUESTION: self._question(measure),
                at.WHY: measure["why"],
                at.STEPS: steps,
                at.LATEST: self.answers.get(measure["measure_id"], ""),
            }
            for name, words in told.items():
                sheet.write_string(row, place[name], words, self.formats["given"])
            for name in (at.ANSWER, at.RESPONDENTS, at.COMMENT):
                sheet.write_blank(row, place[name], None, self.formats["answer"])
            if measure["kept_in"] == "answer":
                self._validate_answer(sheet, row, place[at.ANSWER], measure)
                self._whole_number(sheet, row, place[at.RESPONDENTS])
            sheet.set_row(row, _LINE * max(3, sum(1 + len(line) // _SIGNS for line in steps.split("\n"))))

    def _write_register(self, sheet: Worksheet, register: Register) -> None:
        fields = [one for one in register.fields if one.name != "principal_code"]
        sheet.set_column(0, 0, 16)
        sheet.write(0, 0, at.MARK, self.formats["heading"])
        for column, field in enumerate(fields, 1):
            sheet.set_column(column, column, 34 if field.kind == "long" else 24)
            sheet.write(0, column, field.label, self.formats["heading"])
            if field.help:
                sheet.write_comment(0, column, field.help)
        sheet.freeze_panes(1, 1)
        row = 0
        rows = self._rows_in_force(register)
        if register is ACTORS:
            self._write_beside(sheet, len(fields) + 1, {row["actor_id"]: row["takes_part"] for row in rows})
            rows = []
        for known in rows:
            row += 1
            sheet.write(row, 0, at.KNOWN_ROW, self.formats["given"])
            for column, field in enumerate(fields, 1):
                sheet.write_string(row, column, self._words(field, known.get(field.name)), self.formats["given"])
        for given in self._own_rows(register):
            row += 1
            sheet.write(row, 0, at.OWN_ROW, self.formats["label"])
            for column, field in enumerate(fields, 1):
                self._write_field(sheet, row, column, field, given.get(field.name))

    def _write_beside(self, sheet: Worksheet, column: int, takes_part: Mapping[str, str]) -> None:
        """The latest answer about each actor, on the row where it is answered anew."""
        labels = dict(self.known.options("scale:actor_status"))
        sheet.set_column(column, column, 24)
        sheet.write(0, column, at.LATEST, self.formats["heading"])
        for row, (actor, _) in enumerate(self.known.options("actor"), 1):
            sheet.write_string(row, column, labels.get(takes_part.get(actor, ""), ""), self.formats["given"])

    def _own_rows(self, register: Register) -> list[dict[str, str]]:
        """The rows to fill in, with what stands in them from the beginning."""
        if register is ACTORS:
            return [{"actor_id": label} for _, label in self.known.options("actor")]
        return [{}] if register.key else [{}] * at.EMPTY_ROWS

    def _write_field(self, sheet: Worksheet, row: int, column: int, field: Field, given: str | None) -> None:
        if given:
            sheet.write_string(row, column, given, self.formats["given"])
            return
        sheet.write_blank(row, column, None, self.formats["day" if field.kind == "day" else "answer"])
        if field.kind in {"choice", "many"}:
            self._drop_down(sheet, row, column, field.source or field.name)
        elif field.kind == "yes_no":
            self._drop_down(sheet, row, column, "yes_no")
        elif field.kind == "day":
            told = {"error_title": "En dag", "error_message": "Skriv dagen som 2026-11-22."}
            check = {"validate": "date", "criteria": ">", "value": date(1990, 1, 1)}
            sheet.data_validation(row, column, row, column, check | told)

    # ---- lists ----

    def _write_lists(self, sheet: Worksheet) -> None:
        """Every list that a drop-down shows, a column each, and what the steps of the scales mean."""
        specials = [str(row["label"]) for row in self.known.given_specials if row["special"] != "missing"]
        lists: dict[str, list[str]] = {"yes_no": ["Ja", "Nej"], "who": self._answerers()}
        for measure in self._measures():
            if measure["scale_kind"] not in {"count", "share"}:
                steps = [f"{one['step']} – {one['label']}" for one in self.known.steps(measure["scale_id"])]
                lists[f"answer:{measure['scale_id']}"] = [*steps, *specials]
        for field in (
            field for register in IN_THE_WORKBOOK for field in register.fields if field.source or field.options
        ):
            options = list(field.options) or self.known.options(field.source)
            lists[field.source or field.name] = [label for _, label in options]
        for column, (name, labels) in enumerate(lists.items()):
            sheet.set_column(column, column, 30)
            sheet.write(0, column, name, self.formats["heading"])
            for row, label in enumerate(labels, 1):
                sheet.write_string(row, column, label)
            letter = xlsxwriter.utility.xl_col_to_name(column, True)
            self.lists[name] = f"={at.LISTS}!{letter}$2:{letter}${1 + len(labels)}"

    def _drop_down(self, sheet: Worksheet, row: int, column: int, name: str, told: str = "") -> None:
        options: dict[str, Any] = {"validate": "list", "source": self.lists[name], "error_type": "warning"}
        options |= {"error_title": "Inte i listan", "error_message": "Välj ett av svaren i listan."}
        if told:
            options |= {"input_title": "Svaren", "input_message": told[:254]}
        sheet.data_validation(row, column, row, column, options)

    def _validate_answer(self, sheet: Worksheet, row: int, column: int, measure: Mapping[str, Any]) -> None:
        if measure["scale_kind"] not in {"count", "share"}:
            self._drop_down(
                sheet, row, column, f"answer:{measure['scale_id']}", "Välj i listan. Stegen står till vänster."
            )

    def _whole_number(self, sheet: Worksheet, row: int, column: int) -> None:
        told = {"error_title": "Ett antal", "error_message": "Skriv ett helt antal.", "error_type": "warning"}
        sheet.data_validation(row, column, row, column, {"validate": "integer", "criteria": ">=", "value": 0, **told})

    # ---- what is known ----

    def _measures(self) -> list[Row]:
        """The measures that are asked: a huvudman's own, or with nobody named those of all who answer."""
        wanted = {"huvudman"} if self.principal else {"huvudman", "arbetsgrupp", COUNTY}
        return [row for row in self.known.measures.values() if row["answered_by"] in wanted]

    def _question(self, measure: Mapping[str, Any]) -> str:
        version = self.known.version_in(measure["measure_id"], self.round_id)
        return next(
            str(row["question"])
            for row in self.known.wordings
            if (row["measure_id"], row["version"]) == (measure["measure_id"], version)
        )

    def _meanings(self, measure: Mapping[str, Any]) -> str:
        """What each step means, a line a step; where to answer when the measure has a sheet of its own."""
        elsewhere = next((one for one in IN_THE_WORKBOOK if one.table == measure["kept_in"]), None)
        if elsewhere:
            return f"Svara på bladet {elsewhere.title}."
        if measure["scale_kind"] == "count":
            return "Ett helt antal, noll eller fler."
        if measure["scale_kind"] == "share":
            return "En andel i procent, från 0 till 100."
        steps = self.known.steps(measure["scale_id"])
        return "\n".join(f"{s['step']} – {s['label']}" + (f": {s['anchor']}" if s["anchor"] else "") for s in steps)

    def _answerers(self) -> list[str]:
        groups = [str(row["work_group"]) for row in self.known.work_groups]
        return [*(str(row["principal"]) for row in self.known.principals), *groups, at.COUNTY_NAME]

    def _latest_answers(self) -> dict[str, str]:
        """Measure → the huvudman's latest answer before this round's, in words with the round's name."""
        if not self.principal:
            return {}
        rounds = {row["id"]: (place, row["name"]) for place, row in enumerate(self.known.rounds)}
        latest: dict[str, tuple[int, str]] = {}
        for row in self.store.in_force("answer", self.today, principal_code=self.principal):
            place, name = rounds.get(row["round_id"], (-1, ""))
            if place > latest.get(row["measure_id"], (-1, ""))[0]:
                latest[row["measure_id"]] = (place, f"{self._answer_words(row)} ({str(name).lower()})")
        return {measure: words for measure, (_, words) in latest.items()}

    def _answer_words(self, row: Row) -> str:
        if row["special"]:
            return next(str(one["label"]) for one in self.known.specials if one["special"] == row["special"])
        scale = self.known.measures[row["measure_id"]]["scale_id"]
        step = next((one for one in self.known.steps(scale) if one["step"] == row["value"]), None)
        return f"{step['step']} – {step['label']}" if step else f"{row['value']:g}".replace(".", ",")

    def _rows_in_force(self, register: Register) -> Sequence[Row]:
        """What is known of the huvudman in a register, its second table's columns beside those of the first."""
        if not self.principal:
            return []
        rows = self.store.in_force(register.table, self.today, principal_code=self.principal)
        for table in register.tables[1:]:
            rows = beside(register, table, rows, self.store.in_force(table, self.today))
        return rows

    def _words(self, field: Field, value: object) -> str:
        if value is None:
            return ""
        if field.kind == "yes_no":
            return "Ja" if value else "Nej"
        if isinstance(value, tuple):
            return ", ".join(label for code, label in self.known.options(field.source) if code in value)
        if field.kind == "choice":
            options = dict(field.options or self.known.options(field.source))
            steps = {step["step"]: step["label"] for step in self.known.steps(field.source.removeprefix("scale:"))}
            return str(options.get(str(value)) or steps.get(value, value))
        return clean(str(value))
