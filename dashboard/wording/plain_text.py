"""Text that any file can hold: what XML 1.0 has no sign for is taken out, and what stands for a line break is one.

Called where text comes in (forms, files, addresses, commands), where the store writes, and once more where files are
written, since rows may have come in before this was.
"""

import re
from typing import TypeVar

_SIGNS = "\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_BREAK = r"\r\n?|[\x0b\x0c]|(?:_x005[Ff])?_x000[A-Da-d]_(?:\r?\n)?"
"""A line break as Word (U+000B), page printers (U+000C), old Macintosh and the parts of a workbook write it."""
_ESCAPED = r"(?:_x005[Ff])?_x(?:00[01][0-9A-Fa-f]|[Ff]{3}[EFef]|[Dd][89A-Fa-f][0-9A-Fa-f]{2})_"
"""How a workbook writes a sign that XML has not (ECMA-376 part 1, 22.9.2.19)."""
_NO_SIGN, _BREAKS, _ESCAPES = re.compile(f"[{_SIGNS}]"), re.compile(_BREAK), re.compile(_ESCAPED)
_SUSPECT = re.compile(f"[{_SIGNS}\r\x0b\x0c]|_x")
_Value = TypeVar("_Value")


def is_clean(words: str) -> bool:
    """Whether `clean` would leave `words` as they are."""
    return _SUSPECT.search(words) is None or clean(words) == words


def clean(words: str) -> str:
    """`words` as any file can hold them: no sign that XML 1.0 lacks, and every line break written as one.

    What is clean stays as it is. Tabs and line breaks stay; the signs taken out stand for nothing that is read.
    """
    if _SUSPECT.search(words) is None:  # nearly all text, and this is quicker
        return words
    # In this order nothing that is left can be read as one of them: an escape leaves a space behind.
    return _ESCAPES.sub(" ", _BREAKS.sub("\n", _NO_SIGN.sub("", words)))


def unknown(words: str) -> str:
    """`words` to look for: a sign that no stored text holds stands as U+FFFD, so that they are like none of them."""
    return _NO_SIGN.sub("\ufffd", words)


def cleaned(value: _Value) -> _Value:
    """`value` with every text in it clean: itself, or what its lists, tuples and mappings hold."""
    if isinstance(value, str):
        return clean(value)  # type: ignore[return-value]
    if isinstance(value, dict):
        return {cleaned(key): cleaned(one) for key, one in value.items()}  # type: ignore[return-value]
    if isinstance(value, (list, tuple)):
        return type(value)(cleaned(one) for one in value)
    return value
