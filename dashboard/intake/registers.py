"""What can be entered beside the answers: one list for the page's forms, the workbook's sheets and the checks."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "long", "day", "number", "yes_no", "choice", "many", "link", "mailbox", "code"]


@dataclass(frozen=True)
class Field:
    """One thing to fill in: the column it goes to, its label, its kind, and for a choice where the options come from.

    `source` is `scale:<id>`, `principal`, `round`, `aspect`, `level`, `actor`, `meeting`, `measure`, `report` or
    `risk_category`; or the options stand in `options` as (code, label). Of `many` several can be chosen, each a row of
    `table`. `table` is named where the register writes to two tables. `empty` is the word for none chosen.
    """

    name: str
    label: str
    kind: Kind = "text"
    source: str = ""
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    help: str = ""
    table: str = ""
    empty: str = "–"


@dataclass(frozen=True)
class Register:
    """One kind of entry: its id in addresses, name, table, fields, and those that tell one item from another.

    `fixed` are values every row has. An item without `key` fields gets an id of its own, beginning with `prefix`.
    """

    id: str
    title: str
    table: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    in_county: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it writes to, its own first."""
        return tuple(dict.fromkeys([self.table, *(field.table for field in self.fields if field.table)]))

    def of_table(self, table: str) -> tuple[Field, ...]:
        """The fields that go to `table`."""
        return tuple(field for field in self.fields if (field.table or self.table) == table)


def _principal(*, required: bool = True) -> Field:
    return Field("principal_code", "Huvudman", "choice", "principal", required=required, empty="Hela länet")


def _aspect(label: str = "Aspekt") -> Field:
    return Field("aspect_id", label, "choice", "aspect")


_ASSESSMENT = "risk_assessment"

