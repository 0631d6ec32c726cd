"""From a case of the review to a label: one act of one person, or of two who agree."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from helpline.services import review
from helpline.services.review import Verdict
from helpline.workbench import labels
from helpline.workbench.labels import Author, Lesson

NOTHING = Verdict()


def teach(
    session: Session,
    case_id: int,
    lessons: Sequence[Lesson],
    is_doubtful: bool,
    author: Author,
    now: datetime,
) -> bool:
    """Decide what the words of a case mean, and keep the lessons; False while it needs a second one.

    They all have the meaning of the first one. Raises Decided, AlreadySaid, NotALabel,
    UnknownMeaning.
    """
    # Refused words are refused at once, not when the second person has looked.
    meaning, *_ = [labels.checked(session, lesson).meaning for lesson in lessons]
    verdict = Verdict(meaning.intent, meaning.category, meaning.kind)
    is_decided = review.say(
        session, case_id, verdict, is_doubtful, author.account_id, author.login, now
    )
    for lesson in lessons if is_decided else ():
        labels.confirm(session, lesson, author, now)
    return is_decided


def teach_nothing(session: Session, case_id: int, author: Author, now: datetime) -> bool:
    """Decide that the words of a case teach nothing; False where a second one said otherwise.

    Raises Decided, AlreadySaid.
    """
    return review.say(session, case_id, NOTHING, False, author.account_id, author.login, now)
