"""How fast the pages of those who teach are with 10,000 cases to review, on both databases.

    make bench-teaching

Fills the review with the training sentences, as if each had been misheard by a citizen of its own
in the last thirty days, and a fifth of them put right; signs in as a trainer, and prints for each
page what `make bench-desk` prints.
"""

import argparse
import random
import secrets
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from benchmarks.desk import TARGET_SECONDS, Times, databases, get_page, print_times, times_of
from helpline import clock
from helpline.cli import database
from helpline.desk import warming
from helpline.desk.app import create_app
from helpline.domain import review as rules
from helpline.domain import roles
from helpline.domain.labels import plain
from helpline.services import turn_counts
from helpline.settings import Settings
from helpline.store.accounts import Account
from helpline.store.messages import DONE, Citizen, Inbox, Turn
from helpline.store.review import Label, ReviewCase, ReviewItem, ReviewWord
from helpline.workbench import browsing, examples

LOGIN = "bench_trainer"
DAYS = 30
PAGES = (
    "/review",
    "/review?page=100",
    "/review?list=done",
    "/review/1",
    "/examples",
    "/examples?q=bijli",
    "/examples?intent=thank",
    "/topics",
    "/topics?list=categories",
    "/topics/categories/energy/power_outage",
    "/topics/replies",
    "/insight",
)
TYPED = {"words": "hamare gaon me bijli nahi aa rahi", "intent": "greet"}
_REASONS = (rules.FALLBACK, rules.LOW_CONFIDENCE, rules.DENIED)
_RANDOM = random.Random(1905)  # noqa: S311 - the same every time


def main() -> int:
    """Measure, print, and return 1 where a page misses the target."""
    options = _parser().parse_args()
    # As the desk does when it starts.
    warming.read_examples()
    missed = False
    for name, config in databases(options):
        database.prepare(config)
        password = secrets.token_urlsafe()
        with database.unit_of_work(config) as session:
            _fill(session, options.cases, password)
        with database.unit_of_work(config) as session:
            _count_turns(session)
        print(f"\n== {name}: {options.cases:,} cases to review")
        print(f"{'page':64}  {'p50':>7}  {'p95':>7}  {'own':>7}")
        for page, times in _measure(_trainer(config, password), options.rounds):
            missed |= print_times(page, times) > TARGET_SECONDS
    return int(missed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.teaching", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for")
    parser.set_defaults(database=None)
    return parser


def _fill(session: Session, count: int, password: str) -> None:
    """Write the rows as the review would, but many at once."""
    trainer = Account(
        login=LOGIN,
        name=LOGIN,
        role=roles.TRAINER,
        password_hash=PasswordHasher().hash(password),
        created_at=clock.now(),
    )
    session.add(trainer)
    session.flush()
    lines = _RANDOM.sample(list(examples.current().all()), count)
    rows = [_rows(number, line, trainer.id) for number, line in enumerate(lines, 1)]
    for table in (Citizen, Inbox, Turn, ReviewCase, ReviewItem, ReviewWord, Label):
        session.bulk_insert_mappings(table, [one for made in rows for one in made.get(table, ())])


def _rows(number: int, line: examples.Example, account_id: int) -> dict[type, list[dict[str, Any]]]:
    at = clock.now() - timedelta(days=DAYS * _RANDOM.random())
    text, is_done = plain(line.text), number % 5 == 0
    made = {
        Citizen: [{"id": number, "key": str(number), "first_seen_at": at, "last_message_at": at}],
        Inbox: [_inbox(number, text, at)],
        Turn: [_turn(number, text, at)],
        ReviewCase: [_case(number, at, is_done)],
        ReviewItem: [
            {"case_id": number, "turn_id": number, "at": at, "reason": _RANDOM.choice(_REASONS)}
        ],
    }
    if is_done:
        return {**made, Label: [_label(number, line, at, account_id)]}
    keys = browsing.words_of(line.text)
    return {**made, ReviewWord: [{"key": key[:40], "case_id": number} for key in keys]}


def _inbox(number: int, text: str, at: datetime) -> dict[str, Any]:
    payload = {"text": {"body": text}}
    return {
        "id": number, "wamid": str(number), "citizen_id": number, "kind": "text",
        "payload": payload, "state": DONE, "not_before": at, "received_at": at,
    }  # fmt: skip


def _turn(number: int, text: str, at: datetime) -> dict[str, Any]:
    heard = _RANDOM.choice(["greet", "thank", "nlu_fallback", "report_complaint"])
    guess = {"entity": "category", "value": "energy/power_outage", "confidence": 0.4}
    return {
        "id": number, "inbox_id": number, "citizen_id": number, "text": text, "intent": heard,
        "confidence": 0.4, "intent_ranking": [{"name": heard, "confidence": 0.4}],
        "entities": [guess], "model_id": "model", "replies": [], "finished_at": at,
    }  # fmt: skip


def _case(number: int, at: datetime, is_done: bool) -> dict[str, Any]:
    return {
        "id": number, "opened_at": at, "state": rules.DONE if is_done else rules.OPEN,
        "worth": _RANDOM.randint(1, 9), "turns": 1, "keys": 3, "last_turn_id": number,
        "decided_at": at if is_done else None,
    }  # fmt: skip


def _label(number: int, line: examples.Example, at: datetime, account_id: int) -> dict[str, Any]:
    return {
        "key": line.key, "text": line.text, **vars(line.meaning), "is_example": True,
        "is_test": False, "turn_id": number, "account_id": account_id, "at": at,
    }  # fmt: skip


def _count_turns(session: Session) -> None:
    for day in turn_counts.days_to_count(session, clock.now()):
        turn_counts.keep(session, day, turn_counts.counted(session, day))


def _trainer(config: Settings, password: str) -> FlaskClient:
    app = create_app(config)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    answer = client.post("/sign-in", data={"login": LOGIN, "password": password})
    if answer.status_code != 302:
        raise RuntimeError(f"{LOGIN} cannot sign in: {answer.status_code}")
    return client


def _measure(client: FlaskClient, rounds: int) -> Iterator[tuple[str, Times]]:
    for page in PAGES:
        yield page, times_of(partial(get_page, client, page), rounds)
    type_ = partial(client.post, "/examples/concerns", data=TYPED)
    yield "/examples/concerns, while somebody types", times_of(type_, rounds)


if __name__ == "__main__":
    sys.exit(main())
