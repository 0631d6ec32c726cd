"""What takes seconds the first time is made ready in the background, before anybody asks for it."""

import gc
import threading
from collections.abc import Callable

from flask import Flask, current_app

from helpline.workbench import browsing
from helpline.workbench import examples as files


def init_app(app: Flask, warm: Callable[[], None] | None = None) -> None:
    """Begin with the first request of the process: the programs are asked whether they are up."""
    begun = threading.Event()

    @app.before_request
    def begin() -> None:
        if begun.is_set() or current_app.testing:
            return
        begun.set()
        threading.Thread(target=warm or read_examples, name="warming", daemon=True).start()


def read_examples() -> None:
    """Read the examples and the sound of their words, which stay as long as the process."""
    for line in files.current().all():
        browsing.words_of(line.text)
        browsing.script_of_line(line.text)
    # Else each full collection looks at all of them, in the middle of somebody's page.
    gc.collect()
    gc.freeze()
