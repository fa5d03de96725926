"""What counts of what a sign-in provider says: what is verified, and beyond that only what its settings say."""

import pytest

from dashboard.access.claims import Counts, Identity, address_said, identity_of

CLAIMS = {"iss": "https://inloggning.example.se", "sub": "s1", "email": " Skolchef@Example.se "}
NAMED = {"iss": "https://inloggning.example.se", "sub": "s1", "preferred_username": "skolchef@example.se"}
ALL = Counts(missing_email_verified=True, preferred_username=True)
NO_MORE = Counts()
NOT_TRUE = [False, None, "false", "true", "True", "", 0, 1, [], [True], {}, {"true": True}]


def address(claims: dict[str, object], counts: Counts = NO_MORE) -> str:
    return identity_of(claims, counts).address


def test_an_address_that_is_verified_counts() -> None:
    claims = CLAIMS | {"email_verified": True}
    assert identity_of(claims, NO_MORE) == Identity("https://inloggning.example.se", "s1", "skolchef@example.se")


@pytest.mark.parametrize("said", NOT_TRUE, ids=repr)
@pytest.mark.parametrize("counts", [NO_MORE, ALL], ids=["usual", "all"])
@pytest.mark.parametrize("claims", [CLAIMS, NAMED, CLAIMS | NAMED], ids=["email", "user name", "both"])
def test_what_is_said_and_is_not_true_counts_for_nothing(
    claims: dict[str, object], counts: Counts, said: object
) -> None:
    assert address(claims | {"email_verified": said}, counts) == ""


def test_a_missing_claim_counts_only_where_the_settings_say_so() -> None:
    assert address(CLAIMS) == ""
    assert address(CLAIMS, Counts(preferred_username=True)) == ""
    assert address(CLAIMS, Counts(missing_email_verified=True)) == "skolchef@example.se"


def test_a_user_name_counts_only_where_the_settings_say_so_and_there_is_no_address() -> None:
    assert address(NAMED) == ""
    assert address(NAMED | {"email_verified": True}) == ""
    assert address(NAMED, Counts(missing_email_verified=True)) == ""
    assert address(NAMED, Counts(preferred_username=True)) == "skolchef@example.se"
    both = CLAIMS | {"preferred_username": "administrator@example.se"}
    assert address(both, Counts(preferred_username=True)) == ""
    assert address(both, ALL) == "skolchef@example.se"


@pytest.mark.parametrize("value", [None, 7, True, ["skolchef@example.se"], {"a": "skolchef@example.se"}, "", " "])
@pytest.mark.parametrize("name", ["email", "sub", "iss"])
def test_what_is_no_word_is_nothing(name: str, value: object) -> None:
    found = identity_of(CLAIMS | {"email_verified": True, name: value}, ALL)
    assert "" in (found.issuer, found.subject, found.address)


def test_whoever_it_is_reads_the_address_that_was_said_counted_or_not() -> None:
    assert address_said(CLAIMS) == "Skolchef@Example.se"
    assert address_said(NAMED) == "skolchef@example.se"
    assert address_said({}) == ""
