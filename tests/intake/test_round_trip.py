"""The form goes out, is filled in, and comes back: by openpyxl, and through LibreOffice."""

import io
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from dashboard.errors import LagesbildError
from dashboard.intake.form import form
from tests.intake.conftest import County, told
from tests.intake.making import saved

ANSWERS: dict[str, tuple[object, object, object]] = {
    "M01": ("2 – Förbereder", None, "Vi börjar i höst.\nTvå rader."),
    "M02": (4, None, None),
    "M03": ("4 – Stämmer bra", 17, None),
    "M06": ("Ingår i befintlig plan eller process", None, "Står i planen"),
    "M07": ("45,5", None, None),
    "C01": ("Vet inte", None, None),
    "C04": (0, None, None),
}
STORED = {
    ("0481", "M01"): 2.0,
    ("0481", "M02"): 4.0,
    ("0481", "M03"): 4.0,
    ("0481", "M06"): "in_existing_plan",
    ("0481", "M07"): 45.5,
    ("0481", "C01"): "dont_know",
    ("0481", "C04"): 0.0,
}
REGISTERS: dict[str, dict[str, object]] = {
    "Rollen Barnets bästa-ansvarig": {
        "Rollens läge": "Tillsatt",
        "Finansiering": "Inom befintlig ram",
        "Form": "Del av tjänst",
        "Verksamhet": "skola",
    },
    "Lokal plan": {
        "Planens läge": "I befintlig plan",
        "Dokument": "Barnplanen",
        "Senast sedd över": datetime(2026, 5, 4),
    },
    "Risker": {
        "Kategori": "Finansiering",
        "Risk": "Pengarna tar slut",
        "Sannolikhet": "Stor",
        "Konsekvens": "Betydande",
        "Hantering": "Bevaka",
        "Läge": "Öppen",
        "Ses över den": datetime(2027, 1, 15),
    },
    "Pågående arbete": {"Rubrik": "Ny rutin för samtycke", "Börjar": datetime(2026, 8, 1)},
    "Exempel och lärdomar": {
        "Sort": "Fungerade",
        "Rubrik": "Gemensamt första möte",
        "Vad gjordes?": "Skola och socialtjänst möttes",
        "Utvärderat": "Nej",
    },
}


def headings(sheet: object) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}  # type: ignore[index]


def filled(content: bytes) -> bytes:
    """The form as a huvudman fills it in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Svar"]
    place = headings(sheet)
    for row in range(2, sheet.max_row + 1):
        for column, value in zip(
            ("Ert svar", "Antal som svarade", "Kommentar"),
            ANSWERS.get(str(sheet.cell(row, place["Id"]).value), ()),
            strict=False,
        ):
            sheet.cell(row, place[column]).value = value
    for title, fields in REGISTERS.items():
        sheet, place = book[title], headings(book[title])
        row = next(n for n in range(2, 20) if sheet.cell(n, 1).value == "Ert svar")
        for label, value in fields.items():
            sheet.cell(row, place[label]).value = value
    sheet = book["Aktörer som är med"]
    place = headings(sheet)
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, place["Aktör"]).value in ("Skola", "Polis"):
            sheet.cell(row, place["Är med"]).value = "Ja" if sheet.cell(row, place["Aktör"]).value == "Skola" else "Nej"
    return saved(book)


def office(folder: Path, kind: str, path: Path) -> Path:
    """`path` opened by LibreOffice and written as `kind`, with a profile of its own."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: install it, on Debian with `apt-get install libreoffice-calc-nogui`"
    out = folder / kind
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)],
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    assert "rror" not in done.stdout + done.stderr.replace("javaldx", ""), done.stdout + done.stderr
    made = out / path.with_suffix(f".{kind}").name
    assert made.stat().st_size > 100
    return made


def check_stored(county: County) -> None:
    """Everything that was filled in is what the queries answer."""
    assert county.answers() == STORED
    assert county.states("M01")["0481"] == "Förbereder"
    assert county.states("M06")["0481"] == "Ingår i befintlig plan eller process"
    assert county.states("M01")["0484"] == "Inget svar"
    ask = {"as_of": county.today, "county": "04"}
    nothing = dict.fromkeys(("aspect", "core", "level", "work_group"))
    comments = county.store.frame("follow_up/comments", **ask, round="2026h", **nothing)
    assert set(comments["comment"]) == {"Vi börjar i höst.\nTvå rader.", "Står i planen"}
    respondents = {row["measure_id"]: row["respondents"] for row in county.store.in_force("answer", county.today)}
    assert respondents["M03"] == 17
    role = county.store.in_force("role_status", county.today)
    assert [(r["principal_code"], r["status"], r["funding"], r["form"], r["sector"]) for r in role] == [
        ("0481", "appointed", "within_frame", "part_of_post", "skola")
    ]
    plan = county.store.in_force("plan_status", county.today)
    assert [(p["status"], p["document_name"], p["reviewed_on"]) for p in plan] == [
        ("in_existing_plan", "Barnplanen", date(2026, 5, 4))
    ]
    actors = {row["actor_id"]: row["takes_part"] for row in county.store.in_force("actor_status", county.today)}
    assert actors == {"skola": "yes", "polis": "no"}
    risks = county.store.frame("risks/register", **ask, principal="0481").astype(object).to_dict("records")
    assert [(r["risk"], r["likelihood"], r["consequence"]) for r in risks] == [("Pengarna tar slut", 3, 3)]
    (judged,) = county.store.in_force("risk_assessment", county.today)
    assert (judged["response"], judged["state"], judged["review_on"]) == ("monitor", "open", date(2027, 1, 15))
    (work,) = county.store.in_force("ongoing_work", county.today)
    assert (work["title"], work["starts_on"]) == ("Ny rutin för samtycke", date(2026, 8, 1))
    (example,) = county.store.in_force("example", county.today)
    assert (example["kind"], example["title"], example["evaluated"]) == ("works", "Gemensamt första möte", "no")
    (mailout,) = county.store.in_force("mailout", county.today)
    assert (mailout["principal_code"], mailout["status"]) == ("0481", "partial")


