"""People write in short messages, one right after the other: they are answered once.

A question to which more words may be on their way waits a moment. If a message overtakes it, the
question is taken back, and asked anew with what that message says.
"""

from collections.abc import Sequence
from typing import Any

from helpline.channels.replies import BotMessage
from helpline.whatsapp import content

# In the metadata of a message: our question before it never reached the citizen.
UNASKED = "unasked"
# Who writes more than this at once has told it all, and is answered at once.
_MOST_CHARACTERS = 40
# Nothing but questions: an answer with something to know in it goes at once.
_QUESTIONS = (
    "utter_ask_complaint_text",
    "utter_ask_problem_there",
    "utter_ask_place",
    "utter_ask_district",
    "utter_ask_which_district",
    "utter_ask_category",
    "utter_ask_how_to_help",
    "utter_ask_add_or_new",
    "utter_confirm_",
    "utter_file_image",
    "utter_greet",
    "utter_unclear",
)
# The third time a person is called, and that is done.
_BY_A_PERSON = "utter_unclear_person"


def may_go_on(kind: str, payload: dict[str, Any], answers: Sequence[BotMessage]) -> bool:
    """Tell whether the citizen may be about to write more, and is only asked something."""
    if content.tap(kind, payload) is not None:
        return False
    if len(content.words(kind, payload).strip()) > _MOST_CHARACTERS:
        return False
    names = [answer.get("utter_action") or "" for answer in answers]
    return bool(names) and all(map(_only_asks, names))


def _only_asks(name: str) -> bool:
    return name.startswith(_QUESTIONS) and name != _BY_A_PERSON
