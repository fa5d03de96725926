"""What a wheel holds: the package, and inside it the data, questions and settings that stand at the top here."""

from setuptools import find_namespace_packages, setup

SHIPPED = {
    "dashboard.shipped.data": "data",
    "dashboard.shipped.queries": "queries",
    "dashboard.shipped.streamlit": ".streamlit",
}
"""Where it lies in a wheel → where it lies here; `dashboard/settings.py` finds it in both."""

setup(
    packages=[*find_namespace_packages(include=["dashboard", "dashboard.*"]), *SHIPPED],
    package_dir=SHIPPED,
    package_data={
        "": ["*.html", "*.xml", "*.js", "*.css", "*.svg", "*.typ", "*.mako"],
        "dashboard.shipped.data": ["*/*.csv"],
        "dashboard.shipped.queries": ["*/*.sql"],
        "dashboard.shipped.streamlit": ["config.toml"],  # and never the secrets that may lie beside it
    },
)
