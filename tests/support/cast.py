"""The fixed cast: who works where, in a seeded state, for tests about offices and complaints.

Complaints lie in Bhilangna, Tehri Garhwal, and are about electricity unless a test says otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.clock import INDIA
from helpline.domain import roles
from helpline.domain.draft import Draft
from helpline.services import misheard
from helpline.services.filing import file_complaint
from helpline.services.offices import person_of
from helpline.store.accounts import Account, Posting
from helpline.store.casework import Attachment
from helpline.store.complaints import Complaint
from helpline.store.media import CitizenFile
from helpline.store.messages import DONE, Citizen, Inbox, Turn
from helpline.store.reference import Block, District, Post
from helpline.store.review import ReviewItem

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=INDIA)
SINCE = date(2026, 1, 1)
DISTRICT, BLOCK = "Tehri Garhwal", "Bhilangna"
OTHER_DISTRICT, OTHER_BLOCK = "Almora", "Takula"


@dataclass(frozen=True)
class Member:
    """Somebody of the cast: the role, and the department and level of the post held, if any."""

    role: str
    department: str | None = None
    level: int | None = None
    elsewhere: bool = False  # in the other district


CAST = {
    "engineer": Member(roles.OFFICER, "energy", 1),
    "executive": Member(roles.OFFICER, "energy", 2),
    "director": Member(roles.OFFICER, "energy", 3),
    "secretary": Member(roles.OFFICER, "energy", 4),
    "stranger": Member(roles.OFFICER, "energy", 1, elsewhere=True),
    "strange_executive": Member(roles.OFFICER, "energy", 2, elsewhere=True),
    "doctor": Member(roles.OFFICER, "health", 1),
    "magistrate": Member(roles.DISTRICT_MAGISTRATE),
    "strange_magistrate": Member(roles.DISTRICT_MAGISTRATE, elsewhere=True),
    "helpdesk": Member(roles.HELPDESK),
    "trainer": Member(roles.TRAINER),
    "cm_office": Member(roles.CM_OFFICE),
    "administrator": Member(roles.ADMINISTRATOR),
}


def add_cast(session: Session, password_hash: str = "none") -> None:
    """Add an account for everybody, and their postings."""
    for login, member in CAST.items():
        district = district_code(session, OTHER_DISTRICT if member.elsewhere else DISTRICT)
        account = Account(
            login=login,
            name=login.replace("_", " ").title(),
            role=member.role,
            district_code=district if member.role == roles.DISTRICT_MAGISTRATE else None,
            password_hash=password_hash,
            created_at=NOW,
        )
        session.add(account)
        session.flush()
        if member.level:
            post = post_of(session, member.department, member.level, member.elsewhere)
            session.add(Posting(post_id=post.id, account_id=account.id, since=SINCE))
    session.flush()


def account(session: Session, login: str) -> Account:
    return session.execute(select(Account).where(Account.login == login)).scalar_one()


def person(session: Session, login: str, day: date | None = None):
    return person_of(session, account(session, login), day or NOW.date())


def district_code(session: Session, name: str) -> int:
    return session.execute(select(District.code).where(District.name_en == name)).scalar_one()


def post_of(session: Session, department: str, level: int, elsewhere: bool = False) -> Post:
    """Return the department's post of this level where the cast works."""
    wanted = select(Post).where(Post.department_code == department, Post.level == level)
    if level == 1:
        name = OTHER_BLOCK if elsewhere else BLOCK
        wanted = wanted.join(Block, Post.block_code == Block.code).where(Block.name_en == name)
    if level == 2:
        name = OTHER_DISTRICT if elsewhere else DISTRICT
        wanted = wanted.where(Post.district_code == district_code(session, name))
    return session.execute(wanted).scalar_one()


def filed(session: Session, now: datetime = NOW, **values: object) -> Complaint:
    """File a complaint about electricity in Bhilangna, or as the values of its draft say."""
    standard = {
        "complaint_text": "3 दिन से बिजली नहीं है",
        "category": "energy/power_outage",
        "place": "Ghansali",
        "district": DISTRICT,
        "block": BLOCK,
        "confirmed": True,
    }
    inbox = message(session, now)
    return file_complaint(session, inbox.id, Draft(**{**standard, **values}), now)


def message(session: Session, now: datetime = NOW, key: str = "sita") -> Inbox:
    """Let the citizen write something."""
    citizen = session.execute(select(Citizen).where(Citizen.key == key)).scalar_one_or_none()
    citizen = citizen or Citizen(
        key=key, phone="919000000001", first_seen_at=now, last_message_at=now
    )
    count = len(session.execute(select(Inbox.id)).all())
    inbox = Inbox(
        wamid=f"wamid.{count}",
        citizen=citizen,
        kind="text",
        payload={},
        received_at=now,
        not_before=now,
    )
    session.add(inbox)
    session.flush()
    return inbox


def misunderstood(
    session: Session,
    text: str = "जो समझ न आए वह बात",
    key: str = "sita",
    now: datetime = NOW,
    **values: object,
) -> Turn:
    """Let a turn of the citizen end in which nothing was understood, or as the values say."""
    said = message(session, now, key)
    said.payload = {"text": {"body": text}}
    standard = {
        "intent": "nlu_fallback",
        "confidence": 0.2,
        "intent_ranking": [],
        "entities": [],
        "model_id": "model",
        "replies": [{"response": "utter_unclear", "text": "मैं समझ नहीं पाया"}],
    }
    turn = Turn(
        inbox_id=said.id,
        citizen_id=said.citizen_id,
        text=text,
        finished_at=now,
        **{**standard, **values},
    )
    session.add(turn)
    session.flush()
    misheard.note(session, turn, now)
    return turn


def review_case(session: Session, text: str = "जो समझ न आए वह बात", **values: object) -> int:
    """Let something be misunderstood; return the id of its case."""
    turn = misunderstood(session, text, **values)
    item = select(ReviewItem.case_id).where(ReviewItem.turn_id == turn.id)
    return session.execute(item).scalars().first()


def citizen_file(
    session: Session,
    kind: str = "image",
    key: str = "sita",
    at: datetime = NOW,
    complaint: Complaint | None = None,
    **values: object,
) -> CitizenFile:
    """Let the citizen have sent a file that was fetched; the file itself is not there."""
    row = message(session, at, key)
    standard = {"state": DONE, "media_type": "audio/ogg", "media_id": "1", "has_words": False}
    file = CitizenFile(
        citizen_id=row.citizen_id,
        inbox_id=row.id,
        complaint_id=complaint.id if complaint else None,
        kind=kind,
        received_at=at,
        not_before=at,
        **{**standard, **values},
    )
    session.add(file)
    session.flush()
    return file


def proof(session: Session, complaint: Complaint, login: str = "engineer", now: datetime = NOW):
    """Attach a photo to a complaint, as an office does; the file itself is not there."""
    count = len(session.execute(select(Attachment.id)).all())
    attachment = Attachment(
        complaint_id=complaint.id,
        account_id=account(session, login).id,
        token=f"token-{count}",
        name="photo.jpg",
        media_type="image/jpeg",
        size=1000,
        sha256=str(count),
        doubts=[],
        at=now,
    )
    session.add(attachment)
    session.flush()
    return attachment
