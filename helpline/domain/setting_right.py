"""Corrections: what the citizen sets right in the draft, in words, before it is filed."""

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from helpline.domain.draft import LIKELY_ENOUGH, OTHER_CATEGORY, SURE, Draft, Facts, Message
from helpline.domain.draft_parts import (
    PLACE_LENGTH,
    department_of,
    located,
    nearer,
    of_category,
    possible_districts,
    recall,
    reopened,
    without_denied,
    without_names,
)
from helpline.domain.words import added


def _not_there(draft: Draft, message: Message) -> Draft | None:
    """Ask anew where it is after a mere "not there"; None where the place we have is not denied."""
    facts = message.facts
    if facts.locates or without_denied(draft, facts) == draft:
        return None
    return None if _says_where_instead(message) else reopened(draft, "place")


def _says_where_instead(message: Message) -> bool:
    return message.correction is not None and message.correction.wanted.locates


def _corrected(draft: Draft, message: Message) -> Draft | None:
    """Take what is said in place of what was said; None where nothing changes by it."""
    if message.correction is None or draft.complaint_text is None or draft.retelling:
        return None
    if message.correction.begun is not None:
        return None
    if message.correction.adds:
        return _added(draft, message)
    denied, wanted = message.correction.denied, message.correction.wanted
    if message.correction.is_place:
        return _dictated(draft, wanted)
    corrected = draft
    if message.correction.is_statement and not _names_another_place(draft, denied, wanted):
        return None
    if denied is None and _is_an_unknown_name(message, wanted) and draft.place:
        return nearer(corrected, wanted.written)
    if wanted.locates or _names_another_place(draft, denied, wanted):
        corrected = _moved(corrected, denied, wanted)
    elif _names_another_category(draft, message.correction.denied, wanted):
        corrected = of_category(corrected, wanted)
        corrected = added(corrected, message.text)
    return None if corrected == draft else corrected


def _said_otherwise(draft: Draft, message: Message) -> Draft | None:
    """Read kind and category anew from words that set something right: "there is one, but it never comes"."""
    if draft.complaint_text is None or draft.retelling:
        return None
    facts = message.facts
    tells = message.intent == "report_complaint" and facts.category_confidence >= SURE
    same_office = tells and department_of(facts.category) == department_of(draft.best_category)
    if message.kind_said is None and not (same_office and message.sets_right):
        return None
    told = of_category(draft, facts) if same_office else draft
    return replace(told, kind=message.kind_said or told.kind)


def _of_named_part(draft: Draft, message: Message) -> Draft | None:
    """Ask anew the part that the message names: "vibhag galat hai", "zila badalna hai"."""
    if message.part is None or draft.complaint_text is None:
        return None
    return reopened(draft, message.part)


def of_named_department(draft: Draft, message: Message) -> Draft | None:
    """Take what the named department answers for: what is likely there already, else what is near to that, else its words."""
    if not message.names_department or draft.complaint_text is None or draft.retelling:
        return None
    theirs = message.department_categories
    if not theirs:
        return _without_departments(draft, message.not_departments)
    likely = (draft.category,) if draft.category else draft.category_options
    fits = [code for code in likely if code in theirs]
    if not fits and draft.best_category in message.department_shares:
        # The same trouble, on the road that is PMGSY's.
        return of_department(draft, message.department)
    if fits or len(theirs) == 1:
        right = fits[0] if fits else theirs[0]
        return replace(draft, category=right, category_options=theirs, department=None)
    if message.department_near:
        return _asked_which(draft, message.department_near)
    return _of_no_subject(draft, message.department)


def _of_another_subject(draft: Draft, message: Message) -> Draft | None:
    """Take the subject that is said instead of the denied one; where there is none, the words stand for it."""
    if not message.denies_subject or draft.complaint_text is None or draft.retelling:
        return None
    told = message.correction.wanted if message.correction else message.facts
    is_another = told.category not in (draft.best_category, None)
    is_another = is_another and department_of(told.category) not in message.not_departments
    if is_another and told.category_confidence >= SURE:
        return added(of_category(draft, told), message.text)
    theirs = draft.department or department_of(draft.best_category)
    return added(
        _of_no_subject(draft, None if theirs in message.not_departments else theirs), message.text
    )


def _of_mentioned_department(draft: Draft, message: Message) -> Draft | None:
    """Give what has no subject to the department that the citizen brings up when seeing where it goes."""
    mentioned = message.mentioned_department
    facts = message.facts
    has_subject = draft.category != OTHER_CATEGORY or facts.names_subject
    if mentioned in (None, draft.department) or message.names_department or has_subject:
        return None
    return added(_of_no_subject(draft, mentioned), message.text)


def _of_no_subject(draft: Draft, department: str | None) -> Draft:
    """What the list of subjects does not have goes to the department by its words."""
    return replace(
        draft,
        category=OTHER_CATEGORY,
        category_options=(),
        department=department,
        wrong_department=False,
    )


def of_department(draft: Draft, department: str | None) -> Draft:
    """Leave the subject as it is, and give it to this department."""
    return replace(
        draft, category=draft.best_category, department=department, wrong_department=False
    )


def _without_departments(draft: Draft, wrong: Sequence[str | None]) -> Draft | None:
    """Offer what is likely elsewhere; None where it is elsewhere already.

    Beside a sure guess nothing is likely: then the department is asked for.
    """
    if draft.department is not None and draft.department in wrong:
        return replace(draft, department=None)
    if not wrong or department_of(draft.best_category) not in wrong or draft.department is not None:
        return None
    likely = () if draft.category else draft.category_options
    elsewhere = tuple(c for c in likely if department_of(c) not in wrong)
    return _asked_which(draft, elsewhere) if elsewhere else reopened(draft, "department")


