"""Full-text search in any script: the words of a complaint by their sound, kept in a table.

A complaint is found by its own words, its place, and the names of its block, district, category
and department in both languages.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import and_, delete, exists, insert, or_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql import ColumnElement

from helpline.domain.complaint_number import WrongComplaintNumber, parse
from helpline.store.complaints import Complaint, ComplaintWord
from helpline.store.reference import Block, Category, Department, District
from helpline.text.search_keys import beginnings_of, keys_of, search_key, telling_words

# More words only make a slow question of a pasted letter.
MOST_WORDS = 8
_ROWS_AT_ONCE = 1000
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def condition(words: str) -> ColumnElement[bool]:
    """Return the condition that a complaint in a query has this number, or all these words.

    The last word may be a beginning. Words that stand everywhere (है, the) are not looked for.
    """
    try:
        return Complaint.number == parse(words)
    except WrongComplaintNumber:
        telling = telling_words(words)[:MOST_WORDS]
    whole = [ComplaintWord.key == search_key(word) for word in telling[:-1]]
    beginning = [or_(*map(_begins_with, beginnings_of(word))) for word in telling[-1:]]
    found = [select(ComplaintWord.complaint_id).where(match) for match in whole + beginning]
    return and_(True, *(Complaint.id.in_(ids) for ids in found))


def index(session: Session, complaint: Complaint) -> None:
    """Keep the words of a complaint, new or changed."""
    session.execute(delete(ComplaintWord).where(ComplaintWord.complaint_id == complaint.id))
    named = (complaint.block, complaint.district, complaint.category, complaint.department)
    session.execute(insert(ComplaintWord), word_rows(complaint.id, _texts(complaint, named)))


def index_missing(session: Session) -> int:
    """Keep the words of every complaint that has none yet; return how many those were."""
    has_none = ~exists().where(ComplaintWord.complaint_id == Complaint.id)
    ids = session.execute(select(Complaint.id).where(has_none)).scalars().all()
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        for complaint in _with_names(session, ids[start : start + _ROWS_AT_ONCE]):
            index(session, complaint)
        session.expunge_all()
    return len(ids)


def word_rows(complaint_id: int, texts: Iterable[str]) -> list[dict[str, object]]:
    """Return the rows that these texts of a complaint give, one for each key."""
    keys = sorted({key for text in texts for key in keys_of(text)})
    return [{"key": key, "complaint_id": complaint_id} for key in keys]


def _texts(
    complaint: Complaint, named: Iterable[Block | District | Category | Department | None]
) -> Iterator[str]:
    yield complaint.text
    yield complaint.place
    for row in named:
        if row is not None:
            yield row.name_hi
            yield row.name_en


def _with_names(session: Session, ids: list[int]) -> list[Complaint]:
    names = (Complaint.block, Complaint.district, Complaint.category, Complaint.department)
    return list(
        session.execute(
            select(Complaint).where(Complaint.id.in_(ids)).options(*map(joinedload, names))
        ).scalars()
    )


def _begins_with(beginning: str) -> ColumnElement[bool]:
    """A range, because SQLite's LIKE takes no part of an index.

    Keys of scripts without sound rules are compared whole: how they are sorted is the
    database's own affair.
    """
    if not set(beginning) <= set(_LETTERS):
        return ComplaintWord.key == beginning
    after = _next_beginning(beginning)
    return and_(ComplaintWord.key >= beginning, ComplaintWord.key < after if after else True)


def _next_beginning(beginning: str) -> str:
    """Return what is sorted behind all that begins so: bij → bik, biz → bj; empty behind z."""
    shortened = beginning.rstrip(_LETTERS[-1])
    if not shortened:
        return ""
    return shortened[:-1] + _LETTERS[_LETTERS.index(shortened[-1]) + 1]
