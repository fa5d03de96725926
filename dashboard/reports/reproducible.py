"""Files of Office kinds with the clock taken out: the same picture gives the same bytes, whenever it is fetched."""

import io
import re
import zipfile
from datetime import date

_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_FIRST_YEAR = 1980
"""Zip files know no earlier one."""


def with_fixed_times(content: bytes, day: date) -> bytes:
    """An Office file with every time in it, and in the workbooks within it, set to the beginning of `day`."""
    moment = (max(day.year, _FIRST_YEAR), day.month, day.day, 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            part = read.read(name)
            if name.endswith(".xlsx"):
                part = with_fixed_times(part, day)
            if name == "docProps/core.xml":
                part = _CREATED.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<2>", part)
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, part)
    return out.getvalue()
