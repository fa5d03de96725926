"""What a register is: one kind of entry beside the answers, and its fields."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "long", "day", "number", "yes_no", "choice", "many", "link", "mailbox", "code"]


@dataclass(frozen=True)
class Field:
    """One thing to fill in: the column it goes to, its label, its kind, and for a choice where the options come from.

    `source` is `scale:<id>`, `principal`, `round`, `aspect`, `level`, `actor`, `meeting`, `measure`, `report` or
    `risk_category`; or the options stand in `options` as (code, label). Of `many` several can be chosen, each a row of
    `table`. `table` is named where the register writes to two tables. `empty` is the word for none chosen.
    """

    name: str
    label: str
    kind: Kind = "text"
    source: str = ""
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    help: str = ""
    table: str = ""
    empty: str = "–"


@dataclass(frozen=True)
class Register:
    """One kind of entry: its id in addresses, name, table, fields, and those that tell one item from another.

    `fixed` are values every row has. An item without `key` fields gets an id of its own, beginning with `prefix`.
    """

    id: str
    title: str
    table: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    in_county: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it writes to, its own first."""
        return tuple(dict.fromkeys([self.table, *(field.table for field in self.fields if field.table)]))

    def of_table(self, table: str) -> tuple[Field, ...]:
        """The fields that go to `table`."""
        return tuple(field for field in self.fields if (field.table or self.table) == table)


def principal_field(*, required: bool = True) -> Field:
    """The huvudman that something concerns; the whole county when it may be left out."""
    return Field("principal_code", "Huvudman", "choice", "principal", required=required, empty="Hela länet")


def aspect_field(label: str = "Aspekt") -> Field:
    """The aspect that something concerns."""
    return Field("aspect_id", label, "choice", "aspect")


def measure_field() -> Field:
    """The measure that something concerns."""
    return Field("measure_id", "Mått", "choice", "measure")
