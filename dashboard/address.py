"""Where our addresses begin. Inside, they all begin at `/`, as if the service had a host name of its own: page paths,
routes, what is saved and what is logged. The base path is put before them where they go out, and only here.
"""

import re

from dashboard.settings import settings

_LOCAL = re.compile(r'(\s(?:href|src|action)=")(?=/(?!/))')
"""Where an address of ours begins in markup. What is filled in is escaped, so a quotation mark is always our own."""


def address(path: str) -> str:
    """What a browser asks for to get `path`, which begins with `/`."""
    return settings().base_path + path


def with_base(markup: str) -> str:
    """`markup` with every link, file and form of ours as `address` writes it."""
    base = settings().base_path
    return _LOCAL.sub(rf"\g<1>{base}", markup) if base else markup


def below_base(path: str) -> str | None:
    """The path that `address` was made of; None when it is no address of ours."""
    base = settings().base_path
    return path.removeprefix(base) if path.startswith(f"{base}/") else None
