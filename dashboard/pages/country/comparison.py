"""The counties beside one another: what can be compared between them, their map, and what is said of each figure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.address import address
from dashboard.charts.borders import Shape, country_borders
from dashboard.context.choices import counties_of
from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.context.view import OF_COUNTY, View
from dashboard.ui import explanations
from dashboard.ui.figure import Why
from dashboard.ui.map import draw_map, legend, look_of, room_of
from dashboard.ui.markup import place
from dashboard.ui.shared_view import is_shared
from dashboard.wording.swedish import count_word, counted, listed, sentence

Rows = Sequence[Mapping[str, Any]]

OF_COUNTRY: Why = (
    ("Vad", "Hur länens huvudmän fördelar sig över stegen, län för län, i varje läns senaste publicerade omgång."),
    ("Varför", "Länen kan se hur andra rör sig och vem de kan fråga. Det är ingen jämförelse av vem som är bäst."),
    (
        "Hur",
        "Bara mått som är gemensamma för alla län, och bara svar i omgångar som är stängda. Länen står i den ordning "
        "som deras länskoder har.",
    ),
    (
        "Begränsning",
        "Länen har olika många huvudmän och svarar vid olika tid. Ett län där färre än fem huvudmän har svarat visas "
        "inte med siffror.",
    ),
    explanations.NEXT,
)


def subject_name(context: Context, aspects: Mapping[str, str]) -> str:
    """The measure or the aspect that is looked at."""
    named = (
        row["measure"] for row in context.ask("catalogue/measures").rows if row["measure_id"] == context.view.measure
    )
    return str(next(named, aspects.get(context.view.aspect, "")))


def country_head(heading: str, finding: str) -> None:
    """The heading over the map of the country, and what it shows in a sentence; room is kept for the map below."""
    place("map_head.html", heading=heading, finding=finding, room=room_of(country_borders()), tall=True)


def country_map(context: Context, answer: Answer, label: str) -> None:
    """The map of `answer`, one row per county; those that whoever looks may open are links."""
    rows = {row["county_code"]: row for row in answer.rows}
    open_to = [] if is_shared() else counties_of(context.store, context.view.county, context.viewer.counties)
    borders = country_borders()
    shapes = [_shape(context.view, rows[shape.code], shape, open_to) for shape in borders.shapes if shape.code in rows]
    draw_map(label, borders.height, shapes, rows.values(), "country")


def beside_country(answer: Answer) -> None:
    """The legend of the map."""
    place("map_beside.html", tiles=[], legend=legend(answer.rows))


def _shape(view: View, row: Mapping[str, Any], shape: Shape, open_to: Sequence[str]) -> dict[str, Any]:
    drawn = look_of(row)
    name = str(row["county"])
    href = view.url("/", **{**dict.fromkeys(OF_COUNTY), "lan": row["county_code"]})
    return {
        **vars(shape),
        "fill": drawn.fill,
        "pattern": drawn.pattern,
        "state": row["state"],
        "href": address(href) if row["county_code"] in open_to else "",
        "label": f"{name}: {row['state_label']}",
        "lines": [name.removesuffix(" län").removesuffix("s")],
    }


def where_counties_stand(rows: Rows) -> str:
    """In how many counties the median stands at each step."""
    taking_part = [row for row in rows if row["state"] != "not_taking_part"]
    steps = Counter((row["stage"], str(row["state_label"])) for row in taking_part if row["stage"] is not None)
    if not steps:
        return f"Inget av {len(taking_part)} län har svar från så många huvudmän att en median kan visas."
    parts = [f"”{label}” i {count_word(n, neuter=True)}" for (_, label), n in sorted(steps.items())]
    silent = len(taking_part) - sum(steps.values())
    rest = sentence(f"{counted(silent, 'ett län', 'län')} har för få svar för en median") if silent else ""
    words = f"Länens median är {listed(parts)} av {len(taking_part)} län som deltar."
    return f"{words} {rest}".strip()


def distribution_in_words(rows: Rows) -> str:
    """How many huvudmän stand at a step, of all in the counties that take part."""
    everyone = sum(row["principals"] for row in rows)
    with_step = sum(row["principals"] for row in rows if row["stage"] is not None)
    hidden = len({row["county_code"] for row in rows if row["state"] == "too_few"})
    words = f"{with_step} av {everyone} huvudmän har ett steg att visa."
    few = sentence(f"i {counted(hidden, 'ett län', 'län')} har färre än fem svarat, så svaren visas inte")
    return f"{words} {few}" if hidden else words


def movement_in_words(rows: Rows) -> str:
    """How many answers moved, of those that can be compared, and in how many counties they cannot."""
    shown = [row for row in rows if row["paired"] is not None]
    if not shown:
        return "Inget län har två omgångar som kan jämföras."
    moved = {way: sum(row[way] for row in shown) for way in ("forward", "still", "back", "paired")}
    left_out = len(rows) - len(shown)
    words = (
        f"{moved['forward']} svar har flyttat fram, {moved['still']} står kvar och {moved['back']} har gått tillbaka, "
        f"av {moved['paired']} parade svar i {counted(len(shown), 'ett län', 'län')}."
    )
    rest = sentence(f"{counted(left_out, 'ett län', 'län')} kan inte visas")
    return f"{words} {rest}" if left_out else words


def lead(rows: Rows) -> str:
    """How many counties take part, in the page's first line."""
    part = sum(row["state"] != "not_taking_part" for row in rows)
    return f"{part} av {len(rows)} län deltar. Fördelning och förflyttning i varje län, utan rangordning."
