"""The draft of a complaint: how it fills from what the citizen says, in any order.

`hear` is the whole filing conversation in one function: it takes the draft, the question
that stands and the message, and gives back what changed. It knows neither Rasa nor the
database, so every path is a plain test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

# A category below this probability is asked about rather than assumed.
SURE = 0.65
# More questions than this cost more complaints than they mend; then the best guess is shown
# in the summary, where the citizen can change it.
MOST_QUESTIONS = 2
OTHER_CATEGORY = "other/other"
PLACE_LENGTH = 200
_FULL_STOP = "।"

# Answered in the middle of filing by their own rule, after which the filing goes on.
INTERRUPTIONS = frozenset(
    {
        "abuse", "ask_contact", "ask_help", "ask_timeline", "back_to_assistant", "bot_challenge",
        "cancel", "change_language", "check_status", "erase_my_data", "goodbye", "greet",
        "no_emergency", "report_emergency", "share_media", "show_my_data", "talk_to_human", "thank",
    }
)  # fmt: skip
# A second message of these belongs to the complaint that is being filed.
MORE_WORDS = frozenset({"report_complaint", "add_information"})
# Never taken for the description of a problem when one was asked for.
NOT_A_DESCRIPTION = INTERRUPTIONS | {"affirm", "deny", "skip", "start_complaint"}
# A place in no gazetteer is still a place when one was asked for and the message could be one.
COULD_BE_A_PLACE = frozenset({"inform", "nlu_fallback", "out_of_scope", "add_information"})


@dataclass(frozen=True)
class Draft:
    """What is known of a complaint that is not filed yet.

    `since` is in the citizen's own words ("3 din se"), `since_days` the same in days.
    """

    complaint_text: str | None = None
    category: str | None = None
    category_options: tuple[str, ...] = ()
    kind: str = "grievance"
    place: str | None = None
    district: str | None = None
    district_options: tuple[str, ...] = ()
    block: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    since: str | None = None
    since_days: int | None = None
    questions: int = 0
    confirmed: bool | None = None

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> "Draft":
        """Read the draft from the conversation's slots, which bear the names of its fields."""
        known = {entry.name: slots.get(entry.name) for entry in fields(cls)}
        return cls(
            **{
                name: tuple(value) if isinstance(value, list) else value
                for name, value in known.items()
                if value is not None
            }
        )

    def changes_from(self, earlier: "Draft") -> dict[str, Any]:
        """Return the slots to set so that a conversation that held `earlier` holds this draft."""
        pairs = ((e.name, getattr(self, e.name), getattr(earlier, e.name)) for e in fields(self))
        return {
            name: list(new) if isinstance(new, tuple) else new
            for name, new, old in pairs
            if new != old
        }

    @property
    def missing(self) -> str | None:
        """The next thing to ask for, as a field's name; None when the draft is complete."""
        if self.complaint_text is None:
            return "complaint_text"
        if self.place is None and self.questions < MOST_QUESTIONS:
            return "place"
        if self.district is None:
            return "district"
        if self.category is None and self.questions < MOST_QUESTIONS:
            return "category"
        return None if self.confirmed else "confirmed"

    @property
    def best_category(self) -> str:
        """The category to show and file: the known one, else the likeliest."""
        return self.category or next(iter(self.category_options), OTHER_CATEGORY)


@dataclass(frozen=True)
class Facts:
    """What one message says about a complaint, as the language understanding found it."""

    category: str | None = None
    category_confidence: float = 0.0
    category_options: tuple[str, ...] = ()
    kind: str | None = None
    place: str | None = None
    district: str | None = None
    district_options: tuple[str, ...] = ()
    block: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    since: str | None = None
    since_days: int | None = None

    @property
    def locates(self) -> bool:
        """Whether the message says where."""
        return self.place is not None or self.district is not None


@dataclass(frozen=True)
class Message:
    """One message of the citizen: its words, its intent, the facts in it.

    `chosen` holds what a tapped button stands for, for instance `{"change": "place"}`.
    """

    text: str
    intent: str
    facts: Facts = Facts()
    chosen: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_bare_place(self) -> bool:
        """Whether the message is nothing but the name of a place."""
        named = self.facts.place or ""
        return len(self.text.strip()) <= len(named) + len(_FULL_STOP)


