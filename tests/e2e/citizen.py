"""A citizen on WhatsApp: writes, reads the answers, taps what is offered."""

import time

from tests.e2e.system import System

# The yes to the summary; where others told of the same problem there, the yes that joins nobody.
_YES = ("/affirm", '/affirm{"join": "no"}')
MOST_QUESTIONS = 2


class Citizen:
    """One phone number.

    `sent` counts the messages written so far, `offered` maps the ids of the buttons and rows of
    the last answer to their titles.
    """

    def __init__(self, system: System, phone: str):
        self.phone = phone
        self.sent = 0
        self.offered: dict[str, str] = {}
        self._system = system

    def files(self, words: str, place: str, category: str) -> str:
        """Describe a problem, answer what is asked, confirm; return the last answer."""
        self.describes(words, place, category)
        return self.taps(self.yes)

    @property
    def yes(self) -> str | None:
        """The id that confirms the summary, None where none is shown."""
        return next((option for option in _YES if option in self.offered), None)

    def describes(self, words: str, place: str, category: str) -> None:
        """Describe a problem and answer the questions, until only the confirmation is missing."""
        self.says(words)
        while self.yes is None:
            assert self.sent <= MOST_QUESTIONS, "more questions than promised"
            if self.offered:
                self.taps(next(option for option in self.offered if category in option))
            else:
                self.says(place)

    def says(self, text: str) -> str:
        """Write a text and return what comes back, all of it in one."""
        return self.hears(self.writes(text))

    def writes(self, text: str) -> str:
        """Send a text and return its id, without waiting for an answer."""
        return self._send(self.message(type="text", text={"body": text}))

    def speaks(self, media_id: str) -> str:
        """Send a voice note that WhatsApp keeps under this id, and return what comes back."""
        note = {"id": media_id, "voice": True, "mime_type": "audio/ogg; codecs=opus"}
        return self.hears(self._send(self.message(type="audio", audio=note)))

    def taps(self, payload: str) -> str:
        """Tap what was offered under this id, and return what comes back."""
        return self.hears(self.presses(payload))

    def presses(self, payload: str) -> str:
        """Tap what was offered under this id and return the message's id, without waiting."""
        reply = {"id": payload, "title": self.offered[payload]}
        return self._send(
            self.message(
                type="interactive", interactive={"type": "button_reply", "button_reply": reply}
            )
        )

    def hears(self, wamid: str) -> str:
        """Wait for the answer to a message and return it as text."""
        answers = self._system.replies_to(wamid)
        self.offered = {row["id"]: row["title"] for answer in answers for row in _rows(answer)}
        return "\n".join(map(_text, answers))

    def message(self, **part: object) -> dict[str, object]:
        """Return a message of this citizen as WhatsApp describes it."""
        return {
            "from": self.phone,
            "id": self._system.new_wamid(),
            "timestamp": str(int(time.time())),
            **part,
        }

    def _send(self, message: dict[str, object]) -> str:
        self.sent += 1
        assert self._system.post_webhook(self._system.notification(message)) == 200
        return str(message["id"])


def _text(payload: dict) -> str:
    if payload["type"] == "text":
        return payload["text"]["body"]
    return payload["interactive"]["body"]["text"]


def _rows(payload: dict) -> list[dict]:
    """The buttons or list rows of a message, each with id and title."""
    action = payload.get("interactive", {}).get("action", {})
    rows = [row for section in action.get("sections", ()) for row in section["rows"]]
    return rows + [button["reply"] for button in action.get("buttons", ())]
