"""Where the rows of a report come from, and whether any of them are invented."""

from collections.abc import Iterable

from dashboard.context.results import Answer
from dashboard.wording.swedish import listed, sentence

ORIGINS = {
    "minutes": "styrgruppens minnesanteckningar",
    "import": "inkomna svar",
    "entry": "inmatat i Lägesbild",
    "sample": "påhittade rader",
}


def is_synthetic(answers: Iterable[Answer]) -> bool:
    """Whether invented rows take part in any of the answers."""
    return any(answer.synthetic for answer in answers)


def sources_of(answers: Iterable[Answer]) -> str:
    """Where the rows of the answers come from, in one sentence; empty when there are no rows with an origin."""
    kinds: set[str] = set()
    for answer in answers:
        for row in answer.rows:
            if row.get("origin"):
                kinds.add(str(row["origin"]))
            elif row.get("synthetic"):
                kinds.add("sample")
    if not kinds:
        return ""
    return sentence(f"Källor: {listed([ORIGINS.get(kind, 'Lägesbild') for kind in sorted(kinds)])}")
