"""One-time passwords on their way to people: a file for the operator, never a log."""

import csv
from datetime import datetime
from pathlib import Path

from helpline.clock import INDIA
from helpline.services.officer_import import Credential

FOLDER = "hand-outs"


def write_hand_out(folder: Path, credentials: list[Credential], now: datetime) -> Path | None:
    """Write logins and one-time passwords into a new file that only its owner may read."""
    if not credentials:
        return None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    moment = now.astimezone(INDIA).strftime("%Y-%m-%d-%H%M%S-%f")
    path = folder / f"one-time-passwords-{moment}.csv"
    # Private before the first word is in it.
    path.touch(mode=0o600, exist_ok=False)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("login", "name", "one-time password"))
        writer.writerows((one.login, one.name, one.password) for one in credentials)
    return path
