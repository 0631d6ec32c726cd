"""How a Python contestant reads the test messages: one at a time, timed."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

_STARTED = time.perf_counter()  # imported first of all, so this is when the process began


def report(label_of: Callable[[str], str], test: Path) -> None:
    """Print labels, times and memory as one line of JSON, for the driver."""
    label_of("नमस्ते")
    load_seconds = time.perf_counter() - _STARTED
    texts = [json.loads(line)["text"] for line in test.read_text(encoding="utf-8").splitlines()]
    labels, milliseconds = [], []
    used = time.process_time()
    for text in texts:
        begun = time.perf_counter()
        labels.append(label_of(text))
        milliseconds.append(1000 * (time.perf_counter() - begun))
    measured = {
        "labels": labels,
        "milliseconds": milliseconds,
        "cpu_seconds": time.process_time() - used,
        "load_seconds": load_seconds,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    json.dump(measured, sys.stdout, ensure_ascii=False)
