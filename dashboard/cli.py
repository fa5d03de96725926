"""The `lagesbild` command: serve, init, template, import, report, member, digest, backup, restore, check, sample.

Faults are said in plain Swedish. Exit codes: 0 done, 1 the input or the state is at fault, 2 used wrongly.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.access.roles import ROLE_NAMES
from dashboard.errors import DatabaseUnavailable, LagesbildError
from dashboard.settings import settings
from dashboard.store.building import build, open_store
from dashboard.store.check import check_database
from dashboard.store.generate import Country
from dashboard.store.store import Store
from dashboard.store.whole_files import write_whole
from dashboard.wording.command_line import SwedishHelp, in_swedish

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

LOOPBACK = "127.0.0.1"
COUNTRIES = {"national": Country()}


click.Context.formatter_class = SwedishHelp
command = partial(click.command, options_metavar="[FLAGGOR]", add_help_option=False)
helped = click.help_option("--help", "-h", help="Visa den här hjälpen.")


def of_a_picture(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that every report has: what the picture is of, and where the file goes."""
    for decorate in (
        helped,
        click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FIL", help="Filen."),
        click.option("--since", "sedan", metavar="DATUM", help="Ändringar sedan den dagen; förvalt senaste mötet."),
        click.option("--round", "omgang", metavar="OMGÅNG", help="Omgångens kod; förvalt den senaste."),
        click.option("--per", metavar="DATUM", help="Läget vid slutet av den dagen, till exempel 2026-10-14."),
    ):
        function = decorate(function)
    return function


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
    from dashboard.web.service_log import write_log

    write_log(settings().log)  # before what sets up logs of its own
    from dashboard.web.server import serve as run  # slow to import; the other commands do without

    click.echo(f"Lägesbild startar på http://{host}:{port}{settings().base_path}")
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
    "--scale",
    type=click.Choice(["national"]),
    default="national",
    help="290 kommuner, 21 regioner, 20 omgångar.",
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


@command(help="Skriv formuläret för en omgång, att skicka ut.")
@click.option("--round", "round_id", required=True, metavar="OMGÅNG", help="Omgångens kod, till exempel 2026h.")
@click.option("--principal", metavar="KOD", help="Huvudmannens kod, till exempel 0481. Utan den väljer den som svarar.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FIL", help="Filen som skrivs (.xlsx)."
)
@helped
def template(round_id: str, principal: str | None, output: Path) -> None:
    """Write the form."""
    from dashboard.intake.form import form

    with opened_store() as store:
        content = form(store, settings().county, date.today(), round_id, principal)
    write_file(output, content)
    click.echo(f"Formuläret {output} är skrivet.")


@command("import", help="Läs in svar: formuläret, Forms arbetsbok, eller CSV. Allt i en fil sparas, eller inget.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL…")
@click.option("--round", "round_id", metavar="OMGÅNG", help="Omgången svaren hör till, när filen inte säger det.")
@click.option("--dry-run", is_flag=True, help="Kontrollera och visa vad som skulle ändras. Spara inget.")
@click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
@helped
def import_files(files: Sequence[Path], round_id: str | None, dry_run: bool, as_json: bool) -> None:
    """Read files in, each in a transaction of its own; exit code 1 when any has errors."""
    from dashboard.intake.report import Result, read_in

    results: list[Result] = []
    with opened_store() as store:
        for path in files:
            with click.progressbar(length=100, label=path.name, file=sys.stderr, show_eta=False) as bar:
                result = read_in(store, settings().county, path, round_id, dry_run, partial(fill, bar))
            results.append(result)
            if not as_json:
                click.echo(result.words())
    if as_json:
        click.echo(json.dumps([one.as_dict() for one in results], ensure_ascii=False, indent=2))
    failed = [one.name for one in results if not one.fine]
    if failed:
        raise LagesbildError(f"Ingenting sparades ur {', '.join(failed)}. Rätta och läs in igen.")


@command(help="Ta en säkerhetskopia: en ny mapp med en Parquet-fil per tabell.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAPP")
@helped
def backup(folder: Path) -> None:
    """Take a backup."""
    from dashboard.store.backup import take_backup, write_backup

    with opened_store() as store:
        write_backup(take_backup(store, datetime.now()), folder)
    click.echo(f"Säkerhetskopian {folder} är skriven.")