ROLE = Register(
    "roll",
    "Rollen Barnets bästa-ansvarig",
    "role_status",
    (
        _principal(),
        Field("status", "Rollens läge", "choice", "scale:role_status", required=True),
        Field("funding", "Finansiering", "choice", "scale:funding", required=True),
        Field("form", "Form", "choice", "scale:role_form"),
        Field("sector", "Verksamhet", help="Till exempel skola, socialtjänst, barnhälsovård"),
        Field("age_span", "Åldrar", help="Till exempel 6–15 år"),
        Field("note", "Kommentar", "long"),
    ),
    key=("principal_code",),
    fixed=(("role_id", "best_interest_lead"),),
)
PLAN = Register(
    "plan",
    "Lokal plan",
    "plan_status",
    (
        _principal(),
        Field("status", "Planens läge", "choice", "scale:plan_status", required=True),
        Field("document_name", "Dokument", help="Måste anges när arbetet står i en befintlig plan"),
        Field("link", "Länk", "link"),
        Field("decided_by", "Beslutad av"),
        Field("reviewed_on", "Senast sedd över", "day"),
        Field("note", "Kommentar", "long"),
    ),
    key=("principal_code",),
)
ACTORS = Register(
    "aktorer",
    "Aktörer som är med",
    "actor_status",
    (
        _principal(),
        Field("actor_id", "Aktör", "choice", "actor", required=True),
        Field("takes_part", "Är med", "choice", "scale:actor_status", required=True),
        Field("note", "Kommentar", "long"),
    ),
    key=("principal_code", "actor_id"),
)
FOCUS = Register(
    "fokus",
    "Eget fokus",
    "focus_area",
    (
        _principal(),
        Field("aspect_id", "Aspekt", "choice", "aspect", required=True),
        Field("chosen", "Vald som fokus", "yes_no", required=True),
        Field("text", "Beskrivning", "long"),
    ),
    key=("principal_code", "aspect_id"),
)
RISK = Register(
    "risk",
    "Risker",
    "risk",
    (
        _principal(required=False),
        Field("category_id", "Kategori", "choice", "risk_category", required=True),
        Field("title", "Risk", required=True, help="Vad som kan gå fel, i en mening"),
        Field("description", "Beskrivning", "long"),
        Field("likelihood", "Sannolikhet", "choice", "scale:likelihood", table=_ASSESSMENT, empty="Inte bedömd"),
        Field("consequence", "Konsekvens", "choice", "scale:consequence", table=_ASSESSMENT, empty="Inte bedömd"),
        Field("response", "Hantering", "choice", "scale:risk_response", table=_ASSESSMENT, required=True),
        Field("state", "Läge", "choice", "scale:risk_state", table=_ASSESSMENT, required=True),
        Field("action", "Åtgärd", "long", table=_ASSESSMENT),
        Field("owner_function", "Ansvarig funktion", table=_ASSESSMENT, help="En funktion, inte ett namn"),
        Field("review_on", "Ses över den", "day", table=_ASSESSMENT),
    ),
    prefix="risk",
    in_county=True,
)
ACTIVITY = Register(
    "aktivitet",
    "Aktiviteter",
    "activity",
    (
        _principal(required=False),
        Field(
            "kind",
            "Sort",
            "choice",
            options=(
                ("workshop", "Workshop"),
                ("webinar", "Webbinarium"),
                ("visit", "Besök"),
                ("dialogue", "Dialog"),
                ("information", "Information"),
            ),
            required=True,
        ),
        Field("title", "Rubrik", required=True),
        Field("held_on", "Dag", "day"),
        Field("date_text", "Tid i ord", help="När dagen inte är känd, till exempel hösten 2026"),
        Field("own_initiative", "Eget initiativ", "yes_no"),
        Field("region_took_part", "Regionen var med", "yes_no"),
        Field("description", "Beskrivning", "long"),
    ),
    prefix="aktivitet",
    in_county=True,
)
ONGOING_WORK = Register(
    "arbete",
    "Pågående arbete",
    "ongoing_work",
    (
        _principal(),
        Field("title", "Rubrik", required=True),
        Field("description", "Beskrivning", "long"),
        Field("starts_on", "Börjar", "day"),
        Field("ends_on", "Slutar", "day"),
        _aspect(),
    ),
    prefix="arbete",
)
EXAMPLE = Register(
    "exempel",
    "Exempel och lärdomar",
    "example",
    (
        _principal(required=False),
        Field(
            "kind",
            "Sort",
            "choice",
            options=(("works", "Fungerade"), ("did_not_work", "Fungerade inte")),
            required=True,
        ),
        Field("title", "Rubrik", required=True),
        Field("problem", "Vad var problemet?", "long"),
        Field("done", "Vad gjordes?", "long"),
        Field("needed", "Vad krävdes?", "long"),
        Field("outcome", "Vad blev det av det?", "long"),
        Field("committees", "Nämnder"),
        Field("departments", "Förvaltningar"),
        Field("level_id", "Nivå", "choice", "level"),
        Field("aspect_id", "Aspekter", "many", "aspect", table="example_aspect", help="Alla som exemplet gäller"),
        Field(
            "evaluated",
            "Utvärderat",
            "choice",
            options=(("yes", "Ja"), ("no", "Nej"), ("unknown", "Vet inte")),
            required=True,
        ),
        Field("link", "Länk", "link"),
    ),
    prefix="exempel",
    in_county=True,
)
CONTACT = Register(
    "kontakt",
    "Kontakter",
    "contact",
    (
        _principal(required=False),
        Field("function", "Funktion", required=True, help="Funktionen först; den består när personen byts"),
        Field("mailbox", "Brevlåda", "mailbox", help="Helst funktionens egen brevlåda"),
        Field("name", "Namn", help="Bara med personens samtycke"),
    ),
    prefix="kontakt",
)
ROUND = Register(
    "omgang",
    "Omgångar",
    "round",
    (
        Field("id", "Kod", "code", required=True, help="År och v eller h, till exempel 2027v"),
        Field("name", "Namn", required=True, help="Till exempel Våren 2027"),
        Field("purpose", "Syfte", "long", required=True),
        Field("sent_on", "Skickas", "day"),
        Field("due_on", "Sista svarsdag", "day"),
        Field("closed_on", "Stängd", "day"),
        Field("questionnaire_version", "Frågornas version", "number", required=True),
        Field(
            "status",
            "Läge",
            "choice",
            options=(("planned", "Planerad"), ("open", "Öppen"), ("closed", "Stängd"), ("reported", "Redovisad")),
            required=True,
        ),
    ),
    key=("id",),
    in_county=True,
)
MAILOUT = Register(
    "utskick",
    "Utskick",
    "mailout",
    (
        Field("round_id", "Omgång", "choice", "round", required=True),
        _principal(),
        Field("status", "Läge", "choice", "scale:mailout_status", required=True),
        Field("answered_by_function", "Besvarat av funktion"),
        Field("note", "Kommentar", "long"),
    ),
    key=("round_id", "principal_code"),
)
MEETING = Register(
    "mote",
    "Möten",
    "meeting",
    (
        Field("name", "Möte", required=True),
        Field("body", "Grupp", required=True, help="Till exempel Styrgruppen"),
        Field("held_on", "Dag", "day"),
        Field("date_text", "Tid i ord", help="När dagen inte är känd"),
        Field("purpose", "Syfte", "long"),
        Field("expected_beforehand", "Inför mötet", "long"),
        Field("status", "Läge", "choice", options=(("planned", "Planerat"), ("held", "Genomfört")), required=True),
    ),
    prefix="mote",
    in_county=True,
)
DECISION = Register(
    "beslut",
    "Beslut",
    "decision",
    (
        Field("meeting_id", "Möte", "choice", "meeting", required=True),
        Field("text", "Beslut", "long", required=True),
        Field("owner_function", "Ansvarig funktion", help="En funktion, inte ett namn"),
        Field("due_on", "Senast den", "day"),
        Field("state", "Läge", "choice", "scale:decision_state", required=True),
    ),
    prefix="beslut",
    in_county=True,
)
_MEASURE = Field("measure_id", "Mått", "choice", "measure")
MILESTONE = Register(
    "delmal",
    "Delmål",
    "milestone",
    (
        Field("title", "Delmål", required=True),
        Field("description", "Beskrivning", "long"),
        _aspect(),
        _MEASURE,
        Field("due_on", "Nås senast", "day", help="Får vara tomt: ett mål utan dag är tillåtet"),
        Field("state", "Läge", "choice", "scale:milestone_state", required=True),
    ),
    prefix="delmal",
    in_county=True,
)
REPORT = Register(
    "rapport",
    "Rapporter från följeforskningen",
    "research_report",
    (
        Field("title", "Rapport", required=True),
        Field(
            "status",
            "Läge",
            "choice",
            options=(
                ("wished", "Önskad"),
                ("planned", "Planerad"),
                ("in_progress", "Pågår"),
                ("finished", "Klar"),
                ("published", "Publicerad"),
            ),
            required=True,
        ),
        Field("focus", "Handlar om", "long"),
        Field("note", "Kommentar", "long"),
    ),
    prefix="rapport",
    in_county=True,
)
RECOMMENDATION = Register(
    "rekommendation",
    "Rekommendationer",
    "recommendation",
    (
        Field("report_id", "Rapport", "choice", "report"),
        Field("text", "Rekommendation", "long", required=True),
        _MEASURE,
        Field("state", "Läge", "choice", "scale:recommendation_state", required=True),
        Field("done", "Vad som har gjorts", "long"),
    ),
    prefix="rekommendation",
    in_county=True,
)
REGISTERS = {
    one.id: one
    for one in (
        *(ROLE, PLAN, ACTORS, FOCUS, RISK, ONGOING_WORK, EXAMPLE),
        *(ACTIVITY, CONTACT, ROUND, MAILOUT, MEETING, DECISION, MILESTONE, REPORT, RECOMMENDATION),
    )
}
IN_THE_WORKBOOK = (ROLE, PLAN, ACTORS, RISK, ONGOING_WORK, EXAMPLE)
"""The registers that have a sheet in the form that goes out."""
