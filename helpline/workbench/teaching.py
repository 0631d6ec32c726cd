"""From a case of the review to a label: one act of one person, or of two who agree."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from helpline.services import review
from helpline.services.review import Verdict
from helpline.store.review import ReviewCase
from helpline.workbench import labels
from helpline.workbench.labels import Author, Lesson

NOTHING = Verdict()


def teach(
    session: Session,
    case_id: int,
    lesson: Lesson,
    is_doubtful: bool,
    author: Author,
    now: datetime,
) -> bool:
    """Decide what the words of a case mean, and keep the lesson; False while it needs a second one.

    Raises Decided, AlreadySaid, NotALabel, UnknownMeaning.
    """
    # Refused words are refused at once, not when the second person has looked.
    meaning = labels.checked(session, lesson).meaning
    verdict = Verdict(meaning.intent, meaning.category, meaning.kind)
    is_decided = review.say(
        session, case_id, verdict, is_doubtful, author.account_id, author.login, now
    )
    if is_decided:
        turn_id = session.get(ReviewCase, case_id).last_turn_id
        labels.confirm(session, replace(lesson, turn_id=turn_id), author, now)
    return is_decided


def teach_nothing(session: Session, case_id: int, author: Author, now: datetime) -> bool:
    """Decide that the words of a case teach nothing; False where a second one said otherwise.

    Raises Decided, AlreadySaid.
    """
    return review.say(session, case_id, NOTHING, False, author.account_id, author.login, now)
