"""A door: a way by which citizens' messages come in and answers go out.

Every door leads to the same inbox and has its answers from the same outbox, so that each has what
the helpline promises: every message once, its turn once, in order, across crashes.

A further channel (SMS, web chat) is one file beside `whatsapp.py` and `rest.py`, and its class in
credentials.yml. The class is a `Door`, and

- `name` returns the path under /webhooks/, which is also the door's name in the database;
- `add_routes` takes what arrives, checks from whom it is, makes an `InboundMessage` of it (text is
  `{"type": "text", "text": {"body": …}}`, as at WhatsApp) and hands it to `let_in`;
- after `until_answered` the answers are fetched with `pick_up` and put into the door's own form.
  What the helpline says without being asked is held in the same place.

WhatsApp alone does not fetch its answers: the worker sends them, at WhatsApp's pace.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from helpline import clock, settings
from helpline.channels import rasa_patches
from helpline.channels.model_swap import ModelSwap
from helpline.channels.receipts import Receipts
from helpline.channels.turns import Turns
from helpline.services import inbox, outbox
from helpline.services.bell import Bell
from helpline.settings import Settings, SettingsError
from helpline.store.base import make_engine, make_sessions, transaction
from helpline.store.messages import CLAIMED, WAITING, Citizen, Inbox
from helpline.whatsapp.inbound import InboundMessage
from helpline.whatsapp.outbound import Payload

LOOK_EVERY_SECONDS = 0.05

Result = TypeVar("Result")


class Door(InputChannel):
    """What all doors share: the inbox, the outbox, and the turns, which run once in a server."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "Door":
        """Create the door from credentials.yml and the environment. Raises SettingsError."""
        confidence = (credentials or {}).get("fallback_confidence")
        if not isinstance(confidence, float) or not 0 <= confidence <= 1:
            raise SettingsError(
                "credentials.yml: fallback_confidence must be a number between 0.0 and 1.0, "
                f"not {confidence!r}."
            )
        rasa_patches.apply()
        read = settings.load()
        return cls(read, make_sessions(make_engine(read.database_url)), confidence)

    def __init__(
        self, read_settings: Settings, sessions: sessionmaker, fallback_confidence: float
    ) -> None:
        self.settings = read_settings
        self._sessions = sessions
        self._fallback_confidence = fallback_confidence

    @abstractmethod
    def add_routes(self, blueprint: Blueprint) -> None:
        """Add what this door answers to."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes; the turns run while the server does.

        Rasa's `on_new_message` is not used: it would answer before the message is safe.
        """
        blueprint = Blueprint(f"{self.name()}_webhook", __name__)
        self.add_routes(blueprint)
        blueprint.listener("after_server_start")(self._start_turns)
        blueprint.listener("before_server_stop")(self._stop_turns)
        return blueprint

    def let_in(self, session: Session, messages: Sequence[InboundMessage]) -> int:
        """Put messages into the inbox, each once; return how many are new."""
        secret = self.settings.citizen_key_secret
        return inbox.receive(session, secret, messages, clock.now(), self.name())

    def wake(self) -> None:
        """Let the turns begin of what was let in, once its transaction has ended."""
        self._turns.wake()

    async def until_answered(self, wamid: str, seconds: float) -> bool:
        """Wait until the turn of a message is over; False where it takes longer."""
        end = asyncio.get_running_loop().time() + seconds
        while await self.in_database(_is_open, wamid):
            if asyncio.get_running_loop().time() > end:
                return False
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        return True

    def pick_up(self, session: Session, wamid: str) -> list[Payload]:
        """Return all that is held for whoever sent this message, in WhatsApp's form."""
        return outbox.pick_up(session, inbox.find(session, wamid).citizen_id, clock.now())

    async def in_database(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Do work in a transaction of its own, off the event loop."""

        def work_in_transaction() -> Result:
            with transaction(self._sessions) as session:
                return work(session, *arguments)

        return await asyncio.to_thread(work_in_transaction)

    async def _start_turns(self, app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        """Start the turns, or use those that another door has started."""
        if not hasattr(app.ctx, "turns"):
            read = self.settings
            receipts = Receipts(
                read.whatsapp_graph_url, read.whatsapp_phone_number_id, read.whatsapp_graph_token
            )
            # The agent is asked for anew for each turn, because a new model comes with a new one.
            app.ctx.turns = Turns(
                self._sessions,
                lambda: app.ctx.agent,
                self._fallback_confidence,
                receipts,
                Bell(read.worker_bell),
            )
            app.ctx.turns.start()
            app.ctx.model_swap = ModelSwap(
                self._sessions,
                read.data_dir,
                lambda: app.ctx.agent,
                partial(setattr, app.ctx, "agent"),
            )
            app.ctx.model_swap.start()
        self._turns = app.ctx.turns

    async def _stop_turns(self, app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        if hasattr(app.ctx, "turns"):
            turns = app.ctx.turns
            del app.ctx.turns
            await app.ctx.model_swap.stop()
            await turns.stop()
            await rasa_patches.close_connections()


def citizen_of(session: Session, user_id: str) -> int | None:
    """Return the id of who comes by a door under this name; None for a stranger."""
    return session.execute(
        select(Citizen.id).where(Citizen.whatsapp_user_id == user_id)
    ).scalar_one_or_none()


def _is_open(session: Session, wamid: str) -> bool:
    state = session.execute(select(Inbox.state).where(Inbox.wamid == wamid)).scalar_one()
    return state in (WAITING, CLAIMED)
