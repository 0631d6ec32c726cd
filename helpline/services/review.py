"""The review: turns that people should look at, so that the assistant gets better.

How they come onto the list is in misheard. What people say of a case are opinions; what follows
from them for the training data is made in helpline.workbench.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql import ColumnElement

from helpline.domain import review as rules
from helpline.domain.review import Agreement, agreement
from helpline.services import audit
from helpline.services.misheard import gather_like
from helpline.services.paging import Page, page_of
from helpline.store.accounts import Account
from helpline.store.messages import Turn
from helpline.store.review import ReviewCase, ReviewItem, ReviewOpinion, ReviewWord
from helpline.text.search_keys import keys_of

LATER = timedelta(hours=20)
MOST_TURNS_SHOWN = 10
# Of a case that was said very often the latest turns tell in which words.
_TURNS_COMPARED = 200
# The figures of so many cases are of today's people, not of those years ago.
_PAIRS_COUNTED = 500

MINE = "mine"
LISTS = (rules.OPEN, MINE, rules.LATER, rules.SECOND, rules.DONE, rules.SKIPPED)


class UnknownReason(ValueError):
    """A case is skipped for one of the known reasons."""


class Decided(Exception):
    """Somebody else was quicker: the case waits no more."""


class NoReviewer(ValueError):
    """A case is given to somebody who reviews, and whose account is open."""


class AlreadySaid(Exception):
    """A second opinion is somebody else's."""


@dataclass(frozen=True)
class Verdict:
    """What the words of a case mean; no intent where they teach nothing."""

    intent: str | None = None
    category: str | None = None
    kind: str | None = None

    @property
    def name(self) -> str:
        """The verdict as one word, to compare it with another one."""
        return "/".join(filter(None, (self.intent, self.category, self.kind)))


@dataclass(frozen=True)
class Line:
    """A case in the list; `heard` is the subject of a complaint, else the intent."""

    id: int
    state: str
    words: str
    heard: str
    confidence: float
    turns: int
    at: datetime
    holder: str | None
    by: str | None
    skip_reason: str | None
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wording:
    """A way in which a case was said: its latest turn, and every turn in these words."""

    turn: Turn
    turn_ids: tuple[int, ...]


@dataclass(frozen=True)
class Said:
    """Somebody's opinion of a case."""

    account_id: int
    name: str
    verdict: Verdict


# --- the list ---------------------------------------------------------------------------------


def lines(session: Session, which: str, account_id: int, page: int, now: datetime) -> Page[Line]:
    """Return one page of a list: what waits the most valuable first, what is decided the latest."""
    decided = which in (rules.DONE, rules.SKIPPED)
    order = (ReviewCase.decided_at if decided else ReviewCase.worth).desc()
    query = (
        select(ReviewCase)
        .where(_in_list(which, account_id, now))
        .options(
            # Afterwards, so that thousands of cases are sorted without their turns.
            selectinload(ReviewCase.last_turn),
            selectinload(ReviewCase.holder),
            selectinload(ReviewCase.account),
        )
        .order_by(order, ReviewCase.id.desc())
    )
    found = page_of(session, query, page, lambda row: row[0])
    reasons = reasons_of(session, [case.id for case in found.lines])
    made = [_line(case, reasons.get(case.id, [])) for case in found.lines]
    return Page(made, found.number, found.has_more, found.total)


def count(session: Session, which: str, account_id: int, now: datetime) -> int:
    """Count the cases of a list."""
    wanted = select(func.count(ReviewCase.id)).where(_in_list(which, account_id, now))
    return session.execute(wanted).scalar_one()


