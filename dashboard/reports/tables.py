"""The rows of an answer as a table for a file: every column with a heading, and the origin of every row."""

from collections.abc import Mapping

from dashboard.context.results import Answer

DIRECTIONS: Mapping[object, str] = {"forward": "framåt", "still": "oförändrat", "back": "bakåt"}
_ORIGIN = {"minutes": "Minnesanteckningar", "import": "Inkommet svar", "entry": "Inmatat"}


def whole_table(answer: Answer) -> tuple[list[str], list[list[object]]]:
    """Headings and rows of all values, codes kept, direction in words, the origin of each row last."""
    shown = answer.query.labels
    labels, rows = list(shown.values()), [[record[name] for name in shown] for record in answer.rows]
    if "direction" in answer.columns:
        labels.append("Förflyttning")
        rows = [[*row, DIRECTIONS[record["direction"]]] for row, record in zip(rows, answer.rows, strict=True)]
    return [*labels, "Ursprung"], [[*row, origin_of(record)] for row, record in zip(rows, answer.rows, strict=True)]


def origin_of(record: Mapping[str, object]) -> str:
    """The origin of one row, in a word."""
    return "Exempeldata" if record.get("synthetic") else _ORIGIN.get(str(record.get("origin")), "Lägesbild")
