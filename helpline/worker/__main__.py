"""Run the worker: `python -m helpline.worker`. SIGTERM lets it finish the message at hand."""

import logging
import signal
import threading
from types import FrameType

from helpline import settings
from helpline.store.base import make_engine, make_sessions
from helpline.whatsapp.client import WhatsAppClient
from helpline.worker.loop import run
from helpline.worker.sender import Sender


def main() -> None:
    """Work until a signal comes."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    read = settings.load()
    sessions = make_sessions(make_engine(read.database_url))
    client = WhatsAppClient(
        read.whatsapp_graph_url, read.whatsapp_phone_number_id, read.whatsapp_graph_token
    )
    run(Sender(sessions, client), sessions, _stop_signal())


def _stop_signal() -> threading.Event:
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    return stop


if __name__ == "__main__":
    main()
