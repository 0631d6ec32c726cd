"""Models for tests, made of the trained one."""

import io
import json
import tarfile
from pathlib import Path


def renamed_model(model: Path, copy: Path, model_id: str) -> Path:
    """Write a copy of a model that answers the same and has a name of its own."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(model) as source, tarfile.open(copy, "w:gz") as target:
        for member in source:
            content = source.extractfile(member)
            if member.name.strip("/") == "metadata.json":
                changed = json.dumps({**json.load(content), "model_id": model_id}).encode()
                member.size, content = len(changed), io.BytesIO(changed)
            target.addfile(member, content)
    return copy
