"""Headers that keep pages to themselves: no foreign scripts, no frames, no copies left behind."""

from flask import Flask, Response, request

_CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # The simulator shows a photo before it is sent (blob:).
        "img-src 'self' data: blob:",
        # Voice notes and videos of citizens, in the simulator also before they are sent.
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _CONTENT_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
}


def init_app(app: Flask) -> None:
    """Put the headers on every answer."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        # What an answer says for itself is stricter.
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        # Pages show citizens' data, which no shared computer shall keep.
        response.headers["Cache-Control"] = "no-store"
    return response
