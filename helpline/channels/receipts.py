"""Signs of life for the citizen: blue ticks and "typing…" while a turn runs.

A turn never waits for them. What cannot go while its turn runs is let go: a sign that comes after
the answer would promise another one.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from helpline.whatsapp.client import WhatsAppClient, WhatsAppError

# As many as turns run at once; one connection each.
AT_ONCE = 4

log = logging.getLogger(__name__)


class Receipts:
    """Shows citizens that their message is being read, in threads of its own."""

    def __init__(self, graph_url: str, phone_number_id: str, access_token: str | None) -> None:
        """Prepare; nothing is opened before the first sign goes."""
        self._client = WhatsAppClient(graph_url, phone_number_id, access_token)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="receipts")

    def show(self, wamid: str) -> Future:
        """Let the sign go. Cancel what is returned as soon as the answer is there."""
        return self._threads.submit(self._show, wamid)

    def close(self) -> None:
        """Let what has not gone yet go no more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _show(self, wamid: str) -> None:
        try:
            self._client.show_reading(wamid)
        except WhatsAppError as error:
            log.info("A citizen was not shown that we read: %s.", error.code)