@command(help="Läs tillbaka en säkerhetskopia, mappen eller zip-filen från sidan Data. Allt eller inget.")
@click.argument("place", type=click.Path(path_type=Path), metavar="MAPP")
@click.option("--replace", is_flag=True, help="Ersätt databasen som finns.")
@helped
def restore(place: Path, replace: bool) -> None:
    """Restore a backup."""
    from dashboard.store.backup import restore_backup

    counts = restore_backup(place, settings(), replace=replace)
    click.echo(f"Databasen {settings().database_name} är återställd: {sum(counts.values())} rader.")


@click.group(
    "report",
    help="Skriv en fil att ta med: bildspel, faktablad, statusrapport eller arbetsbok.",
    options_metavar="[FLAGGOR]",
    subcommand_metavar="VAD",
    add_help_option=False,
)
@helped
def reports() -> None:
    """The reports."""


@command("bildspel", help="Bildspelet till nästa möte (.pptx).")
@of_a_picture
def report_slides(output: Path, **asked: str | None) -> None:
    """Write the meeting's slides."""
    write_report("bildspel.pptx", output, asked)


@command("faktablad", help="Faktabladet om en huvudman (.pdf).")
@click.option("--principal", "huvudman", required=True, metavar="KOD", help="Huvudmannens kod, till exempel 0481.")
@of_a_picture
def report_fact_sheet(output: Path, **asked: str | None) -> None:
    """Write the fact sheet of a huvudman."""
    write_report("faktablad.pdf", output, asked)


@command("statusrapport", help="Processledarnas statusrapport (.pdf).")
@click.option("--period", "of", metavar="PERIOD", help="Till exempel ”Hösten 2025”; förvalt den senaste.")
@of_a_picture
def report_status(output: Path, of: str | None, **asked: str | None) -> None:
    """Write a status report."""
    write_report("statusrapport.pdf", output, asked, of)


@command("arbetsbok", help="Alla figurer på en sida, ett blad för varje (.xlsx).")
@click.option("--page", "of", required=True, metavar="SIDA", help="Sidans adress, till exempel /uppfoljning.")
@click.option("--principal", "huvudman", metavar="KOD", help="Huvudmannens kod, till exempel 0481.")
@of_a_picture
def report_workbook(output: Path, of: str, **asked: str | None) -> None:
    """Write the figures of a page."""
    write_report("vy.xlsx", output, asked, of)


def write_report(name: str, output: Path, asked: Mapping[str, str | None], of: str | None = None) -> None:
    """Write the report `name` of the view that `asked` (parameters of an address) means.

    Whoever has the machine administers it, also where people sign in: what is asked is the store of the command itself.
    Raises LagesbildError when a part of it names nothing: a file must not be of something else than was asked for.
    """
    from dashboard.access.viewer import LOCAL
    from dashboard.context.choices import choices_for
    from dashboard.context.context import Context
    from dashboard.context.view import parse
    from dashboard.reports.registry import make

    with opened_store() as store:
        given = {parameter: value for parameter, value in asked.items() if value is not None}
        view, messages = parse(given, choices_for(LOCAL, store, date.today(), None))
        if messages:
            told = messages[0].replace("Adressen nämner", "Kommandot nämner").replace(" Den delen hoppas över.", "")
            raise LagesbildError(told)
        made = make(name, Context(store, LOCAL, view), of)
    write_file(output, made.content)
    click.echo(f"Filen {output} är skriven.")


@click.group(
    "member",
    help="Medlemmar: vilka som får logga in, och som vad.",
    options_metavar="[FLAGGOR]",
    subcommand_metavar="VAD",
    add_help_option=False,
)
@helped
def member() -> None:
    """The members."""


