"""What happens between the citizen's phone and the helpline: Meta's part in the middle."""

from dataclasses import dataclass
from typing import Any

from helpline.desk.simulator import notifications
from helpline.desk.simulator.chats import (
    CITIZEN,
    DELIVERED,
    FAILED,
    HELPLINE,
    READ,
    SENT,
    WAITING,
    Chats,
    Message,
)
from helpline.desk.simulator.notifications import Business
from helpline.desk.simulator.postman import Attempt, Postman
from helpline.whatsapp.templates import as_seen

TYPING_SECONDS = 25


@dataclass(frozen=True)
class Platform:
    """Passes messages between citizens' chats and the helpline."""

    chats: Chats
    postman: Postman
    business: Business

    def send_to_helpline(self, message: dict[str, Any]) -> Message:
        """Take a citizen's message object and notify the helpline; a repeat notifies nobody."""
        kept, is_new = self.chats.add(
            message["from"],
            message["id"],
            CITIZEN,
            message,
            WAITING,
        )
        if is_new:
            self._notify(kept)
        return kept

    def send_again(self, message: Message) -> None:
        """Notify the helpline once more of a message that it never accepted."""
        if message.status in (WAITING, FAILED):
            self.chats.set_status(message.wamid, WAITING)
            self._notify(message)

    def send_to_citizen(self, phone: str, payload: dict[str, Any]) -> str:
        """Show the helpline's message in the citizen's chat; return its wamid."""
        self.chats.ensure_chat(phone, name=f"+{phone}")
        wamid = notifications.new_wamid()
        message, _ = self.chats.add(phone, wamid, HELPLINE, _as_shown(payload), SENT)
        self.chats.set_typing(phone, seconds=0)
        self._report(message, SENT)
        self.chats.set_status(wamid, DELIVERED)
        self._report(message, DELIVERED)
        return wamid

    def mark_read_by_citizen(self, phone: str) -> None:
        """Tell the helpline that the citizen has seen its messages."""
        for message in self.chats.unread(phone):
            self.chats.set_status(message.wamid, READ)
            self._report(message, READ)

    def react_to_citizen(self, message: Message, emoji: str) -> str:
        """Show the helpline's emoji on a citizen's message; return the reaction's wamid."""
        self.chats.react(message.wamid, emoji)
        return notifications.new_wamid()

    def mark_read_by_helpline(self, message: Message, typing: bool) -> None:
        """Give the citizen's message its blue ticks; show the helpline typing if it says so."""
        self.chats.set_status(message.wamid, READ, message.answer)
        if typing:
            self.chats.set_typing(message.phone, TYPING_SECONDS)

    def notification(self, message: Message) -> bytes:
        """Return the notification that the helpline gets of a citizen's message."""
        name = self.chats.chat(message.phone).name
        sent = {name: part for name, part in message.body.items() if name != "reacted"}
        return notifications.message_notification(self.business, sent, name)

    def _notify(self, message: Message) -> None:
        def note(attempt: Attempt) -> None:
            status = FAILED if attempt.is_last else WAITING
            if attempt.accepted:
                status = DELIVERED
            self.chats.set_status(message.wamid, status, attempt.answer)

        self.postman.post(self.notification(message), note)

    def _report(self, message: Message, status: str) -> None:
        name = self.chats.chat(message.phone).name
        self.postman.post(
            notifications.status_notification(
                self.business, message.body, message.wamid, message.phone, name, status
            )
        )


def _as_shown(payload: dict[str, Any]) -> dict[str, Any]:
    """Put beside a template what the phone makes of it: its text and its buttons."""
    if payload.get("type") != "template":
        return payload
    text, buttons = as_seen(payload)
    taps = [{"id": button.id, "title": button.title} for button in buttons]
    return {**payload, "seen": {"text": text, "buttons": taps}}
