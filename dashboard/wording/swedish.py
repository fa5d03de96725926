"""Swedish as it is written: numbers, days, lists and counted words. Pure functions."""

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905
)
_SMALL = ("ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


def number(value: float, decimals: int = 1) -> str:
    """12 345,6: decimal comma, a thin no-break space between thousands, no decimals when there are none."""
    written = f"{value:,.{decimals}f}" if value != int(value) else f"{int(value):,}"
    return written.replace(",", "\u202f").replace(".", ",")


def day(value: date) -> str:
    """10 oktober 2025."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def listed(names: Sequence[str]) -> str:
    """a, b och c."""
    return " och ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def count_word(count: int, *, neuter: bool = False) -> str:
    """ingen, en, två … tolv, 13; `neuter` for ett-words: inget, ett."""
    if neuter and count < 2:
        return ("inget", "ett")[count]
    return _SMALL[count] if count < len(_SMALL) else str(count)


def counted(count: int, one: str, many: str) -> str:
    """en kommun, två kommuner, 13 kommuner; `one` carries its gender, as ”en kommun” or ”ett mått”."""
    article, _, noun = one.partition(" ")
    return f"{count_word(count, neuter=article == 'ett')} {noun if count < 2 else many}"


def sentence(words: str) -> str:
    """`words` with a capital first letter and one full stop."""
    words = words.strip()
    return f"{words[:1].upper()}{words[1:].removesuffix('.')}." if words else ""


def lower_first(words: str) -> str:
    """`words` with a small first letter, as inside a sentence; names further in keep theirs."""
    return words[:1].lower() + words[1:]


def alphabetical(word: str) -> str:
    """A sort key that puts å, ä and ö last, in that order."""
    return word.casefold().translate(_AFTER_Z)
