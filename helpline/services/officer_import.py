"""Officers and their posts from a CSV file: all of it or nothing, and the same file only once.

The columns are those of `COLUMNS`; places and departments are named as in reference/, in Hindi
or English, or by their code. Repeating a file changes nothing; a changed line changes what it says.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.domain import roles
from helpline.services import accounts, passwords, postings
from helpline.services.accounts import Particulars
from helpline.store.accounts import Account, Posting
from helpline.store.reference import Block, Department, District, Post

COLUMNS = (
    *("login", "name", "role", "email", "phone"),
    *("department", "level", "district", "block", "since"),
)
_LONGEST = {"login": accounts.LONGEST_LOGIN, "name": 120, "email": 200, "phone": 20}
_AREAS = {"1": ("district", "block"), "2": ("district",), "3": (), "4": ()}
_POST_COLUMNS = ("department", "level", "district", "block", "since")


class Reason(str, Enum):
    """What is wrong with a cell or a line."""

    NOT_UTF8 = "the file is not written in UTF-8"
    NOT_CSV = "the file is no CSV file"
    HEADER = "the columns must be login,name,role,email,phone,department,level,district,block,since"
    CELLS = "the line has too many or too few cells"
    EMPTY = "is empty"
    NOT_EMPTY = "must be empty for this role or level"
    TOO_LONG = "is too long"
    UNKNOWN = "is unknown"
    AMBIGUOUS = "is the name of several"
    E_MAIL = "is no e-mail address"
    PHONE = "must be digits with the country code, such as 919876543210"
    NOT_A_DAY = "must be a day such as 2026-04-01"
    TWICE = "stands in the file twice"
    LOGIN = "must have no spaces"
    CLOSED = "is the login of a closed account"
    HOLDS_POST = "cannot change while the account holds a post"
    LAST_ADMINISTRATOR = "would leave the helpline without an administrator"
    DAYS = "is earlier than a posting that is there already"


@dataclass(frozen=True)
class Mistake:
    """Something wrong at a place of the file; the column is empty where it is the whole line."""

    line: int
    column: str
    reason: Reason
    value: str = ""


class WrongFile(Exception):
    """The file has mistakes and nothing of it was taken."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes


@dataclass(frozen=True)
class Credential:
    """A new account's one-time password, to be handed to its person."""

    login: str
    name: str
    password: str


