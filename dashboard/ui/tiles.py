"""Key figures: a number with its denominator, one line about it, what and why, and its file."""

from dataclasses import dataclass

from dashboard.context.context import Context
from dashboard.context.results import Answer
from dashboard.store.scope import RISKS
from dashboard.ui import explanations
from dashboard.ui.figure import Why
from dashboard.ui.markup import place
from dashboard.wording.swedish import count_word, counted, sentence


@dataclass(frozen=True)
class Tile:
    """One key figure."""

    label: str
    value: str
    unit: str
    detail: str
    why: Why
    answer: Answer

    @property
    def synthetic(self) -> bool:
        """Whether invented rows take part."""
        return self.answer.synthetic

    @property
    def file_url(self) -> str:
        """Where its rows can be fetched."""
        return self.answer.file_url


def place_tiles(tiles: list[Tile]) -> None:
    """Put the key figures on the page."""
    place("tiles.html", tiles=tiles)


def county_tiles(context: Context) -> list[Tile]:
    """The county's key figures: answers, movement, role, plans, and risks for those who may read them.

    To others no risk is known, and nought is not what they should read.
    """
    tiles = [_responses(context), _movement(context), _role(context), _plans(context)]
    return [*tiles, _risks(context)] if context.may(RISKS) else tiles


def role_tiles(context: Context) -> list[Tile]:
    """The key figures of roles and plans."""
    return [_role(context), _funding(context), _plans(context)]


def _funding(context: Context) -> Tile:
    answer = context.ask("roles/coverage")
    row = answer.row
    if not row["reported"]:
        return Tile(
            "Finansiering saknas", "–", "", _nobody(row["municipalities"], "kommuner"), explanations.FUNDING, answer
        )
    silent = row["municipalities"] - row["reported"]
    waiting = sentence(f"{counted(silent, 'en kommun', 'kommuner')} har inte berättat om rollen")
    detail = waiting if silent else "Alla kommuner har berättat om rollen."
    value = f"{row['unfunded']} av {row['municipalities']}"
    return Tile("Finansiering saknas", value, "kommuner", detail, explanations.FUNDING, answer)


def _responses(context: Context) -> Tile:
    answer = context.ask("follow_up/rounds")
    row = next((row for row in answer.rows if row["round_id"] == context.view.round), None)
    if row is None:
        principals = len(context.ask("catalogue/principals").rows)
        return Tile(
            "Svar", f"0 av {principals}", "huvudmän", "Ingen omgång är känd ännu.", explanations.RESPONSES, answer
        )
    outstanding = row["invited"] - row["answered"]
    waiting = sentence(f"{counted(outstanding, 'en huvudman', 'huvudmän')} har inte svarat")
    detail = f"{row['round']}. {waiting if outstanding else 'Alla har svarat.'}"
    return Tile("Svar", f"{row['answered']} av {row['invited']}", "huvudmän", detail, explanations.RESPONSES, answer)


def _movement(context: Context) -> Tile:
    answer = context.ask("follow_up/shift_total")
    row = answer.row
    if not row["paired"]:
        return Tile("Förflyttning", "–", "", "Det behövs två omgångar att jämföra.", explanations.SHIFT, answer)
    detail = (
        f"{row['still']} oförändrade, {row['back']} bakåt, av {row['paired']} parade svar "
        f"från {row['principals']} av {row['invited']} huvudmän."
    )
    return Tile("Förflyttning", f"{row['forward']}", "steg framåt", detail, explanations.SHIFT, answer)


def _role(context: Context) -> Tile:
    answer = context.ask("roles/coverage")
    row = answer.row
    region = f" Regionen: {str(row['region_label']).lower()}." if row["region_label"] else ""
    if not row["reported"]:
        detail = _nobody(row["municipalities"], "kommuner") + region
        return Tile("Barnets bästa-ansvarig", "–", "", detail, explanations.ROLE, answer)
    trial = count_word(row["pilot"]).capitalize()
    value = f"{row['appointed']} av {row['municipalities']}"
    return Tile(
        "Barnets bästa-ansvarig", value, "kommuner", f"{trial} prövar i liten skala.{region}", explanations.ROLE, answer
    )


def _plans(context: Context) -> Tile:
    answer = context.ask("roles/plan_coverage")
    row = answer.row
    if all(one["state"] == "missing" for one in context.ask("roles/plan_by_principal").rows):
        return Tile("Lokala planer", "–", "", _nobody(row["principals"], "huvudmän"), explanations.PLAN, answer)
    own, worked_in = row["own_plan"], row["in_existing_plan"]
    plans = "egen kort plan" if own < 2 else "egna korta planer"
    into = "inarbetad" if worked_in < 2 else "inarbetade"
    detail = f"{count_word(own).capitalize()} {plans}, {count_word(worked_in)} {into} i befintlig plan."
    return Tile(
        "Lokala planer", f"{own + worked_in} av {row['principals']}", "huvudmän", detail, explanations.PLAN, answer
    )


def _nobody(of: int, whom: str) -> str:
    """What is not known is no nought."""
    return f"Ingen av {of} {whom} har berättat ännu."


def _risks(context: Context) -> Tile:
    answer = context.ask("risks/summary", principal=None)
    row = answer.row
    detail = (
        f"{count_word(row['on_hold']).capitalize()} avvaktas, "
        f"{count_word(row['escalated'])} lyfts till styrgruppen. "
        f"{sentence(counted(row['review_passed'], 'en översyn', 'översyner') + ' har passerat sin dag')}"
    )
    return Tile("Öppna risker", f"{row['open_risks']}", "risker", detail, explanations.RISK, answer)
