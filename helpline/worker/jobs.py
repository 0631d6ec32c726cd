"""The jobs of the clock: each asks the tables what is due, so that no tick is ever missed.

Several workers may run a job at once: a complaint and a digest have one that gets them.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from helpline import clock, settings
from helpline.domain import complaint_number
from helpline.domain.lifecycle import NotAllowed
from helpline.services import digests, drafts, escalation, handover, rechecks, turn_counts
from helpline.services.moves import Overtaken
from helpline.services.offices import NoSuchOffice
from helpline.services.time_limits import NoTimeLimit
from helpline.store import statistics
from helpline.store.accounts import Account
from helpline.store.base import reading, transaction
from helpline.worker.digest_mail import LANGUAGES, digest_mail
from helpline.worker.mail import Mailer, NotReached, NotTaken

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Jobs:
    """What the clock does. Setting `stop` ends a job after the row at hand."""

    sessions: sessionmaker
    mailer: Mailer
    mail_from: str
    desk_url: str
    whatsapp_to_officers: bool = True
    stop: threading.Event = field(default_factory=threading.Event)

    def escalate(self) -> int:
        """Send every overdue complaint one level up; return how many went."""
        with transaction(self.sessions) as session:
            waiting = escalation.to_escalate(session, clock.now())
        return self._each(waiting, self._escalate)

    def send_digests(self) -> int:
        """Send today's digests that are not sent yet; return how many went."""
        with transaction(self.sessions) as session:
            if not digests.is_time(session, clock.now()):
                return 0
            waiting = digests.readers(session, digests.EMAIL, clock.now())
        try:
            return self._each(waiting, self._send_digest)
        except NotReached as error:
            log.error("No digest is sent for now, no mail server: %s.", error)
            return 0

    def queue_digests(self) -> int:
        """Queue today's digests for WhatsApp that are not queued yet; return how many."""
        with transaction(self.sessions) as session:
            if not self.whatsapp_to_officers or not digests.is_time(session, clock.now()):
                return 0
            waiting = digests.readers(session, digests.WHATSAPP, clock.now())
        return self._each(waiting, self._queue_digest)

    def end_quiet_conversations(self) -> int:
        """Give the assistant the word where a person or the citizen fell silent; return how often."""
        with transaction(self.sessions) as session:
            return handover.end_quiet(session, settings.help_desk(), clock.now())

    def ask_again(self) -> int:
        """Ask citizens four weeks after their yes whether it is still fixed; return how many."""
        with transaction(self.sessions) as session:
            if not rechecks.is_time(clock.now()):
                return 0
            waiting = rechecks.to_ask(session, clock.now())
        return self._each(waiting, self._ask_again)

    def leave_old_drafts(self) -> int:
        """Hand complaints that were begun and never filed to the help desk; return how many."""
        with transaction(self.sessions) as session:
            return drafts.leave_old(session, clock.now(), settings.draft_kept())

    def count_turns(self) -> int:
        """Count what was said on the days that may have changed; return how many days."""
        with reading(self.sessions) as session:
            days = turn_counts.days_to_count(session, clock.now())
        return self._each(days, self._count_turns)

    def refresh_statistics(self) -> None:
        """Let the database look how full its tables are."""
        with transaction(self.sessions) as session:
            statistics.refresh(session)

    def _each(self, ids: list[T], do: Callable[[T], bool]) -> int:
        done = 0
        for number in ids:
            if self.stop.is_set():
                break
            done += do(number)
        return done

    def _escalate(self, complaint_id: int) -> bool:
        number = complaint_number.for_id(complaint_id)
        try:
            with transaction(self.sessions) as session:
                went = escalation.escalate(session, complaint_id, clock.now())
        except (NotAllowed, Overtaken, StaleDataError):
            went = None
        except (NoSuchOffice, NoTimeLimit) as error:
            log.error("Complaint %s cannot go higher: %s.", number, error)
            return False
        if went is None:
            log.info("Complaint %s: somebody else was quicker.", number)
            return False
        log.info("Complaint %s has gone one level up.", number)
        return True

    def _count_turns(self, day: date) -> bool:
        # Read first: nobody else has to wait meanwhile.
        with reading(self.sessions) as session:
            rows = turn_counts.counted(session, day)
        with transaction(self.sessions) as session:
            turn_counts.keep(session, day, rows)
        return True

    def _queue_digest(self, account_id: int) -> bool:
        with transaction(self.sessions) as session:
            return digests.queue_on_whatsapp(session, account_id, clock.now())

    def _ask_again(self, complaint_id: int) -> bool:
        with transaction(self.sessions) as session:
            number = rechecks.ask(session, complaint_id, clock.now())
        if number is None:
            return False
        log.info("Complaint %s: its citizen is asked whether it is still fixed.", number)
        return True

    def _send_digest(self, account_id: int) -> bool:
        """Claim the digest first, so that nobody gets two."""
        now = clock.now()
        with transaction(self.sessions) as session:
            if not digests.claim(session, account_id, digests.EMAIL, now):
                return False
        with transaction(self.sessions) as session:
            account = session.get(Account, account_id)
            found = {name: digests.summary(session, account, name, now) for name in LANGUAGES}
        if not found["hi"].says_something:
            return False
        message = digest_mail(self.mail_from, account.email, self.desk_url, found)
        try:
            self.mailer.send(message)
        except NotReached:
            with transaction(self.sessions) as session:
                digests.give_back(session, account_id, now)
            raise
        except NotTaken as error:
            log.error("The digest of account %s was not taken: %s.", account_id, error)
            with transaction(self.sessions) as session:
                digests.failed(session, account_id, str(error), now)
            return False
        with transaction(self.sessions) as session:
            digests.sent(session, account_id, digests.EMAIL, now)
        return True


def patiently(job: Callable[[], object]) -> Callable[[], None]:
    """Return the job for the alarm clock: a database that fails is tried again at the next tick."""

    def run() -> None:
        try:
            job()
        except SQLAlchemyError as error:
            log.error("The database failed: %s.", type(error).__name__)

    return run
