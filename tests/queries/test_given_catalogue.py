"""The catalogue's questions, on a catalogue small enough to read."""

from collections.abc import Iterator

import pytest

from dashboard.store.building import open_store
from dashboard.store.store import Store
from tests.engines import Base, Databases, settings_of
from tests.queries.tables import rows

FILES = {
    "counties": "code,name,takes_part,measure_list_status,measure_list_note\n"
    "98,Litet län,true,proposal,Ett förslag\n97,Annat län,,decided,\n",
    "work_groups": "id,county_code,name,sort_order\ng1,98,Grupp ett,1\n",
    "principals": "code,county_code,name,short_name,kind,work_group_id,population,population_year,sort_order\n"
    "9801,98,A kommun,A,municipality,g1,100,2022,2\n"
    "98,98,Region Liten,Region,region,,,,3\n"
    "9802,98,B kommun,B,municipality,g1,200,2021,1\n"
    "9701,97,C kommun,C,municipality,,50,2022,1\n",
    "levels": "id,name,short_name,description,sort_order\n"
    "nära,Nära,N,De som är nära,2\nlängst,Längst bort,L,De andra,1\n",
    "aspects": "id,name,description,why,sort_order\na2,Andra,Vad två,Varför två,2\na1,Första,Vad ett,Varför ett,1\n",
    "expectations": "id,county_code,level_id,text,reference,sort_order\ne1,98,nära,Sent,Protokoll,2\n"
    "e2,,nära,Tidigt,Protokoll,1\ne3,98,längst,Överst,Protokoll,9\ne4,97,nära,Grannens,Protokoll,3\n",
    "discussion_questions": "id,county_code,level_id,aspect_id,text,sort_order\n"
    "q1,98,nära,a1,Vad nu?,1\nq2,,längst,,Vad sen?,2\nq3,97,längst,,Grannens?,3\n",
    "scales": "id,name,kind,description,reference\nshift,Förflyttning,ordinal,Steg,\ncount,Antal,count,Tal,\n",
    "scale_steps": "scale_id,value,code,label,anchor\nshift,1,some,Något,Att peka på\nshift,0,none,Inget,\n",
    "special_answers": "id,label,description,counts_as_answered,sort_order\n"
    "missing,Inget svar,Obesvarad,false,2\nin_existing_plan,I plan,Invävt,true,1\n",
    "measures": "id,county_code,name,level_id,aspect_id,scale_id,answered_by,kept_in,core,what,why,how,limits,"
    "reference,sort_order\n"
    "m9,97,Grannens,nära,a1,shift,huvudman,answer,true,va,vf,hu,be,kä,4\n"
    "m2,98,Två,längst,a1,shift,lan,answer,false,va,vf,hu,be,kä,2\n"  # answered by the county: no stage of a huvudman
    "m1,,Ett,nära,a1,shift,huvudman,answer,true,vad,varför,hur,gräns,källa,1\n"
    "m3,,Tre,nära,a2,count,huvudman,answer,false,va,vf,hu,be,kä,3\n",  # not on the stage scale
    "measure_versions": "measure_id,version,question,first_round,note\n"
    "m1,2,Fråga två?,r2,Ny\nm1,10,Fråga tio?,r9,Nyast\nm1,1,Fråga ett?,r1,\nm2,1,Fråga?,r1,\n"
    "m9,1,Grannens fråga?,r1,\n",
    "roles": "id,name,description\nroll,Rollen,Vad den är\n",
    "actors": "id,name,sort_order\nskola,Skola,2\npolis,Polis,1\n",
    "risk_categories": "id,name,description,reference,sort_order\nk,Kategori,Vad,Källa,2\nl,Annan,Hur,Protokoll,1\n",
    "glossary_terms": "id,term,explanation\nb,Beta,Andra\na,Alfa,Första\n",
}


