"""What is looked at: read from the address, checked against what exists, and written back as an address.

The address is the whole state. Codes never change: SCB codes for huvudmän, ids of the catalogue, `2025h` for rounds and
ISO dates. What is not known is named in a message and otherwise ignored.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from dashboard.wording.plain_text import clean

PARAMETERS = {
    "lan": "county",
    "huvudman": "principal",
    "niva": "level",
    "aspekt": "aspect",
    "matt": "measure",
    "omgang": "round",
    "jamfor": "previous",
    "per": "as_of",
    "sedan": "since",
    "grupp": "work_group",
    "urval": "core",
    "visning": "display",
    "uppgift": "register",
    "post": "item",
    "mote": "meeting",
    "sort": "sort",
    "utvarderat": "evaluated",
    "sok": "search",
    "inblandad": "involved",
    "om": "about",
    "punkt": "point",
    "handling": "action",
    "fran": "start",
    "till": "stop",
    "sida": "shared_page",
}
"""Query parameter → attribute of View."""

_WORDS = {
    "lan": "länet",
    "huvudman": "huvudmannen",
    "niva": "nivån",
    "aspekt": "aspekten",
    "matt": "måttet",
    "omgang": "omgången",
    "jamfor": "omgången att jämföra med",
    "per": "datumet",
    "sedan": "datumet",
    "grupp": "arbetsgruppen",
    "urval": "urvalet",
    "visning": "visningen",
    "uppgift": "uppgiften",
    "post": "posten",
    "mote": "mötet",
    "sort": "sorten",
    "utvarderat": "valet om utvärdering",
    "sok": "sökningen",
    "inblandad": "nämnden eller förvaltningen",
    "om": "det som återkopplingen gäller",
    "punkt": "punkten",
    "handling": "handlingen",
    "fran": "datumet",
    "till": "datumet",
    "sida": "sidan",
}

OF_COUNTY = ("huvudman", "omgang", "jamfor", "grupp", "post", "mote")
"""Parameters that name something of one county, and do not go along to another."""
DEFAULT_ASPECT = "vardag"
CORE_ONLY = ("karna",)
"""The one choice of measures beside all of them: the core set."""
SORTS = {"works": "Fungerade", "did_not_work": "Fungerade inte"}
"""What came of an example, by code."""
EVALUATED = {"yes": "Utvärderade", "no": "Inte utvärderade", "unknown": "Okänt"}
"""Whether an example has been evaluated, by code."""
ACTIONS = {
    "sign_in": "Loggade in",
    "sign_out": "Loggade ut",
    "rights": "Ändrade behörighet",
    "entry": "Skrev in",
    "correction": "Rättade",
    "import": "Läste in en fil",
    "publish": "Publicerade en omgång",
    "lock": "Låste",
    "share": "Delade en vy",
    "revoke": "Återkallade en länk",
    "guess": "Gissade på en länk",
    "export": "Hämtade en fil",
    "erase": "Raderade",
    "mend": "Rensade tecken som ingen fil rymmer",
    "refused": "Nekades",
}
"""What the log tells of, by code."""
LONGEST_SEARCH = 80
PROJECTOR = ("projektor",)
"""The one display beside the ordinary one: larger text, for a meeting room."""


@dataclass(frozen=True)
class Round:
    """A round that may be looked at."""

    id: str
    name: str


def no_items(register: str) -> Sequence[str]:
    """A register without items."""
    del register
    return ()


@dataclass(frozen=True)
class Choices:
    """What exists to look at. `rounds_at` gives the rounds known on a day, earliest first.

    `closed` are counties that exist, and that whoever looks has not here.
    """

    counties: Sequence[str]
    principals: Sequence[str]
    levels: Sequence[str]
    aspects: Sequence[str]
    aspect_of_measure: Mapping[str, str]
    rounds_at: Callable[[date], Sequence[Round]]
    today: date
    work_groups: Sequence[str] = ()
    registers: Sequence[str] = ()
    meetings: Sequence[str] = ()
    items_of: Callable[[str], Sequence[str]] = no_items
    closed: Sequence[str] = ()


@dataclass(frozen=True)
class View:
    """What is looked at. `chosen` holds the parameters that the address names, as they are written there."""

    county: str
    as_of: date
    today: date
    aspect: str = DEFAULT_ASPECT
    principal: str | None = None
    level: str | None = None
    measure: str | None = None
    round: str | None = None
    previous: str | None = None
    since: date | None = None
    work_group: str | None = None
    core: str | None = None
    display: str | None = None
    register: str | None = None
    item: str | None = None
    meeting: str | None = None
    sort: str | None = None
    evaluated: str | None = None
    search: str | None = None
    involved: str | None = None
    about: str | None = None
    point: str | None = None
    action: str | None = None
    start: date | None = None
    stop: date | None = None
    shared_page: str | None = None
    chosen: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def looks_back(self) -> bool:
        """Whether the picture is of an earlier day than today."""
        return self.as_of != self.today

    def parameters(self, **changes: str | None) -> dict[str, str]:
        """The query parameters of this view with `changes` (parameter names); None takes one away."""
        changed: dict[str, str | None] = {**self.chosen, **changes}
        return {name: value for name in PARAMETERS if (value := changed.get(name)) is not None}

    def url(self, path: str, **changes: str | None) -> str:
        """The address of page `path` with this view and `changes`."""
        parameters = self.parameters(**changes)
        return f"{path}?{urlencode(parameters)}" if parameters else path

    def at(self, **attributes: str | None) -> "View":
        """This view with other attributes, for a page that looks at one thing more closely."""
        return replace(self, **attributes)  # type: ignore[arg-type]


def parse(parameters: Mapping[str, str], choices: Choices) -> tuple[View, list[str]]:
    """The view that `parameters` mean, and a message in plain Swedish for each value that means nothing."""
    messages: list[str] = []
    chosen: dict[str, str] = {}

    def pick(name: str, known: Sequence[str] | Mapping[str, object]) -> str | None:
        value = parameters.get(name)
        if value is None:
            return None
        if value not in known:
            messages.append(f"Adressen nämner {_WORDS[name]} ”{value[:40]}”, som inte finns. Den delen hoppas över.")
            return None
        chosen[name] = value
        return value

    def pick_date(name: str) -> date | None:
        value = parameters.get(name)
        if value is None:
            return None
        day = iso_date(value)
        if day is None:
            messages.append(
                f"Adressen nämner datumet ”{value[:40]}”, som inte går att läsa. Skriv till exempel 2025-10-10."
            )
        elif day > choices.today:
            messages.append(f"Adressen nämner {value}, en dag som inte har varit än. Den delen hoppas över.")
            day = None
        else:
            chosen[name] = value
        return day

    def pick_words(name: str) -> str | None:
        """Words to look for: anything that can be written in a line."""
        value = " ".join(clean(parameters.get(name, "")).split())
        if len(value) > LONGEST_SEARCH:
            messages.append(f"Adressen nämner {_WORDS[name]} ”{value[:40]}”, som är för lång. Den delen hoppas över.")
            return None
        if value:
            chosen[name] = value
        return value or None

    if (closed := parameters.get("lan")) in choices.closed:
        messages.append(f"Adressen nämner länet ”{closed}”, som du inte kan läsa här. Den delen hoppas över.")
        parameters = {name: value for name, value in parameters.items() if name != "lan"}
    county = pick("lan", choices.counties)
    as_of = pick_date("per") or choices.today
    measure = pick("matt", choices.aspect_of_measure)
    named = pick("aspekt", choices.aspects)
    aspect = choices.aspect_of_measure[measure] if measure else named
    if measure:
        chosen.pop("aspekt", None)  # the measure says it
    rounds = {one.id: one for one in choices.rounds_at(as_of)}
    newest = list(rounds)[-1] if rounds else None
    chosen_round = pick("omgang", rounds) or newest
    earlier = list(rounds)[: list(rounds).index(chosen_round)] if chosen_round else []
    register = pick("uppgift", choices.registers)
    view = View(
        county=county or choices.counties[0],
        as_of=as_of,
        today=choices.today,
        aspect=aspect or (DEFAULT_ASPECT if DEFAULT_ASPECT in choices.aspects else choices.aspects[0]),
        principal=pick("huvudman", choices.principals),
        level=pick("niva", choices.levels),
        measure=measure,
        round=chosen_round,
        previous=pick("jamfor", earlier) or (earlier[-1] if earlier else None),
        since=pick_date("sedan"),
        work_group=pick("grupp", choices.work_groups),
        core=pick("urval", CORE_ONLY),
        display=pick("visning", PROJECTOR),
        register=register,
        meeting=pick("mote", choices.meetings),
        sort=pick("sort", SORTS),
        evaluated=pick("utvarderat", EVALUATED),
        search=pick_words("sok"),
        involved=pick_words("inblandad"),
        about=pick_words("om"),
        point=pick_words("punkt"),
        action=pick("handling", ACTIONS),
        start=pick_date("fran"),
        stop=pick_date("till"),
        shared_page=pick_words("sida"),
        item=pick("post", choices.items_of(register or "") if "post" in parameters else ()),
        chosen=chosen,
    )
    return view, messages


def iso_date(value: str) -> date | None:
    """The day that `value` writes as YYYY-MM-DD, and in no other way."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None
