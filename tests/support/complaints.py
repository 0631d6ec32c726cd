"""A small state with complaints in it, for tests that read them."""

from datetime import datetime, timedelta, timezone

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpline.domain import complaint_number
from helpline.store.complaints import Complaint, ComplaintEvent
from helpline.store.messages import Citizen, Inbox
from helpline.store.reference import Block, Category, Department, District, Post

NOON = datetime(2026, 3, 10, 6, 30, tzinfo=timezone.utc)
ALMORA, HARIDWAR = 45, 51
PHONE = "919876543123"


def add_reference(session: Session) -> None:
    """Add two districts, two departments with a category each, and their offices."""
    session.add_all(
        [
            District(code=ALMORA, name_en="Almora", name_hi="अल्मोड़ा"),
            District(code=HARIDWAR, name_en="Haridwar", name_hi="हरिद्वार"),
            Department(code="energy", name_en="Energy", name_hi="ऊर्जा विभाग"),
            Department(code="health", name_en="Health", name_hi="स्वास्थ्य विभाग"),
        ]
    )
    session.flush()
    session.add_all(
        [
            Category(
                code="energy/power_outage",
                department_code="energy",
                name_en="No electricity",
                name_hi="बिजली नहीं है",
            ),
            Category(
                code="health/ambulance",
                department_code="health",
                name_en="Ambulance",
                name_hi="एम्बुलेंस",
            ),
            Block(
                code=1,
                district_code=ALMORA,
                name_en="Takula",
                name_hi="ताकुला",
                is_headquarters=True,
            ),
        ]
    )
    session.flush()
    for department in ("energy", "health"):
        session.add(
            Post(
                department_code=department,
                level=1,
                district_code=ALMORA,
                block_code=1,
                title_en=f"{department} office, Takula",
                title_hi=f"{department} कार्यालय, ताकुला",
            )
        )
    session.flush()


def add_complaint(session: Session, **values: object) -> Complaint:
    """Add a complaint of a citizen in Almora about the electricity, or as `values` say."""
    filed_at = values.get("filed_at", NOON)
    department = str(values.get("category_code", "energy/power_outage")).partition("/")[0]
    post_id = session.execute(select(Post.id).where(Post.department_code == department)).scalar()
    inbox = _inbox(session, filed_at)
    standard = {
        "citizen": inbox.citizen,
        "inbox_id": inbox.id,
        "text": "3 दिन से बिजली नहीं है",
        "category_code": "energy/power_outage",
        "kind": "grievance",
        "department_code": department,
        "district_code": ALMORA,
        "block_code": 1,
        "place": "ग्राम बसौली",
        "state": "assigned",
        "state_since": filed_at,
        "post_id": post_id,
        "post_since": filed_at,
        "due_at": filed_at + timedelta(days=7),
        "filed_at": filed_at,
    }
    complaint = Complaint(**{**standard, **values})
    session.add(complaint)
    session.flush()
    complaint.number = complaint_number.for_id(complaint.id)
    complaint.history.append(
        ComplaintEvent(
            act="filed",
            actor="citizen",
            words=complaint.text,
            state=complaint.state,
            post_id=complaint.post_id,
            at=filed_at,
        )
    )
    session.flush()
    return complaint


def _inbox(session: Session, received_at: datetime) -> Inbox:
    citizen = session.execute(select(Citizen)).scalars().first() or Citizen(
        key="key", phone=PHONE, first_seen_at=received_at, last_message_at=received_at
    )
    count = session.execute(select(func.count(Inbox.id))).scalar_one()
    inbox = Inbox(
        wamid=f"wamid.{count}",
        citizen=citizen,
        kind="text",
        payload={},
        received_at=received_at,
        not_before=received_at,
    )
    session.add(inbox)
    session.flush()
    return inbox
