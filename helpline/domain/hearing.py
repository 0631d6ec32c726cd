"""How the draft of a complaint fills from what the citizen says, in any order.

`hear` is the whole filing conversation in one function: it takes the draft, the question
that stands and the message, and gives back what changed. So every path is a plain test.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpline.domain.draft import (
    MOST_QUESTIONS,
    OTHER_CATEGORY,
    SURE,
    Draft,
    Facts,
    Message,
    Told,
)
from helpline.domain.topics import is_taught

PLACE_LENGTH = 200
# Longer than this is a story, not the name of a place that no gazetteer knows.
_LONGEST_UNKNOWN_PLACE = 100
_SHORTEST_PHONE = 8
# Another department, this sure, is another problem rather than more of the same.
ANOTHER_PROBLEM = 0.8
# After a no, less will do: the citizen has said that we are wrong.
_CORRECTED = 0.4

# Answered in the middle of filing by their own rule, after which the filing goes on.
INTERRUPTIONS = frozenset(
    {
        "abuse", "ask_contact", "ask_help", "ask_timeline", "back_to_assistant", "bot_challenge",
        "cancel", "change_language", "check_status", "erase_my_data", "give_suggestion",
        "goodbye", "greet", "keep_in_confidence", "no_emergency", "report_emergency",
        "resume_messages", "share_media", "show_my_data", "stop_messages", "talk_to_human",
        "tell_of_emergency", "thank",
    }
)  # fmt: skip
# About a complaint filed earlier, unless somebody was asked what the problem is.
ABOUT_A_FILED_ONE = frozenset(
    {
        "confirm_resolved", "partly_solved", "reopen_complaint", "send_reminder",
        "withdraw_complaint",
    }
)  # fmt: skip
NOT_FOR_THE_FILING = INTERRUPTIONS | ABOUT_A_FILED_ONE
# A second message of these belongs to the complaint that is being filed.
MORE_WORDS = frozenset({"report_complaint", "add_information"})
# Never taken for the description of a problem when one was asked for.
NOT_A_DESCRIPTION = INTERRUPTIONS | {"affirm", "deny", "skip", "start_complaint"}
# A place in no gazetteer is still a place when one was asked for and the message could be one.
COULD_BE_A_PLACE = frozenset({"inform", "nlu_fallback", "out_of_scope", "add_information"})


def hear(draft: Draft, asked: str | None, message: Message) -> Draft | None:
    """Return the draft after this message; None when the message does not belong to the filing.

    `asked` names the question that stands (as in `Draft.missing`), None at the very start.
    """
    if message.facts.in_confidence:
        draft = replace(draft, in_confidence=True)
    if asked is None:
        return _begin(draft, message)
    if "change" in message.chosen:
        return _reopen(draft, message.chosen["change"])
    if message.is_remark and message.facts.category_confidence < SURE:
        # A protest or a joke: nobody at an office has to read it.
        return None if _is_for_another_rule(message) else draft
    for heard_as in (_not_there, _corrected, _another_problem, _ANSWERS[asked]):
        heard = heard_as(draft, message)
        if heard is not None:
            return heard
    if _is_for_another_rule(message):
        return None
    # Neither an answer nor a change of subject: the same question is asked once more.
    return draft


def _is_for_another_rule(message: Message) -> bool:
    return message.intent in NOT_FOR_THE_FILING or is_taught(message.intent)


def recall(draft: Draft, earlier: Iterable[Message]) -> Draft:
    """Return the draft with the places and times that were said just before it began."""
    for message in earlier:
        draft = _lasting(draft, message.facts)
        if message.facts.locates:
            draft = _located(draft, message.facts)
        elif message.facts.beside and draft.place:
            draft = _nearer(draft, message.facts.beside)
    return draft


def _begin(draft: Draft, message: Message) -> Draft:
    if message.is_bare_fact:
        return recall(draft, [message])
    if message.intent != "report_complaint":
        return draft
    return _described(draft, message)


def _described(draft: Draft, message: Message) -> Draft:
    """Take the problem that a message describes; where it has several, the others wait."""
    first, *others = message.problems or (Told(message.text, message.facts),)
    draft = _with_facts(replace(draft, complaint_text=first.text), first.facts)
    return _with_later(draft, others)


# --- answers to the question that stands --------------------------------------------------------


def _hear_text(draft: Draft, message: Message) -> Draft | None:
    if message.intent in NOT_A_DESCRIPTION or is_taught(message.intent):
        return None
    if message.is_bare_fact:
        return recall(draft, [message])
    if not message.has_words:
        return None
    return _retold(draft, message) if draft.retelling else _described(draft, message)


def _retold(draft: Draft, message: Message) -> Draft:
    """Take the problem in other words; who is still not understood is read by people."""
    facts = message.facts
    sure = facts.category_confidence >= SURE
    told = replace(
        draft,
        complaint_text=f"{draft.complaint_text}\n{message.text}",
        category=facts.category if sure else OTHER_CATEGORY,
        retelling=False,
        retold=True,
    )
    return recall(told, [message])


def _hear_place(draft: Draft, message: Message) -> Draft | None:
    asked_once_more = replace(draft, questions=draft.questions + 1)
    if message.facts.locates:
        located = _located(asked_once_more, message.facts)
        return _with_words(located, message) if message.says_more else located
    if message.is_bare_fact:
        return recall(draft, [message])
    if message.intent in ("skip", "deny"):
        return replace(asked_once_more, place="")
    if message.intent in COULD_BE_A_PLACE:
        return _at_unknown_place(asked_once_more, message)
    if _is_for_another_rule(message):
        return None
    return _with_more_words(asked_once_more, message)


def _at_unknown_place(draft: Draft, message: Message) -> Draft | None:
    """Take a short text for the place; a long one or a question is more of the story, a command neither."""
    text = message.text.strip()
    if not message.has_words or text.startswith("/"):
        return None
    if len(text) > _LONGEST_UNKNOWN_PLACE or message.is_question or _holds_a_phone(text):
        return _with_words(draft, message)
    return replace(draft, place=text)


def _holds_a_phone(text: str) -> bool:
    return any(len(number) >= _SHORTEST_PHONE for number in re.findall(r"\d+", text))


def _hear_district(draft: Draft, message: Message) -> Draft | None:
    facts = message.facts
    district = message.chosen.get("district") or facts.district
    if district is None:
        return None
    found = replace(
        _farther(draft, facts.place) if facts.place else draft,
        district=district,
        district_options=(),
        block=facts.block or draft.block,
        questions=draft.questions + 1,
    )
    if facts.is_pin:
        return replace(found, latitude=facts.latitude, longitude=facts.longitude)
    return found


def _hear_category(draft: Draft, message: Message) -> Draft | None:
    asked_once_more = replace(draft, questions=draft.questions + 1)
    chosen = message.chosen.get("category")
    if chosen == OTHER_CATEGORY or (chosen is None and message.intent == "deny"):
        return _none_of_these(asked_once_more)
    if chosen is not None:
        return replace(asked_once_more, category=chosen)
    if _is_for_another_rule(message):
        return None
    facts = message.facts
    if facts.category_confidence >= SURE and message.intent == "report_complaint":
        return _with_words(replace(asked_once_more, category=facts.category), message)
    if facts.category in draft.category_options and message.intent == "report_complaint":
        return _with_words(replace(asked_once_more, category=facts.category), message)
    return replace(asked_once_more, category=draft.best_category)


def _none_of_these(draft: Draft) -> Draft:
    """Ask for other words once; after that people will find out what it is."""
    if draft.retold:
        return replace(draft, category=OTHER_CATEGORY)
    return replace(draft, category_options=(), retelling=True)


def _hear_confirmation(draft: Draft, message: Message) -> Draft | None:
    heard = recall(draft, [message])
    if message.intent == "affirm" and heard != draft:
        # A yes that says more is shown once more.
        return heard
    if "join" in message.chosen or message.intent == "affirm":
        joins = draft.similar is not None and message.chosen.get("join") != "no"
        return replace(draft, confirmed=True, joins=joins)
    if _is_for_another_rule(message):
        return None
    return _with_more_words(heard, message)


_ANSWERS = {
    "complaint_text": _hear_text,
    "place": _hear_place,
    "district": _hear_district,
    "category": _hear_category,
    "confirmed": _hear_confirmation,
}


# --- corrections and other problems -------------------------------------------------------------


def _not_there(draft: Draft, message: Message) -> Draft | None:
    """Ask anew where it is after a mere "not there"; None where the place we have is not denied."""
    facts = message.facts
    if facts.locates or _without_denied(draft, facts) == draft:
        return None
    return None if _says_where_instead(message) else _reopen(draft, "place")


def _says_where_instead(message: Message) -> bool:
    return message.correction is not None and message.correction.wanted.locates


def _corrected(draft: Draft, message: Message) -> Draft | None:
    """Take what is said in place of what was said; None where nothing changes by it."""
    if message.correction is None or draft.complaint_text is None or draft.retelling:
        return None
    if message.correction.adds:
        return _added(draft, message)
    wanted = message.correction.wanted
    corrected = _lasting(draft, wanted)
    if wanted.locates:
        corrected = _moved(corrected, wanted)
    elif _names_another_category(draft, message.correction.denied, wanted):
        corrected = _of_category(corrected, wanted)
        corrected = _with_words(corrected, message)
    return None if corrected == draft else corrected


def _added(draft: Draft, message: Message) -> Draft:
    """Take what a yes adds, and show the summary with it."""
    added = recall(draft, [replace(message, facts=message.correction.wanted)])
    return _with_words(draft, message) if added == draft else added


def _moved(draft: Draft, wanted: Facts) -> Draft:
    """Take the place that is meant in place of the one known; the same district where it can be."""
    if wanted.place is None:
        return _located(draft, wanted)
    possible = (wanted.district, *wanted.district_options)
    stays = possible == (None,) or draft.district in possible
    draft = replace(draft, place=None, block=None, latitude=None, longitude=None)
    return _located(draft if stays else replace(draft, district=None), wanted)


def _names_another_category(draft: Draft, denied: Facts | None, wanted: Facts) -> bool:
    if wanted.category_confidence < _CORRECTED or wanted.category == draft.best_category:
        return False
    if denied is None:
        return _department(wanted.category) != _department(draft.best_category)
    says_what_we_think = _department(denied.category) == _department(draft.best_category)
    return says_what_we_think or wanted.category_confidence >= SURE


def _of_category(draft: Draft, facts: Facts) -> Draft:
    """Take the category of these words; an unsure one may be asked about once more."""
    return replace(
        draft,
        category=facts.category if facts.category_confidence >= SURE else None,
        category_options=facts.category_options,
        kind=facts.kind or draft.kind,
        questions=min(draft.questions, MOST_QUESTIONS - 1),
    )


def _another_problem(draft: Draft, message: Message) -> Draft | None:
    """Keep problems of other departments for later; None where there is none in the message."""
    if draft.complaint_text is None or draft.category is None or draft.retelling:
        return None
    if message.intent != "report_complaint":
        return None
    told = message.problems or (Told(message.text, message.facts),)
    others = [one for one in told if _is_another(draft, one.facts)]
    if not others:
        return None
    heard = _located(draft, message.facts) if _still_asks_where(draft, message) else draft
    same = [one for one in told if one not in others]
    for one in same:
        heard = replace(heard, complaint_text=f"{heard.complaint_text}\n{one.text}")
    return _with_later(heard, others)


def _is_another(draft: Draft, facts: Facts) -> bool:
    return facts.category_confidence >= ANOTHER_PROBLEM and _department(
        facts.category
    ) != _department(draft.category)


def _still_asks_where(draft: Draft, message: Message) -> bool:
    return draft.place is None and draft.district is None and message.facts.locates


def _with_later(draft: Draft, told: Sequence[Told]) -> Draft:
    later = [
        _with_facts(Draft(complaint_text=one.text), one.facts).changes_from(Draft()) for one in told
    ]
    return replace(draft, later=(*draft.later, *later)) if later else draft


def _department(category: str | None) -> str | None:
    return category.split("/")[0] if category else None


# --- parts of a draft ---------------------------------------------------------------------------


def _reopen(draft: Draft, what: str) -> Draft:
    """Forget one part because the citizen wants to say it anew."""
    if what == "place":
        return replace(
            draft, place=None, district=None, district_options=(), block=None,
            latitude=None, longitude=None, questions=0,
        )  # fmt: skip
    if what == "category":
        return replace(draft, category=None, questions=0)
    if what == "together":
        return _as_one(draft)
    return Draft(
        place=draft.place, district=draft.district, block=draft.block, later=draft.later,
        in_confidence=draft.in_confidence,
    )  # fmt: skip


def _as_one(draft: Draft) -> Draft:
    """Put back together what was taken for several problems."""
    texts = [draft.complaint_text, *(one["complaint_text"] for one in draft.later)]
    return replace(draft, complaint_text="\n".join(texts), later=())


def _with_facts(draft: Draft, facts: Facts) -> Draft:
    """Take what a description says; a place known already stays where it names none."""
    draft = replace(
        _lasting(draft, facts),
        category=facts.category if facts.category_confidence >= SURE else None,
        category_options=facts.category_options,
        kind=facts.kind or draft.kind,
        for_whom=facts.for_whom or draft.for_whom,
    )
    return _located(draft, facts) if facts.locates else draft


def _lasting(draft: Draft, facts: Facts) -> Draft:
    """Take since when from the message, where it says so."""
    if facts.since is None:
        return draft
    return replace(draft, since=facts.since, since_days=facts.since_days)


def _located(draft: Draft, facts: Facts) -> Draft:
    """Take the place from the message; what is known of it already is not lost."""
    draft = _without_denied(draft, facts)
    if facts.place is None:
        same = facts.district == draft.district or draft.district is None
        return replace(draft, district=facts.district, block=draft.block if same else None)
    if facts.is_pin:
        return _pinned(draft, facts)
    if facts.is_small and draft.district:
        return _within(draft, facts)
    if facts.district is None and not facts.district_options and draft.place:
        return _nearer(draft, facts.place)
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
    return replace(_nearer(draft, facts.place), block=draft.block or own)


def _without_denied(draft: Draft, facts: Facts) -> Draft:
    """Take out of the place what is said to be wrong."""
    denied = {name.casefold() for name in facts.denied}
    parts = (draft.place or "").split(", ")
    right = [part for part in parts if part.casefold() not in denied]
    if len(right) == len(parts):
        return draft
    return replace(draft, place=", ".join(right) or None, block=None)


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


def _nearer(draft: Draft, place: str) -> Draft:
    """Put a ward or hamlet that no gazetteer knows before the place it belongs to."""
    if place in (draft.place or ""):
        return draft
    return replace(draft, place=", ".join(filter(None, (place, draft.place)))[:PLACE_LENGTH])


def _farther(draft: Draft, place: str) -> Draft:
    """Put a town behind the place that lies in it."""
    if place in (draft.place or ""):
        return draft
    return replace(draft, place=", ".join(filter(None, (draft.place, place)))[:PLACE_LENGTH])


def _with_more_words(draft: Draft, message: Message) -> Draft:
    """Keep a second description beside the first: nothing the citizen wrote is lost."""
    if message.intent not in MORE_WORDS or message.is_bare_fact:
        return draft
    facts = message.facts
    draft = _lasting(_with_words(draft, message), facts)
    if draft.category is None and facts.category_confidence >= SURE:
        draft = _of_category(draft, facts)
    return replace(draft, for_whom=draft.for_whom or facts.for_whom)


def _with_words(draft: Draft, message: Message) -> Draft:
    return replace(draft, complaint_text=f"{draft.complaint_text}\n{message.text}")
