"""Where a page may send its reader next."""

from urllib.parse import urlsplit


def local_address(address: str | None) -> str:
    """Return the address if it is a path of this desk, else `/`.

    A link from a stranger must not carry somebody who just signed in to a stranger's page.
    """
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return "/"
    if any(char < " " for char in address):
        # Browsers drop tabs and newlines, which would turn "/\t/evil" into "//evil".
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc else address
