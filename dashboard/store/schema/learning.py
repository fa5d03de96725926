"""What is learnt and spread: trials of examples, communication, feedback, and the texts that stand for good."""

from sqlalchemy import Boolean, Column, Date, Integer

from dashboard.store.schema.columns import fact_table, one_of, reference, text_column

example_trial = fact_table(
    "example_trial",
    ("example_id", "principal_code"),
    text_column("example_id"),
    reference("principal_code", "principal.code"),
    text_column("state"),
    text_column("function", optional=True, comment="Whom to reach at the huvudman that tries"),
    text_column("note", optional=True),
    one_of("state", "wants", "trying", "done", "stopped"),
    comment="Vi vill prova: a huvudman that wants to try what another has done",
)
communication = fact_table(
    "communication",
    ("id",),
    text_column("id"),
    reference("county_code", "county.code"),
    text_column("title"),
    text_column("kind"),
    text_column("subject_id", optional=True, comment="The example or report that is spread"),
    text_column("audience", optional=True),
    text_column("channel"),
    Column("planned_on", Date),
    Column("done_on", Date),
    text_column("state"),
    text_column("note", optional=True),
    one_of("kind", "example", "report", "result", "event", "page"),
    one_of("state", "planned", "done", "cancelled"),
    comment="The joint communication plan: what is to be spread, to whom, by which channel",
)
communication_principal = fact_table(
    "communication_principal",
    ("communication_id", "principal_code"),
    text_column("communication_id"),
    reference("principal_code", "principal.code"),
    Column("concerns", Boolean, nullable=False, comment="Whether it has reached the huvudman"),
    comment="The huvudmän that something has reached",
)
communication_actor = fact_table(
    "communication_actor",
    ("communication_id", "actor_id"),
    text_column("communication_id"),
    reference("actor_id", "actor.id"),
    Column("concerns", Boolean, nullable=False, comment="Whether it has reached the profession"),
    comment="The professions that something has reached",
)
feedback = fact_table(
    "feedback",
    ("id",),
    text_column("id"),
    reference("county_code", "county.code"),
    text_column("subject_kind"),
    text_column("subject_id", comment="Id of the example, measure or report; address of the page"),
    reference("principal_code", "principal.code", optional=True),
    text_column("function"),
    text_column("text"),
    text_column("state"),
    text_column("reply", optional=True),
    text_column("outcome", optional=True, comment="What came of it"),
    one_of("subject_kind", "example", "measure", "report", "page"),
    one_of("state", "new", "read", "replied", "acted"),
    comment="Återkoppling: what somebody answers, what the process leaders reply, what came of it",
)
meeting_expectation = fact_table(
    "meeting_expectation",
    ("id",),
    text_column("id"),
    reference("county_code", "county.code"),
    text_column("meeting_id"),
    reference("principal_code", "principal.code", optional=True),
    text_column("audience", optional=True, comment="A role or function; empty with no huvudman: everyone"),
    text_column("text"),
    comment="What is expected before a meeting, of whom",
)
agenda_item = fact_table(
    "agenda_item",
    ("meeting_id", "item_key"),
    text_column("meeting_id"),
    text_column("item_key", comment="The kind of what waits, or own and a number"),
    text_column("text", optional=True, comment="Of an own point; what waits says itself what it is"),
    Column("position", Integer, nullable=False),
    Column("dropped", Boolean, nullable=False),
    comment="What the group has added to, moved on or dropped from the agenda that proposes itself",
)
locked_text = fact_table(
    "locked_text",
    ("kind", "subject_id"),
    text_column("kind"),
    text_column("subject_id"),
    reference("county_code", "county.code"),
    text_column("title"),
    text_column("text"),
    text_column("sha256", comment="Of the text in UTF-8: the stamp"),
    one_of("kind", "meeting", "status_report"),
    comment="Notes of a closed meeting or a status report: never replaced once written",
)
