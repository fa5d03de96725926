"""One written value → the value a column holds, or what was expected of it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.intake.anonymous import is_anonymous, naming
from dashboard.intake.codes import Known, match, yes_or_no
from dashboard.intake.identity_numbers import holds_identity_number
from dashboard.intake.register import Field, Register
from dashboard.intake.spelling import plain, quoted
from dashboard.wording.plain_text import clean

_LONGEST = {"text": 300, "long": 4_000, "link": 1_000, "mailbox": 200}
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00(?::00)?)?")


class NotUnderstood(ValueError):
    """A written value that is not one of those expected; `expected` and `remedy` are sentences in plain Swedish."""

    def __init__(self, expected: str, remedy: str = "") -> None:
        super().__init__(expected)
        self.expected, self.remedy = expected, remedy


def read_fields(
    register: Register, written: Mapping[str, str], known: Known
) -> tuple[dict[str, Any], dict[str, NotUnderstood]]:
    """The values of `register`'s fields by name, None where nothing is written, and what was not understood by name."""
    values: dict[str, Any] = {}
    faults: dict[str, NotUnderstood] = {}
    for field in register.fields:
        try:
            values[field.name] = read_field(field, written.get(field.name, ""), known)
        except NotUnderstood as fault:
            faults[field.name] = fault
    if not faults:
        faults = _together(register, values, known)
    if is_anonymous(register, values):
        values["principal_code"] = None  # from here on nothing knows it
        faults |= _telling(register, values, known)
    return values, faults


def read_field(field: Field, words: str, known: Known) -> Any:
    """The value that `words` mean for `field`, None when empty. Raises NotUnderstood."""
    words = clean(words).strip()
    if not words:
        if field.required:
            raise NotUnderstood(f"{field.label} måste fyllas i.")
        return None
    if field.kind == "choice":
        return _choice(field, words, known)
    if field.kind == "many":
        parts = [part.strip() for part in words.replace(",", ";").split(";")]
        return tuple(sorted({_choice(field, part, known) for part in parts if part})) or None
    if field.kind == "day":
        return read_day(words)
    if field.kind == "number":
        return whole_number(words)
    if field.kind == "yes_no":
        answer = yes_or_no(words)
        if answer is None:
            raise NotUnderstood("Här ska stå Ja eller Nej.")
        return answer
    return _text(field, words)


def read_day(words: str) -> date:
    """A day written as 2026-11-22. Raises NotUnderstood."""
    written = _DAY.fullmatch(words)
    try:
        if written:
            return date(*(int(part) for part in written.groups()))
    except ValueError:
        pass
    raise NotUnderstood("Här ska stå en dag.", "Skriv den som 2026-11-22.")


def whole_number(words: str) -> int:
    """A whole number, none or more, ”st” after it allowed. Raises NotUnderstood."""
    written = re.fullmatch(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,7})(?:[.,]0+)?\s*(?:st\.?|stycken)?", words)
    if not written:
        raise NotUnderstood("Här ska stå ett helt antal, noll eller fler.", "Skriv bara siffror.")
    return int(re.sub(r"\D", "", written[1]))


def share(words: str) -> float:
    """A share in percent, 0 to 100, decimal comma or point. Raises NotUnderstood."""
    written = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|procent)?", words)
    value = float(written[1].replace(",", ".")) if written else -1
    if not 0 <= value <= 100:
        raise NotUnderstood("Här ska stå en andel i procent, från 0 till 100.", "Skriv till exempel 45 eller 45,5.")
    return value


def _choice(field: Field, words: str, known: Known) -> Any:
    options = list(field.options) or known.options(field.source)
    code = match(words, options) if field.options else known.choice(field.source, words)
    if code is None and words == field.empty and not field.required:
        return None
    if code is None:
        labels = [label for _, label in options]
        near = known.closest(words, labels)
        remedy = f"Menades {quoted(near)}?" if near else f"Välj något av {quoted(labels[:12])}."
        raise NotUnderstood(f"{field.label} känns inte igen.", remedy)
    if field.name in {"likelihood", "consequence"}:
        return next(int(s["step"]) for s in known.steps(field.source.removeprefix("scale:")) if s["code"] == code)
    return code


def _text(field: Field, words: str) -> str:
    if holds_identity_number(words):
        raise NotUnderstood(
            "Texten ser ut att innehålla ett personnummer.", "Ta bort det. Uppgifter om enskilda hör inte hemma här."
        )
    most = _LONGEST.get(field.kind, 40)
    if len(words) > most:
        raise NotUnderstood(f"Texten är längre än {most} tecken.", "Korta den.")
    if field.kind == "link" and not re.fullmatch(r"https?://[^\s<>\"]+", words):
        raise NotUnderstood("Här ska stå en webbadress.", "Den börjar med https://.")
    if field.kind == "mailbox" and not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", words):
        raise NotUnderstood("Här ska stå en e-postadress.")
    if field.kind == "code" and not re.fullmatch(r"[0-9]{4}[vh]", words):
        raise NotUnderstood("Koden är årtal och v eller h.", "Skriv till exempel 2027v.")
    return words


def _together(register: Register, values: Mapping[str, Any], known: Known) -> dict[str, NotUnderstood]:
    """Rules that concern two fields at once."""
    faults: dict[str, NotUnderstood] = {}
    if register.table == "plan_status" and values["status"] == "in_existing_plan" and not values["document_name"]:
        faults["document_name"] = NotUnderstood("När arbetet står i en befintlig plan behövs planens namn.")
    for first, last in (("starts_on", "ends_on"), ("sent_on", "due_on"), ("sent_on", "closed_on")):
        if values.get(first) and values.get(last) and values[last] < values[first]:
            faults[last] = NotUnderstood("Den dagen är före den första.", "Ändra en av dem.")
    if (values.get("likelihood") is None) != (values.get("consequence") is None):
        missing = "consequence" if values.get("consequence") is None else "likelihood"
        faults[missing] = NotUnderstood("Sannolikhet och konsekvens bedöms tillsammans.", "Fyll i båda eller ingen.")
    if register.table == "communication" and values["done_on"] and values["done_on"] > known.today:
        faults["done_on"] = NotUnderstood("Den dagen har inte varit än.", "Skriv den som planerad dag så länge.")
    if register.table == "feedback":
        subjects = known.subjects(values["subject_kind"])
        if subjects is not None and values["subject_id"] not in subjects:
            faults["subject_id"] = NotUnderstood("Det som återkopplingen gäller finns inte.", "Ange dess id.")
    return faults


def _telling(register: Register, values: Mapping[str, Any], known: Known) -> dict[str, NotUnderstood]:
    """What would tell whose a lesson without a sender is: a name in a text, the heading of an example with a sender."""
    faults: dict[str, NotUnderstood] = {}
    for field in register.fields:
        words = values.get(field.name)
        if field.kind in {"text", "long", "link"} and words:
            found = naming(words, known.principals, link=field.kind == "link")
            if found:
                remedy = "Skriv om så att ingen huvudman i länet nämns, till exempel ”en kommun” eller ”socialnämnden”."
                faults[field.name] = NotUnderstood(f"Här står ”{found}”, som visar vem det gäller.", remedy)
    if plain(str(values.get("title") or "")) in known.titles_with_sender:
        told = "Ett exempel med den rubriken har redan en huvudman, och då syns det vem det gäller."
        faults.setdefault("title", NotUnderstood(told, "Skriv en annan rubrik."))
    return faults
