from sqlalchemy import update

from helpline.services import audit
from helpline.store.audit import AuditEntry
from helpline.store.base import transaction
from tests.support.cast import NOW


def test_a_whole_log_is_told_with_its_head(command, seeded, capsys):
    with transaction(seeded) as session:
        for number in range(3):
            audit.record(session, "root", "try", f"thing {number}", NOW)
        _, head = audit.head(session)

    assert command("verify-audit") == 0
    assert capsys.readouterr().out == f"Entries: 3. Newest: 3. Head: {head}\n"


def test_an_empty_log_is_whole(command, capsys):
    assert command("verify-audit") == 0
    assert capsys.readouterr().out.startswith("Entries: 0.")


def test_the_first_changed_entry_is_named(command, seeded, capsys):
    with transaction(seeded) as session:
        for number in range(3):
            audit.record(session, "root", "try", f"thing {number}", NOW)
        session.execute(update(AuditEntry).where(AuditEntry.id == 2).values(actor="nobody"))

    assert command("verify-audit") == 1
    assert "entry 2 of 2026-03-10" in capsys.readouterr().err
