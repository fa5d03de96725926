"""Make sure that Chromium is there: Debian's package is installed when we may, otherwise one sentence says how."""

import os
import shutil
import subprocess
import sys

HOW = "Testerna behöver webbläsaren Chromium. Installera den, i Debian med: apt-get install chromium"


def chromium() -> str | None:
    """Path of the Chromium to use, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def main() -> int:
    """0 when there is a Chromium at the end."""
    if chromium():
        return 0
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        print(HOW, file=sys.stderr)
        return 1
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, check=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
    return 0 if chromium() else 1


if __name__ == "__main__":
    sys.exit(main())
