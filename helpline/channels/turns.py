"""The turns: a background task of the rasa server that answers what waits in the inbox.

Several citizens are answered side by side, each one's messages in their order. A message is
held under a lease while its turn runs; whatever goes wrong, it is tried again or, at last,
apologised for. Texts stay out of the log.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.orm.attributes import set_committed_value

from helpline import clock, settings
from helpline.channels import besides, bursts, replies
from helpline.channels.errors import TurnAbandoned
from helpline.channels.meeting import Met, is_from_desk, meet
from helpline.channels.receipts import Receipts
from helpline.channels.understanding import (
    ParseData,
    beside_a_person,
    understand,
)
from helpline.services import heartbeat, inbox, troubles
from helpline.services.bell import Bell
from helpline.store import queue
from helpline.store.base import reading_connection, reading_if_possible, transaction
from helpline.store.messages import WHATSAPP, Inbox
from helpline.whatsapp import content
from helpline.whatsapp.outbound import Payload, PayloadError

MOST_AT_ONCE = 8
# How long a row may wait that nobody woke us for: postponed, or received by another server.
POLL_SECONDS = 1.0
# An action that takes longer is taken for dead. Rasa itself would wait for five minutes.
TURN_SECONDS = 45.0
STOP_SECONDS = 10.0
APOLOGY = "utter_technical_trouble"

log = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(frozen=True)
class _Answered:
    """What a turn came to: the message as understood, and the bot's answers to it.

    There are none where a person answers.
    """

    parsed: ParseData
    messages: list[replies.BotMessage]
    by_person: bool = False


class Turns:
    """Claims messages and runs their turns until it is stopped."""

    def __init__(
        self,
        sessions: sessionmaker,
        agent: Callable[[], Agent | None],
        fallback_confidence: float,
        receipts: Receipts | None = None,
        bell: Bell | None = None,
    ):
        """Prepare. `agent` returns the agent of the moment: a new model brings a new one.

        `receipts` show the citizens that their messages are read; the `bell` wakes the worker.
        """
        self._sessions = sessions
        self._agent = agent
        self._fallback_confidence = fallback_confidence
        self._receipts = receipts
        self._bell = bell
        self._help_desk = settings.help_desk()
        self._owner = queue.this_process()
        self._wake = asyncio.Event()
        self._has_news = False
        self._running: set[asyncio.Task] = set()
        self._stopping = False
        self._loop: asyncio.Task | None = None
        self._beat_at: datetime | None = None

    def start(self) -> None:
        """Begin to answer, in a task of the running event loop."""
        self._loop = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Say that there is something new in the inbox."""
        self._has_news = True
        self._wake.set()

    async def stop(self) -> None:
        """Claim nothing more, let running turns finish for a while, give the others back."""
        self._stopping = True
        self.wake()
        if self._loop is not None:
            await self._loop
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._receipts is not None:
            self._receipts.close()

    async def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            await self._beat_if_due()
            for row, met in await self._claim(MOST_AT_ONCE - len(self._running)):
                task = asyncio.create_task(self._handle(row, met))
                self._running.add(task)
                task.add_done_callback(self._done)
            if len(self._running) >= MOST_AT_ONCE:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            else:
                # All that was ready is claimed.
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)

    def _done(self, task: asyncio.Task) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        if task.exception() is not None:
            # A mistake of ours. The lease runs out, and the message is tried again.
            log.error("A turn broke off: %s.", type(task.exception()).__name__)
        elif task.result():
            self._wake.set()

    async def _beat_if_due(self) -> None:
        now = clock.now()
        if self._beat_at is not None and now - self._beat_at < heartbeat.BEAT_EVERY:
            return
        self._beat_at = now
        try:
            await self._in_database(heartbeat.beat, heartbeat.RASA, now)
        except SQLAlchemyError as error:
            log.error("No sign of life: %s.", type(error).__name__)

    async def _claim(self, most: int) -> list[tuple[Inbox, Met | None]]:
        agent = self._agent()
        if agent is None or not agent.is_ready():
            return []
        try:
            has_news, self._has_news = self._has_news, False
            return await asyncio.to_thread(self._claim_what_is_ready, most, has_news)
        except Exception as error:  # noqa: BLE001 - nobody would be answered if this loop ended
            log.error("The inbox cannot be read: %s.", type(error).__name__)
            return []

    def _claim_what_is_ready(self, most: int, has_news: bool) -> list[tuple[Inbox, Met | None]]:
        """Claim messages, and meet their citizens."""
        now = clock.now()
        if not has_news and not self._anything_ready(now):
            return []
        with transaction(self._sessions) as session:
            rows = inbox.claim_some(session, self._owner, now, most)
        return [(row, self._met_at_first(row)) for row in rows]

    def _anything_ready(self, now: datetime) -> bool:
        """Ask, often in vain, without holding up anybody who writes."""
        with reading_connection(self._sessions) as connection:
            return inbox.anything_ready(connection, now)

    def _met_at_first(self, row: Inbox) -> Met | None:
        """Meet the citizen at the first attempt, else at the turn: it may be over already.

        What fails here fails there again, and counts as an attempt; the others are met all the same.
        """
        if row.attempts > 1:
            return None
        try:
            return self._meet(row)
        except Exception as error:  # noqa: BLE001 - the others that are claimed must not wait for it
            log.warning("Inbox message %s: not met: %s.", row.id, type(error).__name__)
            return None

    def _meet(self, row: Inbox) -> Met:
        met = reading_if_possible(self._sessions, partial(meet, row=row, desk=self._help_desk))
        # As met, and no longer as it was when the message was claimed.
        set_committed_value(row, "citizen", met.citizen)
        return met

    async def _handle(self, row: Inbox, met: Met | None) -> bool:
        """Bring a claimed message to an end: answered, postponed, given up, or given back.

        Tell whether another one may be ready now: the same citizen's next.
        """
        keeper = asyncio.create_task(self._keep_lease(row, asyncio.current_task()))
        try:
            return await self._answer(row, met)
        except asyncio.CancelledError:
            # The server stops, or the lease was lost; in the latter case nothing is given back.
            with suppress(SQLAlchemyError):
                await self._in_database(inbox.give_back, row, clock.now())
        except SQLAlchemyError as error:
            # The lease runs out, and somebody tries again.
            log.error("Inbox message %s: the database failed: %s.", row.id, type(error).__name__)
        finally:
            keeper.cancel()
        return True

    async def _keep_lease(self, row: Inbox, turn: asyncio.Task) -> None:
        """Renew the lease while the turn runs; end the turn when somebody else has the message."""
        while True:
            await asyncio.sleep(inbox.RENEW_EVERY.total_seconds())
            try:
                ours = await self._in_database(inbox.renew, row, clock.now())
            except SQLAlchemyError as error:
                log.error("Inbox message %s: no renewal: %s.", row.id, type(error).__name__)
                continue
            if not ours:
                log.warning("Inbox message %s: the lease was lost, the turn is dropped.", row.id)
                turn.cancel()
                return

    async def _answer(self, row: Inbox, met: Met | None) -> bool:
        if row.attempts > inbox.MOST_ATTEMPTS:
            await self._give_up(row, inbox.USED_UP)
            return True
        # One for the whole turn, though another one may take its place meanwhile.
        agent = self._agent()
        try:
            answered = await asyncio.wait_for(self._turn(agent, row, met), TURN_SECONDS)
            before, behind = self._beside(agent, row, answered)
            answer = [*answered.messages, *behind]
            waits = bursts.may_go_on(row.kind, row.payload, answered.messages)
            seen = row.wamid if _is_on_whatsapp(row) else None
            payloads = replies.payloads(before if waits else [*before, *answer], seen)
            in_a_moment = replies.payloads(answer if waits else [], seen)
            understood = _understood(answered.parsed)
        except PayloadError as error:
            # A mistake in the responses, which no repetition mends.
            log.error("Inbox message %s: %s.", row.id, error)
            await self._give_up(row, type(error).__name__)
        except SQLAlchemyError:
            raise
        except TurnAbandoned as error:
            await self._try_later(row, str(error))
        except Exception as error:  # noqa: BLE001 - whatever broke, the message must not be lost
            await self._try_later(row, type(error).__name__)
        else:
            if not answered.messages and not answered.by_person and not is_from_desk(row):
                log.warning("Inbox message %s: the turn gave no answer.", row.id)
            said = [*before, *answer]
            model_id = agent.model_id or ""
            return await self._finish(row, understood, model_id, said, payloads, in_a_moment)
        return True

    async def _turn(self, agent: Agent, row: Inbox, met: Met | None) -> _Answered:
        if row.attempts > 1:
            known = await self._known_turn(agent, row)
            if known is not None:
                return known
        # Before the turn, so that the answer is in the language of the question.
        met = met or await asyncio.to_thread(self._meet, row)
        parsed = await understand(
            *(agent, row.kind, row.payload, met.citizen.language, self._fallback_confidence),
            was_asked=met.was_asked,
            in_danger=met.in_danger,
        )
        if met.with_person:
            heard = beside_a_person(parsed)
            if heard is None:
                return _Answered(parsed, [], by_person=True)
            parsed = heard
        channel = replies.CollectingChannel()
        message = UserMessage(
            text=parsed["text"],
            output_channel=channel,
            sender_id=row.citizen.key,
            parse_data=parsed,
            input_channel=channel.name(),
            message_id=row.wamid,
            metadata={"inbox_id": row.id, bursts.UNASKED: met.is_unasked},
        )
        with self._shown_reading(row):
            await agent.handle_message(message)
        return _Answered(parsed, channel.messages)

    @contextmanager
    def _shown_reading(self, row: Inbox) -> Iterator[None]:
        """Let the citizen see, while the block lasts, that somebody reads; wait for nothing."""
        if self._receipts is None or not _is_on_whatsapp(row):
            yield
            return
        sign = self._receipts.show(row.wamid)
        try:
            yield
        finally:
            sign.cancel()

    def _beside(
        self, agent: Agent, row: Inbox, answered: _Answered
    ) -> tuple[list[replies.BotMessage], list[replies.BotMessage]]:
        """Return what goes before and behind the answer: nothing where a number may save a life."""
        if answered.by_person or answered.parsed["intent"]["name"] in inbox.OF_DANGER:
            return [], []
        asked = (agent.nlg, row, _language(answered.parsed))
        return besides.before_the_answer(*asked), besides.behind_the_answer(*asked)

    async def _known_turn(self, agent: Agent, row: Inbox) -> _Answered | None:
        """Return the turn that an earlier attempt completed and only failed to report."""
        tracker = await agent.tracker_store.retrieve(row.citizen.key)
        found = replies.turn_in(tracker.events, row.wamid) if tracker else None
        return found and _Answered(found[0].parse_data, found[1])

    async def _finish(
        self,
        row: Inbox,
        understood: inbox.Understood,
        model_id: str,
        said: list[replies.BotMessage],
        payloads: list[Payload],
        in_a_moment: list[Payload],
    ) -> bool:
        now = clock.now()
        seen = [replies.summary(message) for message in said]
        record = (row, understood, model_id, seen, payloads, now, in_a_moment)

        def finish() -> bool:
            with transaction(self._sessions) as session:
                if inbox.finish_turn(session, *record):
                    besides.note_told(session, row.citizen_id, said, now)
                # What came meanwhile had to wait for this end; what comes right now, on PostgreSQL,
                # is found at the next poll.
                is_more = inbox.anything_ready(session, clock.now())
            if self._bell is not None:
                self._bell.ring()
            return is_more

        return await asyncio.to_thread(finish)

    async def _try_later(self, row: Inbox, reason: str) -> None:
        log.warning("Inbox message %s: attempt %s failed: %s.", row.id, row.attempts, reason)
        await self._in_database(troubles.note, troubles.TURNS, reason, clock.now())
        if inbox.is_last_attempt(row):
            await self._give_up(row, reason)
        else:
            await self._in_database(inbox.postpone, row, reason, clock.now())

    async def _give_up(self, row: Inbox, reason: str) -> None:
        log.error("Inbox message %s: given up: %s.", row.id, reason)
        apology = self._apology(row.citizen.language)
        await self._in_database(inbox.give_up, row, reason, apology, clock.now())

    def _apology(self, language: str) -> list[Payload]:
        message = self._agent().nlg.generate_from_slots(
            APOLOGY, {"language": language}, replies.CHANNEL
        )
        if message is None:
            log.error("The model has no response %s: a citizen is left without an answer.", APOLOGY)
            return []
        return replies.payloads([message])

    async def _in_database(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Do work in a transaction of its own, off the event loop, which answers webhooks meanwhile."""

        def work_in_transaction() -> Result:
            with transaction(self._sessions) as session:
                return work(session, *arguments)

        return await asyncio.to_thread(work_in_transaction)


def _is_on_whatsapp(row: Inbox) -> bool:
    """Whether WhatsApp knows this message: not one of another door, nor words written down here."""
    own = (content.TRANSCRIPT, content.FROM_DESK)
    return row.citizen.door == WHATSAPP and row.kind not in own


def _language(parsed: ParseData) -> str:
    return next(e["value"] for e in parsed["entities"] if e["entity"] == "language")


def _understood(parsed: ParseData) -> inbox.Understood:
    return inbox.Understood(
        text=parsed["text"] or "",
        intent=parsed["intent"]["name"],
        confidence=parsed["intent"]["confidence"],
        intent_ranking=parsed.get("intent_ranking", []),
        entities=parsed["entities"],
    )
