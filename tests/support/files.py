"""Files as citizens send them: just enough of each kind to be known by its content."""

import io
import itertools
import zipfile

from tests.support.messages import inbound_message

VOICE = b"OggS\0\2" + bytes(60) + b"OpusHead" + bytes(40)
MP3 = b"ID3\4\0" + bytes(100)
VIDEO = b"\0\0\0\x18ftypmp42" + bytes(100)
PROGRAM = b"MZ\x90\0" + bytes(100)

_ids = itertools.count(1)


def archive(*names: str) -> bytes:
    """Return a ZIP file with these names in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as folder:
        for name in names:
            folder.writestr(name, "…")
    return written.getvalue()


def file_message(kind: str = "voice", phone: str = "919000000001", **part: object):
    """Return a message with a file; its media id is a new one unless `id` says which."""
    whatsapp_kind = "audio" if kind == "voice" else kind
    spoken = {"voice": True} if kind == "voice" else {}
    part = {"id": f"media-{next(_ids)}", **spoken, **part}
    return inbound_message(phone=phone, sent_at=None, type=whatsapp_kind, **{whatsapp_kind: part})
