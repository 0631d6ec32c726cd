"""Topics as trainers make them: questions with their replies, and categories of complaints.

Each act is a row, signed and with its reason; what was before stays as history.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpline.domain.draft import OTHER_CATEGORY
from helpline.domain.labels import COMPLAINT, Meaning
from helpline.domain.topics import (
    LONGEST_CATEGORY,
    LONGEST_NAME,
    TAUGHT,
    NotATopic,
    checked_names,
    checked_reply,
    code_of,
    is_taught,
)
from helpline.services import audit
from helpline.store.additions import (
    CATEGORY,
    INTENT,
    LIVE,
    MERGED,
    REPLY,
    RETIRED,
    Addition,
    newest,
    newest_of,
)
from helpline.store.complaints import IS_OPEN, Complaint
from helpline.store.seed import put_category
from helpline.workbench import labels, taxonomy
from helpline.workbench.dialogue_files import (
    Content,
    Reply,
    answer_to,
    answers_in_files,
    replies_in_files,
)
from helpline.workbench.examples import Examples
from helpline.workbench.labels import Author, UnknownMeaning, overlaid

# In the row of what is retired: the keys of the examples that went along, each with its kind.
_GONE = "examples"


class StillNeeded(Exception):
    """It cannot be retired: the program acts on it, or `open_complaints` still have it."""

    def __init__(self, code: str, open_complaints: int = 0) -> None:
        super().__init__(code)
        self.open_complaints = open_complaints


@dataclass(frozen=True)
class Signed:
    """Who changes something, why and when."""

    author: Author
    why: str
    now: datetime


# --- questions --------------------------------------------------------------------------------


def add_question(
    session: Session, name_hi: str, name_en: str, hi: str, en: str, signed: Signed
) -> str:
    """Make a question that citizens ask, with the answer; return its code.

    Raises NotATopic where a name or text is wrong, or there is such a question already.
    """
    names = checked_names(name_hi, name_en, LONGEST_NAME)
    reply = checked_reply(hi, en)
    code = TAUGHT + code_of(names["name_en"])
    if code in taxonomy.known(session).intents:
        raise NotATopic("name_en", "there_already")
    _put(session, INTENT, code, {**names, "state": LIVE}, signed)
    _put(session, REPLY, answer_to(code), reply, signed)
    return code


def name_question(session: Session, code: str, name_hi: str, name_en: str, signed: Signed) -> None:
    """Give a question other names; its code stays. Raises NotATopic, UnknownMeaning."""
    if not is_taught(code):
        raise UnknownMeaning(code)
    _must_be_live(session, Meaning(code))
    names = checked_names(name_hi, name_en, LONGEST_NAME)
    _put(session, INTENT, code, {**names, "state": LIVE}, signed)


def change_reply(session: Session, name: str, hi: str, en: str, signed: Signed) -> None:
    """Let the assistant say something in other words, with the same facts.

    Raises NotATopic, UnknownMeaning where there is no such reply.
    """
    reply = replies(session).get(name)
    if reply is None:
        raise UnknownMeaning(name)
    _put(session, REPLY, name, checked_reply(hi, en, reply.facts), signed)


def merge_intent(session: Session, examples: Examples, code: str, into: str, signed: Signed) -> int:
    """Let an intent be learnt as another one; return how many examples went over.

    Raises StillNeeded, UnknownMeaning.
    """
    _must_be_simple(code)
    if code == into or into == COMPLAINT:
        raise UnknownMeaning(into)
    count = _move(session, examples, Meaning(code), Meaning(into), signed)
    _end(session, INTENT, code, {"state": MERGED, "into": into}, signed)
    return count


def retire_intent(session: Session, examples: Examples, code: str, signed: Signed) -> int:
    """Learn an intent no more; return how many examples go. Raises StillNeeded, UnknownMeaning."""
    _must_be_simple(code)
    _must_be_live(session, Meaning(code))
    gone = _retire(session, examples, lambda meaning: meaning.intent == code, signed)
    _end(session, INTENT, code, {"state": RETIRED, _GONE: gone}, signed)
    return len(gone)


def may_retire(intent: str) -> bool:
    """Tell whether an intent can be merged or retired: a reply alone answers it, no action."""
    return is_taught(intent) or intent in answers_in_files()


def answer_of(said: Mapping[str, Reply], intent: str) -> Reply | None:
    """Return of all `replies` the one to an intent; None where an action chooses what to say."""
    name = answer_to(intent) if is_taught(intent) else answers_in_files().get(intent)
    return said.get(name) if name else None


def replies(session: Session) -> dict[str, Reply]:
    """Return every reply that is said in both languages, as trainers want it, by its name."""
    found = dict(replies_in_files())
    for name, row in newest(session, REPLY).items():
        known, texts = found.get(name), row.content
        path = known.path if known else None
        buttons = (known.buttons_hi, known.buttons_en) if known else ()
        found[name] = Reply(name, path, texts["hi"], texts["en"], *buttons)
    return found


# --- categories -------------------------------------------------------------------------------


def add_category(
    session: Session, department: str, name_hi: str, name_en: str, signed: Signed
) -> str:
    """Make a category of complaints, known to every office at once; return its code.

    Raises NotATopic.
    """
    known = taxonomy.known(session)
    if department not in known.departments:
        raise NotATopic("department", "missing")
    names = checked_names(name_hi, name_en, LONGEST_CATEGORY)
    code = f"{department}/{code_of(names['name_en'])}"
    if code in known.categories:
        raise NotATopic("name_en", "there_already")
    _put_category(session, code, names, signed)
    return code


def name_category(session: Session, code: str, name_hi: str, name_en: str, signed: Signed) -> None:
    """Give a category other names; its code stays. Raises NotATopic, UnknownMeaning."""
    _must_be_category(session, code)
    _put_category(session, code, checked_names(name_hi, name_en, LONGEST_CATEGORY), signed)


def move_category(
    session: Session, examples: Examples, code: str, department: str, signed: Signed
) -> str:
    """Give a category to another department, with its examples; return its new code.

    Complaints that have it stay where they are. Raises NotATopic, UnknownMeaning, StillNeeded.
    """
    names = _must_be_category(session, code)
    if department == code.split("/")[0]:
        raise NotATopic("department", "there_already")
    moved = add_category(session, department, names["hi"], names["en"], signed)
    merge_category(session, examples, code, moved, signed)
    return moved


def merge_category(
    session: Session, examples: Examples, code: str, into: str, signed: Signed
) -> int:
    """Let a category be learnt as another one; return how many examples went over.

    Complaints that have it keep it, with their office. Raises UnknownMeaning, StillNeeded.
    """
    names = _must_be_category(session, code)
    _must_be_category(session, into)
    if code in (into, OTHER_CATEGORY):
        raise StillNeeded(code)
    count = sum(
        _move(session, examples, meaning, Meaning(COMPLAINT, into, meaning.kind), signed)
        for meaning in _meanings(session, examples, code)
    )
    _end(session, CATEGORY, code, {**_as_content(names), "state": MERGED, "into": into}, signed)
    return count


def retire_category(session: Session, examples: Examples, code: str, signed: Signed) -> int:
    """Learn and offer a category no more; return how many examples go.

    Raises StillNeeded while complaints that have it are open, UnknownMeaning.
    """
    names = _must_be_category(session, code)
    count_open = open_complaints(session, code)
    if count_open or code == OTHER_CATEGORY:
        raise StillNeeded(code, count_open)
    gone = _retire(session, examples, lambda meaning: meaning.category == code, signed)
    state = {**_as_content(names), "state": RETIRED, _GONE: gone}
    _end(session, CATEGORY, code, state, signed)
    return len(gone)


def open_complaints(session: Session, code: str) -> int:
    """Count the open complaints that have a category."""
    of_it = select(func.count(Complaint.id)).where(Complaint.category_code == code, IS_OPEN)
    return session.execute(of_it).scalar_one()


# --- what was retired -------------------------------------------------------------------------


def retired(session: Session, kind: str) -> list[Addition]:
    """Return the last change of each intent or category that is retired, the latest first."""
    rows = [row for row in newest(session, kind).values() if row.content.get("state") == RETIRED]
    return sorted(rows, key=lambda row: -row.id)


def bring_back(session: Session, kind: str, code: str, signed: Signed) -> int:
    """Let a retired intent or category be learnt again, with its examples; return how many.

    Raises UnknownMeaning where it is not retired.
    """
    last = newest_of(session, kind, code)
    if last is None or last.content.get("state") != RETIRED:
        raise UnknownMeaning(code)
    content = {**last.content, "state": LIVE}
    gone = content.pop(_GONE, {})
    _put(session, kind, code, content, signed)
    if kind == CATEGORY:
        put_category(session, code, content)
    back = {
        key: Meaning(COMPLAINT, code, of_kind) if kind == CATEGORY else Meaning(code)
        for key, of_kind in gone.items()
    }
    return labels.bring_back(session, back, signed.author, signed.now)


# --- rows -------------------------------------------------------------------------------------


def _put(session: Session, kind: str, code: str, content: Content, signed: Signed) -> None:
    """Add the row that counts from now on; the base stays until both sides meet again."""
    last = newest_of(session, kind, code)
    session.add(
        Addition(
            kind=kind,
            code=code,
            content=content,
            base=last.base if last else _in_files(kind, code),
            why=signed.why,
            account_id=signed.author.account_id,
            at=signed.now,
        )
    )
    session.flush()
    act = f"{content.get('state', 'put')}_{kind}"
    audit.record(session, signed.author.login, act, code, signed.now)


def _put_category(session: Session, code: str, names: dict[str, str], signed: Signed) -> None:
    content = {**names, "state": LIVE}
    _put(session, CATEGORY, code, content, signed)
    put_category(session, code, content)


def _end(session: Session, kind: str, code: str, state: Content, signed: Signed) -> None:
    last = newest_of(session, kind, code)
    before = last.content if last else {"name_hi": "", "name_en": ""}
    _put(session, kind, code, {**before, **state}, signed)


def _in_files(kind: str, code: str) -> Content | None:
    """What the repository has of what nobody at the desk has changed so far."""
    if kind == REPLY:
        reply = replies_in_files().get(code)
        return {"hi": reply.hi, "en": reply.en} if reply else None
    if kind == CATEGORY:
        names = taxonomy.in_files().categories.get(code)
        return _as_content(names) if names else None
    return None


def _as_content(names: dict[str, str]) -> Content:
    return {"name_hi": names["hi"], "name_en": names["en"]}


# --- examples that go along -------------------------------------------------------------------


def _move(
    session: Session, examples: Examples, origin: Meaning, aim: Meaning, signed: Signed
) -> int:
    keys = _keys(session, examples, lambda meaning: meaning == origin)
    return labels.move(session, examples, keys, aim, signed.author, signed.now)


def _retire(
    session: Session, examples: Examples, is_meant: Callable[[Meaning], bool], signed: Signed
) -> dict[str, str | None]:
    """Learn sentences no more; return their keys, each with its kind."""
    lines = overlaid(session, examples)
    gone = {key: line.meaning.kind for key, line in lines.items() if is_meant(line.meaning)}
    labels.retire(session, examples, gone, signed.author, signed.now)
    return gone


def _keys(session: Session, examples: Examples, is_meant: Callable[[Meaning], bool]) -> list[str]:
    lines = overlaid(session, examples)
    return [key for key, line in lines.items() if is_meant(line.meaning)]


def _meanings(session: Session, examples: Examples, category: str) -> list[Meaning]:
    lines = overlaid(session, examples).values()
    found = dict.fromkeys(line.meaning for line in lines if line.meaning.category == category)
    return list(found)


def _must_be_live(session: Session, meaning: Meaning) -> None:
    if not taxonomy.known(session).is_known(meaning):
        raise UnknownMeaning(meaning)


def _must_be_simple(intent: str) -> None:
    if not may_retire(intent):
        raise StillNeeded(intent)


def _must_be_category(session: Session, code: str) -> dict[str, str]:
    """Return its names."""
    names = taxonomy.known(session).categories.get(code)
    if names is None:
        raise UnknownMeaning(code)
    return names