def _asked_which(draft: Draft, options: tuple[str, ...]) -> Draft:
    """Ask which of these it is, though enough was asked already: the citizen wants it changed."""
    return replace(draft, category=None, category_options=options, questions=0)


def _misrouted(draft: Draft, message: Message) -> Draft | None:
    """Ask anew after a mere "wrong office" or "wrong place"; what is said instead counts."""
    facts = message.facts
    is_wrong = message.is_misrouted or message.is_misplaced
    if not is_wrong or facts.locates or facts.names_subject or draft.complaint_text is None:
        return None
    if message.is_misplaced:
        return reopened(draft, "place") if draft.place or draft.district else None
    if draft.department is not None:
        return reopened(draft, "department")
    return _without_departments(draft, (department_of(draft.best_category),))


def _added(draft: Draft, message: Message) -> Draft:
    """Take what a yes adds, and show the summary with it."""
    heard = recall(draft, [replace(message, facts=message.correction.wanted)])
    return added(draft, message.text) if heard == draft else heard


def _is_an_unknown_name(message: Message, wanted: Facts) -> bool:
    """Whether nothing but a name that no list knows follows a no: "nahi, Bithoria no 1"."""
    is_a_name = wanted.written is not None and not wanted.locates
    return is_a_name and message.intent == "inform" and wanted.category_confidence < SURE


def _names_another_place(draft: Draft, denied: Facts | None, wanted: Facts) -> bool:
    """Whether it says another name, known to a list or not, for one in the address."""
    if denied is None or None in (denied.written, wanted.written) or not draft.place:
        return False
    return wanted.category_confidence < SURE and _holds(draft.place, denied.written)


def _moved(draft: Draft, denied: Facts | None, wanted: Facts) -> Draft:
    """Take the place that is meant for the denied one; what else is known of the address stays."""
    if wanted.place is None and wanted.district is not None:
        return located(draft, wanted)
    place = wanted.place or wanted.written or wanted.beside
    stays = draft.district in possible_districts(wanted) or not wanted.locates
    stays = stays or possible_districts(wanted) == (None,)
    rest = without_names(draft.place or "", _names(denied)) if stays and denied else ""
    rest = "" if rest == draft.place else rest
    parts = [place, *(part for part in rest.split(", ") if part and not _holds(place, part))]
    return replace(
        draft,
        place=", ".join(parts)[:PLACE_LENGTH],
        district=draft.district if stays else wanted.district,
        district_options=() if stays else wanted.district_options,
        block=wanted.block or (draft.block if rest else None),
        latitude=None,
        longitude=None,
    )


def _dictated(draft: Draft, wanted: Facts) -> Draft | None:
    """Take the place exactly as it is dictated; of what was there only a district it can lie in stays."""
    place = wanted.place or wanted.written
    if place is None or (wanted.category_confidence >= SURE and not wanted.locates):
        return None
    possible = possible_districts(wanted)
    is_there = draft.district in possible
    stays = is_there or possible == (None,) or (draft.district is not None and wanted.is_small)
    return replace(
        draft,
        place=place[:PLACE_LENGTH],
        district=draft.district if stays else wanted.district,
        district_options=() if stays else wanted.district_options,
        block=(wanted.block or draft.block if is_there else draft.block) if stays else wanted.block,
        latitude=None,
        longitude=None,
    )


def _names(denied: Facts | None) -> tuple[str, ...]:
    """The names that a denial names."""
    if denied is None:
        return ()
    names = (denied.written, denied.beside, *(denied.place or "").split(", "), *denied.denied)
    return tuple(name for name in names if name)


def _holds(address: str, name: str) -> bool:
    return name.casefold() in address.casefold()


def _names_another_category(draft: Draft, denied: Facts | None, wanted: Facts) -> bool:
    if wanted.category_confidence < LIKELY_ENOUGH or wanted.category == draft.best_category:
        return False
    if denied is None:
        is_far = department_of(wanted.category) != department_of(draft.best_category)
        return is_far or wanted.category_confidence >= SURE
    says_what_we_think = department_of(denied.category) == department_of(draft.best_category)
    return says_what_we_think or wanted.category_confidence >= SURE


# What a mere correction of the place leaves as it is.
_what_it_is = attrgetter("complaint_text", "category", "kind", "department")
_CORRECTIONS = (
    _of_another_subject,
    _of_mentioned_department,
    of_named_department,
    _said_otherwise,
    _of_named_part,
    _misrouted,
    _not_there,
    _corrected,
)


def set_right(draft: Draft, message: Message) -> Draft | None:
    """Return the draft with what the message corrects; None where it corrects nothing."""
    for corrected in _CORRECTIONS:
        right = corrected(draft, message)
        if right is not None:
            return right
    return None


def place_set_right(filed: Draft, message: Message) -> Draft | None:
    """Return a filed complaint with the place that the message says instead; None where it sets no place right."""
    facts = message.facts
    # "They throw garbage at the wrong place" is no word about the complaint.
    is_said_of_it = message.is_misrouted or facts.category_confidence < SURE
    if message.is_misplaced and is_said_of_it and facts.locates:
        there = replace(filed, place=None, block=None, latitude=None, longitude=None)
        right = located(there, facts)
    else:
        right = set_right(filed, message)
    if right is None or not right.place or _what_it_is(right) != _what_it_is(filed):
        return None
    right = replace(right, district=right.district or filed.district)
    return None if (right.place, right.district) == (filed.place, filed.district) else right