def test_the_form_filled_in_by_openpyxl_comes_back_as_it_was_filled_in(county: County) -> None:
    content = filled(form(county.store, "04", county.today, "2026h", "0481"))
    one = county.read("svar.xlsx", content, None)
    assert not told(one)
    check_stored(county)


def test_the_form_comes_back_through_libreoffice_and_its_own_format(county: County, tmp_path: Path) -> None:
    empty = tmp_path / "formular.xlsx"
    empty.write_bytes(form(county.store, "04", county.today, "2026h", "0481"))
    office(tmp_path, "pdf", empty)  # opens without complaint
    path = tmp_path / "svar.xlsx"
    path.write_bytes(filled(empty.read_bytes()))
    back = office(tmp_path, "xlsx", office(tmp_path, "ods", path))
    one = county.read("svar.xlsx", back.read_bytes(), None)
    assert not told(one)
    check_stored(county)
    by_sheet = office(tmp_path, "csv", path)  # the first sheet alone, which says who answers and nothing more
    assert "Filen innehåller inga svar" in told(county.look("svar.csv", by_sheet.read_bytes(), None))


def test_the_form_shows_the_last_answers_and_reads_none_of_them(county: County) -> None:
    county.read("svar.xlsx", filled(form(county.store, "04", county.today, "2026h", "0481")), None)
    again = form(county.store, "04", county.today, "2026h", "0481")
    book = openpyxl.load_workbook(io.BytesIO(again))
    sheet = book["Svar"]
    latest = {sheet.cell(n, 1).value: sheet.cell(n, 10).value for n in range(2, sheet.max_row + 1)}
    assert latest["M01"] == "2 – Förbereder (hösten 2026)"
    assert latest["M07"] == "45,5 (hösten 2026)"
    assert [cell.value for cell in book["Risker"][2]][:3] == ["Känt, läses inte", "Finansiering", "Pengarna tar slut"]
    one = county.look("igen.xlsx", again, None)
    assert [problem.expected for problem in one.errors] == ["Filen innehåller inga svar."]


def test_the_form_for_anybody_asks_who_answers(county: County) -> None:
    content = form(county.store, "04", county.today, "2026h")
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Svar"].cell(2, 7).value = "1"
    one = county.look("svar.xlsx", saved(book), None)
    assert "Formuläret säger inte vem som svarar." in told(one)
    for who, code in (("Nykoping", "0480"), ("Arbetsgrupp Norra", "norra"), ("Länet", "lan")):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cover = book["Läs först"]
        row = next(n for n in range(1, 20) if cover.cell(n, 1).value == "Huvudman")
        cover.cell(row, 2).value = who
        sheet = book["Svar"]
        rows = {sheet.cell(n, 1).value: n for n in range(2, sheet.max_row + 1)}
        measure = {"norra": "L03", "lan": "L07"}.get(code, "M01")
        sheet.cell(rows[measure], 7).value = 3
        one = county.read("svar.xlsx", saved(book), None)
        assert (code, measure) in county.answers()
        assert county.answers()[code, measure] == 3.0
    assert len(county.answers()) == 3


@pytest.mark.parametrize(("round_id", "principal"), [("2031v", None), ("2026h", "0180")])
def test_no_form_is_made_for_a_round_or_huvudman_there_is_none_of(
    county: County, round_id: str, principal: str | None
) -> None:
    with pytest.raises(LagesbildError, match=r"Det finns ingen (omgång 2031v|huvudman 0180)\. Kända"):
        form(county.store, "04", county.today, round_id, principal)


def test_a_form_read_in_for_another_round_is_stopped(county: County) -> None:
    content = filled(form(county.store, "04", county.today, "2026h", "0481"))
    one = county.look("svar.xlsx", content, "2025h")
    assert "Filen lästes in för omgången 2025h." in told(one)
    assert county.is_empty


def test_a_form_whose_headings_were_changed_is_stopped_and_names_the_sheet(county: County) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(form(county.store, "04", county.today, "2026h", "0481"))))
    book["Lokal plan"].cell(1, 2).value = "Hur går det?"
    book.create_sheet("Eget").append(["Hej"])
    one = county.look("svar.xlsx", saved(book), None)
    assert "svar.xlsx, bladet Lokal plan: Rubrikraden saknas eller är ändrad." in told(one)
    assert "svar.xlsx, bladet Eget: Bladet hör inte till formuläret och lästes inte." in told(one)
    assert county.is_empty
