"""The `lagesbild` command: serve, init, check.

Faults are said in plain Swedish. Exit codes: 0 done, 1 the input or the state is at fault, 2 used wrongly.
"""

import re
import sys
from collections.abc import Callable
from functools import partial

import click

from dashboard.errors import LagesbildError
from dashboard.settings import settings
from dashboard.store.check import check_database
from dashboard.store.generate import Country
from dashboard.store.store import build

LOOPBACK = "127.0.0.1"
COUNTRIES = {"national": Country()}


class SwedishHelp(click.HelpFormatter):
    """Click's help with Swedish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is written."""
        del prefix
        super().write_usage(prog, args, prefix="Användning: ")

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        super().write_heading({"Options": "Flaggor", "Commands": "Kommandon"}.get(heading, heading))


click.Context.formatter_class = SwedishHelp
command = partial(click.command, options_metavar="[FLAGGOR]", add_help_option=False)
helped = click.help_option("--help", "-h", help="Visa den här hjälpen.")


@click.group(
    help="Lägesbild: hur långt länet har kommit.",
    options_metavar="[FLAGGOR]",
    subcommand_metavar="KOMMANDO",
    add_help_option=False,
)
@helped
def commands() -> None:
    """The commands."""


@command(help="Starta Lägesbild. Databasen byggs av data/ om den saknas.")
@click.option("--host", default=LOOPBACK, help=f"Adress att lyssna på; förvalt {LOOPBACK}, bara den här datorn.")
@click.option(
    "--port", default=8501, type=click.IntRange(1, 65535), help="Port att lyssna på; förvalt 8501.", metavar="TAL"
)
@helped
def serve(host: str, port: int) -> None:
    """Serve until stopped."""
    from dashboard.web.server import serve as run  # slow to import; the other commands do without

    click.echo(f"Lägesbild startar på http://{host}:{port}")
    run(settings(), host, port)


@command(help="Bygg en ny databas av data/. Rör aldrig en som redan finns.")
@click.option("--empty", is_flag=True, help="Bara katalogen: mått, aspekter, nivåer, huvudmän. Inga uppgifter.")
@click.option("--no-sample", is_flag=True, help="Katalogen och minnesanteckningarna, men inga exempeldata.")
@helped
def init(empty: bool, no_sample: bool) -> None:
    """Build the database."""
    path = build(settings(), facts=not empty, sample=not no_sample)
    click.echo(f"Databasen {path} är byggd.")


@command(help="Bygg en databas med ett påhittat land, för att pröva verktyget i stor skala.")
@click.option(
    "--scale", type=click.Choice(["national"]), default="national", help="290 kommuner, 21 regioner, 20 omgångar."
)
@helped
def sample(scale: str) -> None:
    """Build the database of an invented country."""
    path = build(settings(), facts=False, sample=False, country=COUNTRIES[scale])
    click.echo(f"Databasen {path} är byggd. Allt i den är påhittat.")


@command(help="Kontrollera databasen: schemaversion, regler, lösa rader, antal.")
@helped
def check() -> None:
    """Check the database and print what was found."""
    report = check_database(settings())
    for table, rows in report.counts.items():
        click.echo(f"{table:22} {rows:8}")
    for fault in report.faults:
        click.echo(f"Fel: {fault}", err=True)
    if report.faults:
        raise LagesbildError(
            f"{len(report.faults)} fel hittades. Återställ en säkerhetskopia eller bygg en ny databas."
        )
    click.echo(f"Schemaversion {report.version}. Inga fel.")


for one in (serve, init, check, sample):
    commands.add_command(one)


def main() -> None:
    """Run the command line and end with its exit code."""
    sys.exit(run(commands))


def run(command: Callable[..., object]) -> int:
    """Run `command` on the process's arguments; the exit code, with every fault said in one plain sentence."""
    try:
        command(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        click.echo(help_wanted.format_message())
        return 2
    except click.UsageError as error:
        click.echo(f"{in_swedish(error)} Skriv ”lagesbild --help” för hjälp.", err=True)
        return 2
    except click.Abort:
        return 1
    except LagesbildError as error:
        click.echo(str(error), err=True)
        return 1
    return 0


def in_swedish(error: click.UsageError) -> str:
    """What was wrong with how the command was written."""
    if isinstance(error, click.NoSuchOption):
        return f"Det finns ingen flagga {error.option_name}."
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else "flaggan"
        return f"Värdet för {name} går inte att använda."
    if "No such command" in error.format_message():
        named = re.search(r"(['\"])(.*)\1", error.format_message())
        return f"Det finns inget kommando {named.group(2) if named else ''}."
    return "Kommandot är inte rätt skrivet."
