"""Texts that no file can hold: one such sign in a title made every feed ill-formed, and slides fail, for a year.

Rows are mended where they stand, since a correction would leave the old row in every earlier picture and every feed.
They say the same as before: only signs that nobody reads are gone, or have become the line breaks they stood for. How
many texts it was stands in the log. The log itself and locked texts stay as they are; they are cleaned where files are
written.
"""

import sqlalchemy as sa
from alembic import op

from dashboard.store.clean_rows import tell_of_mended
from dashboard.wording.plain_text import clean, is_clean

revision = "0010"
down_revision = "0009"

FACTS = {
    "activity": ("title", "date_text", "description"),
    "actor_status": ("note",),
    "agenda_item": ("text",),
    "answer": ("comment",),
    "communication": ("title", "subject_id", "audience", "note"),
    "decision": ("text", "owner_function"),
    "example": ("title", "problem", "done", "needed", "outcome", "committees", "departments", "link"),
    "example_trial": ("function", "note"),
    "feedback": ("subject_id", "function", "text", "reply", "outcome"),
    "focus_area": ("text",),
    "mailout": ("answered_by_function", "note"),
    "meeting": ("body", "name", "date_text", "purpose", "expected_beforehand", "material"),
    "meeting_expectation": ("audience", "text"),
    "milestone": ("title", "description"),
    "observation": ("text",),
    "ongoing_work": ("title", "description"),
    "plan_status": ("document_name", "link", "decided_by", "note"),
    "recommendation": ("text", "done"),
    "research_report": ("title", "focus", "note"),
    "risk": ("title", "description"),
    "risk_assessment": ("action", "owner_function"),
    "role_status": ("sector", "age_span", "note"),
    "round": ("name", "purpose"),
    "status_report": ("period", "results", "gut_feeling_text", "risks_text", "model_text", "author_function"),
}
"""What is written freely in facts, whose rows have numbers; who wrote it beside it."""
OTHERS = {
    "contact": ("function", "mailbox", "name"),
    "member": ("function",),
    "saved_view": ("name", "parameters"),
    "share_link": ("shared_by", "purpose", "parameters"),
    "source": ("title", "note", "file_name", "recorded_by"),
}
"""What is written freely elsewhere, in rows that have ids."""
CATALOGUE = (
    *("county", "work_group", "principal", "level", "expectation", "aspect", "measure", "measure_version", "scale"),
    *("scale_step", "special_answer", "role", "risk_category", "actor", "discussion_question", "glossary_term"),
)


def upgrade() -> None:
    mended = {table: _mend(table, "row_id", (*columns, "recorded_by")) for table, columns in FACTS.items()}
    mended |= {table: _mend(table, "id", columns) for table, columns in OTHERS.items()}
    told = {table: texts for table, texts in mended.items() if texts}
    connection = op.get_bind()
    if any(_is_unclean(table) for table in CATALOGUE):  # the files say what it is: it is read from them anew
        connection.execute(sa.text("update store_state set catalogue_digest = null"))
    if told:
        connection.execute(sa.text("update store_state set data_version = data_version + 1"))
        connection.execute(sa.text("delete from county_version where county_code = ''"))
        connection.execute(
            sa.text("insert into county_version (county_code, data_version) select '', data_version from store_state")
        )
    tell_of_mended(connection, f"schema {revision}", told)


def downgrade() -> None:
    """Nothing: what has been cleaned is what was meant."""


def _mend(table: str, key: str, columns: tuple[str, ...]) -> int:
    """Clean every text in `columns` of a table; how many were not."""
    connection = op.get_bind()
    rows = sa.table(table, *map(sa.column, (key, *columns)))
    texts = 0
    for row in connection.execute(sa.select(rows)).mappings().all():
        made = {name: clean(row[name]) for name in columns if row[name] is not None and not is_clean(row[name])}
        if made:
            connection.execute(sa.update(rows).where(rows.c[key] == row[key]).values(**made))
            texts += len(made)
    return texts


def _is_unclean(table: str) -> bool:
    rows = op.get_bind().execute(sa.text(f"select * from {table}"))  # noqa: S608 - our own name
    return any(isinstance(value, str) and not is_clean(value) for row in rows for value in row)
