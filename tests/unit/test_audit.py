"""What `make audit` says: faults, and never that all is well when nothing could be learnt."""

from tests.audit import told

WELL = {"name": "alembic", "version": "1.20.0", "vulns": []}
FAULTY = {"name": "click", "version": "8.3.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["8.3.1"]}]}
UNKNOWN = {"name": "segno", "skip_reason": "not found"}


def test_when_nothing_could_be_looked_up_it_is_said_plainly() -> None:
    lines, code = told([UNKNOWN, UNKNOWN | {"name": "typst"}])
    assert lines == ["NOT AUDITED: none of 2 packages could be looked up. Nothing is known of their faults."]
    assert code == 0


def test_what_could_not_be_looked_up_is_named_beside_what_could() -> None:
    lines, code = told([WELL, UNKNOWN])
    assert lines == ["Audited 1 of 2 packages, 0 with known faults.", "NOT AUDITED: segno."]
    assert code == 0


def test_a_known_fault_is_named_and_fails() -> None:
    lines, code = told([WELL, FAULTY])
    assert lines[0] == "click 8.3.0: PYSEC-2026-1"
    assert code == 1
