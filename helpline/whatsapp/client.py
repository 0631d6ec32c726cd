"""The way to WhatsApp: messages out, files of citizens in, or an error that says what helps.

Nothing is logged here: the bodies hold citizens' words and the headers our token.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from helpline.whatsapp.outbound import reading

CONNECT_SECONDS = 5
READ_SECONDS = 20
RECEIPT_SECONDS = 3
TEMPLATES_AT_ONCE = 100
TEMPLATE_FIELDS = "name,language,status,category,components"

# Where Meta keeps files, besides the Graph API itself. Nobody else gets to see our token.
MEDIA_HOST = "lookaside.fbsbx.com"
_CHUNK = 64 * 1024

# Meta's error codes, grouped by what helps. Every code that stands nowhere is a refusal of this
# one message, which no repetition mends.
RATE_CODES = frozenset({4, 80007, 130429})
PAIR_RATE_CODES = frozenset({131056})
TEMPORARY_CODES = frozenset({1, 2, 131000, 131016, 131057, 133004})
# Token, permission, policy, payment: nobody gets anything until people mend it.
ACCOUNT_CODES = frozenset(
    {0, 3, 10, 190, 368, 130497, 131005, 131031, 131042, 131048, 131064, *range(200, 300)}
)

RATE_PAUSE = timedelta(seconds=1)
UNREACHABLE_PAUSE = timedelta(seconds=5)
ACCOUNT_PAUSE = timedelta(minutes=1)
# Meta asks for 4, 16, 64 … seconds when one citizen got too many messages, else doubling will do.
PAIR_RATE_BACKOFF = 4
USUAL_BACKOFF = 2


Found = TypeVar("Found")


class WhatsAppError(Exception):
    """WhatsApp did not take a message.

    `code` is Meta's error code or a word of ours. With `retry` the message may be sent again,
    after `backoff` to the power of the attempts in seconds. `pause` means that nobody's
    messages go for that long: the trouble is not this message's. `too_fast` says that we send too
    much in all. Where it is `unsure`, the message may have gone out.
    """

    def __init__(
        self,
        code: int | str,
        *,
        retry: bool,
        backoff: int = USUAL_BACKOFF,
        pause: timedelta | None = None,
        too_fast: bool = False,
        unsure: bool = False,
    ):
        super().__init__(str(code))
        self.code = str(code)
        self.retry = retry
        self.backoff = backoff
        self.pause = pause
        self.too_fast = too_fast
        self.unsure = unsure


class TooLarge(Exception):
    """A file is larger than wanted."""


@dataclass(frozen=True)
class Recipient:
    """Where a message goes: a phone number (digits with country code), else a user id of Meta's."""

    phone: str | None
    user_id: str | None

    def as_fields(self) -> dict[str, str]:
        """Return the fields that address a message. The + keeps Meta from adding a country code."""
        if self.phone:
            return {"to": f"+{self.phone}"}
        if self.user_id:
            return {"recipient": self.user_id}
        raise ValueError("a recipient has neither a phone number nor a user id")


