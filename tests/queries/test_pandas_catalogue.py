"""The catalogue's questions against the CSV files read with pandas."""

from dashboard.store.store import Store
from tests.queries.plain import catalogue, lookup, or_none, principals, records, same, whole


def test_actors(sample_store: Store) -> None:
    same(sample_store, "catalogue/actors", list(catalogue("actors")[["id", "name"]].itertuples(index=False, name=None)))


def test_aspects(sample_store: Store) -> None:
    measures = catalogue("measures")
    on_stage = measures[(measures["scale_id"] == "shift") & (measures["answered_by"] == "huvudman")]
    counts = on_stage["aspect_id"].value_counts()
    expected = [
        (a["id"], a["name"], a["description"], a["why"], int(counts.get(a["id"], 0)))
        for a in records(catalogue("aspects"))
    ]
    same(sample_store, "catalogue/aspects", expected, county="04")


def test_counties(sample_store: Store) -> None:
    expected = [
        (c["code"], c["name"], c["takes_part"] == "true", c["measure_list_status"], or_none(c["measure_list_note"]))
        for c in records(catalogue("counties"))
    ]
    assert len(expected) == 21
    same(sample_store, "catalogue/counties", expected)


def test_discussion_questions(sample_store: Store) -> None:
    for level in (None, *lookup("levels", "name")):
        expected = [
            (q["level_id"], lookup("levels", "name")[q["level_id"]], or_none(q["aspect_id"]), q["text"])
            for q in records(catalogue("discussion_questions"))
            if level in (None, q["level_id"])
        ]
        same(sample_store, "catalogue/discussion_questions", expected, county="04", level=level)


def test_expectations(sample_store: Store) -> None:
    for level in (None, *lookup("levels", "name")):
        expected = [
            (e["level_id"], lookup("levels", "name")[e["level_id"]], e["text"], e["reference"])
            for e in records(catalogue("expectations"))
            if level in (None, e["level_id"])
        ]
        same(sample_store, "catalogue/expectations", expected, county="04", level=level)


def test_glossary(sample_store: Store) -> None:
    terms = catalogue("glossary_terms").sort_values("id")
    same(
        sample_store,
        "catalogue/glossary",
        list(terms[["id", "term", "explanation"]].itertuples(index=False, name=None)),
    )


def test_levels(sample_store: Store) -> None:
    columns = ["id", "name", "short_name", "description"]
    same(sample_store, "catalogue/levels", list(catalogue("levels")[columns].itertuples(index=False, name=None)))


def test_measures(sample_store: Store) -> None:
    wordings = catalogue("measure_versions").astype({"version": int}).sort_values("version")
    last = wordings.drop_duplicates("measure_id", keep="last").set_index("measure_id")
    expected = [
        (
            *(m["id"], m["name"], m["level_id"], lookup("levels", "name")[m["level_id"]]),
            *(m["aspect_id"], lookup("aspects", "name")[m["aspect_id"]]),
            *(m["scale_id"], lookup("scales", "name")[m["scale_id"]], lookup("scales", "kind")[m["scale_id"]]),
            *(m["answered_by"], m["kept_in"], m["core"] == "true", m["what"], m["why"], m["how"], m["limits"]),
            *(last.loc[m["id"], "question"], int(last.loc[m["id"], "version"]), or_none(last.loc[m["id"], "note"])),
            *(m["reference"], True),
        )
        for m in records(catalogue("measures"))
    ]
    same(sample_store, "catalogue/measures", expected, county="04")


def test_principals(sample_store: Store) -> None:
    expected = [
        (
            *(p["code"], p["short_name"], p["name"], p["kind"], or_none(p["work_group_id"])),
            *(
                lookup("work_groups", "name").get(p["work_group_id"]),
                whole(p["population"]),
                whole(p["population_year"]),
            ),
        )
        for p in principals()
    ]
    same(sample_store, "catalogue/principals", expected, county="04")


def test_risk_categories(sample_store: Store) -> None:
    columns = ["id", "name", "description", "reference"]
    expected = list(catalogue("risk_categories")[columns].itertuples(index=False, name=None))
    same(sample_store, "catalogue/risk_categories", expected)


def test_scale_steps(sample_store: Store) -> None:
    steps = catalogue("scale_steps").astype({"value": int}).sort_values(["scale_id", "value"])
    expected = [
        (
            *(s["scale_id"], lookup("scales", "name")[s["scale_id"]], lookup("scales", "kind")[s["scale_id"]]),
            *(s["value"], s["code"], s["label"], or_none(s["anchor"])),
        )
        for s in records(steps)
    ]
    same(sample_store, "catalogue/scale_steps", expected)


def test_special_answers(sample_store: Store) -> None:
    expected = [
        (s["id"], s["label"], s["description"], s["counts_as_answered"] == "true")
        for s in records(catalogue("special_answers"))
    ]
    same(sample_store, "catalogue/special_answers", expected)


def test_wordings(sample_store: Store) -> None:
    order = {measure: place for place, measure in enumerate(catalogue("measures")["id"])}
    expected = sorted(
        (
            (v["measure_id"], int(v["version"]), v["question"], v["first_round"], or_none(v["note"]))
            for v in records(catalogue("measure_versions"))
        ),
        key=lambda row: (order[row[0]], row[1]),
    )
    same(sample_store, "catalogue/wordings", expected, county="04")
