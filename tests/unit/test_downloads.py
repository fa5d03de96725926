"""Files: the same rows as on the page, in a form that Swedish Excel opens and that carries its origin."""

import csv
import io
from datetime import date
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.context.results import Answer
from dashboard.reports.tables import whole_table
from dashboard.store.store import Store
from dashboard.ui.figure import table_of
from dashboard.ui.markup import cell
from dashboard.ui.visit import use_store
from dashboard.web.downloads import csv_file, download, file_cell, harmless
from dashboard.wording.plain_text import clean
from tests.conftest import Given
from tests.queries.tables import a_round, answer, example, risk

DAY = date(2026, 11, 21)
ASKED = {
    "as_of": DAY,
    "county": "04",
    "round": "2026h",
    "previous": "2026v",
    "principal": "0481",
    "aspect": "vardag",
    "level": None,
    "measure": None,
    "role": "best_interest_lead",
    "since": date(2026, 1, 1),
}


def asked(store: Store, name: str, **changes: object) -> Answer:
    values = ASKED | changes
    given = {parameter.name: values.get(parameter.name) for parameter in store.query(name).parameters}
    return Answer(store.answer(name, **given), given)


def read(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def fetch(store: Store, address: str) -> Response:
    """What the route answers to `address`."""
    use_store(store)
    parts = urlsplit(address)
    scope = {"type": "http", "method": "GET", "path": parts.path, "headers": []}
    scope |= {"query_string": parts.query.encode(), "path_params": {"name": parts.path.removeprefix("/hamta/")}}
    return download(Request(scope))


def names_of(store: Store) -> list[str]:
    return sorted(store.queries)


def test_every_question_gives_a_file_with_the_rows_and_headings_of_its_table(sample_store: Store) -> None:
    for name in names_of(sample_store):
        found = asked(sample_store, name)
        body = csv_file(found, "2026-11-21")
        assert body.startswith(b"\xef\xbb\xbf"), name
        assert b"\r\n" in body
        header, *rows = read(body)
        labels, cells = whole_table(found)
        assert header == [*labels, "Per"], name
        assert len(set(header)) == len(header), f"{name} has two columns with one heading"
        assert len(rows) == len(found.rows), name
        assert all(row[-1] == "2026-11-21" for row in rows), name
        for row, values in zip(rows, cells, strict=True):
            assert row[:-1] == [file_cell(value) for value in values], name


def test_a_file_holds_the_values_of_the_table_on_the_page_and_more_columns(sample_store: Store) -> None:
    for name in names_of(sample_store):
        found = asked(sample_store, name)
        labels, cells = table_of(found)
        header, *rows = read(csv_file(found, "2026-11-21"))
        places = [header.index(label) for label in labels]
        for row, values in zip(rows, cells, strict=True):
            for place, value in zip(places, values, strict=True):
                on_page = "" if value is None else cell(value).replace("\u202f", "")
                assert row[place].removeprefix("'") == on_page.removeprefix("'"), (name, header[place])


def test_invented_rows_say_so_one_by_one_and_the_rest_say_where_they_come_from(sample_store: Store) -> None:
    found = asked(sample_store, "work/examples", principal=None)
    header, *rows = read(csv_file(found, "2026-11-21"))
    origins = [row[header.index("Ursprung")] for row in rows]
    assert origins == ["Exempeldata" if row["synthetic"] else "Minnesanteckningar" for row in found.rows]
    assert set(origins) == {"Exempeldata", "Minnesanteckningar"}


def test_every_file_says_the_origin_of_every_row(sample_store: Store) -> None:
    for name in names_of(sample_store):
        header, *rows = read(csv_file(asked(sample_store, name), "2026-11-21"))
        origins = {row[header.index("Ursprung")] for row in rows}
        assert origins <= {"Exempeldata", "Minnesanteckningar", "Inkommet svar", "Inmatat", "Lägesbild"}, name
    header, *rows = read(csv_file(asked(sample_store, "follow_up/state_by_principal"), "2026-11-21"))
    assert {row[header.index("Ursprung")] for row in rows} == {"Exempeldata"}


def test_a_real_answer_is_not_called_invented(given: Given) -> None:
    store = given(round=[a_round("2026h", 1)], answer=[answer("2026h", "M02", "0481", 3)])
    header, *rows = read(csv_file(asked(store, "follow_up/state_by_principal"), "2026-11-21"))
    assert "Exempeldata" not in {value for row in rows for value in row}
    by_name = {row[header.index("Huvudman")]: row for row in rows}
    assert by_name["Oxelösund"][header.index("Steg")] == "3"


def test_a_missing_step_is_an_empty_cell_and_step_nought_is_a_nought(given: Given) -> None:
    store = given(round=[a_round("2026h", 1)], answer=[answer("2026h", "M02", "0481", 0)])
    header, *rows = read(csv_file(asked(store, "follow_up/state_by_principal"), "2026-11-21"))
    steps = {row[header.index("Huvudman")]: row[header.index("Steg")] for row in rows}
    assert steps.pop("Oxelösund") == "0"
    assert set(steps.values()) == {""}
    states = {row[header.index("Huvudman")]: row[header.index("Läge")] for row in rows}
    assert (states["Oxelösund"], states["Trosa"]) == ("Inte påbörjat", "Inget svar")


def test_codes_keep_their_leading_nought(sample_store: Store) -> None:
    header, *rows = read(csv_file(asked(sample_store, "catalogue/principals"), "2026-11-21"))
    assert {row[header.index("Kod")] for row in rows} >= {"0481", "04"}


def test_a_number_with_a_fraction_has_a_decimal_comma(given: Given) -> None:
    store = given(
        round=[a_round("2026h", 1)],
        answer=[answer("2026h", "M07", code, 12.5) for code in ("0481", "0482", "0483", "0484", "0486")],
    )
    header, *rows = read(csv_file(asked(store, "follow_up/measures_of_level"), "2026-11-21"))
    (row,) = [row for row in rows if row[0] == "M07"]
    assert row[header.index("Median")] == "12,5"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0"),
        (107918, "107918"),
        (2.5, "2,5"),
        (-2.5, "-2,5"),
        (3.0, "3"),
        (1234567.5, "1234567,5"),
        (True, "ja"),
        (False, "nej"),
        (date(2025, 10, 10), "2025-10-10"),
        ("Prövar", "Prövar"),
        ("-", "-"),
        ("–", "–"),
    ],
)
def test_each_kind_of_value_is_written_as_a_spreadsheet_reads_it(value: object, written: str) -> None:
    assert file_cell(value) == written


