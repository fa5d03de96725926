"""The facts of counties in states that every page must be able to show, for tests and pictures alike."""

from tests.conftest import Facts
from tests.queries.plain import principals
from tests.queries.tables import a_round, answer

ROUND = a_round("2025h", 1, name="Hösten 2025")
EVERYBODY = [one["code"] for one in principals()]
SILENT = "0488"
"""The huvudman that has not answered where nine of ten have: Trosa."""


def one_answer() -> Facts:
    """One huvudman has given one real answer: Oxelösund stands at Prövar in M02."""
    return {"round": [ROUND], "answer": [answer("2025h", "M02", "0481", 3)]}


def all_ten() -> Facts:
    """Every huvudman has answered M02, with the steps 0–4 twice over."""
    return _answers_of(EVERYBODY)


def nine_of_ten() -> Facts:
    """Every huvudman but one has answered M02."""
    return _answers_of([code for code in EVERYBODY if code != SILENT])


def _answers_of(codes: list[str]) -> Facts:
    return {"round": [ROUND], "answer": [answer("2025h", "M02", code, n % 5) for n, code in enumerate(codes)]}
