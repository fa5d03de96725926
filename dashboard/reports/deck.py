"""The slides of a meeting: what has moved, where the county stands, what waits. The numbers are those of the pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple

from dashboard.charts.palette import DIRECTION, OWN, look
from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.reports import slide_script as script
from dashboard.reports.fitting import Cell
from dashboard.reports.slide_script import Script
from dashboard.reports.sources import is_synthetic, sources_of
from dashboard.reports.tables import origin_of
from dashboard.store.records import Row
from dashboard.store.scope import RISKS
from dashboard.wording.findings import follow_up as findings
from dashboard.wording.findings import registers as register_findings
from dashboard.wording.swedish import counted, day, listed, lower_first, sentence
from dashboard.wording.synthetic import SYNTHETIC_WORDS

_MOST_BARS = 14
_NOT_DONE = {"open", "ongoing"}
NO_ANSWER = {"not_sent", "sent", "reminded", "no_reply", "declined"}
MOST_LISTED = 14
"""Beyond so many huvudmän only those who have not answered are listed."""


def deck(context: Context) -> tuple[bytes, bool]:
    """The slides of the meeting of `picture`, and whether invented rows are in them. The whole county is counted."""
    nothing = dict.fromkeys(("principal", "level", "measure", "work_group", "core"))
    made = _Deck(context.of(context.view.at(**nothing)))
    made.first()
    made.changes()
    made.movement()
    made.role()
    made.answers()
    made.risk_matrix()
    made.open_risks()
    made.agenda()
    made.decisions()
    made.last()
    return made.slides.save(), is_synthetic(made.asked)


class _Deck:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.asked: list[Answer] = []
        about = f"Per {context.day}. {context.county['county']}. {context.rounds}."
        self.slides = Script(f"Lägesbild: {self._name}", about, context.view.as_of)

    @property
    def _name(self) -> str:
        meeting = self.context.meeting
        return str(meeting["meeting"]) if meeting else f"Läget i {self.context.county['county']}"

    def ask(self, name: str, **changes: str | None) -> Answer:
        answer = self.context.ask(name, **changes)
        self.asked.append(answer)
        return answer

    def first(self) -> None:
        """The meeting, and what is expected of those who come."""
        context = self.context
        meeting = context.meeting
        lines = [f"Lägesbild, {context.county['county']}", f"Läget {context.day}. {context.rounds}."]
        more: list[tuple[str, str]] = []
        if meeting:
            when = day(meeting["held_on"]) if meeting["held_on"] else meeting["date_text"] or "dagen är inte bestämd"
            lines[0] = f"{meeting['body']}, {when}"
            lines[1] = f"{context.county['county']}. {lines[1]}"
            more = [
                ("Syfte", meeting["purpose"] or "Inget syfte är inskrivet."),
                ("Inför mötet", meeting["expected_beforehand"] or "Inget är sagt om vad som ska vara gjort."),
            ]
        synthetic = bool((meeting and meeting["synthetic"]) or self.ask("county/has_synthetic").row["synthetic"])
        if synthetic:
            more.append(("Exempeldata", SYNTHETIC_WORDS))
        self.slides.cover(self._name, lines, more, synthetic=synthetic)

    def changes(self) -> None:
        """What has come in or changed since the last meeting."""
        since = self.context.since(self.context.meeting)
        if since is None:
            self._say("Sedan senaste mötet", "Det finns inget tidigare möte att räkna från.")
            return
        answer = self.context.ask("county/changes", since=since)
        self.asked.append(answer)
        rows = [
            (row["kind_label"], row["principal"], row["item"], row["was"] or "–", _day_after(row["now"], row))
            for row in answer.rows
        ]
        self._table(
            f"Sedan {day(since)}: {counted(len(rows), 'en ändring', 'ändringar')}",
            findings.changes(answer.rows, day(since)),
            answer,
            ("Slag", "Huvudman", "Vad", "Förut", "Nu"),
            (1.6, 1.5, 2.9, 2.5, 3.1),
            rows,
        )

    def movement(self) -> None:
        """Forward, still and back measure by measure."""
        view = self.context.view
        if not (view.round and view.previous):
            self._say("Förflyttning", "Det behövs två omgångar att jämföra.")
            return
        total = self.ask("follow_up/shift_total")
        answer = self.ask("follow_up/shift_by_measure", aspect=None)
        earlier, later = (self.context.round_name(one) for one in (view.previous, view.round))
        title = f"Förflyttning, {lower_first(earlier)} till {lower_first(later)}"
        of = total.row
        words = (
            f"{of['forward']} steg framåt, {of['still']} oförändrade och {of['back']} bakåt, av {of['paired']} parade "
            f"svar från {of['principals']} av {of['invited']} huvudmän."
        )
        parts = [answer.rows[n : n + _MOST_BARS] for n in range(0, len(answer.rows), _MOST_BARS)]
        for number, rows in enumerate(parts, 1):
            name = f"{title} ({number} av {len(parts)})" if len(parts) > 1 else title
            self._movement_slide(name, words, rows, int(of["invited"]), [total, answer])

    def _movement_slide(
        self, title: str, finding: str, rows: Sequence[Row], invited: int, answers: Sequence[Answer]
    ) -> None:
        below = self.slides.add(title, finding, sources_of(answers), synthetic=is_synthetic(answers))
        names = [_measure(row, invited) for row in rows]
        series = [
            (label, [row[kind] if row["paired"] else None for row in rows], DIRECTION[kind])
            for kind, label in (("forward", "Framåt"), ("still", "Oförändrat"), ("back", "Bakåt"))
        ]
        told = [
            f"{row['measure']} {row['forward']}, {row['still']}, {row['back']}"
            if row["paired"]
            else f"{row['measure']} går inte att jämföra"
            for row in rows
        ]
        words = f"Stapeldiagram. {title}. Framåt, oförändrat, bakåt per mått: {'; '.join(told)}."
        place = (script.MARGIN, below, script.WIDTH - 2 * script.MARGIN, script.BOTTOM - below)
        self.slides.bars(words, names, series, place, whole=invited)

    def role(self) -> None:
        """How far the role has come, by number of municipalities; the region in words."""
        coverage, answer = self.ask("roles/coverage"), self.ask("roles/status_by_principal")
        municipalities = findings.in_scale_order([row for row in answer.rows if row["kind"] == "municipality"])
        of = coverage.row
        title = "Barnets bästa-ansvarig"
        if not of["reported"]:
            self._say(title, f"Ingen av {of['municipalities']} kommuner har berättat ännu.")
            return
        region = f" Regionen: {str(of['region_label']).lower()}." if of["region_label"] else ""
        words = (
            f"Tillsatt i {of['appointed']} av {of['municipalities']} kommuner, {of['pilot']} prövar i liten skala. "
            f"Finansiering saknas i {of['unfunded']} av {of['municipalities']}.{region}"
        )
        answers = [coverage, answer]
        below = self.slides.add(title, words, sources_of(answers), synthetic=is_synthetic(answers))
        states = Counter((row["state"], row["state_label"], row["state_order"]) for row in municipalities)
        told = listed([f"{label.lower()} {number}" for (_, label, _), number in states.items()])
        height = script.BOTTOM - below
        self.slides.bars(
            f"Stapeldiagram. {title}: antal kommuner av {len(municipalities)} i varje läge: {told}.",
            [label for _, label, _ in states],
            [("Kommuner", list(states.values()), OWN)],
            (script.MARGIN, below, 6.9, min(height, 0.7 + 0.6 * len(states))),
            [astuple(look(state, order)) for state, _, order in states],
        )
        pairs = [
            (label, _names([row["principal"] for row in municipalities if row["state"] == state]))
            for state, label, _ in states
        ]
        self.slides.paragraphs(pairs, (7.8, below, script.WIDTH - script.MARGIN - 7.8, height), 16)

    def answers(self) -> None:
        """Who has answered the round, and who is outstanding."""
        if self.context.view.round is None:
            of = len(self.context.principals)
            self._say("Svar", f"0 av {of} huvudmän har svarat. Ingen omgång är känd ännu.")
            return
        answer = self.ask("follow_up/response_by_principal")
        answered = sum(bool(row["answers"]) for row in answer.rows)
        every = len(answer.rows) <= MOST_LISTED
        shown = [row for row in answer.rows if every or not row["answers"]]
        words = register_findings.responses(answer.rows)
        if not every:
            words = f"{answered} av {len(answer.rows)} huvudmän har svarat. Här står de som inte har svarat."
        self._table(
            f"Svar {lower_first(self.context.round_name(self.context.view.round))}: "
            f"{answered} av {len(answer.rows)} huvudmän",
            words,
            answer,
            ("Huvudman", "Arbetsgrupp", "Utskick", "Besvarade frågor", "Senaste svar"),
            (2.2, 3.0, 2.2, 2.0, 2.2),
            [
                (
                    row["principal"],
                    row["work_group"] or "Alla",
                    row["state_label"],
                    str(row["answers"]),
                    day(row["answered_on"]) if row["answered_on"] else "Inget svar",
                )
                for row in shown
            ],
        )

    def risk_matrix(self) -> None:
        """How many open risks stand at each likelihood and consequence."""
        if not self.context.may_read(RISKS):
            self._say("Risker", "Risker visas inte för den som har hämtat bildspelet.")
            return
        answer, register = self.ask("risks/matrix"), self.ask("risks/register")
        known = [answer, register]
        if not [row for row in register.rows if row["state"] != "closed"]:
            self._say("Risker", "Ingen risk är öppen. Processledarna lägger till risker som lyfts i statusrapporten.")
            return
        below = self.slides.add(
            "Öppna risker",
            register_findings.risk_matrix(register.rows),
            sources_of(known),
            synthetic=is_synthetic(known),
        )
        heads = ("Sannolikhet", *(f"Konsekvens {row['consequence']}: {row['consequence_label'].lower()}"
                                  for row in answer.rows[:4]))  # fmt: skip
        lines: dict[str, list[str]] = {}
        for row in answer.rows:
            line = lines.setdefault(f"{row['likelihood']}: {row['likelihood_label'].lower()}", [])
            line.append(counted(row["risks"], "en risk", "risker") if row["risks"] else "–")
        inches = (2.4, *(((script.WIDTH - 2 * script.MARGIN - 2.4) / 4,) * 4))
        words = "Antal öppna risker efter sannolikhet (rader) och konsekvens (kolumner)"
        rows = [(name, *cells) for name, cells in lines.items()]
        self.slides.table(words, heads, inches, rows, below, least=0.75)  # room for the eye; the text needs less

    def open_risks(self) -> None:
        """The register of open risks, for those who may read it."""
        if not self.context.may_read(RISKS):
            return
        answer = self.ask("risks/register")
        opened = [row for row in answer.rows if row["state"] != "closed"]
        if not opened:
            return
        self._table(
            f"Riskregister: {counted(len(opened), 'en öppen risk', 'öppna risker')}",
            register_findings.risks(answer.rows),
            answer,
            ("Risk", "Gäller", "Sannolikhet, konsekvens", "Hantering", "Åtgärd", "Ses över"),
            (2.7, 1.5, 1.8, 1.7, 3.2, 1.7),
            [
                (
                    row["risk"],
                    row["scope"],
                    _judged(row),
                    f"{row['response_label'] or 'Inte bestämd'}, {row['state_label'].lower()}",
                    row["action"] or "Ingen åtgärd är inskriven",
                    _review(row),
                )
                for row in opened
            ],
            opened,
        )

    def agenda(self) -> None:
        """What waits for the meeting, found in the data."""
        answer = self.ask("county/agenda")
        self._table(
            f"Förslag till dagordning: {counted(len(answer.rows), 'en sak', 'saker')} väntar",
            register_findings.agenda(answer.rows),
            answer,
            ("Slag", "Huvudman", "Vad", "Varför nu"),
            (2.2, 1.9, 4.4, 3.4),
            [(row["kind_label"], row["principal"], row["item"], row["why"]) for row in answer.rows],
        )

    def decisions(self) -> None:
        """What has been decided and remains to be done."""
        answer = self.ask("county/decisions")
        left = [row for row in answer.rows if row["state"] in _NOT_DONE]
        self._table(
            f"Öppna beslut: {len(left)} av {len(answer.rows)}" if answer.rows else "Öppna beslut",
            findings.decisions(answer.rows),
            answer,
            ("Beslut", "Fattat", "Ansvarig", "Senast", "Läge"),
            (4.6, 2.4, 2.0, 1.7, 1.4),
            [
                (
                    row["decision"],
                    row["meeting"] or "Uppgift saknas",
                    row["owner_function"] or "Ingen är utsedd",
                    (day(row["due_on"]) + (", försenat" if row["overdue"] else "")) if row["due_on"] else "Ingen dag",
                    row["state_label"],
                )
                for row in left
            ],
            left,
        )

    def last(self) -> None:
        """How the figures are to be read, and what they build on."""
        context = self.context
        pairs = [
            ("Per", f"Bilden visar vad som var känt vid slutet av {context.day}. Det som kommer in senare ändrar den "
                    "inte."),
            ("Urval", f"{context.county['county']}, alla {len(context.principals)} huvudmän. {context.rounds}."),
            ("Källor", (sources_of(self.asked) or "Inga uppgifter är inskrivna ännu.").removeprefix("Källor: ")),
            ("Stegen är en ordning", "Därför visas antal och medianer, aldrig medelvärden. Ett steg bakåt är kunskap, "
                                     "inte ett betyg."),
            ("Det som saknas är inte noll", "Inget svar, vet ej och inte aktuellt ännu sägs för sig. Förflyttning "
                                            "räknas bara där samma huvudman har svarat på samma fråga båda gångerna."),
        ]  # fmt: skip
        synthetic = is_synthetic(self.asked)
        if synthetic:
            pairs.append(("Exempeldata", SYNTHETIC_WORDS))
        below = self.slides.add("Om uppgifterna", "", "", synthetic=synthetic)
        width = script.WIDTH - 2 * script.MARGIN
        self.slides.paragraphs(pairs, (script.MARGIN, below, width, script.BOTTOM - below), script.FINDING)

    def _table(
        self,
        title: str,
        finding: str,
        answer: Answer,
        heads: Sequence[str],
        widths: Sequence[float],
        rows: Sequence[Cell],
        records: Sequence[Row] | None = None,
    ) -> None:
        """A table on as many slides as it needs; where origins are mixed every row says its own."""
        shown = answer.rows if records is None else records
        if not rows:
            self._say(title.partition(":")[0], finding)
            return
        if len(shown) == len(rows) and len({bool(row.get("synthetic")) for row in shown}) > 1:
            heads, widths = (*heads, "Ursprung"), (*widths, sum(widths) / 5)
            rows = [(*row, origin_of(record)) for row, record in zip(rows, shown, strict=True)]
        self.slides.tables(
            title,
            finding,
            sources_of([answer]),
            heads,
            widths,
            rows,
            synthetic=answer.synthetic,
            rest="de står på sidan i Lägesbild och i dess arbetsbok.",
        )

    def _say(self, title: str, words: str) -> None:
        """A slide where there is nothing to draw yet."""
        self.slides.add(title, words, "", synthetic=False)


def _measure(row: Mapping[str, object], invited: int) -> str:
    """The name of a measure with how many of the huvudmän can be compared in it."""
    return f"{row['measure']} ({row['paired'] or 'ingen'} av {invited})"


def _names(names: Sequence[str]) -> str:
    most = 12
    return ", ".join(names) if len(names) <= most else f"{len(names)} kommuner"


def _judged(row: Row) -> str:
    if row["likelihood"] is None or row["consequence"] is None:
        return "Ingen bedömning"
    return f"{row['likelihood']} av 4, {row['consequence']} av 4"


def _review(row: Row) -> str:
    if row["review_on"] is None:
        return "Ingen dag"
    return f"{day(row['review_on'])}{', har passerat' if row['review_passed'] else ''}"


def _day_after(words: object, row: Row) -> str:
    return f"{sentence(str(words))} {day(row['known_on'])}."
