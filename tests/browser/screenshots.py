"""`make screenshots`: every page, light and dark, 1280 and 320 wide, into the ignored folder screenshots/.

Of the county with its sample, unless others of COUNTIES are named: `make screenshots COUNTY="tom nio-av-tio"`.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import counties
from tests.browser.conftest import FLAGS, SHOWN, serving
from tests.conftest import Facts, Given
from tests.engines import SAMPLE, Files, Own, file_of
from tests.need import path_of

FOLDER = Path("screenshots")
ADDRESSES = {
    "lanet": "/",
    "huvudman": "/huvudman?huvudman=0481",
    "ledning": "/ledning?niva=chef",
    "uppfoljning": "/uppfoljning?aspekt=larande",
    "roller": "/roller",
    "risker": "/risker",
    "las-forst": "/las-forst",
    "exempel": "/exempel",
    "mote": "/mote",
    "presentation": "/presentation",
    "forskning": "/forskning",
    "data": "/data",
    "data-roll": "/data?uppgift=roll&huvudman=0481",
}
COUNTIES: dict[str, Facts | None] = {
    "full": None,
    "tom": {},
    "ett-svar": counties.one_answer(),
    "nio-av-tio": counties.nine_of_ten(),
    "alla-tio": counties.all_ten(),
}
"""What is known in each: these facts beside the catalogue, or everything in data/."""


def database_of(county: str, folder: Path) -> Path:
    """A database file of the county."""
    facts = COUNTIES[county]
    files = Files(folder)
    if facts is None:
        return file_of(files.built(SAMPLE))
    store = Given(Own(files))(**facts)
    store.close()
    return file_of(str(store._engine.url))


def main(county: str) -> None:
    """Take the pictures of a county."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(database_of(county, Path(folder))) as origin,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path_of("chromium"), args=FLAGS)
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
    for named in sys.argv[1:] or ["full"]:
        main(named)