class WhatsAppClient:
    """Sends messages through the Cloud API; keeps a connection open for each thread that does."""

    def __init__(self, graph_url: str, phone_number_id: str, access_token: str | None):
        self._graph_url = graph_url
        self._phone_number_id = phone_number_id
        self._url = f"{graph_url}/{phone_number_id}/messages"
        self._access_token = access_token
        self._of_thread = threading.local()

    def send(self, recipient: Recipient, payload: dict[str, Any], mark: str | None = None) -> str:
        """Send a payload of whatsapp.outbound and return the id WhatsApp gives it.

        WhatsApp's reports about it will carry the `mark`. Raises WhatsAppError. After a time-out
        nobody knows whether the message went out.
        """
        fields = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **recipient.as_fields(),
            **({"biz_opaque_callback_data": mark} if mark else {}),
            **payload,
        }
        return _found(self._post(fields, (CONNECT_SECONDS, READ_SECONDS)), _wamid)

    def show_reading(self, wamid: str) -> None:
        """Show the citizen that their message is read and an answer is on its way.

        Raises WhatsAppError, soon: it helps only while the answer is being made.
        """
        fields = {"messaging_product": "whatsapp", **reading(wamid)}
        _found(self._post(fields, (RECEIPT_SECONDS, RECEIPT_SECONDS)), _success)

    def templates(self, account_id: str) -> Iterator[dict[str, Any]]:
        """Yield every template of a WhatsApp Business account as Meta describes it.

        Raises WhatsAppError.
        """
        url = f"{self._graph_url}/{account_id}/message_templates"
        asked = {"fields": TEMPLATE_FIELDS, "limit": TEMPLATES_AT_ONCE}
        while True:
            page = self._ask("GET", url, params=asked)
            templates, after = _found(page, _templates_and_cursor)
            yield from templates
            if after is None:
                return
            # Not the address of the next page that Meta gives: our token goes where we decide.
            asked = {**asked, "after": after}

    def fetch(self, media_id: str, most_bytes: int) -> bytes:
        """Return a file that a citizen sent. Raises WhatsAppError, TooLarge.

        Its address lives for five minutes, so it is asked for anew each time.
        """
        described = f"{self._graph_url}/{quote(media_id, safe='')}"
        asked = {"phone_number_id": self._phone_number_id}
        url, size = _found(self._ask("GET", described, params=asked), _url_and_size)
        if size > most_bytes:
            raise TooLarge(size)
        if not self._is_meta(url):
            raise WhatsAppError("foreign_host", retry=False)
        return self._download(url, most_bytes)

    def _is_meta(self, url: str) -> bool:
        theirs, ours = urlsplit(url), urlsplit(self._graph_url)
        known = {(ours.scheme, ours.netloc), ("https", MEDIA_HOST)}
        return (theirs.scheme, theirs.netloc) in known

    def _download(self, url: str, most_bytes: int) -> bytes:
        with self._ask("GET", url, stream=True) as response:
            if not response.ok:
                # An address that has run out is a 404; the next attempt asks for a new one.
                raise WhatsAppError(f"http_{response.status_code}", retry=True)
            content = bytearray()
            try:
                for chunk in response.iter_content(_CHUNK):
                    content += chunk
                    if len(content) > most_bytes:
                        raise TooLarge(len(content))
            except requests.RequestException as error:
                raise _network_error(error) from error
        return bytes(content)

    def _session(self) -> requests.Session:
        """Return this thread's session: connections are not shared."""
        if not hasattr(self._of_thread, "session"):
            session = self._of_thread.session = requests.Session()
            # A proxy has no business on the loopback interface, where the simulator listens.
            session.trust_env = urlsplit(self._graph_url).hostname not in ("127.0.0.1", "localhost")
            if self._access_token:
                session.headers["Authorization"] = f"Bearer {self._access_token}"
        return self._of_thread.session

    def _ask(self, method: str, url: str, **given: Any) -> requests.Response:
        given = {"timeout": (CONNECT_SECONDS, READ_SECONDS), "allow_redirects": False, **given}
        try:
            return self._session().request(method, url, **given)
        except requests.RequestException as error:
            raise _network_error(error) from error

    def _post(self, fields: dict[str, Any], timeout: tuple[float, float]) -> requests.Response:
        """Post to where messages go; all of such a request but its body is put together once."""
        session, mine = self._session(), self._of_thread
        try:
            if not hasattr(mine, "bodiless"):
                mine.bodiless = session.prepare_request(requests.Request("POST", self._url))
                # Proxies and certificates, as the environment has them.
                mine.ways = session.merge_environment_settings(self._url, {}, None, None, None)
            request = mine.bodiless.copy()
            request.prepare_body(data=None, files=None, json=fields)
            return session.send(request, timeout=timeout, allow_redirects=False, **mine.ways)
        except requests.RequestException as error:
            raise _network_error(error) from error


def _network_error(error: requests.RequestException) -> WhatsAppError:
    cause = error.args[0] if error.args else None
    refused = isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
    if refused or isinstance(error, requests.ConnectTimeout):
        return WhatsAppError("unreachable", retry=True, pause=UNREACHABLE_PAUSE)
    return WhatsAppError("no_answer", retry=True, unsure=True)


def _success(answer: Any) -> Any:
    return answer["success"]


def _wamid(answer: Any) -> str:
    return str(answer["messages"][0]["id"])


def _url_and_size(answer: Any) -> tuple[str, int]:
    return str(answer["url"]), int(answer.get("file_size", 0))


def _templates_and_cursor(answer: Any) -> tuple[list[dict[str, Any]], str | None]:
    paging = answer.get("paging", {})
    return answer["data"], paging["cursors"]["after"] if "next" in paging else None


def _found(response: requests.Response, find: Callable[[Any], Found]) -> Found:
    """Return what is looked for in an answer. Raises WhatsAppError."""
    answer = _json(response)
    try:
        if response.ok:
            return find(answer)
        code = int(answer["error"]["code"])
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise _unreadable_error(response.status_code) from None
    raise _coded_error(code, response.status_code)


def _json(response: requests.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None


def _unreadable_error(status: int) -> WhatsAppError:
    """Not Meta's answer but a proxy's, or a wrong address: never the fault of this message."""
    code = f"http_{status}"
    if status == 429:
        return WhatsAppError(code, retry=True, pause=RATE_PAUSE, too_fast=True)
    if 400 <= status < 500:
        return WhatsAppError(code, retry=True, pause=ACCOUNT_PAUSE)
    return WhatsAppError(code, retry=True, unsure=True)


def _coded_error(code: int, status: int) -> WhatsAppError:
    if code in PAIR_RATE_CODES:
        return WhatsAppError(code, retry=True, backoff=PAIR_RATE_BACKOFF)
    if code in RATE_CODES:
        return WhatsAppError(code, retry=True, pause=RATE_PAUSE, too_fast=True)
    if code in ACCOUNT_CODES:
        return WhatsAppError(code, retry=True, pause=ACCOUNT_PAUSE)
    return WhatsAppError(code, retry=code in TEMPORARY_CODES or status >= 500)
