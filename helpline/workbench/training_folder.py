"""From what people taught to the folder that a model is trained from.

It is the repository's configuration, domain and data, with what the desk added: nothing of it
touches the repository, and no label counts as exported by it.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from helpline.domain.labels import plain
from helpline.settings import PROJECT_ROOT
from helpline.workbench import examples, exchange
from helpline.workbench.additions import write_additions
from helpline.workbench.examples import Example

_FILES, _DATA = ("config.yml", "domain.yml"), "data"


@dataclass(frozen=True)
class Assembled:
    """What a folder teaches that the repository does not.

    `known` are the intents and categories that the repository teaches already.
    """

    taught: list[Example]
    known: frozenset[str]


def assemble(session: Session, folder: Path, now: datetime, root: Path = PROJECT_ROOT) -> Assembled:
    """Make the folder anew: the files of `root` with all that was added and taught at the desk.

    Raises StrangeFile where a training file is laid out otherwise than the desk writes it.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in _FILES:
        shutil.copy(root / name, folder / name)
    shutil.copytree(root / _DATA, folder / _DATA)
    before = examples.read(root / _DATA / "nlu").by_key()
    with session.no_autoflush:
        exchange.bring_in(session, examples.read(root / _DATA / "nlu"), now)
        write_additions(session, folder)
    # A training is no export: the labels forget what was noted in them.
    session.expunge_all()
    after = examples.read(folder / _DATA / "nlu").by_key()
    return Assembled(
        [line for key, line in after.items() if _is_new(line, before.get(key))],
        frozenset(line.meaning.category or line.meaning.intent for line in before.values()),
    )


def words_of(line: Example) -> str:
    """Return an example as a citizen would type it."""
    return plain(line.text)


def _is_new(line: Example, before: Example | None) -> bool:
    return before is None or before.meaning != line.meaning
