"""Which turns people should look at, because something in them was not understood."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from helpline.domain import roles

REVIEWERS = (roles.HELPDESK, roles.TRAINER)

FALLBACK = "fallback"
LOW_CONFIDENCE = "low_confidence"
NARROW = "narrow_confidence"
UNSURE_CATEGORY = "unsure_category"
ASKED_THRICE = "form_failed_twice"
DENIED = "denied"
WANTS_PERSON = "asked_for_person"
MEDIA = "media_without_words"
TAKEN_BACK = "emergency_taken_back"
REPEATED = "repeated"
CORRECTED = "corrected"
SAID_MISROUTED = "said_misrouted"
# The quiet ones: nobody said a word, but what followed shows that the turn was heard wrongly.
REROUTED = "rerouted"
REOPENED = "reopened"
JOINED_WRONGLY = "joined_wrongly"

# How much is learnt from a turn with this reason, and how much it hurt its citizen.
WORTH = {
    REROUTED: 6,
    SAID_MISROUTED: 5,
    DENIED: 5,
    REOPENED: 5,
    JOINED_WRONGLY: 5,
    TAKEN_BACK: 5,
    ASKED_THRICE: 4,
    CORRECTED: 4,
    FALLBACK: 3,
    REPEATED: 3,
    WANTS_PERSON: 2,
    LOW_CONFIDENCE: 2,
    NARROW: 1,
    UNSURE_CATEGORY: 1,
    MEDIA: 1,
}
REASONS = tuple(WORTH)

# With these something was surely misheard; with the others it may have been right all the same.
MISUNDERSTOOD = frozenset(
    {
        ASKED_THRICE, CORRECTED, DENIED, FALLBACK, JOINED_WRONGLY, REPEATED, REROUTED, TAKEN_BACK,
    }
)  # fmt: skip

OPEN, LATER, SECOND, DONE, SKIPPED = "open", "later", "second", "done", "skipped"
STATES = (OPEN, LATER, SECOND, DONE, SKIPPED)
WAITING = (OPEN, LATER, SECOND)
SKIP_REASONS = ("unreadable", "not_for_us", "private", "other")

# Believed, but wrong about every fourth time; docs/decisions/0003-nlu-pipeline.md has the figures.
DOUBTFUL = 0.65
# The second guess is so near that the first one may be chance.
NEAR = 0.15
# Of all telling words this share is the same: the same thing, perhaps in another script.
ALIKE = 0.6
# Heard as the same, each likelier than not: the same thing in other words. docs/teaching.md has
# the figures, also of what the vectors of sentences would do.
LIKELY = 0.5
# Heard as one of these, words may mean anything.
_OF_MANY_MEANINGS = frozenset(
    {
        "affirm",
        "deny",
        "inform",
        "nlu_fallback",
        "other/other",
        "out_of_scope",
        "share_media",
        "skip",
    }
)
# In so many ways a case may be said: they stand on one page, and somebody compares them.
MOST_WORDINGS = 10

# What the channel says before an answer and is none.
PRIVACY_NOTICE, PRIVATE_NUMBERS = "utter_privacy_notice", "utter_private_numbers"
BESIDES = frozenset({PRIVACY_NOTICE, PRIVATE_NUMBERS})

_BY_INTENT = {"nlu_fallback": FALLBACK, "talk_to_human": WANTS_PERSON, "share_media": MEDIA}
COMPLAINT = "report_complaint"
_QUESTIONS = ("utter_ask_", "utter_confirm_")
_SUMMARY = "utter_confirm_"
_ASKED_AGAIN = "_again"
# A no to these is no answer to a question of ours: it says that we are wrong.
_AFTER_A_WRONG_ANSWER = frozenset({"utter_ask_change", "utter_ask_how_to_help"})


@dataclass(frozen=True)
class Heard:
    """One turn: what was understood, how surely, and the names of the answers.

    `ahead` is by how much the first guess is likelier than the second, `words` the telling words
    by their sound. What `changes` is a button for it.
    """

    intent: str
    confidence: float
    answers: frozenset[str]
    ahead: float = 1.0
    category: str | None = None
    category_confidence: float = 1.0
    words: frozenset[str] = frozenset()
    changes: bool = False

    @property
    def meaning(self) -> str | None:
        """What it was likely heard as: the subject of a complaint, else the intent; None in doubt."""
        is_complaint = self.intent == COMPLAINT
        meaning = self.category if is_complaint else self.intent
        likely = self.confidence * (self.category_confidence if is_complaint else 1.0)
        return meaning if likely >= LIKELY and meaning not in _OF_MANY_MEANINGS else None

    @property
    def questions(self) -> frozenset[str]:
        """The questions of ours that were all the answer, however they are asked again.

        Where something else was answered as well, the citizen only asked something in between.
        """
        if not all(name.startswith(_QUESTIONS) for name in self.answers):
            return frozenset()
        return frozenset(name.removesuffix(_ASKED_AGAIN) for name in self.answers)

    @property
    def sums_up(self) -> bool:
        """Whether the answer is a summary that was not there before."""
        return any(
            name.startswith(_SUMMARY) and not name.endswith(_ASKED_AGAIN) for name in self.answers
        )


def reasons_for(turn: Heard, before: Sequence[Heard]) -> list[str]:
    """Return why people should look at a turn; `before` are the citizen's earlier ones, latest first.

    A turn without an answer belongs to a person who is writing, and needs nobody else.
    """
    if not turn.answers:
        return []
    return [*_by_understanding(turn), *_by_conversation(turn, before)]


def sums_up_anew(turn: Heard, before: Sequence[Heard]) -> bool:
    """Tell whether one summary follows another: words in the shape of a correction are one then."""
    return turn.sums_up and bool(before) and before[0].sums_up


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the words of both are words of each."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def agreement(pairs: Sequence[tuple[str, str]]) -> "Agreement":
    """Return how often two people who judged the same case said the same."""
    count = len(pairs)
    if not count:
        return Agreement(0, 0, None)
    same = sum(one == other for one, other in pairs)
    firsts = Counter(one for one, _ in pairs)
    seconds = Counter(other for _, other in pairs)
    by_chance = sum(firsts[said] * seconds[said] for said in firsts) / count**2
    beyond = None if by_chance == 1 else (same / count - by_chance) / (1 - by_chance)
    return Agreement(count, same, beyond)


@dataclass(frozen=True)
class Agreement:
    """Of so many cases with two opinions so many agree; `beyond_chance` is Cohen's kappa."""

    count: int
    same: int
    beyond_chance: float | None


def _by_understanding(turn: Heard) -> list[str]:
    reasons = [_BY_INTENT[turn.intent]] if turn.intent in _BY_INTENT else []
    if turn.intent == "nlu_fallback":
        return reasons
    if turn.confidence < DOUBTFUL:
        reasons.append(LOW_CONFIDENCE)
    elif turn.ahead < NEAR:
        reasons.append(NARROW)
    if turn.intent == COMPLAINT and turn.category_confidence < DOUBTFUL:
        reasons.append(UNSURE_CATEGORY)
    return reasons


def _by_conversation(turn: Heard, before: Sequence[Heard]) -> list[str]:
    reasons = []
    if turn.intent == "deny" and turn.answers & _AFTER_A_WRONG_ANSWER:
        reasons.append(DENIED)
    if len(before) >= 2 and turn.questions & before[0].questions & before[1].questions:
        reasons.append(ASKED_THRICE)
    if _says_it_again(turn, before):
        reasons.append(REPEATED)
    return reasons


def _says_it_again(turn: Heard, before: Sequence[Heard]) -> bool:
    """Nobody tells the same thing twice who was understood; a single word is said often."""
    if len(turn.words) < 2:
        return False
    return any(likeness(turn.words, earlier.words) >= ALIKE for earlier in before)