@dataclass
class Report:
    """What an import did: new accounts with their passwords, changed ones, new postings."""

    created: list[Credential] = field(default_factory=list)
    changed: int = 0
    postings: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the file was so already."""
        return not (self.created or self.changed or self.postings)


@dataclass(frozen=True)
class Entry:
    """A line of the file that is right in itself."""

    line: int
    login: str
    particulars: Particulars
    post: Post | None
    since: date | None


def import_officers(session: Session, content: bytes, by: str, now: datetime) -> Report:
    """Take over a file. Raises WrongFile with every mistake; roll the session back then."""
    lookup = _Lookup(session)
    mistakes: list[Mistake] = []
    read = [_entry(_Line(*row, mistakes), lookup) for row in _rows(content)]
    entries = [entry for entry in read if entry is not None]
    mistakes += _repeated(entries)
    if not mistakes:
        report = _take_over(session, entries, mistakes, by, now)
    if mistakes:
        raise WrongFile(sorted(mistakes, key=lambda mistake: mistake.line))
    return report


def try_out(session: Session, content: bytes, by: str, now: datetime) -> Report:
    """Return what an import would do, and leave everything as it is. Raises WrongFile."""
    trial = session.begin_nested()
    try:
        return import_officers(session, content, by, now)
    finally:
        trial.rollback()


# --- reading ----------------------------------------------------------------------------------


class _Line:
    """A line of the file. Each method returns a checked cell, or notes the mistake and returns None."""

    def __init__(self, number: int, cells: list[str], mistakes: list[Mistake]) -> None:
        self.number = number
        self.cells = dict(zip(COLUMNS, cells, strict=False))
        self._mistakes = mistakes
        self._mistakes_before = len(mistakes)
        if len(cells) != len(COLUMNS):
            self.wrong("", Reason.CELLS)

    @property
    def is_right(self) -> bool:
        """Whether no mistake has been found in it so far."""
        return len(self._mistakes) == self._mistakes_before

    def wrong(self, column: str, reason: Reason) -> None:
        self._mistakes.append(Mistake(self.number, column, reason, self.cells.get(column, "")))

    def text(self, column: str) -> str | None:
        value = self.cells[column]
        if len(value) > _LONGEST.get(column, len(value)):
            self.wrong(column, Reason.TOO_LONG)
        return value or None

    def filled(self, column: str) -> str | None:
        if not self.cells[column]:
            self.wrong(column, Reason.EMPTY)
        return self.text(column)

    def empty(self, *columns: str) -> None:
        for column in columns:
            if self.cells[column]:
                self.wrong(column, Reason.NOT_EMPTY)

    def shaped(self, column: str, shape: re.Pattern[str], reason: Reason) -> str | None:
        value = self.text(column)
        if value is not None and not shape.match(value):
            self.wrong(column, reason)
        return value

    def one_of(self, column: str, known: Collection[str]) -> str | None:
        value = self.filled(column)
        if value is not None and value not in known:
            self.wrong(column, Reason.UNKNOWN)
            return None
        return value

    def code(self, column: str, codes_by_name: dict[str, set]) -> str | int | None:
        value = self.filled(column)
        if value is None:
            return None
        codes = codes_by_name.get(value.casefold(), set())
        if len(codes) != 1:
            self.wrong(column, Reason.AMBIGUOUS if codes else Reason.UNKNOWN)
            return None
        return next(iter(codes))

    def day(self, column: str) -> date | None:
        value = self.filled(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.wrong(column, Reason.NOT_A_DAY)
            return None


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and cells. Raises WrongFile where the file as a whole is wrong."""
    try:
        # Spreadsheets put a byte order mark in front.
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongFile([Mistake(1, "", Reason.NOT_UTF8)]) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(cell.strip() for cell in next(reader, [])) != COLUMNS:
            raise WrongFile([Mistake(1, "", Reason.HEADER)])
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error:
        raise WrongFile([Mistake(reader.line_num, "", Reason.NOT_CSV)]) from None


def _entry(line: _Line, lookup: "_Lookup") -> Entry | None:
    """Return what a line says, None where it has mistakes."""
    if not line.is_right:
        return None
    login = accounts.normal_login(line.filled("login") or "")
    if any(char.isspace() for char in login):
        line.wrong("login", Reason.LOGIN)
    name = line.filled("name")
    email = line.shaped("email", accounts.E_MAIL, Reason.E_MAIL)
    phone = line.shaped("phone", accounts.PHONE, Reason.PHONE)
    role = line.one_of("role", roles.ROLES)
    post = since = district = None
    if role == roles.OFFICER:
        post, since = _post(line, lookup), line.day("since")
    elif role == roles.DISTRICT_MAGISTRATE:
        district = line.code("district", lookup.districts)
        line.empty("department", "level", "block", "since")
    elif role is not None:
        line.empty(*_POST_COLUMNS)
    if not line.is_right:
        return None
    return Entry(line.number, login, Particulars(name, role, email, phone, district), post, since)


def _post(line: _Line, lookup: "_Lookup") -> Post | None:
    """Return the post that a line names: department and level, with district and block as needed."""
    department = line.code("department", lookup.departments)
    level = line.one_of("level", _AREAS)
    if level is None:
        return None
    area = _AREAS[level]
    line.empty(*(column for column in ("district", "block") if column not in area))
    district = line.code("district", lookup.districts) if "district" in area else None
    blocks = lookup.blocks.get(district)
    block = line.code("block", blocks) if "block" in area and blocks else None
    if not line.is_right:
        return None
    post = lookup.posts.get((department, int(level), district, block))
    if post is None:
        # Not every department has a post of its own in a town.
        line.wrong("block", Reason.UNKNOWN)
    return post


