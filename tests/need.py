"""Programs that tests need beside Python: Debian's packages are installed when we may, otherwise one sentence says how.

Run with the names of programs: `python -m tests.need chromium soffice`. Needs nothing but Python itself.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "soffice": ("soffice", "libreoffice"),
    "initdb": ("initdb",),
    "nginx": ("nginx",),
}
PACKAGES = {
    "chromium": ["chromium"],
    "soffice": ["libreoffice-calc-nogui", "libreoffice-impress-nogui"],
    "initdb": ["postgresql"],
    "nginx": ["nginx"],
}
HOW = {
    "chromium": "Testerna behöver webbläsaren Chromium. Installera den, i Debian med: apt-get install chromium",
    "soffice": "Testerna behöver LibreOffice med Calc och Impress. Installera det, i Debian med: "
    "apt-get install libreoffice-calc-nogui libreoffice-impress-nogui",
    "initdb": "Testerna behöver PostgreSQL. Installera det, i Debian med: apt-get install postgresql",
    "nginx": "Testerna behöver webbservern nginx. Installera den, i Debian med: apt-get install nginx",
}


def path_of(program: str) -> str | None:
    """Path of the program, or None. Debian keeps PostgreSQL's own out of the way, in a folder for each version."""
    if program == "initdb" and (kept := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        return str(kept[-1])
    if program == "nginx" and Path("/usr/sbin/nginx").exists():  # not where everybody looks
        return "/usr/sbin/nginx"
    return next((path for name in NAMES[program] if (path := shutil.which(name))), None)


def is_whole(program: str) -> bool:
    """Whether the program is there; of LibreOffice, which Debian divides, that which opens slides too."""
    path = path_of(program)
    if path is None or program != "soffice":
        return path is not None
    folder = Path(path).resolve().parent
    return (folder / "libsdlo.so").exists() or not (folder / "libsclo.so").exists()


def main(programs: list[str]) -> int:
    """0 when all of `programs` are there at the end."""
    missing = [one for one in programs if not is_whole(one)]
    if missing and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [package for one in missing for package in PACKAGES[one]]
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *command], check=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
    for one in missing:
        if not is_whole(one):
            print(HOW[one], file=sys.stderr)
    return 0 if all(is_whole(one) for one in programs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
