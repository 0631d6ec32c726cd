"""WhatsApp's signature on a webhook: an HMAC over the body, byte for byte as it came.

Meta escapes the JSON in its own way before signing, so parsing and writing it again would
give other bytes and another signature.
"""

import hashlib
import hmac

HEADER = "X-Hub-Signature-256"
_PREFIX = "sha256="


def sign(app_secret: str, body: bytes) -> str:
    """Return the value of the signature header for this body."""
    return _PREFIX + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def verify(app_secret: str, body: bytes, header: str | None) -> bool:
    """Whether the header holds the signature of this body; a missing header never does."""
    if header is None:
        return False
    # Compared as bytes: compare_digest refuses text that is not ASCII, and anybody may send that.
    given = header.encode("utf-8", errors="surrogateescape")
    return hmac.compare_digest(sign(app_secret, body).encode(), given)
