"""What can be entered beside the answers: one list for the page's forms, the workbook's sheets and the checks."""

from dashboard.intake.learning_registers import COMMUNICATION, EXAMPLE, FEEDBACK, RECOMMENDATION, REPORT, TRIAL
from dashboard.intake.register import Field, Register, aspect_field, measure_field, principal_field

_ASSESSMENT = "risk_assessment"

ROLE = Register(
    "roll",
    "Rollen Barnets bästa-ansvarig",
    "role_status",
    (
        principal_field(),
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
        principal_field(),
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
        principal_field(),
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
        principal_field(),
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
        principal_field(required=False),
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
        principal_field(required=False),
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
        principal_field(),
        Field("title", "Rubrik", required=True),
        Field("description", "Beskrivning", "long"),
        Field("starts_on", "Börjar", "day"),
        Field("ends_on", "Slutar", "day"),
        aspect_field(),
    ),
    prefix="arbete",
)
CONTACT = Register(
    "kontakt",
    "Kontakter",
    "contact",
    (
        principal_field(required=False),
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
        principal_field(),
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
        Field("expected_beforehand", "Inför mötet, för alla", "long"),
        Field("material", "Material", "long", help="Namn eller länkar, en rad var"),
        Field("status", "Läge", "choice", options=(("planned", "Planerat"), ("held", "Genomfört")), required=True),
    ),
    prefix="mote",
    in_county=True,
)
EXPECTATION = Register(
    "infor",
    "Inför ett möte",
    "meeting_expectation",
    (
        Field("meeting_id", "Möte", "choice", "meeting", required=True),
        principal_field(required=False),
        Field("audience", "Roll", help="Till exempel skolchefer; tomt för alla"),
        Field("text", "Det som väntas", "long", required=True),
    ),
    prefix="infor",
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
MILESTONE = Register(
    "delmal",
    "Delmål",
    "milestone",
    (
        Field("title", "Delmål", required=True),
        Field("description", "Beskrivning", "long"),
        aspect_field(),
        measure_field(),
        Field("due_on", "Nås senast", "day", help="Får vara tomt: ett mål utan dag är tillåtet"),
        Field("state", "Läge", "choice", "scale:milestone_state", required=True),
    ),
    prefix="delmal",
    in_county=True,
)
STATUS_REPORT = Register(
    "statusrapport",
    "Statusrapporter",
    "status_report",
    (
        Field("period", "Period", required=True, help="Till exempel Hösten 2026"),
        Field("results", "Resultat", "long", required=True),
        Field("gut_feeling", "Magkänsla", "choice", "scale:gut_feeling", required=True),
        Field("gut_feeling_text", "Magkänslan i en mening", "long", required=True),
        Field("risks_text", "Risker och åtgärder", "long"),
        Field("model_text", "Modellen som helhet", "long"),
        Field("author_function", "Skriven av funktion", required=True, help="En funktion, inte ett namn"),
    ),
    prefix="status",
    in_county=True,
)
REGISTERS = {
    one.id: one
    for one in (
        *(ROLE, PLAN, ACTORS, FOCUS, RISK, ONGOING_WORK, EXAMPLE),
        *(ACTIVITY, CONTACT, ROUND, MAILOUT, MEETING, EXPECTATION, DECISION, MILESTONE, STATUS_REPORT),
        *(REPORT, RECOMMENDATION, TRIAL, COMMUNICATION, FEEDBACK),
    )
}
IN_THE_WORKBOOK = (ROLE, PLAN, ACTORS, RISK, ONGOING_WORK, EXAMPLE)
"""The registers that have a sheet in the form that goes out."""
