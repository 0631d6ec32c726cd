"""What trainers want beside the repository's files, brought into training folders and back.

As with labels, each row remembers what the files had when both were last of one mind, its base.
Whichever side has left the base wins; where both have, nobody does, and it is reported.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from helpline.domain.topics import is_taught
from helpline.settings import PROJECT_ROOT
from helpline.store.additions import CATEGORY, INTENT, KINDS, REPLY, RETIRED, Addition, newest
from helpline.workbench import examples, exchange
from helpline.workbench.dialogue_files import Content, DialogueFiles, answer_to
from helpline.workbench.exchange import BOTH_CHANGED, Refused, Report


def write_additions(session: Session, folder: Path) -> None:
    """Let a copy of config.yml, domain.yml and data/ say all that is wanted at the desk.

    That is every label as an example (but none of the frozen test set), and every intent, reply
    and category as trainers want it. Raises StrangeFile.
    """
    found = examples.read(folder / "data" / "nlu")
    exchange.lay_over(session, found, exchange.frozen_keys())
    found.write()
    files = DialogueFiles(folder)
    for row, want in _rows(session):
        if files.find(row.kind, row.code) != want:
            _let(files, row, want)
    files.write()


def bring_in(session: Session, now: datetime, root: Path = PROJECT_ROOT) -> int:
    """Let rows follow what developers changed in the files; return how many did."""
    files, count = DialogueFiles(root), 0
    for row, want in list(_rows(session)):
        there = files.find(row.kind, row.code)
        if there == want or want != row.base:
            continue
        session.add(_following(row, there, now))
        count += 1
    session.flush()
    return count


def bring_out(session: Session, now: datetime, root: Path = PROJECT_ROOT) -> Report:
    """Put rows into the repository's files, write those that change; say what was refused.

    Raises StrangeFile, and nothing is written.
    """
    files, report = DialogueFiles(root), Report()
    for row, want in _rows(session):
        there = files.find(row.kind, row.code)
        if there not in (want, row.base):
            report.refused.append(
                Refused(
                    f"{row.kind} {row.code}",
                    row.code,
                    BOTH_CHANGED.format(there=there or "nothing"),
                )
            )
            continue
        if there != want:
            _let(files, row, want)
            (report.removed if want is None else report.written).append(row.code)
        if row.base != want or row.exported_at is None:
            row.base, row.exported_at = want, now
    report.files = files.write()
    return report


def count_unexported(session: Session) -> int:
    """Count what trainers changed beside examples and is not in the repository yet."""
    return sum(row.exported_at is None for row, _ in _rows(session))


def _rows(session: Session) -> Iterator[tuple[Addition, Content | None]]:
    """Every row that counts and concerns the files, with what it wants them to have."""
    intents = newest(session, INTENT)
    for kind in KINDS:
        for row in newest(session, kind).values():
            # The other intents are the program's: only their examples go.
            if kind != INTENT or is_taught(row.code):
                yield row, _wanted(row, intents)


def _wanted(row: Addition, intents: dict[str, Addition]) -> Content | None:
    content = row.content
    if row.kind in (INTENT, CATEGORY):
        names = {name: content[name] for name in ("name_hi", "name_en")}
        return names if row.is_live else None
    gone = (answer_to(code) for code, intent in intents.items() if not intent.is_live)
    return None if row.code in gone else {"hi": content["hi"], "en": content["en"]}


def _let(files: DialogueFiles, row: Addition, want: Content | None) -> None:
    if want is None:
        files.remove(row.kind, row.code)
    else:
        files.put(row.kind, row.code, want)


def _following(row: Addition, there: Content | None, now: datetime) -> Addition:
    """The row of what developers made of it; nobody at the desk is its author."""
    gone = {} if row.kind == REPLY else {"state": RETIRED}
    content = {**row.content, **(gone if there is None else there)}
    return Addition(
        kind=row.kind, code=row.code, content=content, base=there, why="", at=now, exported_at=now
    )
