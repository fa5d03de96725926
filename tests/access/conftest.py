"""Pages as members see them, for every test of what may be read."""

from tests.pages.looking import looks  # noqa: F401 - a fixture for every test here
