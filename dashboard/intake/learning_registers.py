"""The registers of what is learnt and spread: examples, trials, research, communication, feedback."""

from dashboard.intake.register import Field, Register, measure_field, principal_field

EXAMPLE = Register(
    "exempel",
    "Exempel och lärdomar",
    "example",
    (
        principal_field(required=False),
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
        Field("committees", "Nämnder", help="Flera skiljs åt med komma"),
        Field("departments", "Förvaltningar", help="Flera skiljs åt med komma"),
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
        Field(
            "anonymous",
            "Utan avsändare",
            "yes_no",
            help="Ja: vilken huvudman det gäller sparas ingenstans. Nämn ingen huvudman i texten.",
        ),
    ),
    prefix="exempel",
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
        measure_field(),
        Field("state", "Läge", "choice", "scale:recommendation_state", required=True),
        Field("done", "Vad som har gjorts", "long"),
    ),
    prefix="rekommendation",
    in_county=True,
)
TRIAL = Register(
    "provning",
    "Vi vill prova",
    "example_trial",
    (
        Field("example_id", "Exempel", "choice", "example", required=True),
        principal_field(),
        Field("state", "Läge", "choice", "scale:trial_state", required=True),
        Field("function", "Kontakt hos oss", help="En funktion, inte ett namn"),
        Field("note", "Kommentar", "long"),
    ),
    key=("example_id", "principal_code"),
)
COMMUNICATION = Register(
    "kommunikation",
    "Kommunikationsplan",
    "communication",
    (
        Field("title", "Vad ska spridas?", required=True),
        Field("kind", "Sort", "choice", "scale:communication_kind", required=True),
        Field("subject_id", "Exempel eller rapport", "choice", "example_or_report"),
        Field("audience", "Till vem?", help="Till exempel rektorer, BVC, alla chefer"),
        Field("channel", "Väg", "choice", "scale:communication_channel", required=True),
        Field("planned_on", "Planerad dag", "day"),
        Field("done_on", "Genomförd dag", "day"),
        Field("state", "Läge", "choice", "scale:communication_state", required=True),
        Field("principal_code", "Har nått huvudmännen", "many", "principal", table="communication_principal"),
        Field("actor_id", "Har nått verksamheterna", "many", "actor", table="communication_actor"),
        Field("note", "Kommentar", "long"),
    ),
    prefix="kommunikation",
    in_county=True,
)
FEEDBACK = Register(
    "aterkoppling",
    "Återkoppling",
    "feedback",
    (
        Field("subject_kind", "Gäller", "choice", "scale:feedback_subject", required=True),
        Field("subject_id", "Vilket", required=True),
        principal_field(required=False),
        Field("function", "Din funktion", required=True, help="En funktion, inte ett namn"),
        Field("text", "Återkoppling", "long", required=True),
        Field("state", "Läge", "choice", "scale:feedback_state", required=True),
        Field("reply", "Processledarnas svar", "long"),
        Field("outcome", "Vad det ledde till", "long"),
    ),
    prefix="aterkoppling",
    in_county=True,
)
