"""Known faults of the packages that are locked, and plainly which packages nothing could be learnt of.

Run as `python -m tests.audit requirements.lock`. Exit code 1 when a fault is known or the audit itself could not be
made; 0 when none is known, also when nothing is known at all, which then is said.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PIP_AUDIT = str(Path(sys.executable).with_name("pip-audit"))
OPTIONS = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]


def told(packages: Sequence[Mapping[str, object]]) -> tuple[list[str], int]:
    """What is said of packages as pip-audit lists them (its JSON, `dependencies`), and the exit code."""
    skipped = [str(one["name"]) for one in packages if "skip_reason" in one]
    faulty = [one for one in packages if one.get("vulns")]
    lines = [f"{one['name']} {one['version']}: {vuln['id']}" for one in faulty for vuln in one["vulns"]]  # type: ignore[attr-defined]
    if len(skipped) == len(packages):
        lines.append(
            f"NOT AUDITED: none of {len(packages)} packages could be looked up. Nothing is known of their faults."
        )
    else:
        lines.append(
            f"Audited {len(packages) - len(skipped)} of {len(packages)} packages, {len(faulty)} with known faults."
        )
        lines += [f"NOT AUDITED: {', '.join(skipped)}."] if skipped else []
    return lines, 1 if faulty else 0


def main(lock: str) -> int:
    """Audit the packages of the file `lock`."""
    done = subprocess.run([PIP_AUDIT, "--requirement", lock, *OPTIONS], capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"NOT AUDITED: pip-audit could not be run.\n{done.stderr[-2000:]}", file=sys.stderr)
        return 1
    lines, code = told(packages)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
