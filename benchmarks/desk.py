"""How fast the desk is with a year of 200,000 complaints: its list pages and its search.

    make bench-desk

Makes a simulated year on SQLite and on PostgreSQL, signs in as people who see little and as
people who see all, and prints for each page the time of which 50 and 95 of a hundred requests
stay below, and how much of it this process took itself: the rest is PostgreSQL's, or that of
whatever else the machine does. Beside the search stands what it would cost without an index: LIKE on the text.
"""

import argparse
import secrets
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import func, or_, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement, Select

from helpline import clock, settings
from helpline.cli import database
from helpline.cli.environment import TRIAL_SECRETS
from helpline.cli.year.simulation import simulate
from helpline.cli.year.world import india_day
from helpline.desk.app import create_app
from helpline.domain import lifecycle, roles
from helpline.services import search
from helpline.settings import Settings
from helpline.store.accounts import Account, Posting
from helpline.store.base import make_engine
from helpline.store.complaints import Complaint
from helpline.store.reference import Post

TARGET_SECONDS = 0.2
PAGE_LENGTH = 25
# A day into the open end of the queue, as far as anybody turns pages.
DEEP_PAGE = 20
SEARCHES = ("bijli", "ट्रांसफार्मर", "pension", "pipeline Almora", "guldar Bhimtal", "trans")
PAGES = (
    {"group": "open"},
    {"group": "open", "page": str(DEEP_PAGE)},
    {"group": "open", "late": "overdue"},
    {"group": "open", "late": "180"},
    {"group": "open", "department": "energy", "district": "50"},
    {"group": "open", "category": "energy/power_outage", "level": "2"},
    {"group": "ended"},
    *({"group": "open", "q": words} for words in SEARCHES),
)
# Each reader has some of them.
OTHER_LISTS = ("/contact", "/alarms", "/approvals", "/call-list", "/posts", "/accounts")


def main() -> int:
    """Measure, print, and return 1 where a page misses the target."""
    options = _parser().parse_args()
    missed = False
    for name, config in databases(options):
        _make_year(config, options)
        print(f"\n== {name}: {_size(config)}")
        missed |= _measure_pages(config, options)
        _measure_search(config, options.rounds)
        if options.explain:
            _explain(config)
    return int(missed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--complaints", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for")
    parser.add_argument("--database", help="a simulated year that is there already")
    parser.add_argument("--explain", action="store_true", help="print the plans of the searches")
    return parser


# --- the databases ----------------------------------------------------------------------------


def databases(options: argparse.Namespace) -> Iterator[tuple[str, Settings]]:
    """Yield the settings of a helpline of its own on SQLite and on PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="samadhan-bench-") as folder:
        config = settings.load({**_own_secrets(), "HELPLINE_DATA_DIR": folder})
        if options.database:
            yield options.database.partition(":")[0], replace(config, database_url=options.database)
            return
        yield "sqlite", replace(config, database_url=f"sqlite:///{Path(folder) / 'year.db'}")
        with _postgresql() as url:
            yield "postgresql", replace(config, database_url=url)


def _own_secrets() -> dict[str, str]:
    return {name: secrets.token_urlsafe() for name in TRIAL_SECRETS}


@contextmanager
def _postgresql() -> Iterator[str]:
    with warnings.catch_warnings():
        # It complains where a machine has no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        import pgserver
    folder = tempfile.mkdtemp(prefix="samadhan-bench-postgresql-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _make_year(config: Settings, options: argparse.Namespace) -> None:
    if options.database:
        return
    database.prepare(config)
    began = time.monotonic()
    last = india_day(clock.now()) - timedelta(days=1)
    with database.unit_of_work(config) as session:
        simulate(session.connection(), options.complaints, last, 1, "nobody signs in with it")
    print(f"The year took {time.monotonic() - began:.0f} seconds.")


def _size(config: Settings) -> str:
    with database.unit_of_work(config) as session:
        all_, open_ = (
            session.execute(select(func.count(Complaint.id)).where(condition)).scalar_one()
            for condition in (True, Complaint.state.in_(lifecycle.OPEN))
        )
    return f"{all_:,} complaints, {open_:,} of them open"


# --- pages ------------------------------------------------------------------------------------


def _measure_pages(config: Settings, options: argparse.Namespace) -> bool:
    print(f"{'page':64}  {'p50':>7}  {'p95':>7}  {'own':>7}")
    missed = False
    for reader, client in _readers(config):
        for page in PAGES:
            address = f"/?{urlencode(page)}"
            times = times_of(partial(get_page, client, address), options.rounds)
            shown = " ".join(f"{name}={value}" for name, value in page.items())
            missed |= print_times(f"{reader}: {shown}", times) > TARGET_SECONDS
        for address in OTHER_LISTS:
            if client.get(address).status_code == 200:
                times = times_of(partial(get_page, client, address), options.rounds)
                missed |= print_times(f"{reader}: {address}", times) > TARGET_SECONDS
    return missed


def get_page(client: FlaskClient, address: str) -> None:
    """Open a page. Raises RuntimeError where there is none."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")