@pytest.fixture(scope="module")
def small(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("small")
    (folder / "catalogue").mkdir()
    for name, content in FILES.items():
        (folder / "catalogue" / f"{name}.csv").write_text(content, encoding="utf-8")
    store = open_store(settings_of(databases.copy(Base("small", data=folder)), folder))
    yield store
    store.close()


def test_actors_stand_in_their_order(small: Store) -> None:
    assert rows(small.frame("catalogue/actors")) == [("polis", "Polis"), ("skola", "Skola")]


def test_aspects_count_only_measures_that_huvudman_answer_on_the_stage_scale(small: Store) -> None:
    assert rows(small.frame("catalogue/aspects", county="98")) == [
        ("a1", "Första", "Vad ett", "Varför ett", 1),
        ("a2", "Andra", "Vad två", "Varför två", 0),
    ]


def test_counties_say_whether_their_list_is_decided(small: Store) -> None:
    assert rows(small.frame("catalogue/counties")) == [
        ("97", "Annat län", False, "decided", None),
        ("98", "Litet län", True, "proposal", "Ett förslag"),
    ]


def test_discussion_questions_of_all_levels_and_of_one(small: Store) -> None:
    first = ("längst", "Längst bort", None, "Vad sen?")
    second = ("nära", "Nära", "a1", "Vad nu?")
    assert rows(small.frame("catalogue/discussion_questions", county="98", level=None)) == [first, second]
    assert rows(small.frame("catalogue/discussion_questions", county="98", level="nära")) == [second]


def test_expectations_stand_by_level_and_in_their_own_order(small: Store) -> None:
    near = [("nära", "Nära", "Tidigt", "Protokoll"), ("nära", "Nära", "Sent", "Protokoll")]
    far = [("längst", "Längst bort", "Överst", "Protokoll")]
    assert rows(small.frame("catalogue/expectations", county="98", level=None)) == far + near
    assert rows(small.frame("catalogue/expectations", county="98", level="nära")) == near
    assert rows(small.frame("catalogue/expectations", county="98", level="ingen")) == []


def test_glossary_holds_every_term(small: Store) -> None:
    assert rows(small.frame("catalogue/glossary")) == [("a", "Alfa", "Första"), ("b", "Beta", "Andra")]


def test_levels_stand_in_their_order(small: Store) -> None:
    assert rows(small.frame("catalogue/levels")) == [
        ("längst", "Längst bort", "L", "De andra"),
        ("nära", "Nära", "N", "De som är nära"),
    ]


def test_measures_show_their_latest_wording_by_number_and_those_without_one(small: Store) -> None:
    first = ("m1", "Ett", "nära", "Nära", "a1", "Första", "shift", "Förflyttning", "ordinal", "huvudman", "answer")
    second = ("m2", "Två", "längst", "Längst bort", "a1", "Första", "shift", "Förflyttning", "ordinal", "lan", "answer")
    third = ("m3", "Tre", "nära", "Nära", "a2", "Andra", "count", "Antal", "count", "huvudman", "answer")
    assert rows(small.frame("catalogue/measures", county="98")) == [
        (*first, True, "vad", "varför", "hur", "gräns", "Fråga tio?", 10, "Nyast", "källa", True),
        (*second, False, "va", "vf", "hu", "be", "Fråga?", 1, None, "kä", False),
        (*third, False, "va", "vf", "hu", "be", None, None, None, "kä", True),
    ]


def test_principals_are_those_of_the_county_in_their_order(small: Store) -> None:
    assert rows(small.frame("catalogue/principals", county="98")) == [
        ("9802", "B", "B kommun", "municipality", "g1", "Grupp ett", 200, 2021),
        ("9801", "A", "A kommun", "municipality", "g1", "Grupp ett", 100, 2022),
        ("98", "Region", "Region Liten", "region", None, None, None, None),
    ]


def test_risk_categories_stand_in_their_order_with_where_they_come_from(small: Store) -> None:
    assert rows(small.frame("catalogue/risk_categories")) == [
        ("l", "Annan", "Hur", "Protokoll"),
        ("k", "Kategori", "Vad", "Källa"),
    ]


def test_scale_steps_stand_from_the_lowest(small: Store) -> None:
    assert rows(small.frame("catalogue/scale_steps")) == [
        ("shift", "Förflyttning", "ordinal", 0, "none", "Inget", None),
        ("shift", "Förflyttning", "ordinal", 1, "some", "Något", "Att peka på"),
    ]


def test_special_answers_say_which_count(small: Store) -> None:
    assert rows(small.frame("catalogue/special_answers")) == [
        ("in_existing_plan", "I plan", "Invävt", True),
        ("missing", "Inget svar", "Obesvarad", False),
    ]


def test_wordings_stand_from_the_first_by_number_and_not_by_letter(small: Store) -> None:
    assert rows(small.frame("catalogue/wordings", county="98")) == [
        ("m1", 1, "Fråga ett?", "r1", None),
        ("m1", 2, "Fråga två?", "r2", "Ny"),
        ("m1", 10, "Fråga tio?", "r9", "Nyast"),
        ("m2", 1, "Fråga?", "r1", None),
    ]