def hear(draft: Draft, asked: str | None, message: Message) -> Draft | None:
    """Return the draft after this message; None when the message does not belong to the filing.

    `asked` names the question that stands (as in `Draft.missing`), None at the very start.
    """
    if asked is None:
        return _begin(draft, message)
    if "change" in message.chosen:
        return _reopen(draft, message.chosen["change"])
    answer = _ANSWERS[asked](draft, message)
    if answer is not None:
        return answer
    if message.intent in INTERRUPTIONS:
        return None
    # Neither an answer nor a change of subject: the same question is asked once more.
    return draft


def _begin(draft: Draft, message: Message) -> Draft:
    if message.intent != "report_complaint":
        return draft
    return _with_facts(replace(draft, complaint_text=message.text), message.facts)


def _hear_text(draft: Draft, message: Message) -> Draft | None:
    if message.intent in NOT_A_DESCRIPTION or not message.text.strip():
        return None
    return _with_facts(replace(draft, complaint_text=message.text), message.facts)


def _hear_place(draft: Draft, message: Message) -> Draft | None:
    asked_once_more = replace(draft, questions=draft.questions + 1)
    if message.facts.locates:
        return _with_more_words(_located(asked_once_more, message.facts), message)
    if message.intent in ("skip", "deny"):
        return replace(asked_once_more, place="")
    if message.intent in COULD_BE_A_PLACE:
        return replace(asked_once_more, place=message.text.strip()[:PLACE_LENGTH])
    return None if message.intent in INTERRUPTIONS else _with_more_words(asked_once_more, message)


def _hear_district(draft: Draft, message: Message) -> Draft | None:
    district = message.chosen.get("district") or message.facts.district
    if district is None:
        return None
    block = message.facts.block or draft.block
    return replace(
        draft, district=district, district_options=(), block=block, questions=draft.questions + 1
    )


def _hear_category(draft: Draft, message: Message) -> Draft | None:
    asked_once_more = replace(draft, questions=draft.questions + 1)
    if "category" in message.chosen:
        return replace(asked_once_more, category=message.chosen["category"])
    if message.intent in INTERRUPTIONS:
        return None
    if message.facts.category_confidence >= SURE and message.intent == "report_complaint":
        return _with_more_words(replace(asked_once_more, category=message.facts.category), message)
    return replace(asked_once_more, category=draft.best_category)


def _hear_confirmation(draft: Draft, message: Message) -> Draft | None:
    if message.intent == "affirm":
        return replace(draft, confirmed=True)
    if message.intent in INTERRUPTIONS:
        return None
    if message.facts.locates:
        return _with_more_words(_located(draft, message.facts), message)
    return _with_more_words(draft, message)


_ANSWERS = {
    "complaint_text": _hear_text,
    "place": _hear_place,
    "district": _hear_district,
    "category": _hear_category,
    "confirmed": _hear_confirmation,
}


def _reopen(draft: Draft, what: str) -> Draft:
    """Forget one part because the citizen wants to say it anew."""
    if what == "place":
        return replace(
            draft, place=None, district=None, district_options=(), block=None,
            latitude=None, longitude=None, questions=0,
        )  # fmt: skip
    if what == "category":
        return replace(draft, category=None, questions=0)
    return Draft(place=draft.place, district=draft.district, block=draft.block)


def _with_facts(draft: Draft, facts: Facts) -> Draft:
    """Take what a description says; a place known already stays where it names none."""
    draft = replace(
        _lasting(draft, facts),
        category=facts.category if facts.category_confidence >= SURE else None,
        category_options=facts.category_options,
        kind=facts.kind or draft.kind,
    )
    return _located(draft, facts) if facts.locates else draft


def _lasting(draft: Draft, facts: Facts) -> Draft:
    """Take since when from the message, where it says so."""
    if facts.since is None:
        return draft
    return replace(draft, since=facts.since, since_days=facts.since_days)


def _located(draft: Draft, facts: Facts) -> Draft:
    """Take the place from the message; a lone district does not wipe out a known place."""
    if facts.place is None:
        same = facts.district == draft.district or draft.district is None
        return replace(draft, district=facts.district, block=draft.block if same else None)
    return replace(
        draft,
        place=facts.place[:PLACE_LENGTH],
        district=facts.district or (None if facts.district_options else draft.district),
        district_options=facts.district_options,
        block=facts.block,
        latitude=facts.latitude,
        longitude=facts.longitude,
    )


def _with_more_words(draft: Draft, message: Message) -> Draft:
    """Keep a second description beside the first: nothing the citizen wrote is lost."""
    if message.intent not in MORE_WORDS or message.is_bare_place:
        return draft
    return replace(
        _lasting(draft, message.facts), complaint_text=f"{draft.complaint_text}\n{message.text}"
    )
