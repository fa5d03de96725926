"""The fact sheet of one huvudman: where it stands, what it has told, what is expected of it at the next meeting."""

from collections.abc import Mapping, Sequence

from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.reports.paper import Paper, Piece, Section, empty, heading, pairs, pdf, table, words
from dashboard.reports.sources import is_synthetic, sources_of
from dashboard.reports.tables import DIRECTIONS, origin_of
from dashboard.store.records import Row
from dashboard.store.scope import RISKS
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.swedish import counted, day, lower_first, number
from dashboard.wording.synthetic import SYNTHETIC_WORDS, UNKNOWN

_KINDS = {"works": "Fungerade", "did_not_work": "Fungerade inte"}
_EVALUATED = {"yes": "utvärderat", "no": "inte utvärderat"}


def fact_sheet(context: Context) -> tuple[bytes, bool]:
    """The fact sheet of the huvudman of the view as a PDF file, and whether invented rows are in it."""
    sheet = _Sheet(context.of(context.view.at(level=None, measure=None, work_group=None, core=None)))
    paper = sheet.paper()
    return pdf(paper, context.view.as_of), paper.synthetic


class _Sheet:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.principal = context.principals[str(context.view.principal)]
        self.name = str(self.principal["principal"])
        self.asked: list[Answer] = []

    def paper(self) -> Paper:
        """The sections in the order of the page."""
        sections = [
            self.key_facts(),
            self.expected(),
            self.stages(),
            self.movement(),
            self.risks(),
            self.examples(),
            self.work(),
            self.contacts(),
        ]
        sections.append(self.about())
        people = self.principal["population"]
        inhabitants = f" {number(people)} invånare {self.principal['population_year']}." if people else ""
        group = self.principal["work_group"] or "Ingår i alla arbetsgrupper"
        return Paper(
            title=f"Faktablad: {self.name}",
            lead=f"{self.principal['full_name']}. {group}.{inhabitants} Läget {self.context.day}.",
            foot=f"Lägesbild, {self.name}. Per {self.context.day}. {self.context.rounds}.",
            mark=SYNTHETIC_WORDS,
            sections=sections,
        )

    def ask(self, name: str, **changes: str | None) -> Answer:
        answer = self.context.ask(name, **changes)
        self.asked.append(answer)
        return answer

    def own(self, name: str) -> Row:
        """The huvudman's own row among those of all."""
        answer = self.context.ask(name)
        return next(one for one in answer.rows if one["principal_code"] == self.principal["principal_code"])

    def key_facts(self) -> Section:
        """Role, plan and answers."""
        role, plan = self.own("roles/status_by_principal"), self.own("roles/plan_by_principal")
        rows = [role, plan]
        told: list[tuple[str, str]] = []
        if role["state"] == "missing":
            told.append(
                ("Barnets bästa-ansvarig", f"{UNKNOWN}. {self.name} ombeds berätta hur långt rollen har kommit.")
            )
        else:
            told.append(("Barnets bästa-ansvarig", _sentences(role["state_label"], role["form_label"], role["note"])))
            told.append(("Finansiering av rollen", str(role["funding_label"])))
        if plan["state"] == "missing":
            asked = f"{self.name} ombeds berätta om det finns en plan, egen eller inarbetad i en annan."
            told.append(("Lokal plan", f"{UNKNOWN}. {asked}"))
        else:
            told.append(("Lokal plan", _sentences(plan["state_label"], plan["document_name"], plan["note"])))
        if self.context.view.round:
            response = self.own("follow_up/response_by_principal")
            rows.append(response)
            name = self.context.round_name(self.context.view.round)
            answers = counted(response["answers"], "en besvarad fråga", "besvarade frågor")
            by = f"Av {lower_first(str(response['answered_by']))}" if response["answered_by"] else None
            request = None if response["answers"] else f"{self.name} ombeds svara, gärna ett gemensamt svar"
            told.append(
                (f"Svar {lower_first(name)}", _sentences(response["state_label"], answers.capitalize(), by, request))
            )
        else:
            told.append(("Svar", "Ingen omgång är känd ännu."))
        return Section("I korthet", [pairs(told)], any(bool(row["synthetic"]) for row in rows))

    def expected(self) -> Section:
        """What is expected for the next meeting."""
        meeting = self.context.next_meeting
        answer = self.context.ask("county/agenda")
        waits = [row for row in answer.rows if row["principal_code"] == self.principal["principal_code"]]
        pieces: list[Piece] = []
        if meeting:
            expected = meeting["expected_beforehand"] or "Inget är sagt om vad som ska vara gjort till mötet."
            pieces.append(pairs([(f"{meeting['meeting']}, {day(meeting['held_on'])}", expected)]))
        else:
            pieces.append(empty("Inget kommande möte är inlagt. Processledarna lägger in nästa möte."))
        if waits:
            rows = [(row["kind_label"], row["item"], row["why"]) for row in waits]
            pieces.append(_told_apart(("Det här väntar hos er", "Vad", "Varför nu"), (2, 3, 3), rows, waits))
        else:
            pieces.append(words(f"Ingenting väntar på svar eller åtgärd hos {self.name} {self.context.day}."))
        synthetic = bool(meeting and meeting["synthetic"]) or any(row["synthetic"] for row in waits)
        return Section("Till nästa möte", pieces, synthetic)

    def stages(self) -> Section:
        """Its stage in each aspect beside the county's spread."""
        title = "Läget i varje aspekt"
        if self.context.view.round is None:
            return Section(title, [empty("Ingen omgång är känd, så det finns inga svar att visa.")])
        answer = self.ask("follow_up/aspects_of_principal", measure=None)
        of = len(self.context.principals)
        labels = self.steps()
        rows = [
            (
                row["aspect"],
                f"{row['stage']} {row['state_label']}" if row["stage"] is not None else str(row["state_label"]),
                counted(row["measures"], "ett mått", "mått") if row["measures"] else "–",
                _spread(row, labels),
                f"{row['with_stage']} av {of}",
            )
            for row in answer.rows
        ]
        heads = ("Aspekt", self.name, "Bakom steget", "Länet: lägst, median, högst", "Har ett steg")
        pieces = [
            words(findings.against_county(answer.rows, self.name)),
            table(heads, (3, 3, 1.7, 4, 1.6), rows),
            words(
                "Steget är den lägre medianen av de mått som har ett svar på förflyttningsskalan, 0–4. Länets median "
                "visas när minst fem huvudmän har ett steg. Huvudmannen som helhet har inget steg."
            ),
        ]
        return Section(
            f"{title}, {lower_first(self.context.round_name(self.context.view.round))}", pieces, answer.synthetic
        )

    def steps(self) -> Mapping[int, str]:
        """The labels of the stage scale."""
        rows = self.context.ask("catalogue/scale_steps").rows
        return {row["step"]: row["label"] for row in rows if row["scale_id"] == "shift"}

    def movement(self) -> Section:
        """What has moved since the round before."""
        view = self.context.view
        if not (view.round and view.previous):
            return Section("Förflyttning", [empty("Det behövs två omgångar att jämföra.")])
        answer = self.ask("follow_up/shifts_of_principal")
        earlier, later = (self.context.round_name(one) for one in (view.previous, view.round))
        pieces = [words(findings.moved(answer.rows, self.name, earlier, later))]
        if answer.rows:
            rows = [
                (row["measure"], row["level"], row["from_label"], row["to_label"], DIRECTIONS[row["direction"]])
                for row in answer.rows
            ]
            heads = ("Mått", "Nivå", earlier, later, "Förflyttning")
            pieces.append(table(heads, (3.6, 2, 1.7, 1.7, 1.6), rows))
        return Section(f"Förflyttning, {lower_first(earlier)} till {lower_first(later)}", pieces, answer.synthetic)

    def risks(self) -> Section:
        """Its own risks."""
        if not self.context.may_read(RISKS):
            return Section("Egna risker", [empty("Risker visas inte för den som har hämtat bladet.")])
        answer = self.ask("risks/register")
        if not answer.rows:
            asked = f"Ingen egen risk är känd. {self.name} ombeds säga till processledarna om något kan gå fel."
            return Section("Egna risker", [empty(asked)])
        rows = [
            (
                row["risk"],
                f"{row['likelihood']} av 4, {row['consequence']} av 4"
                if row["likelihood"] and row["consequence"]
                else "Inte bedömd",
                _sentences(row["response_label"] or "Ingen hantering bestämd", row["state_label"], row["action"]),
                _review(row),
            )
            for row in answer.rows
        ]
        heads = ("Risk", "Sannolikhet, konsekvens", "Hantering och åtgärd", "Ses över")
        return Section("Egna risker", [_told_apart(heads, (3, 1.8, 4, 1.8), rows, answer.rows)], answer.synthetic)

    def examples(self) -> Section:
        """What it has tried, with what worked and what did not in equal place."""
        answer = self.ask("work/examples")
        if not answer.rows:
            asked = f"Inget exempel ännu. {self.name} ombeds dela något, också det som inte fungerade."
            return Section("Exempel och lärdomar", [empty(asked)])
        pieces: list[Piece] = []
        for row in answer.rows:
            kind = ", ".join(filter(None, (_KINDS[row["kind"]], _EVALUATED.get(row["evaluated"]))))
            told = [
                (label, str(row[column]))
                for column, label in (("problem", "Problemet"), ("done", "Vad man gjorde"), ("outcome", "Vad det gav"))
                if row[column]
            ]
            mark = " (exempeldata)" if row["synthetic"] else ""
            pieces += [heading(f"{row['title']}{mark}"), pairs([("Hur det gick", kind), *told])]
        return Section("Exempel och lärdomar", pieces, answer.synthetic)

    def work(self) -> Section:
        """What it is working on."""
        answer = self.ask("work/ongoing")
        if not answer.rows:
            asked = f"Inget arbete är beskrivet. {self.name} ombeds lägga till det som andra kan ha nytta av."
            return Section("Pågående arbete", [empty(asked)])
        told = [
            (row["title"], _sentences(row["description"] or "Ingen beskrivning", _until(row))) for row in answer.rows
        ]
        return Section("Pågående arbete", [pairs(told)], answer.synthetic)

    def contacts(self) -> Section:
        """Whom to write to: function and mailbox, no names."""
        answer = self.ask("work/contacts")
        if not answer.rows:
            asked = f"{self.name} ombeds lämna en funktion och en funktionsbrevlåda till processledarna."
            return Section("Kontakt", [empty(f"Ingen kontakt är angiven. {asked}")])
        told = [(row["function"], row["mailbox"] or "Ingen adress angiven.") for row in answer.rows]
        return Section("Kontakt", [pairs(told)], answer.synthetic)

    def about(self) -> Section:
        """What it all builds on."""
        told = [
            ("Per", f"Det som var känt vid slutet av {self.context.day}. Det som kommer in senare ändrar inte bilden."),
            ("Omgång", self.context.rounds),
            ("Källor", (sources_of(self.asked) or "Inga uppgifter är inskrivna ännu.").removeprefix("Källor: ")),
            ("Läs så här", "Stegen är en ordning, aldrig ett betyg. Det som saknas är inte noll."),
        ]
        return Section("Om uppgifterna", [pairs(told)], is_synthetic(self.asked))


def _told_apart(
    heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]], records: Sequence[Row]
) -> Piece:
    """A table in which every row says its origin where some are invented and some are not."""
    if len({bool(record.get("synthetic")) for record in records}) < 2:
        return table(heads, widths, rows)
    whole = [[*row, origin_of(record)] for row, record in zip(rows, records, strict=True)]
    return table([*heads, "Ursprung"], [*widths, sum(widths) / 4], whole)


def _sentences(*told: object) -> str:
    """Each of `told` that is something, as a sentence."""
    return " ".join(f"{str(one).rstrip('.')}." for one in told if one)


def _spread(row: Row, labels: Mapping[int, str]) -> str:
    if row["median"] is None:
        return "Färre än fem har ett steg"
    steps: Sequence[int] = (row["lowest"], row["median"], row["highest"])
    return ", ".join(lower_first(labels[step]) for step in steps)


def _review(row: Row) -> str:
    if not row["review_on"]:
        return "Ingen dag är satt"
    return f"{day(row['review_on'])}{'. Dagen har passerat.' if row['review_passed'] else ''}"


def _until(row: Row) -> str | None:
    return f"{'Avslutat' if row['ended'] else 'Till'} {day(row['ends_on'])}" if row["ends_on"] else None
