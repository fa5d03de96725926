"""The bands of the risk matrix."""

import pytest

from dashboard.ui.matrix import BANDS, band

EXPECTED = {
    1: ["låg", "låg", "låg", "måttlig"],
    2: ["låg", "måttlig", "måttlig", "hög"],
    3: ["låg", "måttlig", "hög", "mycket hög"],
    4: ["måttlig", "hög", "mycket hög", "mycket hög"],
}
"""Likelihood → the band at consequence 1, 2, 3 and 4, written out cell by cell."""

CELLS = [(likelihood, consequence) for likelihood in EXPECTED for consequence in range(1, 5)]


@pytest.mark.parametrize(("likelihood", "consequence"), CELLS)
def test_each_of_the_sixteen_cells_has_its_band(likelihood: int, consequence: int) -> None:
    assert band(likelihood, consequence) == EXPECTED[likelihood][consequence - 1]


@pytest.mark.parametrize(("likelihood", "consequence"), CELLS)
def test_the_bands_are_1_to_3_and_4_to_6_and_8_to_9_and_12_to_16(likelihood: int, consequence: int) -> None:
    spans = {"låg": (1, 3), "måttlig": (4, 6), "hög": (8, 9), "mycket hög": (12, 16)}
    first, last = spans[band(likelihood, consequence)]
    assert first <= likelihood * consequence <= last


@pytest.mark.parametrize(("likelihood", "consequence"), CELLS)
def test_likelihood_and_consequence_weigh_the_same(likelihood: int, consequence: int) -> None:
    assert band(likelihood, consequence) == band(consequence, likelihood)


def test_a_larger_risk_is_never_in_a_lower_band() -> None:
    names = [name for _, name in BANDS]
    for likelihood, consequence in CELLS:
        here = names.index(band(likelihood, consequence))
        if likelihood < 4:
            assert names.index(band(likelihood + 1, consequence)) >= here
        if consequence < 4:
            assert names.index(band(likelihood, consequence + 1)) >= here


def test_every_name_of_a_band_is_used() -> None:
    assert {band(*cell) for cell in CELLS} == {name for _, name in BANDS}
