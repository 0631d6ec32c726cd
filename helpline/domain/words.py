"""What of a citizen's messages is the complaint's text.

Everything said about the trouble, from the first word of it to the yes, stands in the text: in
order, each message once, untouched. Not about it are answers and nothing more: a tap, yes or no,
a place, thanks, a greeting, a wish for a language or a person, a curse or a joke.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpline.domain.draft import SURE, Draft, Message
from helpline.domain.topics import is_taught

# About the helpline, the conversation or a complaint filed earlier, whatever else they say.
_ABOUT_SOMETHING_ELSE = frozenset(
    {
        "ask_about_filed", "ask_contact", "ask_help", "ask_timeline", "back_to_assistant",
        "bot_challenge", "cancel",
        "change_language", "check_status", "confirm_resolved", "erase_my_data", "no_emergency",
        "partly_solved", "reopen_complaint", "resume_messages", "say_misrouted", "send_reminder", "share_media",
        "show_my_data", "stop_messages", "withdraw_complaint",
    }
)  # fmt: skip
# Answers, unless the trouble is told in the same breath.
_ANSWERS = frozenset(
    {
        "abuse", "affirm", "deny", "give_suggestion", "goodbye", "greet", "keep_in_confidence",
        "skip", "start_complaint", "talk_to_human", "thank",
    }
)  # fmt: skip
# What is nothing but an address is a place in these.
COULD_BE_A_PLACE = frozenset({"inform", "nlu_fallback", "out_of_scope", "add_information"})
_MORE_THAN_AN_ANSWER, _MORE_THAN_A_WISH = 7, 8  # words
# With these the trouble begins; other words only where they say since when, where, or surely what.
_TELLING = frozenset({"report_complaint", "report_emergency", "tell_of_violence"})


def tells_of_it(message: Message) -> bool:
    """Tell whether a message says something about the trouble itself."""
    facts = message.facts
    if message.chosen or not message.has_words:
        return False
    if message.is_bare_fact:
        return facts.since is not None
    if message.names_department or message.says_nothing or message.part is not None:
        return False
    if message.is_beside_yes:
        return True
    if message.intent == "give_number":
        # Only what is written there brings the officer to the number.
        return any(char.isdecimal() for char in message.text)
    is_sure = facts.category_confidence >= SURE
    is_place = message.intent in COULD_BE_A_PLACE or message.intent == "tell_of_emergency"
    if facts.written is not None and is_place and not facts.names_subject:
        return False
    if facts.in_confidence and message.intent in COULD_BE_A_PLACE and not is_sure:
        return False  # "keep my name out of it, it is in Kotdwar"
    if message.intent in _ABOUT_SOMETHING_ELSE or (message.is_remark and not is_sure):
        return False
    if message.intent in _ANSWERS or is_taught(message.intent):
        words = len(message.text.split())
        if message.intent == "start_complaint":
            # The wish sounds like a trouble of its own to the model, whatever is wrong.
            return facts.since is not None or words >= _MORE_THAN_A_WISH
        most = _MORE_THAN_A_WISH if message.intent == "talk_to_human" else _MORE_THAN_AN_ANSWER
        return facts.since is not None or (is_sure and words >= most)
    if message.only_asks and not is_sure and facts.since is None:
        return False
    if message.is_question and message.intent not in _TELLING:
        return message.is_a_story and is_sure
    return message.is_a_story or is_sure


def story(messages: Iterable[Message]) -> list[Message]:
    """Return those that tell of the trouble, from the first that begins it."""
    told: list[Message] = []
    for message in messages:
        if tells_of_it(message) and (told or _begins(message)):
            told.append(message)
    return told


def with_words(draft: Draft, message: Message) -> Draft:
    """Add to the draft what the message says about the trouble, unless it stands there already."""
    if draft.complaint_text is None or not tells_of_it(message):
        return draft
    if message.facts.urgent:
        draft = replace(draft, urgent=True)
    return added(draft, message.text)


def added(draft: Draft, text: str) -> Draft:
    """Add these words to the draft, unless they stand there already."""
    texts = [draft.complaint_text, *(one["complaint_text"] for one in draft.later)]
    if any(text in known for known in texts):
        return draft
    return replace(draft, complaint_text=f"{draft.complaint_text}\n{text}")


def joined(messages: Sequence[Message]) -> str:
    """Return the words of several messages in order, each once."""
    return "\n".join(dict.fromkeys(message.text for message in messages))


def _begins(message: Message) -> bool:
    facts = message.facts
    is_sure = facts.category_confidence >= SURE
    return message.intent in _TELLING or is_sure or facts.since is not None or facts.locates
