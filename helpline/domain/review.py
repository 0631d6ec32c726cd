"""Which turns people should look at, because something in them was not understood."""

from collections.abc import Sequence
from dataclasses import dataclass

FALLBACK = "fallback"
LOW_CONFIDENCE = "low_confidence"
ASKED_THRICE = "form_failed_twice"
DENIED = "denied"
WANTS_PERSON = "asked_for_person"
MEDIA = "media_without_words"
TAKEN_BACK = "emergency_taken_back"
REASONS = (FALLBACK, LOW_CONFIDENCE, ASKED_THRICE, DENIED, WANTS_PERSON, MEDIA, TAKEN_BACK)

OPEN, DONE, SKIPPED = "open", "done", "skipped"
STATES = (OPEN, DONE, SKIPPED)

# Believed, but wrong about every fourth time; docs/decisions/0003-nlu-pipeline.md has the figures.
DOUBTFUL = 0.65

# What the channel says before an answer and is none.
PRIVACY_NOTICE, PRIVATE_NUMBERS = "utter_privacy_notice", "utter_private_numbers"
BESIDES = frozenset({PRIVACY_NOTICE, PRIVATE_NUMBERS})

_BY_INTENT = {"nlu_fallback": FALLBACK, "talk_to_human": WANTS_PERSON, "share_media": MEDIA}
_QUESTIONS = ("utter_ask_", "utter_confirm_")
_ASKED_AGAIN = "_again"
# A no to these is no answer to a question of ours: it says that we are wrong.
_AFTER_A_WRONG_ANSWER = frozenset({"utter_ask_change", "utter_ask_how_to_help"})


@dataclass(frozen=True)
class Heard:
    """One turn: what was understood, how surely, and the names of the answers."""

    intent: str
    confidence: float
    answers: frozenset[str]

    @property
    def questions(self) -> frozenset[str]:
        """The questions of ours that were all the answer, however they are asked again.

        Where something else was answered as well, the citizen only asked something in between.
        """
        if not all(name.startswith(_QUESTIONS) for name in self.answers):
            return frozenset()
        return frozenset(name.removesuffix(_ASKED_AGAIN) for name in self.answers)


def reasons_for(turn: Heard, before: Sequence[Heard]) -> list[str]:
    """Return why people should look at a turn; `before` are the citizen's earlier ones, latest first.

    A turn without an answer belongs to a person who is writing, and needs nobody else.
    """
    if not turn.answers:
        return []
    reasons = [_BY_INTENT[turn.intent]] if turn.intent in _BY_INTENT else []
    if turn.intent != "nlu_fallback" and turn.confidence < DOUBTFUL:
        reasons.append(LOW_CONFIDENCE)
    if turn.intent == "deny" and turn.answers & _AFTER_A_WRONG_ANSWER:
        reasons.append(DENIED)
    if len(before) >= 2 and turn.questions & before[0].questions & before[1].questions:
        reasons.append(ASKED_THRICE)
    return reasons
