"""Written words made comparable, and the closest of those that are known."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_CANDIDATES = 3
_LIKENESS = 0.6


@lru_cache(20_000)  # a large file says the same few words in every row
def plain(words: str) -> str:
    """`words` in small letters without accents, numbering and signs: ”1. Strängnäs  kommun” → ”strangnas kommun”."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    letters = re.sub(r"^\s*\d{1,2}\s*[.)]\s*(?=[^\W\d])", "", letters)
    return " ".join(re.findall(r"[^\W_]+", letters))


def closest(words: str, known: Iterable[str], likeness: float = _LIKENESS) -> list[str]:
    """At most three of `known` that are written like `words`, the closest first."""
    by_plain = {plain(one): one for one in known}
    return [by_plain[found] for found in get_close_matches(plain(words), by_plain, _CANDIDATES, likeness)]


def quoted(names: Iterable[str]) -> str:
    """”a”, ”b” eller ”c”."""
    listed = [f"”{name}”" for name in names]
    return " eller ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))
