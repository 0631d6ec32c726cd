"""Several problems told at once: which wait, which are left out, which takes another one's place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpline.domain.draft import LIKELY_ENOUGH, OTHER_CATEGORY, SURE, Draft, Facts, Message, Told
from helpline.domain.draft_parts import department_of, located, with_facts
from helpline.domain.words import added

# Another department, this sure, is another problem rather than more of the same.
ANOTHER_PROBLEM = 0.8
# "It is written on the board in the photo" tells of none.
_SURE_OF_REMARK = 0.95


def left_out(draft: Draft, message: Message) -> Draft | None:
    """Leave a matter out, or begin another in its stead; None where the message leaves none."""
    if message.part is not None or message.denies_subject:
        return None  # "photo hata do" leaves no matter out
    instead = _instead(draft, message)
    if instead is not None:
        return instead
    if message.leaves_out and draft.later:
        return _without_one(draft, message.facts)
    if message.leaves_named and _names_one_of_several(draft, message.facts):
        return _without_named(draft, message.facts)
    if message.denies:
        return _without_denied_problem(draft, message.facts)
    return None


def another_problem(draft: Draft, message: Message) -> Draft | None:
    """Keep problems of other departments for later; None where there is none in the message."""
    if draft.complaint_text is None or draft.category is None or draft.retelling:
        return None
    if draft.category == OTHER_CATEGORY:
        return None  # what no subject fitted is told in other words
    if message.intent != "report_complaint" or _is_one_word(message):
        return None
    if message.is_remark and message.facts.category_confidence < _SURE_OF_REMARK:
        return None
    if _still_asks_where(draft, message) and not message.says_more:
        # "Kashipur me Manpur road par" sounds like the road's trouble, and says where.
        return None
    told = message.problems or (Told(message.text, message.facts),)
    others = [one for one in told if _is_another(draft, one.facts)]
    if not others:
        return None
    heard = located(draft, message.facts) if _still_asks_where(draft, message) else draft
    same = [one for one in told if one not in others]
    for one in same:
        heard = added(heard, one.text)
    return with_later(heard, others)


def _is_one_word(message: Message) -> bool:
    """A name alone: Ghes is a village, however much it sounds like gas."""
    return len(message.text.split()) == 1


def _is_another(draft: Draft, facts: Facts) -> bool:
    return facts.category_confidence >= ANOTHER_PROBLEM and department_of(
        facts.category
    ) != department_of(draft.category)


def _still_asks_where(draft: Draft, message: Message) -> bool:
    return draft.place is None and draft.district is None and message.facts.locates


def with_later(draft: Draft, told: Sequence[Told]) -> Draft:
    """Let problems wait; who tells more of one that waits already does not tell of a new one."""
    if not told:
        return draft
    later = [Draft.from_slots(waiting) for waiting in draft.later]
    for one in told:
        following = _following(one)
        same = [at for at, waiting in enumerate(later) if _is_same(waiting, following)]
        if same:
            words = f"{later[same[0]].complaint_text}\n{one.text}"
            later[same[0]] = replace(later[same[0]], complaint_text=words)
        else:
            later.append(following)
    return replace(draft, later=tuple(waiting.changes_from(Draft()) for waiting in later))


def _is_same(one: Draft, other: Draft) -> bool:
    return department_of(one.best_category) == department_of(other.best_category)


def _instead(draft: Draft, message: Message) -> Draft | None:
    """Drop one matter and begin another: "ration wali rehne do, street light ka likho"."""
    found = message.correction
    if found is None or found.begun is None or draft.complaint_text is None:
        return None
    begun = Told(found.begun, found.wanted)
    waits, others = _apart(draft.later, found.wanted)
    if found.wanted.category == draft.best_category:
        # What is begun stands there already: only the other is left.
        rest = _apart(draft.later, found.denied)[1] if found.denied else draft.later
        return replace(draft, later=rest) if rest != draft.later else None
    if found.denied is not None and _leaves_one_that_waits(draft, found.denied):
        return with_later(replace(draft, later=_apart(draft.later, found.denied)[1]), [begun])
    first = waits[0] if waits else _following(begun).changes_from(Draft())
    return replace(draft, later=(first, *others)).following()


def began_instead(draft: Draft, heard: Draft, message: Message) -> bool:
    """Tell whether the message dropped the matter of the draft and began another."""
    begun = message.correction is not None and message.correction.begun is not None
    return begun and heard.complaint_text != draft.complaint_text


def _leaves_one_that_waits(draft: Draft, denied: Facts) -> bool:
    return not denied.is_of_department(draft.best_category) and bool(_apart(draft.later, denied)[0])


def _apart(
    later: Sequence[Mapping[str, Any]], facts: Facts
) -> tuple[tuple[Mapping[str, Any], ...], tuple[Mapping[str, Any], ...]]:
    """Return what these words name of the problems that wait, and the others."""
    is_sure = facts.category_confidence >= LIKELY_ENOUGH
    named = [
        one
        for one in later
        if is_sure and facts.is_of_department(Draft.from_slots(one).best_category)
    ]
    return tuple(named), tuple(one for one in later if one not in named)


def _following(told: Told) -> Draft:
    return with_facts(Draft(complaint_text=told.text), told.facts)


def _without_one(draft: Draft, facts: Facts) -> Draft:
    """Leave one of several problems out: the one that is named, else the one told last."""
    if facts.category == draft.category and facts.category_confidence >= SURE:
        return draft.following()
    named = [
        waiting
        for waiting in draft.later
        if waiting.get("category") == facts.category and facts.category_confidence >= SURE
    ]
    left_out = named[0] if named else draft.later[-1]
    return replace(draft, later=tuple(one for one in draft.later if one is not left_out))


def _without_denied_problem(draft: Draft, facts: Facts) -> Draft:
    """Leave out what waits and is said to be no trouble: "sadak ki koi shikayat nahi"."""
    if facts.category_confidence < LIKELY_ENOUGH:
        return draft
    if draft.later and facts.is_of_department(draft.best_category):
        return draft.following()
    later = [
        one for one in draft.later if not facts.is_of_department(Draft.from_slots(one).category)
    ]
    return replace(draft, later=tuple(later))


def _names_one_of_several(draft: Draft, facts: Facts) -> bool:
    """Whether it names a problem beside which the complaint tells of another: "pani wali rehne do"."""
    if draft.complaint_text is None or facts.category_confidence < LIKELY_ENOUGH:
        return False
    return _other_than(draft, facts) is not None


def _without_named(draft: Draft, facts: Facts) -> Draft:
    """Leave out what is named where the words were not split; they stay as they are."""
    return replace(draft, category=_other_than(draft, facts))


def _other_than(draft: Draft, facts: Facts) -> str | None:
    """The likeliest that is left: the sure one, if another is named; else the next of several."""
    if draft.category is not None:
        return None if facts.is_of_department(draft.category) else draft.category
    others = [code for code in draft.category_options if not facts.is_of_department(code)]
    return next(iter(others), None)
