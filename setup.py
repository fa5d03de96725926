"""What a wheel holds: the package, and inside it the data, questions and settings that stand at the top here."""

from pathlib import Path

from setuptools import find_namespace_packages, setup

HERE = Path(__file__).parent
SHIPPED = {"dashboard.shipped.streamlit": ".streamlit"} | {
    f"dashboard.shipped.{top}.{folder.name}": f"{top}/{folder.name}"
    for top in ("data", "queries")
    for folder in sorted((HERE / top).iterdir())
    if folder.is_dir()
}
"""Where it lies in a wheel → where it lies here; `dashboard/settings.py` finds it in both."""

setup(
    packages=[*find_namespace_packages(include=["dashboard", "dashboard.*"]), *SHIPPED],
    package_dir=SHIPPED,
    package_data={
        "": ["*.html", "*.xml", "*.js", "*.css", "*.svg", "*.typ", "*.mako", "*.csv", "*.sql"],
        "dashboard.shipped.streamlit": ["config.toml"],  # and never the secrets that may lie beside it
    },
    include_package_data=False,
)
