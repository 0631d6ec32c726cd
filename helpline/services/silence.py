"""Silence on request: no message but answers for whoever asks for that, and the way back.

The wish is read from the words themselves: "STOP" means the same in every state of the chat,
and an opt-out must not depend on what a model has learnt. It is honoured when a message is to be
sent (services.outbox), so that it holds for what was queued before it as well.
"""

from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from helpline.services import audit
from helpline.services.citizens import by_key
from helpline.text.signs import Signs

STOP, RESUME = "stop_messages", "resume_messages"
_STOP = """
stop | stop messages | stop the messages | stop all messages | stop messaging me | stop sending messages | stop sending me messages
stop sms | stop msg | stop whatsapp messages | stop notifications | please stop | please stop messages | stop promotions
unsubscribe | unsubscribe me | please unsubscribe | opt out | optout | i want to opt out | opt me out
no more messages | no more messages please | no messages | no messages please | do not send messages | do not send me messages
do not send any messages | don't send messages | don't send me messages | dont send messages | dont send me messages
do not message me | don't message me | dont message me | do not send me any more messages | don't send me any more messages
message band karo | messages band karo | message band kar do | messages band kar do | message band kijiye | message band kariye
message band kar dijiye | message bhejna band karo | message bhejna band kar do | message bhejna band kijiye | messages bhejna band karo
message bhejna band kar dijiye | band karo messages | band karo message | band kar do messages | band kar do message | band karo ye message
ye message band karo | yeh message band karo | ye messages band karo | mujhe message band karo | mere message band karo
message mat bhejo | messages mat bhejo | message mat bhejiye | message mat bheje | message mat bhejna | mujhe message mat bhejo
mujhe message mat bhejiye | mujhe message mat bhejna | ab message mat bhejo | aur message mat bhejo | aage se message mat bhejna
mat bhejo message | mat bhejo messages | mujhe messages mat bhejo | koi message mat bhejo | message nahi chahiye
mujhe message nahi chahiye | messages nahi chahiye | koi message nahi chahiye | ab message nahi chahiye
sms band karo | sms mat bhejo | msg band karo | msg mat bhejo | mujhe msg mat bhejo | msg bhejna band karo
whatsapp message band karo | whatsapp par message mat bhejo | notification band karo | suchna band karo | suchna mat bhejo
sandesh band karo | sandesh band kar do | sandesh band karein | sandesh band kare | sandesh band kijiye | sandesh mat bhejo | sandesh mat bhejiye
mujhe sandesh mat bhejiye | sandesh bhejna band karo | sandesh bhejna band kijiye | sandesh nahi chahiye
"""
_RESUME = """
start | start messages | start the messages | start sending messages | start messages again | send messages again | send me messages again
resume | resume messages | subscribe | subscribe again | opt in | optin | opt me in | unstop | i want messages again
message chalu karo | messages chalu karo | message chalu kar do | message chalu kijiye | message fir se chalu karo | message phir se chalu karo
fir se message bhejo | phir se message bhejo | message fir se bhejo | message phir se bhejo | message fir se chahiye | message shuru karo
message bhejna shuru karo | messages shuru karo | mujhe message chahiye | message phir se chahiye
sandesh chalu karo | sandesh chalu karein | sandesh chalu kare | sandesh chalu kijiye | sandesh chalu kar do | sandesh fir se chalu karo
sandesh phir se chalu karo | sandesh shuru karo | sandesh phir se bhejo | phir se sandesh bhejiye
"""


def wish_in(text: str) -> str | None:
    """Return the wish, `STOP` or `RESUME`, of a message that says this and nothing else."""
    return next((wish for wish, signs in _signs().items() if signs.is_all_of(text)), None)


def begin(session: Session, key: str, now: datetime) -> None:
    """Note that a citizen wants no message but answers; said again, it changes nothing."""
    citizen = by_key(session, key)
    if citizen.wants_silence_since is None:
        citizen.wants_silence_since = now
        audit.record(session, "citizen", STOP, f"citizen {citizen.id}", now)


def end(session: Session, key: str, now: datetime) -> bool:
    """Let a citizen have messages again; False where they had not been stopped."""
    citizen = by_key(session, key)
    if citizen.wants_silence_since is None:
        return False
    citizen.wants_silence_since = None
    audit.record(session, "citizen", RESUME, f"citizen {citizen.id}", now)
    return True


@lru_cache(maxsize=1)
def _signs() -> dict[str, Signs]:
    return {STOP: Signs(_STOP), RESUME: Signs(_RESUME)}
