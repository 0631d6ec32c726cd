"""From Rasa's bot messages to WhatsApp's: collected while a turn runs, or read from its events."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.shared.core.events import BotUttered, Event, UserUttered

from helpline.whatsapp.outbound import (
    Choice,
    Payload,
    PayloadError,
    choices,
    contact_request,
    document,
    image,
    location_request,
    reaction,
    texts,
)

CHANNEL = "whatsapp"

BotMessage = dict[str, Any]


class CollectingChannel(OutputChannel):
    """Takes the bot messages of one turn, whole, and sends nothing anywhere."""

    def __init__(self) -> None:
        self.messages: list[BotMessage] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, by which Rasa chooses responses."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: BotMessage) -> None:
        """Keep a message. Rasa loses the turn when this fails, so nothing can fail here."""
        self.messages.append(message)


def turn_in(
    events: Iterable[Event], message_id: str
) -> tuple[UserUttered, list[BotMessage]] | None:
    """Return the citizen's message with this id and what the bot answered; None if it is not there."""
    heard: UserUttered | None = None
    said: list[BotMessage] = []
    for event in events:
        if isinstance(event, UserUttered):
            if heard is not None:
                break
            heard = event if event.message_id == message_id else None
        elif heard is not None and isinstance(event, BotUttered):
            said.append(event.message())
    return None if heard is None else (heard, said)


def payloads(messages: Sequence[BotMessage], answered: str | None = None) -> list[Payload]:
    """Put bot messages into the form WhatsApp takes. Raises PayloadError.

    A reaction goes onto the `answered` message of the citizen; without one it is left out.
    """
    return [payload for message in messages for payload in _payloads(message, answered)]


def summary(message: BotMessage) -> dict[str, Any]:
    """Return what stands in the record of a turn: the response's name and what the citizen saw."""
    seen = {
        name: message[name] for name in ("text", "buttons", "custom", "image") if message.get(name)
    }
    return {"response": message.get("utter_action"), **seen}


def _payloads(message: BotMessage, answered: str | None) -> list[Payload]:
    beside = list(_beside_the_text(message, answered))
    text, custom = message.get("text"), message.get("custom") or {}
    if not text:
        if not beside:
            raise PayloadError(f"{message.get('utter_action')} has neither text nor file")
        return beside
    if custom.get("location_request"):
        return [*beside, *location_request(text)]
    if custom.get("contact_request"):
        return [*beside, *contact_request(text)]
    if message.get("buttons"):
        offered = [_choice(button) for button in message["buttons"]]
        return [*beside, *choices(text, offered, custom.get("list_button"))]
    return [*beside, *texts(text)]


def _beside_the_text(message: BotMessage, answered: str | None) -> Iterator[Payload]:
    """Yield what goes before the text: an emoji on the citizen's message, a picture, a document."""
    custom = message.get("custom") or {}
    if custom.get("reaction") and answered is not None:
        yield reaction(answered, custom["reaction"])
    if message.get("image"):
        yield image(message["image"])
    if custom.get("document"):
        yield document(**custom["document"])


def _choice(button: dict[str, Any]) -> Choice:
    return Choice(button["payload"], button["title"], button.get("description"))
