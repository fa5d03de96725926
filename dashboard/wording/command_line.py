"""The words of the command line that click would say in English."""

import re
from collections.abc import Iterable

import click


class SwedishHelp(click.HelpFormatter):
    """Click's help with Swedish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is written."""
        del prefix
        super().write_usage(prog, args, prefix="Användning: ")

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        super().write_heading({"Options": "Flaggor", "Commands": "Kommandon"}.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Flags or commands with what they do."""
        told = [(name, words.replace("[required]", "Måste anges.")) for name, words in rows]
        super().write_dl(told, col_max, col_spacing)


def in_swedish(error: click.UsageError) -> str:
    """What was wrong with how the command was written."""
    if isinstance(error, click.NoSuchOption):
        return f"Det finns ingen flagga {error.option_name}."
    if isinstance(error, click.MissingParameter):
        return f"{error.param.opts[0] if error.param else 'Något'} måste anges."
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else "flaggan"
        return f"Värdet för {name} går inte att använda."
    if "No such command" in error.format_message():
        named = re.search(r"(['\"])(.*)\1", error.format_message())
        return f"Det finns inget kommando {named.group(2) if named else ''}."
    return "Kommandot är inte rätt skrivet."
