"""Programs that tests need beside Python: Debian's packages are installed when we may, otherwise one sentence says how.

Run with the names of programs: `python -m tests.need chromium soffice`. Needs nothing but Python itself.
"""

import os
import shutil
import subprocess
import sys

NAMES = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "soffice": ("soffice", "libreoffice")}
PACKAGES = {"chromium": "chromium", "soffice": "libreoffice-calc-nogui"}
HOW = {
    "chromium": "Testerna behöver webbläsaren Chromium. Installera den, i Debian med: apt-get install chromium",
    "soffice": "Testerna behöver LibreOffice. Installera det, i Debian med: apt-get install libreoffice-calc-nogui",
}


def path_of(program: str) -> str | None:
    """Path of the program, or None."""
    return next((path for name in NAMES[program] if (path := shutil.which(name))), None)


def main(programs: list[str]) -> int:
    """0 when all of `programs` are there at the end."""
    missing = [one for one in programs if not path_of(one)]
    if missing and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [PACKAGES[one] for one in missing]
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *command], check=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
    for one in missing:
        if not path_of(one):
            print(HOW[one], file=sys.stderr)
    return 0 if all(path_of(one) for one in programs) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