@pytest.mark.parametrize("text", ["=1+1", "+46", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert file_cell(text) == harmless(text) == f"'{clean(text)}"


def test_text_from_outside_is_made_harmless_in_the_whole_file(given: Given) -> None:
    store = given(
        example=[example("e1", title="=cmd|' /C calc'!A0", problem='a;b\n"c"', done="+1", needed="@x", outcome="-1")],
        risk=[risk("r1", title="=1", description=" =1")],
    )
    header, row = read(csv_file(asked(store, "work/examples", principal=None), "2026-11-21"))
    found = dict(zip(header, row, strict=True))
    assert found["Exempel"] == "'=cmd|' /C calc'!A0"
    assert (found["Problemet"], found["Vad man gjorde"]) == ('a;b\n"c"', "'+1")
    assert (found["Vad det krävde"], found["Vad det gav"]) == ("'@x", "'-1")


def test_the_link_of_a_figure_gives_its_file(sample_store: Store) -> None:
    found = asked(sample_store, "follow_up/state_by_principal")
    answered = fetch(sample_store, found.file_url)
    assert answered.status_code == 200
    assert answered.body == csv_file(found, "2026-11-21")
    assert answered.headers["content-type"] == "text/csv; charset=utf-8"
    name = "lagesbild-follow_up-state_by_principal-2026-11-21-exempeldata.csv"
    assert answered.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_a_file_without_invented_rows_has_no_mark_in_its_name(empty_store: Store) -> None:
    answered = fetch(empty_store, asked(empty_store, "follow_up/rounds").file_url)
    assert "lagesbild-follow_up-rounds-2026-11-21.csv" in answered.headers["content-disposition"]
    header, *rows = read(bytes(answered.body))
    assert header[:2] == ["Kod", "Omgång"]
    assert rows == []


def test_a_link_holds_every_parameter_that_has_a_value_in_a_fixed_order(sample_store: Store) -> None:
    address = urlsplit(asked(sample_store, "follow_up/state_by_principal").file_url)
    assert address.path == "/hamta/follow_up/state_by_principal.csv"
    assert parse_qsl(address.query) == [
        ("as_of", "2026-11-21"),
        ("aspect", "vardag"),
        ("county", "04"),
        ("round", "2026h"),
    ]


def test_an_earlier_day_gives_the_earlier_picture(sample_store: Store) -> None:
    body = bytes(fetch(sample_store, "/hamta/follow_up/rounds.csv?as_of=2025-11-30&county=04").body)
    header, *rows = read(body)
    assert [(row[header.index("Omgång")], row[-1]) for row in rows] == [("Hösten 2025", "2025-11-30")]


@pytest.mark.parametrize(
    "name", ["finns_inte.csv", "", "../pyproject.toml", "follow_up/rounds.sql", "Follow_Up/rounds.csv"]
)
def test_a_file_that_does_not_exist_is_said_not_to_in_swedish(empty_store: Store, name: str) -> None:
    answered = fetch(empty_store, f"/hamta/{name}")
    assert answered.status_code == 404
    assert bytes(answered.body).decode().startswith("Det finns ingen sådan fil.")


@pytest.mark.parametrize("day", ["", "i+dag", "2025-02-30", "10/10+2025"])
def test_a_day_that_cannot_be_read_is_named_in_swedish(empty_store: Store, day: str) -> None:
    for query in (f"as_of={day}&county=04", "county=04"):
        answered = fetch(empty_store, f"/hamta/follow_up/rounds.csv?{query}")
        assert answered.status_code == 400
        assert bytes(answered.body).decode() == "Adressen saknar ett giltigt värde för as_of."


@pytest.mark.parametrize("value", ["'; drop table answer; --", "%", "åäö", "\0", "x" * 10_000])
def test_a_value_that_means_nothing_is_named_and_harms_nothing(empty_store: Store, value: str) -> None:
    answered = fetch(empty_store, f"/hamta/follow_up/rounds.csv?as_of=2026-11-21&county={quote(value)}")
    assert answered.status_code == 404
    assert bytes(answered.body).decode().startswith(f"Adressen nämner länet ”{value[:40]}”, som inte finns.")
    assert len(empty_store.frame("catalogue/principals", county="04")) == 10


@pytest.mark.parametrize(
    ("question", "codes", "words"),
    [
        ("work/ongoing", {"principal": "0180"}, "huvudmannen ”0180”"),
        ("follow_up/measures_of_level", {"round": "2031v"}, "omgången ”2031v”"),
        ("follow_up/measures_of_level", {"round": "2026h", "level": "rektor"}, "nivån ”rektor”"),
        ("follow_up/shift_total", {"round": "2026h", "previous": "2019h"}, "omgången ”2019h”"),
        ("follow_up/comments", {"round": "2026h", "aspect": "trivsel"}, "aspekten ”trivsel”"),
        ("follow_up/comments", {"round": "2026h", "work_group": "mitten"}, "arbetsgruppen ”mitten”"),
        ("follow_up/states", {"measure": "M99"}, "måttet ”M99”"),
        ("roles/coverage", {"role": "skolchef"}, "rollen ”skolchef”"),
    ],
)
def test_a_code_that_names_nothing_is_said_not_to_exist(
    sample_store: Store, question: str, codes: dict[str, str], words: str
) -> None:
    address = f"/hamta/{question}.csv?{urlencode({'as_of': '2026-11-21', 'county': '04', **codes})}"
    answered = fetch(sample_store, address)
    assert answered.status_code == 404
    said = bytes(answered.body).decode()
    assert said == f"Adressen nämner {words}, som inte finns. Gå tillbaka till sidan och hämta filen därifrån."


def test_before_the_first_round_a_page_still_gives_its_file(empty_store: Store) -> None:
    found = asked(empty_store, "follow_up/response_by_principal", round="")
    assert fetch(empty_store, found.file_url).status_code == 200
