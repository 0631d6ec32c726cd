"""Labels: what people at the desk want the training data to say, kept in the database.

A label stands above the training files: a sentence is added, moved to another meaning, or
retired, until `exchange` brings both together.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from helpline.domain import labels as rules
from helpline.domain.labels import Meaning
from helpline.services import audit
from helpline.store.review import Label
from helpline.workbench import taxonomy
from helpline.workbench.examples import Example, Examples

# Of so many sentences that citizens wrote one is never learnt, so that it can test every model.
KEPT_APART = 5


class UnknownMeaning(ValueError):
    """There is no such intent or category, or a complaint lacks its category or kind."""


@dataclass(frozen=True)
class Author:
    """Who teaches."""

    account_id: int
    login: str


@dataclass(frozen=True)
class Lesson:
    """What is taught: a sentence with its meaning, for training, for testing, or both."""

    text: str
    meaning: Meaning
    is_example: bool = True
    is_test: bool = False
    turn_id: int | None = None


def checked(session: Session, lesson: Lesson) -> Example:
    """Return the line that a lesson makes. Raises NotALabel, UnknownMeaning."""
    if not taxonomy.known(session).is_known(lesson.meaning):
        raise UnknownMeaning(lesson.meaning)
    return Example(rules.checked(lesson.text), lesson.meaning)


def confirm(session: Session, lesson: Lesson, author: Author, now: datetime) -> Label:
    """Keep what somebody confirmed; the same words confirmed again are one label.

    Words that the files have under another meaning stay there until somebody moves them. One
    sentence in five is kept apart: it only tests. Raises NotALabel, UnknownMeaning.
    """
    example = checked(session, lesson)
    label = _label(session, example.key)
    if label is None:
        label = Label(key=example.key)
        session.add(label)
    is_apart = lesson.is_example and label.base is None and is_kept_apart(example.key)
    label.is_example = lesson.is_example and not is_apart
    label.is_test = lesson.is_test or is_apart
    label.turn_id = lesson.turn_id or label.turn_id
    _write(session, label, example, "teach", author, now)
    return label


def add(
    session: Session, examples: Examples, lesson: Lesson, author: Author, now: datetime
) -> Label:
    """Let the training data have a sentence with this meaning, wherever it stood before.

    Raises NotALabel, UnknownMeaning.
    """
    example = checked(session, lesson)
    label = _label(session, example.key) or _above(session, examples, example.key)
    label.is_example = True
    _write(session, label, example, "put_example", author, now)
    return label


def move(
    session: Session,
    examples: Examples,
    keys: Iterable[str],
    meaning: Meaning,
    author: Author,
    now: datetime,
) -> int:
    """Give the sentences with these keys another meaning; return how many have it newly.

    Raises UnknownMeaning.
    """
    if not taxonomy.known(session).is_known(meaning):
        raise UnknownMeaning(meaning)
    count = 0
    for key, label, example in _with_labels(session, examples, keys):
        if example is None or example.meaning == meaning:
            continue
        label = label or _above(session, examples, key)
        _write(session, label, Example(example.text, meaning), "move_example", author, now)
        count += 1
    return count


def retire(
    session: Session, examples: Examples, keys: Iterable[str], author: Author, now: datetime
) -> int:
    """Take the sentences with these keys out of the training data; return how many there were."""
    count = 0
    for key, label, example in _with_labels(session, examples, keys):
        if example is None:
            continue
        label = label or _above(session, examples, key)
        label.text = example.text
        label.intent = label.category = label.kind = None
        _sign(session, label, "retire_example", author, now)
        count += 1
    return count


def bring_back(
    session: Session, meanings: Mapping[str, Meaning], author: Author, now: datetime
) -> int:
    """Let retired sentences have these meanings again, by their keys; return how many do.

    Whatever was taught of the same words meanwhile stays.
    """
    count = 0
    for key, meaning in meanings.items():
        label = _label(session, key)
        if label is None or label.intent is not None:
            continue
        _write(session, label, Example(label.text, meaning), "bring_back_example", author, now)
        count += 1
    return count


def all_by_key(session: Session) -> dict[str, Label]:
    """Return every label by the key of its words."""
    return {label.key: label for label in session.execute(select(Label)).scalars()}


def wanted(label: Label | Row) -> Example | None:
    """Return the line that a label wants the files to have; None where it wants none."""
    if label.intent is None or not label.is_example:
        return None
    return Example(label.text, Meaning(label.intent, label.category, label.kind))


def is_kept_apart(key: str) -> bool:
    """Tell whether the words with this key are never learnt; for the same words for ever the same."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % KEPT_APART == 0


def only_tests(session: Session) -> list[Label]:
    """Return the labels that no model has learnt from and that each can be tested with."""
    found = select(Label).where(Label.is_test, ~Label.is_example, Label.intent.is_not(None))
    return list(session.execute(found.order_by(Label.id)).scalars())


def count_unexported(session: Session) -> int:
    """Count what was taught and is not in the repository yet."""
    unexported = select(func.count(Label.id)).where(
        (Label.exported_at.is_(None)) | (Label.exported_at < Label.at)
    )
    return session.execute(unexported).scalar_one()


def overlaid(session: Session, examples: Examples) -> dict[str, Example]:
    """Return every example as it would be with all labels in the files, by its key."""
    # Plain rows: there are thousands, and every page of examples asks for them.
    rows = session.execute(
        select(Label.key, Label.text, Label.intent, Label.category, Label.kind, Label.is_example)
    )
    lines = examples.by_key()
    for row in rows:
        line = wanted(row)
        if line is not None:
            lines[row.key] = line
        elif row.intent is None:
            lines.pop(row.key, None)
    return lines


def _label(session: Session, key: str) -> Label | None:
    return session.execute(select(Label).where(Label.key == key)).scalar_one_or_none()


def _above(session: Session, examples: Examples, key: str) -> Label:
    """Begin a label above the line that the files have."""
    line = examples.find(key)
    label = Label(key=key, is_example=True, is_test=False, base=line.as_json() if line else None)
    session.add(label)
    return label


def _with_labels(
    session: Session, examples: Examples, keys: Iterable[str]
) -> Iterable[tuple[str, Label | None, Example | None]]:
    for key in dict.fromkeys(keys):
        label = _label(session, key)
        yield key, label, wanted(label) if label else examples.find(key)


def _write(
    session: Session, label: Label, example: Example, act: str, author: Author, now: datetime
) -> None:
    label.text = example.text
    label.intent = example.meaning.intent
    label.category, label.kind = example.meaning.category, example.meaning.kind
    _sign(session, label, act, author, now)


def _sign(session: Session, label: Label, act: str, author: Author, now: datetime) -> None:
    label.account_id, label.at = author.account_id, now
    session.flush()
    audit.record(session, author.login, act, f"label {label.id}", now)
