"""Läs först: everything that is measured, why, and what the words mean."""

from dashboard.store.store import Store
from tests.pages.screen import see
from tests.queries.plain import catalogue, lookup, records


def test_every_measure_stands_under_its_aspect_with_its_question_and_why(nothing_known: Store) -> None:
    screen = see(nothing_known, "/las-forst")
    section = screen.root.one("section", aria_labelledby="vad-mats")
    assert [h.words for h in section.every("h3")] == list(catalogue("aspects")["name"])
    folded = [one.words for one in section.every("details")]
    assert len(folded) == 30
    questions = catalogue("measure_versions").astype({"version": int}).sort_values("version")
    latest = questions.drop_duplicates("measure_id", keep="last").set_index("measure_id")
    for measure in records(catalogue("measures")):
        (words,) = [one for one in folded if one.startswith(f"{measure['id']} ")]
        assert latest.loc[measure["id"], "question"] in words
        assert " ".join(measure["why"].split()) in words
        assert ("(kärnan)" in words.split(" Fråga ")[0]) == (measure["core"] == "true")
        assert lookup("levels", "name")[measure["level_id"]] in words
    assert section.words.startswith("Vad som mäts och varför 30 mått fördelade på 9 aspekter och 3 nivåer.")


def test_the_list_of_measures_says_that_it_is_a_proposal(nothing_known: Store) -> None:
    screen = see(nothing_known, "/las-forst")
    note = lookup("counties", "measure_list_note", "code")["04"]
    assert f"Ett förslag. {note}" in screen.words
    assert note in screen.root.one("footer").words


def test_the_scale_is_explained_step_by_step(nothing_known: Store) -> None:
    _, *rows = see(nothing_known, "/las-forst").table("Förflyttningsskalan")
    steps = catalogue("scale_steps").query("scale_id == 'shift'")
    assert rows == steps[["value", "label", "anchor"]].to_numpy().tolist()


def test_answers_that_are_no_step_are_told_apart(nothing_known: Store) -> None:
    words = see(nothing_known, "/las-forst").root.one("section", aria_labelledby="sa-gors").words
    for special in records(catalogue("special_answers")):
        assert f"{special['label']} {special['description']}" in words


def test_every_word_of_the_glossary_is_there_in_swedish_order(nothing_known: Store) -> None:
    section = see(nothing_known, "/las-forst").root.one("section", aria_labelledby="ordlista")
    terms = [term.words for term in section.every("dt")]
    assert sorted(terms) == sorted(catalogue("glossary_terms")["term"])
    place = "abcdefghijklmnopqrstuvwxyzåäö"
    letters = [place.index(term[0].lower()) for term in terms if term[0].lower() in place]
    assert letters == sorted(letters)
    assert len(letters) > 40
