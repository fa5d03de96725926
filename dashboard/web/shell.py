"""Streamlit's own page shell and scripts, made Swedish and safe before they are served.

Streamlit 1.67 fixes `lang="en"`, the title and a few English words in its files, and has one inline script that a
strict content policy would refuse. Each replacement below must still find its text (`tests/unit/test_shell.py`), so
that a new Streamlit that changes it is noticed.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from streamlit import file_util

from dashboard.address import with_base

TITLE = "Lägesbild"
STYLESHEET = "/lagesbild.css"
ICON = "/lagesbild.svg"
BOOT = "/lagesbild.js"
EARLY_CHUNKS = ("Html.", "purify.es.", "BidiComponent.")
"""Scripts that Streamlit fetches only when the first element needs them; our first elements always do."""

SHELL_REPLACEMENTS = (
    (r'<html lang="en">', '<html lang="sv">'),
    (r"<title>Streamlit</title>", f"<title>{TITLE}</title>"),
    (r'<link rel="shortcut icon" href="./favicon.png" />', f'<link rel="icon" type="image/svg+xml" href="{ICON}" />'),
    (
        r"<!--\s+Machine-readable.*?-->\s*<link rel=\"service-desc\"[^>]*>",
        f'<link rel="stylesheet" href="{STYLESHEET}"><script src="{BOOT}"></script>',
    ),
    (r"<!-- initialize window.prerenderReady.*?-->\s*<script>.*?</script>", ""),
    (
        r"<noscript>.*?</noscript>",
        "<noscript><p>Lägesbild behöver JavaScript. Slå på det och ladda om sidan.</p></noscript>",
    ),
)

SCRIPT_TRANSLATIONS = (
    ("Skip to main content", "Hoppa till innehållet"),
    (
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:",
        "Lägesbild svarar inte. Starta den igen med:",
    ),
    ("streamlit run yourscript.py", "lagesbild serve"),
    (
        "Streamlit server is not responding. Are you connected to the internet?",
        "Lägesbild svarar inte. Kontrollera att du har nätverk, sidan försöker igen av sig själv.",
    ),
    ("Connection timed out.", "Det tog för lång tid att få svar. Sidan försöker igen av sig själv."),
)
"""English words of Streamlit's main script that a person can meet, and what they read instead."""

ONE_SERVER = ("return r.length<=2?r:r.slice(0,2)", "return r.slice(0,1)")
"""Below a base path the script would also look for its server at `/`, where the host has another application."""


@dataclass(frozen=True)
class Asset:
    """A file ready to be sent, kept gzipped when that makes it smaller; with its media type and an entity tag."""

    content: bytes
    gzipped: bool
    media_type: str
    etag: str


def asset(body: bytes, media_type: str) -> Asset:
    """Make an Asset of `body`."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    zipped = gzip.compress(body, 6, mtime=0)
    smaller = len(zipped) < len(body)
    return Asset(zipped if smaller else body, smaller, media_type, etag)


def static_folder() -> Path:
    """Where Streamlit keeps its page shell and scripts."""
    return Path(file_util.get_static_dir())


@cache
def shell() -> Asset:
    """Streamlit's index.html with our language, title, icon and stylesheet, and without its inline script."""
    html = (static_folder() / "index.html").read_text(encoding="utf-8")
    for pattern, replacement in SHELL_REPLACEMENTS:
        html = re.sub(pattern, replacement, html, flags=re.DOTALL)
    # Addresses are made absolute: the shell is served on every page path.
    html = html.replace('="./static/', '="/static/')
    early = [
        file.name for file in sorted((static_folder() / "static/js").iterdir()) if file.name.startswith(EARLY_CHUNKS)
    ]
    links = "".join(f'<link rel="modulepreload" crossorigin href="/static/js/{name}">' for name in early)
    html = html.replace("</head>", f"{links}</head>")
    return asset(with_base(html).encode(), "text/html; charset=utf-8")


@cache
def _scripts() -> dict[str, Path]:
    """Every file under Streamlit's `static/` by its path there; nothing else can be asked for."""
    root = static_folder() / "static"
    return {file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()}


def script(path: str) -> Asset | None:
    """A file under Streamlit's `static/`, translated where it holds known words; None when there is no such file."""
    file = _scripts().get(path)
    return _served(file) if file else None


@cache
def _served(file: Path) -> Asset:
    body = file.read_bytes()
    if file.name.startswith("index.") and file.suffix == ".js":
        text = body.decode()
        for theirs, ours in (*SCRIPT_TRANSLATIONS, ONE_SERVER):
            text = text.replace(theirs, ours)
        body = text.encode()
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return asset(body, "text/javascript; charset=utf-8" if file.suffix == ".js" else media_type)


def warm_up() -> None:
    """Compress everything the shell asks for at once, so that the first visitor does not wait for it."""
    for path in re.findall(r'/static/([^"]+)"', gzip.decompress(shell().content).decode()):
        script(path)
