"""Watches free text for what looks like a Swedish personal identity number or coordination number.

The form follows Skatteverket: (YY)YYMMDD, a sign, four digits; a coordination number has 60 added to the day.
"""

import re

_LIKE = re.compile(
    r"(?<![\d-])(?P<century>1[89]|20)?\d\d(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01]|6[1-9]|[78]\d|9[01])"
    r"(?P<sign>\s?[-+‐-―−]\s?|\s)?[0-9TRSUWXJKLMN]\d{3}(?![\d-])",
    re.IGNORECASE,
)


def holds_identity_number(words: str) -> bool:
    """Whether `words` hold something that looks like an identity number.

    Written with a sign or a century it is taken at its look; ten bare digits only when the check digit is right, since
    telephone numbers and case numbers look the same.
    """
    return any(_is_like(found) for found in _LIKE.finditer(words))


def hidden(words: str) -> str:
    """`words` with every such number taken out."""
    return _LIKE.sub(lambda found: "[personnummer]" if _is_like(found) else found.group(), words)


def _is_like(found: "re.Match[str]") -> bool:
    if found["day"] in {"00"}:
        return False
    return bool(found["sign"] or found["century"]) or _check_digit_is_right(re.sub(r"\D", "", found.group()))


def _check_digit_is_right(digits: str) -> bool:
    if len(digits) != 10:
        return False
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
