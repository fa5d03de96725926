"""What is made of answers is made once, and never outlives them."""

from datetime import date

from dashboard.context.results import Answer
from dashboard.context.view import View
from dashboard.settings import ROOT
from dashboard.store.queries import load_queries
from dashboard.store.result import Result
from dashboard.ui.cache import kept

QUERY = load_queries(ROOT / "queries")["catalogue/levels"]
DAY = date(2025, 10, 10)


def answer() -> Answer:
    return Answer(Result(QUERY, ({"level_id": "chef"},)), {"county": "04"})


def view(**chosen: str) -> View:
    return View("04", DAY, DAY, chosen=chosen)


def test_the_same_arguments_are_made_once_and_others_anew() -> None:
    made: list[object] = []

    @kept
    def count(seen: View, given: Answer) -> str:
        made.append((seen, given))
        return str(len(made))

    one = answer()
    assert [count(view(), one), count(view(), Answer(one.result, {"county": "04"}))] == ["1", "1"]
    assert count(view(aspekt="roll"), one) == "2"
    assert count(view(), Answer(one.result, {"county": "05"})) == "3"


def test_an_answer_with_the_same_words_from_another_store_or_version_is_another() -> None:
    @kept
    def mark(given: Answer) -> str:
        return str(id(given.result))

    first, second = answer(), answer()
    assert mark(first) != mark(second)


def test_two_makers_do_not_share() -> None:
    given = answer()
    assert [kept(make)(given) for make in (lambda _: "one", lambda _: "other")] == ["one", "other"]
