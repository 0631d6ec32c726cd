"""The draft of a complaint, and what one message of a citizen says about it.

How the draft fills is in `hearing`. Neither knows Rasa nor the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

# A category below this probability is asked about rather than assumed.
SURE = 0.65
# Less likely, it is nothing to ask about: bribery, where the words say nothing of it.
LIKELY = 0.05
# After a no, less will do: the citizen has said that we are wrong.
LIKELY_ENOUGH = 0.4
# More questions than this cost more complaints than they mend; then the best guess is shown
# in the summary, where the citizen can change it.
MOST_QUESTIONS = 2
OTHER_CATEGORY = "other/other"
WOMEN_SAFETY = "home_police/women_safety"
# Fewer name a thing or a wish, but tell of no problem.
_FEWEST_WORDS = 3
# So the model may read the second half of a sentence.
_COULD_BE_A_FRAGMENT = frozenset(
    {"deny", "inform", "nlu_fallback", "out_of_scope", "reopen_complaint", "skip"}
)
# What a bare answer has beside its facts: "Ghansali me", "3 din se."
_SMALL_WORDS = 4
# What it has beside the place where nothing else is meant: "Ghansali, zila Tehri".
_WITH_DISTRICT = 16


@dataclass(frozen=True)
class Draft:
    """What is known of a complaint that is not filed yet.

    `department` is the one that answers for it by the citizen's word; `wrong_department` where it
    is to be said anew. Since when and for whom it is stands in the words, and nowhere else.
    """

    complaint_text: str | None = None
    category: str | None = None
    category_options: tuple[str, ...] = ()
    department: str | None = None
    # None of the categories offered: to be told in other words, and whether that was done.
    retelling: bool = False
    retold: bool = False
    kind: str = "grievance"
    place: str | None = None
    district: str | None = None
    district_options: tuple[str, ...] = ()
    block: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    # The name is not to be told to others.
    in_confidence: bool = False
    # Somebody ill is worse off with each day.
    urgent: bool = False
    questions: int = 0
    wrong_department: bool = False
    # An open complaint of others about the same thing, and whether this one joins it.
    similar: int | None = None
    joins: bool = False
    confirmed: bool | None = None
    # Problems told beside this one: drafts in the form of `changes_from`.
    later: tuple[Mapping[str, Any], ...] = ()

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
        if self.complaint_text is None or self.retelling:
            return "complaint_text"
        if self.place is None and self.questions < MOST_QUESTIONS:
            return "place"
        if self.district is None:
            return "district"
        if self.category is None and self.questions < MOST_QUESTIONS:
            return "category"
        if self.wrong_department:
            return "department"
        return None if self.confirmed else "confirmed"

    @property
    def best_category(self) -> str:
        """The category to show and file: the known one, else the likeliest."""
        return self.category or next(iter(self.category_options), OTHER_CATEGORY)

    @property
    def is_of_violence(self) -> bool:
        """Whether a woman may come to harm where it becomes known that she complains."""
        return self.in_confidence and self.best_category == WOMEN_SAFETY

    @property
    def all_words(self) -> str | None:
        """The words of this problem and of those that wait, None where nothing is told yet."""
        texts = [self.complaint_text, *(one.get("complaint_text") for one in self.later)]
        return "\n".join(filter(None, texts)) or None

    def without_words(self) -> "Draft":
        """Return the draft of which only the place and the wish for secrecy are left."""
        return Draft(
            place=self.place, district=self.district, block=self.block, later=self.later,
            latitude=self.latitude, longitude=self.longitude, questions=self.questions,
            in_confidence=self.in_confidence,
        )  # fmt: skip

    def following(self) -> "Draft":
        """Return the draft of the next problem told; it is where this one is, unless it says."""
        if not self.later:
            return Draft()
        first, *others = self.later
        draft = replace(
            Draft.from_slots(first), later=tuple(others), in_confidence=self.in_confidence
        )
        if draft.place is not None or draft.district is not None:
            return draft
        return replace(
            draft, place=self.place, district=self.district, block=self.block,
            latitude=self.latitude, longitude=self.longitude,
        )  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What some words say about a complaint, as the language understanding found it.

    `block` is the urban body where a town is meant. `beside` is a ward or landmark said without
    a place, `denied` names places where it is not. `is_small` where neither district nor town is
    named: then what was known before says more; it `leaves_home` where it is told apart from where
    the writer lives. `written` is the address that the words are and
    nothing else, whether a list knows it or not.
    """

    category: str | None = None
    category_confidence: float = 0.0
    category_options: tuple[str, ...] = ()
    kind: str | None = None
    place: str | None = None
    district: str | None = None
    district_options: tuple[str, ...] = ()
    block: str | None = None
    is_small: bool = False
    leaves_home: bool = False
    beside: str | None = None
    written: str | None = None
    denied: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    since: str | None = None
    in_confidence: bool = False
    urgent: bool = False
    # To whom the work belongs that is told of, as in "PMGSY ki sadak".
    department: str | None = None

    @property
    def names_subject(self) -> bool:
        """Whether the words surely say what it is about."""
        return self.category_confidence >= SURE and self.category != OTHER_CATEGORY

    @property
    def locates(self) -> bool:
        """Whether the words say where."""
        return self.place is not None or self.district is not None

    @property
    def is_address(self) -> bool:
        """Whether the words are an address that no list knows."""
        return self.written is not None and not self.locates

    def is_of_department(self, category: str | None) -> bool:
        """Whether these words are about the work of the category's department."""
        return (self.category or "").split("/")[0] == (category or "").split("/")[0]

    @property
    def is_pin(self) -> bool:
        """Whether they are a location pin, whose place is only the nearest known one."""
        return self.latitude is not None


