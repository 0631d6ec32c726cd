"""The alarm clock: wakes the jobs. What is due they ask the tables; it only rings."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timezone

from apscheduler.schedulers.background import BackgroundScheduler

from helpline import clock
from helpline.worker.forgetting import Forgetting
from helpline.worker.jobs import Jobs, patiently

ESCALATE_EVERY_SECONDS = 60
ASK_AGAIN_EVERY_SECONDS = 15 * 60
# After a failure of the mail server this is also the wait until the next attempt.
DIGESTS_EVERY_SECONDS = 300
QUIET_EVERY_SECONDS = 60
FORGET_EVERY_SECONDS = 60
DRAFTS_EVERY_SECONDS = 600
COUNTS_EVERY_SECONDS = 600
STATISTICS_EVERY_SECONDS = 6 * 60 * 60


@contextmanager
def ringing(jobs: Jobs, forgetting: Forgetting) -> Iterator[None]:
    """Let the jobs run in threads of their own, from now until the block ends; then wait for them."""
    scheduler = BackgroundScheduler(timezone=timezone.utc)
    for job, seconds in (
        (jobs.escalate, ESCALATE_EVERY_SECONDS),
        (jobs.ask_again, ASK_AGAIN_EVERY_SECONDS),
        (jobs.send_digests, DIGESTS_EVERY_SECONDS),
        (jobs.queue_digests, DIGESTS_EVERY_SECONDS),
        (jobs.end_quiet_conversations, QUIET_EVERY_SECONDS),
        (forgetting.erase, FORGET_EVERY_SECONDS),
        (jobs.leave_old_drafts, DRAFTS_EVERY_SECONDS),
        (jobs.count_turns, COUNTS_EVERY_SECONDS),
        (jobs.refresh_statistics, STATISTICS_EVERY_SECONDS),
    ):
        scheduler.add_job(
            patiently(job), "interval", seconds=seconds, coalesce=True, next_run_time=clock.now()
        )
    scheduler.start()
    try:
        yield
    finally:
        jobs.stop.set()
        scheduler.shutdown()
