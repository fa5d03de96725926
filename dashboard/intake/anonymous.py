"""Lessons without a sender: what in their words would tell the huvudman, and what is left out before anything is kept.

Who it was is stored nowhere: not in the row, its id, its source, who wrote it or when on the day. What is never stored
cannot be shown, searched for or exported by any page that is written later.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from dashboard.intake.register import Register
from dashboard.store.records import Row

NOBODY = "Utan avsändare"
"""What stands where a huvudman, or whoever wrote it, otherwise does."""
_ALSO_WORDS = {"ale", "are", "boden", "ed", "habo", "kil", "lund", "mark", "mora", "sala", "sater", "vara"}
"""Municipalities called like an ordinary word; in small letters it is taken for that word."""


def is_anonymous(register: Register, values: Mapping[str, Any]) -> bool:
    """Whether the read `values` are those of a lesson that says who it is from nowhere."""
    return register.table == "example" and bool(values.get("anonymous"))


def naming(words: str, principals: Sequence[Row], *, link: bool = False) -> str:
    """What in `words` names one of the county's huvudmän, as it stands there; empty when nothing does.

    Inflected names, compounds, names without accents and SCB codes count. In a `link` they may stand anywhere.
    """
    written = unquote(words) if link else words
    letters = [(letter, place) for place, sign in enumerate(written) for letter in _folded(sign)]
    folded = "".join(letter for letter, _ in letters)
    for row in principals:
        for pattern in _patterns(row, link=link):
            for found in re.finditer(pattern, folded):
                first, last = letters[found.start()][1], letters[found.end() - 1][1]
                there = written[first : last + 1]
                if there[0].isupper() or " " in there or found.group() not in _ALSO_WORDS:
                    return there
    return ""


def _patterns(row: Row, *, link: bool) -> list[str]:
    """How a huvudman may be written, in folded letters."""
    before = "" if link else r"(?<![^\W_])"
    if row["kind"] == "region":
        return [rf"{before}region(?!al|er)\w*(?: {_name(row).removeprefix('region ')}\w*)?"]
    name = r"[\W_]+".join(re.escape(part) for part in _name(row).split())
    after = r"s?(?: kommuns?| stads?)?(?!\w)" if _name(row) in _ALSO_WORDS else r"\w*(?: kommuns?)?"
    return [f"{before}{name}{after}", rf"(?<!\d){row['principal_code']}(?!\d)"]


def _name(row: Row) -> str:
    return _folded(str(row["principal"]))


def _folded(words: str) -> str:
    """Small letters without accents and without signs that do not show."""
    letters = unicodedata.normalize("NFKD", words).casefold()
    return "".join(one for one in letters if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
