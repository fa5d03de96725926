"""`make screenshots`: every page, light and dark, 1280 and 320 wide, into the ignored folder screenshots/."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, SHOWN, running
from tests.browser.need_chromium import chromium

FOLDER = Path("screenshots")
ADDRESSES = {
    "lanet": "/",
    "huvudman": "/huvudman?huvudman=0481",
    "ledning": "/ledning?niva=chef",
    "uppfoljning": "/uppfoljning?aspekt=larande",
    "roller": "/roller",
    "risker": "/risker",
    "las-forst": "/las-forst",
}
COUNTIES = {"full": ("init",), "tom": ("init", "--empty")}


def main(county: str) -> None:
    """Take the pictures of a county: full or tom (empty)."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "lagesbild.duckdb", *COUNTIES[county]) as origin,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for width, height in ((1280, 800), (320, 700)):
            for theme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
                for name, address in ADDRESSES.items():
                    page.set_viewport_size({"width": width, "height": height})
                    page.goto(origin + address)
                    page.wait_for_selector(SHOWN)
                    page.wait_for_timeout(1500)
                    whole = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(int(whole), 8000)})
                    page.wait_for_timeout(500)
                    page.screenshot(path=FOLDER / f"{county}-{name}-{width}-{theme}.png")
                page.close()
        browser.close()
    print(f"{FOLDER}/: {len(list(FOLDER.glob('*.png')))} pictures")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "full")
