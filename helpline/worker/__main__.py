"""Run the worker: `python -m helpline.worker`. SIGTERM lets it finish what is at hand."""

import logging
import signal
import threading
from types import FrameType

from helpline import settings
from helpline.services.bell import Bell
from helpline.settings import Settings
from helpline.store.base import make_engine, make_sessions
from helpline.whatsapp.client import WhatsAppClient
from helpline.worker.alarm import ringing
from helpline.worker.fetcher import Fetcher, fetching
from helpline.worker.forgetting import Forgetting
from helpline.worker.jobs import Jobs
from helpline.worker.loop import run
from helpline.worker.mail import mailer
from helpline.worker.sender import Sender
from helpline.worker.tempo import Tempo
from helpline.worker.trainer import Trainer, training_meanwhile


def main() -> None:
    """Work until a signal comes."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # It tells of every tick.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    read = settings.load()
    sessions = make_sessions(make_engine(read.database_url))
    stop = _stop_signal()
    jobs = Jobs(
        *(sessions, mailer(read), read.mail_from, read.desk_url, read.whatsapp_to_officers, stop)
    )
    folder = read.attachments_dir
    fetcher = Fetcher(sessions, _client(read), folder, read.virus_scanner, read.speech_to_text)
    forgetting = Forgetting(sessions, make_engine(read.tracker_database_url), folder)
    trainer = Trainer(sessions, read.data_dir, stop)
    with (
        ringing(jobs, forgetting),
        fetching(fetcher, stop),
        training_meanwhile(trainer, stop),
    ):
        sender = Sender(sessions, _client(read), Tempo(read.whatsapp_per_second))
        run(sender, sessions, stop, Bell(read.worker_bell))


def _client(read: Settings) -> WhatsAppClient:
    """Each thread has its own: connections are not shared."""
    return WhatsAppClient(
        read.whatsapp_graph_url, read.whatsapp_phone_number_id, read.whatsapp_graph_token
    )


def _stop_signal() -> threading.Event:
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    return stop


if __name__ == "__main__":
    main()
