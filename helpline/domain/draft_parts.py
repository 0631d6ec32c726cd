"""The parts of a draft, place and subject, and how each takes what a message says of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpline.domain.draft import MOST_QUESTIONS, OTHER_CATEGORY, SURE, Draft, Facts, Message
from helpline.domain.words import tells_of_it

PLACE_LENGTH = 200
# To \w the vowel signs of Devanagari are no letters.
_LETTER = r"[\w\u0900-\u0963]"


def recall(draft: Draft, earlier: Iterable[Message]) -> Draft:
    """Return the draft with the places that these messages say.

    A district that is known stays, unless a message says nothing but another place or begins
    with a no: "I wrote to Dehradun too" moves no complaint.
    """
    for message in earlier:
        facts = message.facts
        if facts.locates and (_may_move(message) or not _leads_elsewhere(draft, facts)):
            draft = located(draft, facts)
        elif facts.beside and draft.place:
            draft = nearer(draft, facts.beside)
    return draft


def _may_move(message: Message) -> bool:
    facts = message.facts
    is_elsewhere = message.intent == "deny" or facts.leaves_home
    return is_elsewhere or facts.written is not None or message.is_bare_fact


def _leads_elsewhere(draft: Draft, facts: Facts) -> bool:
    possible = possible_districts(facts)
    return draft.district is not None and possible != (None,) and draft.district not in possible


def possible_districts(facts: Facts) -> tuple[str | None, ...]:
    """Return the districts these words may mean; None among them where they name none."""
    return facts.district_options or (facts.district,)


def reopened(draft: Draft, what: str, of_department: Sequence[str] = ()) -> Draft:
    """Forget one part because the citizen wants to say it anew.

    Another subject is chosen from what was likely, and from all `of_department`.
    """
    if what == "place":
        return replace(
            draft, place=None, district=None, district_options=(), block=None,
            latitude=None, longitude=None, questions=0,
        )  # fmt: skip
    if what == "category":
        return replace(
            draft,
            category=None,
            category_options=_to_choose_from(draft, of_department),
            questions=0,
        )
    if what == "department":
        # Asked for by its own question; what it was stays until that is answered.
        return replace(draft, wrong_department=True)
    if what == "in_confidence":
        return replace(draft, in_confidence=False)
    if what == "photos":
        return draft
    if what == "together":
        # What was taken for several problems is one.
        return replace(draft, complaint_text=draft.all_words, later=())
    return replace(draft.without_words(), questions=0)


def _to_choose_from(draft: Draft, of_department: Sequence[str]) -> tuple[str, ...]:
    """The subject there is stays the first: who sees it beside others may find it right."""
    likely = (draft.best_category, *draft.category_options)
    return tuple(dict.fromkeys(c for c in (*likely, *of_department) if c != OTHER_CATEGORY))


def with_facts(draft: Draft, facts: Facts) -> Draft:
    """Take what a description says; a place known already stays where it names none."""
    draft = replace(
        draft,
        category=facts.category if facts.category_confidence >= SURE else None,
        category_options=facts.category_options,
        kind=facts.kind or draft.kind,
        department=facts.department or draft.department,
        urgent=draft.urgent or facts.urgent,
    )
    return located(draft, facts) if facts.locates else draft


def of_category(draft: Draft, facts: Facts) -> Draft:
    """Take the category of these words; an unsure one may be asked about once more."""
    return replace(
        draft,
        category=facts.category if facts.category_confidence >= SURE else None,
        category_options=facts.category_options,
        kind=facts.kind or draft.kind,
        questions=min(draft.questions, MOST_QUESTIONS - 1),
    )


def located(draft: Draft, facts: Facts) -> Draft:
    """Take the place from the message; what is known of it already is not lost."""
    draft = without_denied(draft, facts)
    if facts.place is None:
        same = facts.district == draft.district or draft.district is None
        return replace(draft, district=facts.district, block=draft.block if same else None)
    if facts.is_pin:
        return _pinned(draft, facts)
    settled = draft.district in facts.district_options
    if draft.district and (facts.is_small or settled):
        return _within(draft, facts)
    if facts.district is None and not facts.district_options and draft.place:
        return nearer(draft, facts.place)
    district = facts.district or (None if facts.district_options else draft.district)
    # A pin stays with the words for its place, unless they lead elsewhere.
    pinned = draft.latitude is not None and district == draft.district
    return replace(
        draft,
        place=facts.place[:PLACE_LENGTH],
        district=district,
        district_options=facts.district_options,
        block=facts.block or (draft.block if pinned else None),
        latitude=draft.latitude if pinned else None,
        longitude=draft.longitude if pinned else None,
    )


def _within(draft: Draft, facts: Facts) -> Draft:
    """Take a mohalla or village for one of the town and district known already."""
    own = facts.block if facts.district == draft.district else None
    return replace(nearer(draft, facts.place), block=draft.block or own)


def without_denied(draft: Draft, facts: Facts) -> Draft:
    """Take out of the place what is said to be wrong."""
    right = without_names(draft.place or "", facts.denied)
    return (
        draft if right == (draft.place or "") else replace(draft, place=right or None, block=None)
    )


def without_names(address: str, names: Iterable[str]) -> str:
    """Take names out of an address; what stood with them in one part of it stays."""
    parts = address.split(", ")
    for name in names:
        pattern = re.compile(rf"(?<!{_LETTER}){re.escape(name)}(?!{_LETTER})", re.IGNORECASE)
        parts = [" ".join(pattern.sub(" ", part).split()) for part in parts]
    return ", ".join(part for part in parts if part)


def _pinned(draft: Draft, facts: Facts) -> Draft:
    """Take a pin; the citizen's own name for the place says more than that of the nearest one."""
    return replace(
        draft,
        place=draft.place or facts.place,
        district=facts.district,
        district_options=(),
        block=facts.block,
        latitude=facts.latitude,
        longitude=facts.longitude,
    )


def nearer(draft: Draft, place: str) -> Draft:
    """Return the draft with a ward, school or hamlet that no gazetteer knows before the place it belongs to."""
    if place in (draft.place or ""):
        return draft
    rest = [part for part in (draft.place or "").split(", ") if part and not _is_near(place, part)]
    return replace(draft, place=", ".join([place, *rest])[:PLACE_LENGTH])


def _is_near(place: str, known: str) -> bool:
    """Whether a place says of itself that it is near to the known one: "Gopeshwar ke paas"."""
    parts = place.casefold().split(", ")
    near = (f"{known} ke ", f"{known} के ")
    return any(part.startswith(tuple(map(str.casefold, near))) for part in parts)


def farther(draft: Draft, place: str) -> Draft:
    """Put a town behind the place that lies in it."""
    if place in (draft.place or ""):
        return draft
    return replace(draft, place=", ".join(filter(None, (draft.place, place)))[:PLACE_LENGTH])


def with_more(draft: Draft, message: Message) -> Draft:
    """Take from a second description what it is, where that was not known yet."""
    facts = message.facts
    is_open = draft.category is None or (
        draft.category == OTHER_CATEGORY and draft.department is None
    )
    is_needed = is_open and facts.category_confidence >= SURE
    return of_category(draft, facts) if is_needed and tells_of_it(message) else draft


def department_of(category: str | None) -> str | None:
    """Return the department of a category, None of none."""
    return category.split("/")[0] if category else None