@command("add", help="Lägg till en medlem, eller ändra den som har adressen.")
@click.argument("email", metavar="EPOST")
@click.option("--role", required=True, metavar="ROLL", help=f"{', '.join(ROLE_NAMES.values()).lower()}.")
@click.option("--principal", metavar="KOD", help="En redaktörs huvudman, till exempel 0481.")
@click.option("--function", default="", metavar="TEXT", help="Visas vid det som medlemmen skriver. Inget namn.")
@helped
def member_add(email: str, role: str, principal: str | None, function: str) -> None:
    """Add a member, or change one."""
    from dashboard.access.members import add_member
    from dashboard.intake.spelling import plain

    known = {plain(words): code for code, name in ROLE_NAMES.items() for words in (code, name)}
    code = known.get(plain(role), role)
    with opened_store("Behörighet") as store:
        add_member(store, settings().county, email, code, principal, function)
    click.echo(f"{email.strip().lower()} är medlem som {ROLE_NAMES[code].lower()}.")


@command("list", help="Visa alla medlemmar.")
@helped
def member_list() -> None:
    """Print the members."""
    from dashboard.access.members import members

    with opened_store("Behörighet") as store:
        rows = members(store, settings().county)
    for row in rows:
        click.echo(f"{row['email']:40} {ROLE_NAMES[row['role']]:15} {row['principal_code'] or '-':5} {row['function']}")
    if not rows:
        click.echo("Inga medlemmar ännu. Lägg till den första med ”lagesbild member add”.")


@command("remove", help="Ta bort en medlem och allt som finns om den. Delade länkar slutar gälla.")
@click.argument("email", metavar="EPOST")
@helped
def member_remove(email: str) -> None:
    """Remove a member."""
    from dashboard.access.members import members, remove_member

    with opened_store("Behörighet") as store:
        named = [row["id"] for row in members(store, settings().county) if row["email"] == email.strip().lower()]
        if not named:
            raise LagesbildError(f"Det finns ingen medlem med adressen {email}. Se vilka som finns: member list.")
        remove_member(store, named[0])
    click.echo(f"{email} är borttagen, och det som fanns om medlemmen är raderat.")


@command(help="Skicka breven om det som är nytt i det medlemmarna följer. Kör den till exempel en gång i veckan.")
@click.option("--dry-run", is_flag=True, help="Visa vad som skulle skickas. Skicka inget.")
@helped
def digest(dry_run: bool) -> None:
    """Mail what is due; exit code 1 when any mail was not taken."""
    from dashboard.access.digest import send_due
    from dashboard.access.mail import mailer_of
    from dashboard.wording.swedish import counted

    mailer = mailer_of(settings())
    if mailer is None:
        raise LagesbildError(
            "E-post är inte uppsatt. Ange LAGESBILD_SMTP_URL, LAGESBILD_MAIL_FROM och LAGESBILD_PUBLIC_URL. Se README."
        )
    with opened_store("Sparat och följt") as store:
        told = send_due(store, None if dry_run else mailer)
    for one in told:
        new = counted(one.count, "en ny eller ändrad uppgift", "nya eller ändrade uppgifter")
        click.echo(f"{one.email}: {one.fault or f'{new}.'}", err=bool(one.fault))
    if any(one.fault for one in told):
        raise LagesbildError("Några brev kom inte iväg. Det som inte skickades kommer med nästa gång.")
    letters = counted(len(told), "ett brev", "brev").capitalize()
    click.echo(f"{letters} {'skulle skickas' if dry_run else 'skickades'}.")


@contextmanager
def opened_store(page: str = "Data") -> Iterator[Store]:
    """The store of the settings, closed afterwards; `page` is where the same is done while the app runs."""
    try:
        store = open_store(settings())
    except DatabaseUnavailable as error:
        raise DatabaseUnavailable(str(error).replace("på sidan Data", f"på sidan {page}")) from error
    try:
        yield store
    finally:
        store.close()


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all. Raises LagesbildError when it cannot be written."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise LagesbildError(f"Filen {path} går inte att skriva ({error.strerror}). Välj en annan plats.") from error


def fill(bar: "ProgressBar[int]", share: float) -> None:
    """Move a progress bar to `share` of its length."""
    bar.update(int(share * 100) - bar.pos)


for one in (serve, init, template, import_files, reports, member, digest, backup, restore, check, sample):
    commands.add_command(one)
for one in (report_slides, report_fact_sheet, report_status, report_workbook):
    reports.add_command(one)
for one in (member_add, member_list, member_remove):
    member.add_command(one)


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
