"""Writing the simulated year into the database: everything in bulk, the audit log in its chain."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import text
from sqlalchemy.engine import Connection

from helpline.cli.year.ledger import Case, Ledger
from helpline.cli.year.staff import Staff
from helpline.cli.year.world import World, india_moment
from helpline.domain import complaint_number
from helpline.services import audit
from helpline.store.accounts import Account, Leave, Posting
from helpline.store.audit import AuditEntry
from helpline.store.bulk import set_sequences, write_rows
from helpline.store.casework import Attachment, Call, Proposal
from helpline.store.complaints import Complaint, ComplaintEvent, ComplaintWord
from helpline.store.messages import DONE, WHATSAPP, Citizen, Inbox
from helpline.text.search_keys import keys_of

# Numbers of nobody: no Indian mobile number begins with a zero.
_PHONE = "91{:010d}"
_WITH_IDS = (Account, Posting, Leave, Citizen, Inbox, Complaint, ComplaintEvent)
_CASEWORK = (Attachment, Call, Proposal, AuditEntry)


def write_staff(connection: Connection, staff: Staff, password_hash: str, first: date) -> None:
    """Write accounts, postings and leaves."""
    created = india_moment(first, 0)
    write_rows(
        connection,
        Account,
        ["id", "login", "name", "role", "district_code", "email", "password_hash",
         "must_change_password", "failed_sign_ins", "is_closed", "created_at"],
        ((one.id, one.login, one.login.replace("_", " ").title(), one.role, one.district,
          f"{one.login}@example.org", password_hash, False, 0, one.is_closed, created)
         for one in staff.accounts),
    )  # fmt: skip
    postings = enumerate(staff.postings(), start=1)
    write_rows(
        connection,
        Posting,
        ["id", "post_id", "account_id", "since", "until", "is_acting"],
        ((number, held.post.id, held.officer.id, held.since, held.until, held.is_acting)
         for number, held in postings),
    )  # fmt: skip
    leaves = ((one.id, *days) for one in staff.accounts for days in one.leaves)
    write_rows(
        connection,
        Leave,
        ["id", "account_id", "since", "until", "reason"],
        ((number, *leave, "") for number, leave in enumerate(leaves, start=1)),
    )


def write_cases(connection: Connection, ledger: Ledger, world: World) -> None:
    """Write citizens, messages, complaints and all that was done about them."""
    _write_conversation(connection, ledger)
    _write_complaints(connection, ledger)
    write_rows(
        connection,
        ComplaintEvent,
        ["id", "complaint_id", "act", "actor", "words", "state", "post_id", "inbox_id", "at"],
        ledger.events,
    )
    _write_casework(connection, ledger)
    write_rows(
        connection,
        AuditEntry,
        ["id", "at", "actor", "act", "subject", "details", "previous", "hash"],
        _audit_rows(ledger),
    )
    write_rows(connection, ComplaintWord, ["key", "complaint_id"], _word_rows(ledger, world))
    set_sequences(connection, (*_WITH_IDS, *_CASEWORK))
    # The planner of a database that has grown over a year knows how full its tables are.
    connection.execute(text("ANALYZE"))


def _write_conversation(connection: Connection, ledger: Ledger) -> None:
    first: dict[int, datetime] = {}
    last: dict[int, datetime] = {}
    for _, citizen, at in ledger.messages:
        first.setdefault(citizen, at)
        last[citizen] = max(at, last.get(citizen, at))
    write_rows(
        connection,
        Citizen,
        ["id", "key", "phone", "door", "language", "language_chosen", "first_seen_at",
         "last_message_at"],
        ((citizen, _key(citizen), _PHONE.format(citizen), WHATSAPP, "hi", False, first[citizen],
          last[citizen])
         for citizen in sorted(first)),
    )  # fmt: skip
    payload = {"type": "text"}
    write_rows(
        connection,
        Inbox,
        ["id", "wamid", "citizen_id", "kind", "payload", "received_at", "done_at", "state",
         "not_before", "attempts"],
        ((number, f"wamid.simulated-{number}", citizen, "text", payload, at, at, DONE, at, 1)
         for number, citizen, at in ledger.messages),
    )  # fmt: skip


def _key(citizen: int) -> str:
    return hashlib.sha256(f"simulated citizen {citizen}".encode()).hexdigest()[:32]


def _write_complaints(connection: Connection, ledger: Ledger) -> None:
    columns = [
        "id", "number", "citizen_id", "inbox_id", "text", "category_code", "kind",
        "department_code", "district_code", "block_code", "place", "state",
        "state_since", "post_id", "post_since", "due_at", "filed_at", "transfers", "parent_id",
        "budget_year", "version",
    ]  # fmt: skip

    def row(case: Case) -> list:
        number = complaint_number.for_id(case.id)
        return [number if column == "number" else getattr(case, column) for column in columns]

    write_rows(connection, Complaint, columns, map(row, ledger.cases.values()))


def _write_casework(connection: Connection, ledger: Ledger) -> None:
    columns = [
        "id", "complaint_id", "wish", "words", "post_id", "account_id", "at", "decision",
        "decided_by", "decided_at",
    ]  # fmt: skip
    wishes = ([getattr(wish, column) for column in columns] for wish in ledger.wishes)
    write_rows(connection, Proposal, columns, wishes)
    write_rows(
        connection,
        Call,
        ["id", "complaint_id", "account_id", "at", "outcome", "words", "promised_for"],
        ledger.calls,
    )
    write_rows(
        connection,
        Attachment,
        ["id", "complaint_id", "account_id", "at", "token", "name", "media_type", "size",
         "sha256", "doubts"],
        ((*proof, f"simulated-{proof[0]}", "photo.jpg", "image/jpeg", 0, _key(proof[0]), [])
         for proof in ledger.proofs),
    )  # fmt: skip


def _audit_rows(ledger: Ledger) -> Iterator[tuple]:
    """Chain an entry to each move, as services.moves does; filing itself is no act at the desk."""
    previous, number = audit.BEGINNING, 0
    for _, complaint, act, actor, _, state, post, _, at in ledger.events:
        if act == "filed":
            continue
        number += 1
        subject = f"complaint {complaint_number.for_id(complaint)}"
        details = {"state": state, "post": post}
        entry = audit.chained(previous, actor, act, subject, at, details)
        previous = entry["hash"]
        yield (number, at, actor, act, subject, details, entry["previous"], previous)


def _word_rows(ledger: Ledger, world: World) -> Iterator[tuple[str, int]]:
    """Sorted as the table keeps them, so that each row goes to its end."""
    found: dict[str, list[int]] = defaultdict(list)
    for case in ledger.cases.values():
        for key in _keys(case, world):
            found[key].append(case.id)
    for key in sorted(found):
        for case_id in found[key]:
            yield key, case_id


def _keys(case: Case, world: World) -> set[str]:
    """The keys of the texts that services.search takes, each distinct text read once."""
    named = (
        world.blocks.get(case.block_code),
        world.districts[case.district_code],
        world.categories[case.category_code],
        world.departments[case.department_code],
    )
    names = (name for row in named if row is not None for name in (row.name_hi, row.name_en))
    return {key for text in (case.text, case.place, *names) for key in _keys_of(text)}


@lru_cache(maxsize=200_000)
def _keys_of(words: str) -> tuple[str, ...]:
    return tuple(keys_of(words))
