"""Static files under addresses that change with their content, so that browsers keep them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, request

ONE_YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Add `?v=<fingerprint>` to the address of each static file and let browsers keep it."""
    folder = Path(app.static_folder)

    @app.url_defaults
    def add_fingerprint(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static" and "filename" in values:
            values["v"] = _fingerprint(folder / values["filename"])

    # A file asked for without fingerprint (one script importing another) is asked about anew.
    app.get_send_file_max_age = lambda _name: ONE_YEAR if "v" in request.args else None


@cache
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