def _readers(config: Settings) -> Iterator[tuple[str, FlaskClient]]:
    """Yield somebody of each kind, signed in: from one who sees all to one who sees a block."""
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = False
    password = secrets.token_urlsafe()
    for name, wanted in _KINDS.items():
        with database.unit_of_work(config) as session:
            account = session.execute(wanted.limit(1)).scalar_one()
            account.password_hash = PasswordHasher().hash(password)
            login = account.login
        client = app.test_client()
        answer = client.post("/sign-in", data={"login": login, "password": password})
        if answer.status_code != 302:
            raise RuntimeError(f"{login} cannot sign in: {answer.status_code}")
        yield name, client


def _officer(level: int) -> Select:
    return (
        select(Account)
        .join(Posting)
        .join(Post)
        .where(
            Account.is_closed.is_(False),
            *(Posting.until.is_(None), Post.level == level, Post.department_code == "energy"),
        )
        .order_by(Account.id)
    )


_KINDS = {
    "help desk": select(Account).where(Account.role == roles.HELPDESK).order_by(Account.id),
    "CM office": select(Account).where(Account.role == roles.CM_OFFICE).order_by(Account.id),
    "district magistrate": select(Account)
    .where(Account.role == roles.DISTRICT_MAGISTRATE)
    .order_by(Account.id),
    "secretary": _officer(4),
    "executive engineer": _officer(2),
    "junior engineer": _officer(1),
}


# --- search -----------------------------------------------------------------------------------


def _measure_search(config: Settings, rounds: int) -> None:
    """Measure the first page of what the whole state's open complaints say, and plain LIKE."""
    print(f"\n{'search in all open complaints, first page':64}  {'p50':>7}  {'p95':>7}  {'own':>7}")
    engine = make_engine(config.database_url)
    for words in SEARCHES:
        for name, condition in (("by sound", search.condition(words)), ("by LIKE", _like(words))):
            times = times_of(partial(_first_page, engine, condition), rounds)
            print_times(f"{words}, {name}: {_first_page(engine, condition)}", times)
    engine.dispose()


def _like(words: str) -> ColumnElement[bool]:
    """What a search without an index would ask; it hears no sound and knows no names."""
    columns = (Complaint.text, Complaint.place)
    return or_(*(column.ilike(f"%{word}%") for word in words.split() for column in columns))


def _page_query(condition: ColumnElement[bool]) -> Select:
    return (
        select(Complaint)
        .where(Complaint.state.in_(sorted(lifecycle.OPEN)), condition)
        .order_by(Complaint.due_at, Complaint.id)
        .limit(PAGE_LENGTH)
    )


def _first_page(engine: Engine, condition: ColumnElement[bool]) -> str:
    with Session(engine, future=True) as session:
        found = len(session.execute(_page_query(condition)).scalars().all())
    return f"{found} found" if found < PAGE_LENGTH else f"{found} or more"


def _explain(config: Settings) -> None:
    engine = make_engine(config.database_url)
    verb = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN ANALYZE"
    for words in SEARCHES:
        query = _page_query(search.condition(words))
        written = query.compile(engine, compile_kwargs={"literal_binds": True})
        print(f"\n-- {words}")
        with engine.connect() as connection:
            for row in connection.exec_driver_sql(f"{verb} {written}"):
                print("  ", row[-1])
    engine.dispose()


# --- time -------------------------------------------------------------------------------------


Times = list[tuple[float, float]]


def times_of(do: Callable[[], object], rounds: int) -> Times:
    """Return for each round how long it took by the clock, and of this process's own time."""
    do()  # The first time fills caches that are full on any working day.
    times = []
    for _ in range(rounds):
        began = time.perf_counter(), time.process_time()
        do()
        times.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    return times


def print_times(name: str, times: Times) -> float:
    """Print the median, the 95th percentile and the own time; return the second in seconds."""
    waited, own = zip(*times, strict=True)
    p95 = statistics.quantiles(waited, n=20, method="inclusive")[-1]
    shown = (statistics.median(waited), p95, statistics.median(own))
    note = "  over the target" if p95 > TARGET_SECONDS else ""
    print(f"{name:64}  " + "  ".join(f"{value * 1000:7.1f}" for value in shown) + note)
    return p95


if __name__ == "__main__":
    sys.exit(main())
