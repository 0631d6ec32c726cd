"""Whether somebody who is writing with a person wants the assistant again."""

from functools import lru_cache

from helpline.text.signs import Signs

_WORDS = """
    wapas | vapas | back | bot | assistant | sahayak | back to bot | back to assistant | back to the assistant
    go back to the bot | bot se baat | bot se baat karo | bot se baat karni hai | bot ko bulao | wapas bot
    sahayak par laut | sahayak par lauto | sahayak program | sahayak par wapas | wapas sahayak | bot par wapas | wapas jao | wapas jana hai
    bot please | assistant please | talk to bot | talk to the bot | talk to assistant | the bot | i want the bot | i want the bot again
"""


def asks_for_assistant(text: str) -> bool:
    """Tell whether a message asks for the assistant and says nothing else."""
    return _signs().is_all_of(text)


@lru_cache(maxsize=1)
def _signs() -> Signs:
    return Signs(_WORDS)
