"""Accounts for a trial: one for each role, all with the same password."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.clock import day_in_india
from helpline.domain import roles
from helpline.services import postings
from helpline.services.accounts import Particulars, create_account, find_account
from helpline.services.passwords import hash_password, password_matches
from helpline.store.accounts import Account, Posting
from helpline.store.reference import Block, District, Post

BY = "console"
DISTRICT, BLOCK, DEPARTMENT = "Tehri Garhwal", "Bhilangna", "energy"


@dataclass(frozen=True)
class DemoLogin:
    """A login to be shown to whoever tries the helpline, and whose it is."""

    login: str
    name: str


@dataclass(frozen=True)
class _Demo:
    login: str
    name: str
    role: str
    level: int | None = None


# Everybody looks after the same place, so that one complaint can go its whole way.
_DEMOS = (
    _Demo("helpdesk", "हेल्प डेस्क 1905", roles.HELPDESK),
    _Demo("engineer", "अवर अभियंता, भिलंगना", roles.OFFICER, 1),
    _Demo("executive", "अधिशासी अभियंता, टिहरी गढ़वाल", roles.OFFICER, 2),
    _Demo("director", "प्रबंध निदेशक, यूपीसीएल", roles.OFFICER, 3),
    _Demo("secretary", "सचिव, ऊर्जा", roles.OFFICER, 4),
    _Demo("magistrate", "ज़िलाधिकारी, टिहरी गढ़वाल", roles.DISTRICT_MAGISTRATE),
    _Demo("cm_office", "मुख्यमंत्री कार्यालय", roles.CM_OFFICE),
    _Demo("trainer", "प्रशिक्षक", roles.TRAINER),
    _Demo("administrator", "प्रशासक", roles.ADMINISTRATOR),
)


def seed_demo_accounts(session: Session, password: str, now: datetime) -> list[DemoLogin]:
    """Make sure that the demo accounts exist, hold their posts and have this password."""
    password_hash = hash_password(password)
    for demo in _DEMOS:
        account = find_account(session, demo.login)
        if account is None:
            account = _create(session, demo, password_hash, now)
        elif not password_matches(account, password):
            account.password_hash, account.must_change_password = password_hash, False
        if demo.level:
            _post(session, account, demo.level, now)
    return [DemoLogin(demo.login, demo.name) for demo in _DEMOS]


def _create(session: Session, demo: _Demo, password_hash: str, now: datetime) -> Account:
    is_magistrate = demo.role == roles.DISTRICT_MAGISTRATE
    district = _district(session) if is_magistrate else None
    particulars = Particulars(demo.name, demo.role, district_code=district)
    return create_account(
        session, demo.login, particulars, password_hash, BY, now, must_change_password=False
    )


def _post(session: Session, account: Account, level: int, now: datetime) -> None:
    """Give the officer the post once; a trial may move them on."""
    held_before = select(Posting.id).where(Posting.account_id == account.id)
    if session.execute(held_before).first() is not None:
        return
    wanted = select(Post).where(Post.department_code == DEPARTMENT, Post.level == level)
    if level == 1:
        wanted = wanted.join(Block, Post.block_code == Block.code).where(Block.name_en == BLOCK)
    if level == 2:
        wanted = wanted.where(Post.district_code == _district(session))
    post = session.execute(wanted).scalar_one()
    postings.transfer(session, account, post, day_in_india(now), BY, now)


def _district(session: Session) -> int:
    return session.execute(select(District.code).where(District.name_en == DISTRICT)).scalar_one()
