"""How the draft of a complaint fills from what the citizen says, in any order.

`hear` is the whole filing conversation in one function: it takes the draft, the question
that stands and the message, and gives back what changed. So every path is a plain test.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpline.domain.draft import (
    MOST_QUESTIONS,
    OTHER_CATEGORY,
    SURE,
    Draft,
    Message,
    Told,
)
from helpline.domain.draft_parts import (
    PLACE_LENGTH,
    farther,
    located,
    nearer,
    of_category,
    recall,
    reopened,
    with_facts,
    with_more,
)
from helpline.domain.setting_right import (
    of_department,
    of_named_department,
    set_right,
)
from helpline.domain.several_problems import (
    ANOTHER_PROBLEM,
    another_problem,
    began_instead,
    left_out,
    with_later,
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

# More options are a department's whole list, in no order: no answer chooses the first of them.
_MOST_LIKELY = 3
# Whose subject is on no list has told it, where it took so many words.
_TELLS_ENOUGH = 8
# Who has written fewer words may still be at the first sentence.
_HARDLY_BEGUN = 4
# The answer to what shall be changed; who says more tells of the trouble too.
_LONGEST_ANSWER = 8  # words
# Answered in the middle of filing by their own rule, after which the filing goes on.
INTERRUPTIONS = frozenset(
    {
        "abuse", "ask_about_filed", "ask_contact", "ask_help", "ask_timeline",
        "back_to_assistant", "bot_challenge", "cancel", "change_language", "check_status",
        "draft_filed", "erase_my_data", "give_number", "give_suggestion",
        "goodbye", "greet", "keep_in_confidence", "no_emergency", "not_safe_now",
        "report_emergency",
        "resume_messages", "share_media", "show_my_data", "stop_messages", "talk_to_human",
        "tell_of_emergency", "tell_of_phone", "tell_of_violence", "thank",
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
    if len(heard.later) > len(draft.later) or began_instead(draft, heard, message):
        return False
    if message.denies_subject or heard.department != draft.department:
        return False  # the correction has them, or names the department and nothing else
    was_said_anew = draft.wrong_department and not heard.wrong_department
    is_short = len(message.text.split()) <= _LONGEST_ANSWER
    return not (was_said_anew and is_short) and not _was_the_place(draft, heard, message)


def _heard(draft: Draft, asked: str | None, message: Message) -> Draft | None:
    draft = _in_confidence(draft, [message])
    if asked is None:
        return _begin(draft, message)
    if message.intent == "give_number":
        return None  # whatever its words sound like, it sets nothing right
    if "change" in message.chosen:
        return reopened(draft, message.chosen["change"], message.department_categories)
    if "department" in message.chosen:
        return of_department(draft, message.chosen["department"])
    rest = left_out(draft, message)
    if rest is not None:
        return rest
    if message.is_remark and not _says_something(message):
        # A protest or a joke: nobody at an office has to read it.
        return None if _is_for_another_rule(message) else draft
    if draft.wrong_department and asked == "department":
        return _department_anew(draft, message)
    return _corrected_or_answered(draft, asked, message)


def _corrected_or_answered(draft: Draft, asked: str, message: Message) -> Draft | None:
    for heard_as in (set_right, another_problem, _ANSWERS[asked]):
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
    if draft.complaint_text is None or draft.retelling or not _surely_tells(message):
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


def _says_something(message: Message) -> bool:
    """Whether there is more in a message than its tone."""
    facts = message.facts
    is_wrong = message.is_misplaced or message.is_misrouted or message.part is not None
    return is_wrong or facts.category_confidence >= SURE or facts.locates or facts.since is not None


def _was_the_place(draft: Draft, heard: Draft, message: Message) -> bool:
    """Whether the message was nothing but the place, or a correction of it."""
    said = message.correction.wanted if message.correction else message.facts
    if message.facts.since is not None:
        return False
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
    draft = with_facts(replace(draft, complaint_text=first.text), first.facts)
    return with_later(draft, others)


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
        return with_more(located(asked_once_more, message.facts), message)
    if message.is_bare_fact:
        return recall(draft, [message])
    if _says_no_with_more(message) and len(draft.complaint_text.split()) < _HARDLY_BEGUN:
        return added(asked_once_more, message.text)  # "pension", and "nahi aa rahi" behind it
    if message.intent in ("skip", "deny"):
        return replace(asked_once_more, place="")
    if message.facts.written is not None and message.intent in COULD_BE_A_PLACE:
        return replace(asked_once_more, place=message.facts.written[:PLACE_LENGTH])
    if _is_for_another_rule(message):
        return None
    return with_more(asked_once_more, message)


def _hear_district(draft: Draft, message: Message) -> Draft | None:
    facts = message.facts
    district = message.chosen.get("district") or facts.district
    if district is None:
        return None
    found = replace(
        farther(draft, facts.place) if facts.place else draft,
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
    if message.intent == "affirm" and len(draft.category_options) > 1:
        return asked_once_more  # a yes chooses none of several
    facts = message.facts
    is_offered = facts.category in draft.category_options
    is_told = is_offered or facts.category_confidence >= ANOTHER_PROBLEM
    if is_told and message.intent == "report_complaint":
        return replace(asked_once_more, category=facts.category)
    if len(draft.category_options) > _MOST_LIKELY:
        # A department's own list stands in no order of likelihood: nobody's silence chooses from it.
        is_last = asked_once_more.questions >= MOST_QUESTIONS
        return replace(asked_once_more, category=OTHER_CATEGORY) if is_last else asked_once_more
    return replace(asked_once_more, category=draft.best_category)


def _none_of_these(draft: Draft) -> Draft:
    """Ask who told little for other words, once; then people will find out what it is."""
    if draft.retold or len(draft.complaint_text.split()) >= _TELLS_ENOUGH:
        return replace(draft, category=OTHER_CATEGORY)
    return replace(draft, category_options=(), retelling=True)


def _hear_confirmation(draft: Draft, message: Message) -> Draft | None:
    heard = recall(draft, [message])
    is_with_it = message.is_beside_yes and _is_only_nearer(draft, heard)
    if message.intent == "affirm" and heard != draft and not is_with_it:
        # A yes that says more is shown once more.
        return heard
    if heard == draft and _says_nearer(draft, message):
        return nearer(draft, message.facts.written)
    if "join" in message.chosen or message.intent == "affirm":
        joins = draft.similar is not None and message.chosen.get("join") != "no"
        return replace(heard, confirmed=True, joins=joins)
    if _says_no_with_more(message):
        return added(heard, message.text)
    if _is_for_another_rule(message):
        return None
    return with_more(heard, message)


def _is_only_nearer(draft: Draft, heard: Draft) -> bool:
    """Whether nothing but a spot within the place came to be known, such as the village."""
    same = replace(heard, place=draft.place, block=draft.block) == draft
    return same and bool(draft.place) and (heard.place or "").endswith(draft.place)


def _says_no_with_more(message: Message) -> bool:
    """Whether a no says what is not so, though not what of it the summary could show: "meri nahi, meri saas ki"."""
    is_no = message.intent == "deny" and message.is_a_story
    return is_no and not message.says_nothing and not message.is_remark


def _says_nearer(draft: Draft, message: Message) -> bool:
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


# --- the department said anew --------------------------------------------------------------------


def _department_anew(draft: Draft, message: Message) -> Draft | None:
    """Take the department that was asked for; else leave it, and hear what the message is."""
    named = _department_named(draft, message)
    if named is not None:
        return replace(named, wrong_department=False)
    if _is_for_another_rule(message):
        return None
    draft = replace(draft, wrong_department=False)
    return _heard(draft, draft.missing or "confirmed", message)


def _department_named(draft: Draft, message: Message) -> Draft | None:
    """Hear which department it is; who does not know leaves it to the help desk."""
    if message.names_department:
        return of_named_department(draft, message)
    if message.removes or message.intent in ("deny", "skip"):
        return replace(draft, category=OTHER_CATEGORY, department=None)
    if message.intent == REPORT and message.facts.category_confidence >= SURE:
        return of_category(draft, message.facts)
    return None