class _Lookup:
    """Departments, districts, blocks and posts by what people write for them, read once."""

    def __init__(self, session: Session) -> None:
        self.departments = _by_any_name(session.execute(select(Department)).scalars())
        self.districts = _by_any_name(session.execute(select(District)).scalars())
        blocks = list(session.execute(select(Block)).scalars())
        self.blocks = {
            district: _by_any_name(block for block in blocks if block.district_code == district)
            for district in {block.district_code for block in blocks}
        }
        self.posts = {
            (post.department_code, post.level, post.district_code, post.block_code): post
            for post in session.execute(select(Post)).scalars()
        }


def _by_any_name(places: Iterable[Department | District | Block]) -> dict[str, set]:
    names: dict[str, set] = {}
    for place in places:
        for name in (str(place.code), place.name_hi, place.name_en):
            names.setdefault(name.casefold(), set()).add(place.code)
    return names


def _repeated(entries: list[Entry]) -> list[Mistake]:
    """A person and a post stand in a file once: who would be right otherwise?"""
    mistakes, logins, posts = [], set(), set()
    for entry in entries:
        if entry.login in logins:
            mistakes.append(Mistake(entry.line, "login", Reason.TWICE, entry.login))
        if entry.post is not None and entry.post.id in posts:
            title = entry.post.title_en
            mistakes.append(Mistake(entry.line, "department", Reason.TWICE, title))
        logins.add(entry.login)
        posts.add(entry.post.id if entry.post else None)
    return mistakes


# --- taking over ------------------------------------------------------------------------------


def _take_over(
    session: Session, entries: list[Entry], mistakes: list[Mistake], by: str, now: datetime
) -> Report:
    report = Report()
    wanted = [entry.login for entry in entries]
    known = {
        account.login: account
        for account in session.execute(select(Account).where(Account.login.in_(wanted))).scalars()
    }
    for entry in entries:
        try:
            account = _take_account(session, entry, known.get(entry.login), report, by, now)
            _take_posting(session, entry, account, report, by, now)
        except tuple(_REFUSALS) as refusal:
            column, reason = _REFUSALS[type(refusal)]
            mistakes.append(Mistake(entry.line, column, reason, entry.login))
    return report


class _IsClosed(Exception):
    """The account was closed; opening it again is a decision of its own."""


_REFUSALS = {
    _IsClosed: ("login", Reason.CLOSED),
    accounts.HoldsPost: ("role", Reason.HOLDS_POST),
    accounts.LastAdministrator: ("role", Reason.LAST_ADMINISTRATOR),
    postings.WrongDays: ("since", Reason.DAYS),
}


def _take_account(
    session: Session,
    entry: Entry,
    account: Account | None,
    report: Report,
    by: str,
    now: datetime,
) -> Account:
    if account is None:
        password = passwords.one_time_password()
        report.created.append(Credential(entry.login, entry.particulars.name, password))
        hashed = passwords.hash_one_time(password)
        return accounts.create_account(session, entry.login, entry.particulars, hashed, by, now)
    if account.is_closed:
        raise _IsClosed(entry.login)
    report.changed += accounts.edit_account(session, account, entry.particulars, by, now)
    return account


def _take_posting(
    session: Session, entry: Entry, account: Account, report: Report, by: str, now: datetime
) -> None:
    if entry.post is None or _began(session, account, entry.post, entry.since):
        return
    with suppress(postings.HoldsItAlready):
        postings.transfer(session, account, entry.post, entry.since, by, now)
        report.postings += 1


def _began(session: Session, account: Account, post: Post, since: date) -> bool:
    """Tell whether this posting was entered before; that it is over by now does not matter."""
    same = select(Posting.id).where(
        Posting.account_id == account.id, Posting.post_id == post.id, Posting.since == since
    )
    return session.execute(same).first() is not None