@dataclass(frozen=True)
class Told:
    """One of several problems of a message: its words and its facts."""

    text: str
    facts: Facts


@dataclass(frozen=True)
class Correction:
    """What is not so, where the citizen named it, and what is so instead; or `adds` to the rest.

    `is_statement` where the words may say what is lacking too: only a place is set right by them.
    `begun` are the words of what is told instead, where the one matter is dropped for it.
    `is_place` where the whole place is dictated anew.
    """

    denied: Facts | None
    wanted: Facts
    adds: bool = False
    is_statement: bool = False
    begun: str | None = None
    is_place: bool = False


@dataclass(frozen=True)
class Message:
    """One message of the citizen: its words, its intent, the facts in it.

    `chosen` holds what a tapped button stands for, for instance `{"change": "place"}`.
    """

    text: str
    intent: str
    facts: Facts = Facts()
    chosen: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Told, ...] = ()
    correction: Correction | None = None
    # About the conversation, not about the problem.
    is_remark: bool = False
    # Which kind of matter it is, where that is what is said; and whether one thing is put against another.
    kind_said: str | None = None
    sets_right: bool = False
    # One of several problems is to be left.
    leaves_out: bool = False
    leaves_named: bool = False
    # A part of the summary that is to be said anew or, where it `removes`, taken out.
    part: str | None = None
    removes: bool = False
    # The office or the place is the wrong one.
    is_misrouted: bool = False
    is_misplaced: bool = False
    # A department that it names among other words.
    mentioned_department: str | None = None
    # It says nothing but which department answers for it, with that department's categories, or which do not.
    department: str | None = None
    department_categories: tuple[str, ...] = ()
    # What it may answer for beside these, and which of these are near to what was told.
    department_shares: tuple[str, ...] = ()
    department_near: tuple[str, ...] = ()
    not_departments: tuple[str, ...] = ()
    # What stands beside a yes, without a fact in it: "nobody listens anyway".
    is_beside_yes: bool = False
    # No word of it tells of any trouble: "yaha pe", "main gram pradhan hun".
    says_nothing: bool = False
    # It says of the subject in the summary that it is another.
    denies_subject: bool = False
    # It says of something that it is no trouble: "sadak ki koi shikayat nahi".
    denies: bool = False
    is_question: bool = False
    # It asks, and tells nothing beside.
    only_asks: bool = False

    @property
    def has_words(self) -> bool:
        """Whether there is a letter of any script in it."""
        return any(char.isalpha() for char in self.text)

    @property
    def names_department(self) -> bool:
        """Whether it says which department answers for the trouble, or which does not."""
        return self.department is not None or bool(self.not_departments)

    @property
    def is_a_story(self) -> bool:
        """Whether it has enough words to tell of a problem."""
        return len(self.text.split()) >= _FEWEST_WORDS

    @property
    def is_a_fragment(self) -> bool:
        """Whether it may be the rest of a sentence that was sent in pieces."""
        is_known = self.intent not in _COULD_BE_A_FRAGMENT or self.facts.locates
        return not is_known and not self.is_bare_fact and len(self.text.split()) > 1

    @property
    def is_bare_fact(self) -> bool:
        """Whether the message is nothing but a place, a pin or a duration."""
        if self.facts.is_pin:
            return True
        beside = _WITH_DISTRICT if self.intent == "inform" and self.facts.place else _SMALL_WORDS
        return self._named > 0 and len(self.text.strip()) <= self._named + beside

    @property
    def says_more(self) -> bool:
        """Whether there is more in the message than a place and a duration."""
        return not self.facts.is_pin and len(self.text.strip()) > self._named + _WITH_DISTRICT

    @property
    def _named(self) -> int:
        return len(self.facts.place or "") + len(self.facts.since or "")
