"""Rows that lived through the migrations: they stay, and the new columns say what was true."""

from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy import MetaData, select

from helpline.store.accounts import Account, Digest
from helpline.store.base import make_engine, make_sessions
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.messages import DONE, Outbox
from helpline.store.migrate import downgrade, upgrade

FILED = datetime(2026, 3, 10, 6, 30, tzinfo=timezone.utc)
DUE = FILED + timedelta(days=7)
QUEUED = {"state": DONE, "not_before": FILED, "attempts": 1}
# By table, in an order in which each row finds what it points to.
FIRST_ROWS = {
    "district": {"code": 45, "name_en": "Almora", "name_hi": "अल्मोड़ा"},
    "block": {
        "code": 1,
        "district_code": 45,
        "name_en": "Takula",
        "name_hi": "ताकुला",
        "is_headquarters": True,
    },
    "department": {"code": "energy", "name_en": "Energy", "name_hi": "ऊर्जा विभाग"},
    "category": {
        "code": "energy/power_outage",
        "department_code": "energy",
        "name_en": "No electricity",
        "name_hi": "बिजली नहीं है",
    },
    "time_limit": {"category_code": "energy/power_outage", "level": 1, "working_days": 3},
    "holiday": {"day": date(2026, 3, 4), "name_en": "Holi", "name_hi": "होली"},
    "post": {
        "id": 1,
        "department_code": "energy",
        "level": 1,
        "district_code": 45,
        "block_code": 1,
        "title_en": "Junior Engineer, Takula",
        "title_hi": "अवर अभियंता, ताकुला",
    },
    "account": {
        "id": 1,
        "login": "sita",
        "name": "Sita",
        "role": "administrator",
        "password_hash": "none",
    },
    "heartbeat": {"process": "worker", "at": FILED},
    "citizen": {
        "id": 1,
        "key": "a key",
        "phone": "919000000001",
        "language": "hi",
        "language_chosen": False,
        "first_seen_at": FILED,
        "last_message_at": FILED,
    },
    "inbox": {
        "id": 1,
        "wamid": "wamid.1",
        "citizen_id": 1,
        "kind": "text",
        "payload": {"text": {"body": "हाँ"}},
        "received_at": FILED,
        **QUEUED,
    },
    "turn": {
        "id": 1,
        "inbox_id": 1,
        "citizen_id": 1,
        "text": "हाँ",
        "intent": "affirm",
        "confidence": 0.9,
        "intent_ranking": [],
        "entities": [],
        "model_id": "1",
        "replies": [],
        "finished_at": FILED,
    },
    "outbox": {
        "id": 1,
        "citizen_id": 1,
        "turn_id": 1,
        "payload": {"type": "text", "text": {"body": "दर्ज हो गई"}},
        "wamid": "wamid.2",
        "created_at": FILED,
        "sent_at": FILED,
        **QUEUED,
    },
    "delivery_status": {"id": 1, "wamid": "wamid.2", "status": "read", "reported_at": FILED},
    "complaint": {
        "id": 1,
        "number": "10000016",
        "citizen_id": 1,
        "inbox_id": 1,
        "text": "3 दिन से बिजली नहीं है",
        "category_code": "energy/power_outage",
        "kind": "grievance",
        "department_code": "energy",
        "district_code": 45,
        "block_code": 1,
        "place": "Basauli",
        "state": "assigned",
        "post_id": 1,
        "due_at": DUE,
        "filed_at": FILED,
    },
    "complaint_event": {
        "id": 1,
        "complaint_id": 1,
        "act": "assigned",
        "actor": "assistant",
        "words": "",
        "inbox_id": 1,
        "at": FILED,
    },
}


@pytest.fixture
def engine(database_url):
    """Return an engine on a database that began with the first tables and is up to date."""
    engine = make_engine(database_url)
    upgrade(database_url, "first_tables")
    add(engine, FIRST_ROWS)
    upgrade(database_url, "offices_and_casework")
    add(engine, {"digest": {"id": 1, "account_id": 1, "day": FILED.date(), "sent_at": FILED}})
    upgrade(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with make_sessions(engine)() as session:
        yield session


def add(engine, rows):
    tables = reflected(engine)
    with engine.begin() as connection:
        for table, values in rows.items():
            connection.execute(tables[table].insert(), [values])


def reflected(engine):
    """Return the tables as they are in the database at this moment."""
    metadata = MetaData()
    metadata.reflect(engine)
    return metadata.tables


def kept(engine):
    """Return the rows of each table of the beginning, with the columns of the beginning."""
    tables = reflected(engine)
    with engine.connect() as connection:
        return {
            name: connection.execute(select(*(tables[name].c[key] for key in values)))
            .mappings()
            .all()
            for name, values in FIRST_ROWS.items()
        }


def as_utc(value):
    """Give a moment the zone that SQLite forgets."""
    is_naive = isinstance(value, datetime) and value.tzinfo is None
    return value.replace(tzinfo=timezone.utc) if is_naive else value


def test_no_row_is_lost_and_none_is_changed_but_the_renamed_act(engine):
    renamed = {**FIRST_ROWS["complaint_event"], "act": "assign"}
    for name, rows in kept(engine).items():
        wanted = renamed if name == "complaint_event" else FIRST_ROWS[name]
        assert [{key: as_utc(value) for key, value in row.items()} for row in rows] == [wanted]


def test_a_complaint_has_been_where_it_is_since_it_was_filed(session):
    complaint = session.get(Complaint, 1)
    assert (complaint.state_since, complaint.post_since) == (FILED, FILED)
    assert (complaint.transfers, complaint.version) == (0, 1)
    assert (complaint.parent_id, complaint.budget_year) == (None, None)
    step = session.get(ComplaintEvent, 1)
    assert (step.state, step.post_id) == ("assigned", 1)


def test_an_account_stays_open_and_gets_no_messages_it_did_not_ask_for(session):
    account = session.get(Account, 1)
    assert (account.is_closed, account.must_change_password) == (False, False)
    assert (account.failed_sign_ins, account.locked_until, account.totp_secret) == (0, None, None)
    assert (account.email, account.phone, account.whatsapp_language) == (None, None, None)
    assert account.created_at.tzinfo is timezone.utc


def test_a_message_was_to_its_citizen_and_a_digest_an_email(session):
    message = session.get(Outbox, 1)
    assert (message.citizen_id, message.account_id) == (1, None)
    assert (message.template, message.is_ahead, message.complaint_id) == (None, False, None)
    digest = session.get(Digest, 1)
    assert (digest.channel, digest.sent_at) == ("email", FILED)


def test_the_way_back_keeps_what_there_was(engine, database_url):
    downgrade(database_url, "first_tables")
    for name, rows in kept(engine).items():
        assert [{key: as_utc(value) for key, value in row.items()} for row in rows] == [
            FIRST_ROWS[name]
        ]


def test_every_table_of_the_beginning_has_a_row(database_url):
    upgrade(database_url, "first_tables")
    engine = make_engine(database_url)
    assert reflected(engine).keys() == FIRST_ROWS.keys() | {"alembic_version"}
    engine.dispose()