def next_case(session: Session, account_id: int, now: datetime, after: int = 0) -> int | None:
    """Return the most valuable case that waits for this person, and is not the one just left."""
    return session.execute(
        select(ReviewCase.id)
        .where(
            _in_list(rules.OPEN, account_id, now),
            or_(ReviewCase.holder_id.is_(None), ReviewCase.holder_id == account_id),
            ReviewCase.id != after,
        )
        .order_by(ReviewCase.worth.desc(), ReviewCase.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def reasons_of(session: Session, case_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the reasons of each case, those that are worth most first."""
    rows = session.execute(
        select(ReviewItem.case_id, ReviewItem.reason)
        .where(ReviewItem.case_id.in_(list(case_ids)))
        .distinct()
    )
    found: dict[int, list[str]] = {}
    for case_id, reason in rows:
        found.setdefault(case_id, []).append(reason)
    return {
        case_id: sorted(reasons, key=lambda reason: (-rules.WORTH[reason], reason))
        for case_id, reasons in found.items()
    }


def turns_of(session: Session, case_id: int) -> list[Turn]:
    """Return the latest turns of a case, the latest first."""
    ids = select(ReviewItem.turn_id).where(ReviewItem.case_id == case_id)
    return list(
        session.execute(
            select(Turn).where(Turn.id.in_(ids)).order_by(Turn.id.desc()).limit(MOST_TURNS_SHOWN)
        ).scalars()
    )


def wordings_of(session: Session, case_id: int) -> list[Wording]:
    """Return in which different words a case was said, the latest first.

    Words that sound the same are the same, in whatever script.
    """
    ids = select(ReviewItem.turn_id).where(ReviewItem.case_id == case_id)
    latest = select(Turn).where(Turn.id.in_(ids)).order_by(Turn.id.desc()).limit(_TURNS_COMPARED)
    in_words: dict[frozenset[str] | str, list[Turn]] = {}
    for turn in session.execute(latest).scalars():
        in_words.setdefault(frozenset(keys_of(turn.text)) or turn.text, []).append(turn)
    wordings = [Wording(same[0], tuple(turn.id for turn in same)) for same in in_words.values()]
    return wordings[: rules.MOST_WORDINGS]


def reviewers(session: Session) -> list[Account]:
    """Return those to whom a case can be given, by name."""
    found = select(Account).where(Account.role.in_(rules.REVIEWERS), ~Account.is_closed)
    return list(session.execute(found.order_by(Account.name, Account.id)).scalars())


def _in_list(which: str, account_id: int, now: datetime) -> ColumnElement[bool]:
    is_due = and_(ReviewCase.state == rules.LATER, ReviewCase.later_until <= now)
    if which == rules.OPEN:
        return or_(ReviewCase.state == rules.OPEN, is_due)
    if which == rules.LATER:
        return and_(ReviewCase.state == rules.LATER, ReviewCase.later_until > now)
    if which == MINE:
        return and_(ReviewCase.holder_id == account_id, ReviewCase.state.in_(rules.WAITING))
    return ReviewCase.state == which


def _line(case: ReviewCase, reasons: list[str]) -> Line:
    turn = case.last_turn
    heard, confidence = _heard(turn)
    return Line(
        id=case.id,
        state=case.state,
        words=turn.text,
        heard=heard,
        confidence=confidence,
        turns=case.turns,
        at=turn.finished_at,
        holder=case.holder.name if case.holder else None,
        by=case.account.name if case.account else None,
        skip_reason=case.skip_reason,
        reasons=reasons,
    )


def _heard(turn: Turn) -> tuple[str, float]:
    subject = next((one for one in turn.entities if one["entity"] == "category"), None)
    if turn.intent != rules.COMPLAINT or subject is None or not subject.get("value"):
        return turn.intent, turn.confidence
    return subject["value"], turn.confidence * subject.get("confidence", 1.0)


# --- deciding ---------------------------------------------------------------------------------


def take(session: Session, case_id: int, account_id: int, login: str, now: datetime) -> None:
    """Let somebody look at a case alone, or give it back where they had it. Raises Decided."""
    case = waiting(session, case_id)
    gives_back = case.holder_id == account_id
    case.holder_id = None if gives_back else account_id
    _write_down(session, login, "give_back" if gives_back else "take", case, now)


def give(
    session: Session, case_id: int, account_id: int | None, login: str, now: datetime
) -> Account:
    """Let somebody else look at a case, and return them. Raises Decided, NoReviewer."""
    case = waiting(session, case_id)
    found = [one for one in reviewers(session) if one.id == account_id]
    if not found:
        raise NoReviewer(account_id)
    case.holder_id = account_id
    _write_down(session, login, "give", case, now)
    return found[0]


def put_off(session: Session, case_id: int, login: str, now: datetime) -> None:
    """Look at a case another day. Raises Decided."""
    case = waiting(session, case_id)
    case.state, case.later_until, case.holder_id = rules.LATER, now + LATER, None
    _write_down(session, login, "later", case, now)


def skip(
    session: Session, case_id: int, reason: str, account_id: int, login: str, now: datetime
) -> None:
    """End a case without a lesson, for a reason. Raises Decided, UnknownReason."""
    if reason not in rules.SKIP_REASONS:
        raise UnknownReason(reason)
    case = waiting(session, case_id)
    case.skip_reason = reason
    _end(session, case, rules.SKIPPED, account_id, now)
    _write_down(session, login, "skip", case, now)


def open_again(session: Session, case_id: int, login: str, now: datetime) -> None:
    """Let a case wait again that was decided; its opinions are gone. Raises Decided if it waits."""
    case = _locked(session, case_id)
    if case is None or case.state in rules.WAITING:
        raise Decided(case_id)
    case.state, case.skip_reason = rules.OPEN, None
    case.account_id = case.decided_at = case.later_until = None
    session.execute(delete(ReviewOpinion).where(ReviewOpinion.case_id == case.id))
    gather_like(session, case, session.get(Turn, case.last_turn_id).text)
    _write_down(session, login, "open", case, now)


def say(
    session: Session,
    case_id: int,
    verdict: Verdict,
    is_doubtful: bool,
    account_id: int,
    login: str,
    now: datetime,
) -> bool:
    """Take somebody's opinion of a case; True where the case is decided by it.

    A doubtful one waits for a second person. Where two differ, a third one decides. Raises
    Decided, AlreadySaid.
    """
    case = waiting(session, case_id)
    before = opinions(session, case_id)
    if any(said.account_id == account_id for said in before):
        raise AlreadySaid(case_id)
    session.add(
        ReviewOpinion(
            case_id=case.id,
            account_id=account_id,
            intent=verdict.intent,
            category=verdict.category,
            kind=verdict.kind,
            at=now,
        )
    )
    session.flush()
    differs = len(before) == 1 and before[0].verdict != verdict
    if (is_doubtful and not before) or differs:
        case.state, case.holder_id = rules.SECOND, None
        _write_down(session, login, "second_opinion", case, now)
        return False
    _end(session, case, rules.DONE, account_id, now)
    _write_down(session, login, "done", case, now)
    return True


def opinions(session: Session, case_id: int) -> list[Said]:
    """Return what people said of a case, in the order in which they did."""
    rows = session.execute(
        select(ReviewOpinion)
        .where(ReviewOpinion.case_id == case_id)
        .options(joinedload(ReviewOpinion.account))
        .order_by(ReviewOpinion.id)
    ).scalars()
    return [
        Said(row.account_id, row.account.name, Verdict(row.intent, row.category, row.kind))
        for row in rows
    ]


def agreed(session: Session) -> Agreement:
    """Return how often first and second opinions agree."""
    of_two = (
        select(ReviewOpinion.case_id)
        .group_by(ReviewOpinion.case_id)
        .having(func.count() > 1)
        .order_by(ReviewOpinion.case_id.desc())
        .limit(_PAIRS_COUNTED)
    )
    rows = session.execute(
        select(ReviewOpinion)
        .where(ReviewOpinion.case_id.in_(of_two))
        .order_by(ReviewOpinion.case_id, ReviewOpinion.id)
    ).scalars()
    said: dict[int, list[str]] = {}
    for row in rows:
        said.setdefault(row.case_id, []).append(Verdict(row.intent, row.category, row.kind).name)
    return agreement([(names[0], names[1]) for names in said.values()])


def waiting(session: Session, case_id: int) -> ReviewCase:
    """Return a case that waits, held until the transaction ends. Raises Decided."""
    case = _locked(session, case_id)
    if case is None or case.state not in rules.WAITING:
        raise Decided(case_id)
    return case


def _locked(session: Session, case_id: int) -> ReviewCase | None:
    return session.execute(
        select(ReviewCase)
        .where(ReviewCase.id == case_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def _end(session: Session, case: ReviewCase, state: str, account_id: int, now: datetime) -> None:
    case.state, case.account_id, case.decided_at = state, account_id, now
    case.holder_id = None
    # What comes in the same words from now on is news: the lesson has not helped.
    session.execute(delete(ReviewWord).where(ReviewWord.case_id == case.id))


def _write_down(session: Session, login: str, act: str, case: ReviewCase, now: datetime) -> None:
    session.flush()
    audit.record(session, login, f"review_{act}", f"review case {case.id}", now)
