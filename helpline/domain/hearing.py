"""How the draft of a complaint fills from what the citizen says, in any order.

`hear` is the whole filing conversation in one function: it takes the draft, the question
that stands and the message, and gives back what changed. So every path is a plain test.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

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
from helpline.domain.words import (
    COULD_BE_A_PLACE,
    added,
    joined,
    story,
    tells_of_it,
    with_words,
)

PLACE_LENGTH = 200
# To \w the vowel signs of Devanagari are no letters.
_LETTER = r"[\w\u0900-\u0963]"
# Another department, this sure, is another problem rather than more of the same.
ANOTHER_PROBLEM = 0.8
# More options are a department's whole list, in no order: no answer chooses the first of them.
_MOST_LIKELY = 3
# After a no, less will do: the citizen has said that we are wrong.
LIKELY_ENOUGH = 0.4
# The answer to what shall be changed; who says more tells of the trouble too.
_LONGEST_ANSWER = 8  # words
# To "since when, then?" these say that it stays as it is.
_LEAVES_IT = frozenset({"affirm", "deny"})

# Answered in the middle of filing by their own rule, after which the filing goes on.
INTERRUPTIONS = frozenset(
    {
        "abuse", "ask_about_filed", "ask_contact", "ask_help", "ask_timeline",
        "back_to_assistant", "bot_challenge", "cancel", "change_language", "check_status",
        "draft_filed", "erase_my_data", "give_suggestion",
        "goodbye", "greet", "keep_in_confidence", "no_emergency", "report_emergency",
        "resume_messages", "share_media", "show_my_data", "stop_messages", "talk_to_human",
        "tell_of_emergency", "tell_of_phone", "thank",
    }
)  # fmt: skip
# About a complaint filed earlier, unless somebody was asked what the problem is.
ABOUT_A_FILED_ONE = frozenset(
    {
        "confirm_resolved", "partly_solved", "reopen_complaint", "send_reminder",
        "withdraw_complaint",
    }
)  # fmt: skip
REPORT, START = "report_complaint", "start_complaint"
_SMALL_TALK = frozenset({"inform", "out_of_scope"})
NOT_FOR_THE_FILING = INTERRUPTIONS | ABOUT_A_FILED_ONE
# Never taken for the description of a problem when one was asked for.
NOT_A_DESCRIPTION = INTERRUPTIONS | {"affirm", "deny", "skip", "start_complaint"}


def hear(draft: Draft, asked: str | None, message: Message) -> Draft | None:
    """Return the draft after this message; None when the message does not belong to the filing.

    `asked` names the question that stands (as in `Draft.missing`), None at the very start.
    """
    heard = _heard(draft, asked, message)
    if heard is None or not _may_add_words(draft, heard, message):
        return heard
    return with_words(heard, message)


def _may_add_words(draft: Draft, heard: Draft, message: Message) -> bool:
    """Whether the message was no mere answer or correction, whose words tell nothing of the trouble."""
    if len(heard.later) > len(draft.later) or _began_instead(draft, heard, message):
        return False
    if message.says_whose and not _says_more_than_whose(draft, message):
        return False
    was_said_anew = draft.changing is not None and heard.changing is None
    is_short = len(message.text.split()) <= _LONGEST_ANSWER
    return not (was_said_anew and is_short) and not _was_the_place(draft, heard, message)


def _heard(draft: Draft, asked: str | None, message: Message) -> Draft | None:
    draft = _in_confidence(draft, [message])
    if asked is None:
        return _begin(draft, message)
    if "change" in message.chosen:
        return _reopen(draft, message.chosen["change"])
    if "department" in message.chosen:
        return _of_department(draft, message.chosen["department"])
    left = _left(draft, message)
    if left is not None:
        return left
    if message.is_remark and not _says_something(message):
        # A protest or a joke: nobody at an office has to read it.
        return None if _is_for_another_rule(message) else draft
    if draft.changing is not None and asked == draft.changing:
        return _said_anew(draft, message)
    if message.is_only_since and not message.is_question and draft.complaint_text is not None:
        return _since(draft, message.facts)
    return _with_whose(draft, asked, message)


def _left(draft: Draft, message: Message) -> Draft | None:
    """Leave a matter out, or begin another in its stead; None where the message leaves none."""
    if message.part is not None:
        return None  # "kab se hata do" leaves no matter out
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


def _with_whose(draft: Draft, asked: str, message: Message) -> Draft | None:
    """Take whose matter it is, and what else the message says."""
    whose = _of_whom(draft, message)
    if whose is None:
        return _corrected_or_answered(draft, asked, message)
    if not _says_more_than_whose(draft, message):
        return whose
    # A yes that sets something right is shown once more.
    heard = _corrected_or_answered(whose, asked, message)
    return whose if heard is None else replace(heard, confirmed=None)


def _corrected_or_answered(draft: Draft, asked: str, message: Message) -> Draft | None:
    for heard_as in (*_CORRECTIONS, _another_problem, _ANSWERS[asked]):
        heard = heard_as(draft, message)
        if heard is not None:
            return heard
    if _is_for_another_rule(message):
        return None
    # Neither an answer nor a change of subject: the same question is asked once more.
    return draft


def _is_for_another_rule(message: Message) -> bool:
    return message.intent in NOT_FOR_THE_FILING or is_taught(message.intent)


def begin(draft: Draft, earlier: Sequence[Message], message: Message) -> Draft:
    """Return the draft that a message begins, with all that was said before it about the same."""
    draft = _in_confidence(draft, [*earlier, message])
    told = story(earlier)
    surest = max(told, key=lambda one: one.facts.category_confidence, default=None)
    draft = recall(draft, [one for one in earlier if one in told or not tells_of_it(one)])
    if surest is None or _is_something_else(surest, message):
        return _begin(draft, message)
    if not tells_of_it(message) and message.intent != START and _is_only_danger(told):
        # That is with the desk; a place alone does not make a complaint of it.
        return _begin(draft, message)
    facts = message.facts if _surely_tells(message) else surest.facts
    words = joined([*told, message] if tells_of_it(message) else told)
    whole = replace(message, text=words, intent=REPORT, facts=facts, problems=())
    return recall(_described(draft, whole), [message])


def began_only_now(draft: Draft, earlier: Sequence[Message], message: Message) -> bool:
    """Tell whether the trouble begins with this message: nothing before it told of any.

    Small talk and jokes may name a subject; another one, surely told, leaves them behind.
    """
    if draft.complaint_text is None or not _surely_tells(message):
        return False
    words = draft.complaint_text.splitlines()
    told = [one for one in earlier if one.text in words]
    if not told or any(one.intent not in _SMALL_TALK or one.facts.since for one in told):
        return False
    return not message.facts.is_of_department(draft.best_category)


def _in_confidence(draft: Draft, messages: Iterable[Message]) -> Draft:
    wished = any(message.facts.in_confidence for message in messages)
    return replace(draft, in_confidence=True) if wished else draft


def _is_only_danger(told: Sequence[Message]) -> bool:
    return all(one.intent == "report_emergency" and _sureness(one) < SURE for one in told)


def _surely_tells(message: Message) -> bool:
    return message.intent == REPORT and _sureness(message) >= SURE


def _is_something_else(told: Message, message: Message) -> bool:
    """Whether a message surely is about another matter than what was told before."""
    if not _surely_tells(message) or _sureness(told) < SURE:
        return False
    return not message.facts.is_of_department(told.facts.category)


def _sureness(message: Message) -> float:
    return message.facts.category_confidence


def recall(draft: Draft, earlier: Iterable[Message]) -> Draft:
    """Return the draft with the places and times that these messages say.

    A district that is known stays, unless a message says nothing but another place or begins
    with a no: "I wrote to Dehradun too" moves no complaint.
    """
    for message in earlier:
        facts = message.facts
        draft = _lasting(draft, message)
        if facts.locates and (_may_move(message) or not _leads_elsewhere(draft, facts)):
            draft = _located(draft, facts)
        elif facts.beside and draft.place:
            draft = nearer(draft, facts.beside)
    return draft


def _may_move(message: Message) -> bool:
    facts = message.facts
    is_elsewhere = message.intent == "deny" or facts.leaves_home
    return is_elsewhere or facts.written is not None or message.is_bare_fact


def _leads_elsewhere(draft: Draft, facts: Facts) -> bool:
    possible = _possible_districts(facts)
    return draft.district is not None and possible != (None,) and draft.district not in possible


def _possible_districts(facts: Facts) -> tuple[str | None, ...]:
    return facts.district_options or (facts.district,)


def _says_something(message: Message) -> bool:
    """Whether there is more in a message than its tone."""
    facts = message.facts
    return facts.category_confidence >= SURE or facts.locates or facts.since is not None


def _was_the_place(draft: Draft, heard: Draft, message: Message) -> bool:
    """Whether the message was nothing but the place, or a correction of it."""
    said = message.correction.wanted if message.correction else message.facts
    return heard.place != draft.place and None not in (said.written, heard.place)


def _begin(draft: Draft, message: Message) -> Draft:
    if message.is_bare_fact or (message.facts.in_confidence and not tells_of_it(message)):
        return recall(draft, [message])
    is_told = tells_of_it(message) and (message.facts.since or message.facts.locates)
    if message.says_nothing or (message.intent != REPORT and not is_told):
        return draft
    return (
        draft if message.is_remark and not _says_something(message) else _described(draft, message)
    )


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
    if message.says_nothing or (message.only_asks and message.intent != REPORT):
        return draft
    return _retold(draft, message) if draft.retelling else _described(draft, message)


def _retold(draft: Draft, message: Message) -> Draft:
    """Take the problem in other words; who is still not understood is read by people."""
    facts = message.facts
    sure = facts.category_confidence >= SURE
    told = replace(
        added(draft, message.text),
        category=facts.category if sure else OTHER_CATEGORY,
        retelling=False,
        retold=True,
    )
    return recall(told, [message])


def _hear_place(draft: Draft, message: Message) -> Draft | None:
    asked_once_more = replace(draft, questions=draft.questions + 1)
    if message.facts.locates:
        return _with_more(_located(asked_once_more, message.facts), message)
    if message.is_bare_fact:
        return recall(draft, [message])
    if message.intent in ("skip", "deny"):
        return replace(asked_once_more, place="")
    if message.facts.written is not None and message.intent in COULD_BE_A_PLACE:
        return replace(asked_once_more, place=message.facts.written[:PLACE_LENGTH])
    if _is_for_another_rule(message):
        return None
    return _with_more(asked_once_more, message)


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
    # "9 days and nothing", after since when was said, is a cry and no choice.
    is_cry = None not in (draft.since, facts.since)
    is_offered = facts.category in draft.category_options and not is_cry
    is_told = is_offered or facts.category_confidence >= ANOTHER_PROBLEM
    if is_told and message.intent == "report_complaint":
        return replace(asked_once_more, category=facts.category)
    if len(draft.category_options) > _MOST_LIKELY:
        # A department's own list stands in no order of likelihood: nobody's silence chooses from it.
        is_last = asked_once_more.questions >= MOST_QUESTIONS
        return replace(asked_once_more, category=OTHER_CATEGORY) if is_last else asked_once_more
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
    if heard == draft and _saysnearer(draft, message):
        return nearer(draft, message.facts.written)
    if "join" in message.chosen or message.intent == "affirm":
        joins = draft.similar is not None and message.chosen.get("join") != "no"
        return replace(draft, confirmed=True, joins=joins)
    if _is_for_another_rule(message):
        return None
    return _with_more(heard, message)


def _saysnearer(draft: Draft, message: Message) -> bool:
    """Whether the message is nothing but a spot that no list knows: "Lakhanpur chungi"."""
    facts = message.facts
    is_spot = message.intent == "inform" and facts.is_address
    return bool(draft.place) and is_spot and facts.category_confidence < SURE


_ANSWERS = {
    "complaint_text": _hear_text,
    "place": _hear_place,
    "district": _hear_district,
    "category": _hear_category,
    "confirmed": _hear_confirmation,
}


# --- parts of the summary that are said anew ----------------------------------------------------


def _said_anew(draft: Draft, message: Message) -> Draft | None:
    """Take the part that was asked for once more as it is said; else leave it, and hear what it is."""
    answered = _ANEW[draft.changing](draft, message)
    if answered is not None:
        return replace(answered, changing=None)
    if _is_for_another_rule(message):
        return None
    draft = replace(draft, changing=None)
    return _heard(draft, draft.missing or "confirmed", message)


def _since_anew(draft: Draft, message: Message) -> Draft | None:
    if message.facts.since is not None:
        return _since(draft, message.facts)
    if _takes_out(message):
        return replace(draft, since=None, since_days=None)
    if message.intent in _LEAVES_IT:
        return draft
    said = _short_answer(message)
    return said and replace(draft, since=said, since_days=None)


def _for_whom_anew(draft: Draft, message: Message) -> Draft | None:
    if message.person is not None or message.is_for_oneself or _takes_out(message):
        return replace(draft, for_whom=message.person)
    if message.intent in _LEAVES_IT:
        return draft
    said = message.facts.for_whom or _short_answer(message)
    return said and replace(draft, for_whom=said)


def _department_anew(draft: Draft, message: Message) -> Draft | None:
    """Hear which department it is; who does not know leaves it to the help desk."""
    if message.names_department:
        return _of_named_department(draft, message)
    if _takes_out(message) or message.intent == "deny":
        return replace(draft, category=OTHER_CATEGORY, department=None)
    if message.intent == REPORT and message.facts.category_confidence >= SURE:
        return _of_category(draft, message.facts)
    return None


def _takes_out(message: Message) -> bool:
    return message.intent == "skip" or message.removes


def _short_answer(message: Message) -> str | None:
    """The words of an answer that no list knows: "bachpan se", "Ramesh ji"."""
    if not message.has_words or _is_for_another_rule(message) or message.part is not None:
        return None
    is_short = len(message.text.split()) <= _LONGEST_ANSWER
    is_other = message.facts.locates or message.facts.category_confidence >= SURE
    return message.text.strip() if is_short and not is_other else None


_ANEW = {"since": _since_anew, "for_whom": _for_whom_anew, "department": _department_anew}


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
    if message.is_for_oneself or message.correction.begun is not None:
        return None
    if message.correction.adds:
        return _added(draft, message)
    denied, wanted = message.correction.denied, message.correction.wanted
    corrected = _since(draft, wanted)
    if message.correction.is_statement and not (
        _names_another_place(draft, denied, wanted) or _names_another_time(denied, wanted)
    ):
        return None
    if denied is None and _is_an_unknown_name(message, wanted) and draft.place:
        return nearer(corrected, wanted.written)
    if wanted.locates or _names_another_place(draft, denied, wanted):
        corrected = _moved(corrected, denied, wanted)
    elif _names_another_category(draft, message.correction.denied, wanted):
        corrected = _of_category(corrected, wanted)
        corrected = added(corrected, message.text)
    return None if corrected == draft else corrected


def _said_otherwise(draft: Draft, message: Message) -> Draft | None:
    """Read kind and category anew from words that set something right: "there is one, but it never comes"."""
    if draft.complaint_text is None or draft.retelling:
        return None
    facts = message.facts
    tells = message.intent == "report_complaint" and facts.category_confidence >= SURE
    same_office = tells and _department(facts.category) == _department(draft.best_category)
    if message.kind_said is None and not (same_office and message.sets_right):
        return None
    told = _of_category(_lasting(draft, message), facts) if same_office else draft
    return replace(told, kind=message.kind_said or told.kind)


def _of_whom(draft: Draft, message: Message) -> Draft | None:
    """Take whose matter it is; ask for it where only the writer is denied."""
    if not message.says_whose or draft.complaint_text is None or draft.retelling:
        return None
    if message.is_not_for_oneself:
        return _reopen(draft, "for_whom")
    return replace(draft, for_whom=message.person)


def _says_more_than_whose(draft: Draft, message: Message) -> bool:
    facts = message.facts
    is_other = facts.category_confidence >= SURE and not facts.is_of_department(draft.best_category)
    return facts.locates or facts.since is not None or is_other


def _of_named_part(draft: Draft, message: Message) -> Draft | None:
    """Take out or ask anew the part that the message names: "kab se galat hai", "zila badalna hai"."""
    if message.part is None or draft.complaint_text is None:
        return None
    if message.removes and message.part == "since":
        return replace(draft, since=None, since_days=None)
    if message.removes and message.part == "for_whom":
        return replace(draft, for_whom=None)
    return _reopen(draft, message.part)


def _of_named_department(draft: Draft, message: Message) -> Draft | None:
    """Take what the named department answers for: what is likely there already, else its short list."""
    if not message.names_department or draft.complaint_text is None or draft.retelling:
        return None
    theirs = message.department_categories
    if not theirs:
        return _without_departments(draft, message.not_departments)
    likely = (draft.category,) if draft.category else draft.category_options
    fits = [code for code in likely if code in theirs]
    if not fits and draft.best_category in message.department_shares:
        # The same trouble, on the road that is PMGSY's.
        return _of_department(draft, message.department)
    if fits or len(theirs) == 1:
        right = fits[0] if fits else theirs[0]
        return replace(draft, category=right, category_options=theirs, department=None)
    return _asked_which(draft, message.department_near or theirs)


def _of_department(draft: Draft, department: str | None) -> Draft:
    """Leave the subject as it is, and give it to this department."""
    return replace(draft, category=draft.best_category, department=department, changing=None)


def _without_departments(draft: Draft, wrong: Sequence[str | None]) -> Draft | None:
    """Offer what is likely elsewhere; None where it is elsewhere already.

    Beside a sure guess nothing is likely: then the department is asked for.
    """
    if draft.department is not None and draft.department in wrong:
        return replace(draft, department=None)
    if not wrong or _department(draft.best_category) not in wrong or draft.department is not None:
        return None
    likely = () if draft.category else draft.category_options
    elsewhere = tuple(c for c in likely if _department(c) not in wrong)
    return _asked_which(draft, elsewhere) if elsewhere else _reopen(draft, "department")


def _asked_which(draft: Draft, options: tuple[str, ...]) -> Draft:
    """Ask which of these it is, though enough was asked already: the citizen wants it changed."""
    return replace(draft, category=None, category_options=options, questions=0)


def _misrouted(draft: Draft, message: Message) -> Draft | None:
    """Ask anew after a mere "wrong office" or "wrong place"; what is said instead counts."""
    facts = message.facts
    says_what = facts.category_confidence >= SURE and facts.category != OTHER_CATEGORY
    is_wrong = message.is_misrouted or message.is_misplaced
    if not is_wrong or facts.locates or says_what or draft.complaint_text is None:
        return None
    if message.is_misplaced:
        return _reopen(draft, "place") if draft.place or draft.district else None
    if draft.department is not None:
        return _reopen(draft, "department")
    return _without_departments(draft, (_department(draft.best_category),))


_CORRECTIONS = (
    _of_named_department,
    _said_otherwise,
    _of_named_part,
    _misrouted,
    _not_there,
    _corrected,
)


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
        return _located(draft, wanted)
    place = wanted.place or wanted.written or wanted.beside
    stays = draft.district in _possible_districts(wanted) or not wanted.locates
    stays = stays or _possible_districts(wanted) == (None,)
    rest = _without_names(draft.place or "", _names(denied)) if stays and denied else ""
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


def _names(denied: Facts | None) -> tuple[str, ...]:
    """The names that a denial names."""
    if denied is None:
        return ()
    names = (denied.written, denied.beside, *(denied.place or "").split(", "), *denied.denied)
    return tuple(name for name in names if name)


def _names_another_time(denied: Facts | None, wanted: Facts) -> bool:
    return denied is not None and None not in (denied.since, wanted.since)


def _holds(address: str, name: str) -> bool:
    return name.casefold() in address.casefold()


def _names_another_category(draft: Draft, denied: Facts | None, wanted: Facts) -> bool:
    if wanted.category_confidence < LIKELY_ENOUGH or wanted.category == draft.best_category:
        return False
    if denied is None:
        is_far = _department(wanted.category) != _department(draft.best_category)
        return is_far or wanted.category_confidence >= SURE
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
    if message.intent != "report_complaint" or _is_one_word(message):
        return None
    if _still_asks_where(draft, message) and not message.says_more:
        # "Kashipur me Manpur road par" sounds like the road's trouble, and says where.
        return None
    told = message.problems or (Told(message.text, message.facts),)
    others = [one for one in told if _is_another(draft, one.facts)]
    if not others:
        return None
    heard = _located(draft, message.facts) if _still_asks_where(draft, message) else draft
    same = [one for one in told if one not in others]
    for one in same:
        heard = added(heard, one.text)
    return _with_later(heard, others)


def _is_one_word(message: Message) -> bool:
    """A name alone: Ghes is a village, however much it sounds like gas."""
    return len(message.text.split()) == 1


def _is_another(draft: Draft, facts: Facts) -> bool:
    return facts.category_confidence >= ANOTHER_PROBLEM and _department(
        facts.category
    ) != _department(draft.category)


def _still_asks_where(draft: Draft, message: Message) -> bool:
    return draft.place is None and draft.district is None and message.facts.locates


def _with_later(draft: Draft, told: Sequence[Told]) -> Draft:
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
    return _department(one.best_category) == _department(other.best_category)


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
        return _with_later(replace(draft, later=_apart(draft.later, found.denied)[1]), [begun])
    first = waits[0] if waits else _following(begun).changes_from(Draft())
    return replace(draft, later=(first, *others)).following()


def _began_instead(draft: Draft, heard: Draft, message: Message) -> bool:
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
    return _with_facts(Draft(complaint_text=told.text), told.facts)


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
    if what in _ANEW:
        return replace(draft, changing=what)
    if what == "in_confidence":
        return replace(draft, in_confidence=False)
    if what == "photos":
        return draft
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
        _since(draft, facts),
        category=facts.category if facts.category_confidence >= SURE else None,
        category_options=facts.category_options,
        kind=facts.kind or draft.kind,
        for_whom=facts.for_whom or draft.for_whom,
        department=facts.department or draft.department,
    )
    return _located(draft, facts) if facts.locates else draft


def _lasting(draft: Draft, message: Message) -> Draft:
    """Take since when from the message; what was said clearly is not overwritten by a cry: "9 din??"."""
    says_so = message.intent == "deny" or (message.is_bare_fact and not message.is_question)
    return _since(draft, message.facts) if draft.since is None or says_so else draft


def _since(draft: Draft, facts: Facts) -> Draft:
    """Take since when from these facts, where they say so."""
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


def _without_denied(draft: Draft, facts: Facts) -> Draft:
    """Take out of the place what is said to be wrong."""
    right = _without_names(draft.place or "", facts.denied)
    return (
        draft if right == (draft.place or "") else replace(draft, place=right or None, block=None)
    )


def _without_names(address: str, names: Iterable[str]) -> str:
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
    return replace(draft, place=", ".join(filter(None, (place, draft.place)))[:PLACE_LENGTH])


def _farther(draft: Draft, place: str) -> Draft:
    """Put a town behind the place that lies in it."""
    if place in (draft.place or ""):
        return draft
    return replace(draft, place=", ".join(filter(None, (draft.place, place)))[:PLACE_LENGTH])


def _with_more(draft: Draft, message: Message) -> Draft:
    """Take since when, for whom and of which kind from a second description."""
    facts = message.facts
    if not tells_of_it(message):
        return draft
    draft = _lasting(draft, message)
    if draft.category is None and facts.category_confidence >= SURE:
        draft = _of_category(draft, facts)
    return replace(draft, for_whom=draft.for_whom or facts.for_whom)
