"""Filing a complaint: filling the draft, asking, showing the summary, filing."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.answers import answer_beside, answer_questions, is_answered
from actions.conversation import (
    TELL_OF_VIOLENCE,
    announced_more,
    answers_before,
    inbox_id,
    language,
    latest_message,
    said_aside,
    said_before,
    was_tapped,
    was_unasked,
    words_before,
)
from actions.database import database
from actions.kindness import advise, console, name_womens_helpline
from actions.language import choose
from actions.talk import ANOTHER, FOR_OFFICER, speaking_of
from helpline import clock
from helpline.domain.draft import OTHER_CATEGORY, SURE, Correction, Draft, Message
from helpline.domain.hearing import (
    ABOUT_A_FILED_ONE,
    REPORT,
    began_only_now,
    begin,
    hear,
    nearer,
)
from helpline.domain.words import with_words
from helpline.services import drafts, filing, media, places, similar, texts
from helpline.services.complaints import describe, joined_place, own_complaints
from helpline.services.offices import post_over
from helpline.services.reference import (
    categories_of,
    category_names,
    department_of,
    departments_beside,
    district_names,
    name_of,
    short_names,
    subject_names,
    title_of,
    work_near,
    work_shared_by,
)
from helpline.store.complaints import Complaint
from helpline.text.talk.additions import says_new_or_same
from helpline.text.talk.addresses import address_of
from helpline.text.talk.corrections import find_correction
from helpline.text.talk.denied_names import denies_name
from helpline.text.talk.departments import named_department
from helpline.text.talk.questions import is_question
from helpline.text.talk.remarks import (
    asks_for_better,
    said_beside_file_it,
    said_beside_yes,
    says_file_it,
    wants_change,
)
from helpline.text.talk.replies import chosen_name, wants_it_apart
from helpline.text.talk.villages import village_in
from helpline.text.talk.whereabouts import spot_in
from helpline.text.talk.wished_language import language_beside
from helpline.text.talk.words import sounds_of
from helpline.whatsapp.outbound import ROWS

FORM = "complaint_form"
# More of the citizen's own words would push the question out of sight.
MOST_WORDS_SHOWN = 400
# The question that was asked last; asked again, it is asked shortly.
ASKED = "question_asked"
# Set where a citizen comes back to a draft of another day.
COME_BACK = "come_back"
PHOTOS = "photos"
# Asked where words soon after filing may belong to what was filed.
ADD_OR_NEW = "utter_ask_add_or_new"
_MAY_BE_NEW = frozenset({ADD_OR_NEW, *FOR_OFFICER})
BEAR_WITH_ME = "utter_bear_with_me"
# Asked where a message was not understood.
IS_IT_A_COMPLAINT = "utter_unclear"


def draft_of(tracker: Tracker) -> Draft:
    """Return the draft, with what was told in messages that their own rules answered meanwhile."""
    draft = Draft.from_slots(tracker.slots)
    for message in said_aside(tracker, FORM):
        # That is with the help desk, and none of the business of who mends a road.
        if message.intent != TELL_OF_VIOLENCE:
            draft = with_words(draft, message)
    return draft


class ValidateComplaintForm(Action):
    """Lets the draft hear the latest message and names the next question."""

    def name(self) -> str:
        """Return the name that Rasa derives from the form's."""
        return f"validate_{FORM}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return the slots that changed; none but `requested_slot` when the filing is interrupted."""
        kept, before = Draft.from_slots(tracker.slots), draft_of(tracker)
        asked = tracker.get_slot("requested_slot")
        heard = _heard(before, asked, tracker)
        if heard is None:
            return [SlotSet("requested_slot", before.missing)]
        wished = _hear_language(dispatcher, tracker)
        if heard.in_confidence and not before.in_confidence and heard.complaint_text is None:
            dispatcher.utter_message(response="utter_in_confidence_from_now")
        if heard.complaint_text != before.complaint_text:
            answer_beside(dispatcher, tracker, heard)
        self._take_out_photos(tracker)
        advise(dispatcher, tracker, before.all_words, heard.all_words)
        consoled = console(dispatcher, tracker, heard.complaint_text)
        name_womens_helpline(dispatcher, tracker, before, heard)
        _bear_with_protest(dispatcher, tracker, before, heard)
        _own_to_no_answer(dispatcher, tracker, asked, before, heard)
        _tell_of_others(dispatcher, tracker, before, heard)
        with database() as session:
            drafts.keep(session, tracker.sender_id, heard, clock.now())
        changes = heard.changes_from(kept)
        if asked and not changes:
            # Rasa takes a form that sets nothing for an interruption.
            changes = {asked: tracker.get_slot(asked)}
        return [
            *wished,
            *consoled,
            *(SlotSet(name, value) for name, value in changes.items()),
            SlotSet("requested_slot", heard.missing),
        ]

    def _take_out_photos(self, tracker: Tracker) -> None:
        message = latest_message(tracker)
        is_said = message.removes and message.part == PHOTOS
        if is_said or message.chosen.get("change") == PHOTOS:
            with database() as session:
                media.drop(session, tracker.sender_id)


class AskText(Action):
    """Asks what the problem is; in other words where none of the categories was right."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_complaint_text"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the question."""
        draft = Draft.from_slots(tracker.slots)
        if draft.retelling:
            return _ask(dispatcher, tracker, "utter_ask_in_other_words")
        if draft.place or draft.district:
            place = draft.place or _district_name(draft.district, language(tracker))
            return _ask(dispatcher, tracker, "utter_ask_problem_there", place=place)
        return _ask(dispatcher, tracker, "utter_ask_complaint_text")


class AskPlace(Action):
    """Asks where it is."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_place"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the question."""
        draft = Draft.from_slots(tracker.slots)
        question = "utter_ask_area" if draft.is_of_violence else "utter_ask_place"
        return _ask(dispatcher, tracker, question)


class AskDistrict(Action):
    """Asks for the district, offering those that have a place of the name."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_district"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the question."""
        draft = Draft.from_slots(tracker.slots)
        if not draft.district_options:
            return _ask(dispatcher, tracker, "utter_ask_district")
        with database() as session:
            names = district_names(session, list(draft.district_options), language(tracker))
        buttons = [_button(names[d], "inform", "district", d) for d in draft.district_options]
        return _ask(
            dispatcher, tracker, "utter_ask_which_district", buttons, place=draft.place or ""
        )


class AskCategory(Action):
    """Asks which of the likeliest categories it is, or something else."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_category"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the question; where nothing is likely any more, ask for the department."""
        draft = Draft.from_slots(tracker.slots)
        if not draft.category_options:
            return AskDepartment().run(dispatcher, tracker, domain)
        names = _offered_categories(draft, language(tracker))
        buttons = [_button(name, "inform", "category", code) for code, name in names.items()]
        return _ask(dispatcher, tracker, "utter_ask_category", buttons)


class AskDepartment(Action):
    """Asks which department it is instead, offering those whose such work can be too."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_department"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the question."""
        draft = Draft.from_slots(tracker.slots)
        with database() as session:
            offered = departments_beside(session, draft)
            names = short_names(offered, language(tracker))
        buttons = [_button(name, "inform", "department", code) for code, name in names.items()]
        return _ask(dispatcher, tracker, "utter_ask_department", buttons)


class AskConfirmed(Action):
    """Shows the summary and asks whether to file it; asks what to change after a no."""

    def name(self) -> str:
        """Return the action's name."""
        return f"action_ask_{FORM}_confirmed"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say the summary, or the choice of what to change."""
        draft = draft_of(tracker)
        with database() as session:
            others = similar.like(session, tracker.sender_id, draft)
            photos, files = media.with_draft(session, tracker.sender_id, clock.now())
            facts = _summary(session, draft, language(tracker), photos, files)
        question = f"utter_confirm_{draft.kind}"
        if others:
            question, facts = "utter_confirm_together", {**facts, "count": others.count}
        if latest_message(tracker).intent == "deny" and _stands(tracker, question, facts):
            # A no to the summary as it stands; a no that says what is right has changed it.
            buttons = _what_may_change(draft, photos or files, language(tracker))
            dispatcher.utter_message(response="utter_ask_change", buttons=buttons)
            return []
        asked = _ask(dispatcher, tracker, question, about=facts, **facts)
        return [*asked, SlotSet("similar", others.parent_id if others else None)]


class FileComplaint(Action):
    """Files the confirmed draft, tells the citizen its number, and goes on with what waits."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_file_complaint"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """File, answer with number, office and date, and empty the draft."""
        draft = draft_of(tracker)
        with database() as session:
            complaint = filing.file_complaint(session, inbox_id(tracker), draft, clock.now())
            drafts.forget(session, tracker.sender_id)
            said = describe(complaint, language(tracker))
            response = _filed_as(complaint)
            more = not draft.later and announced_more(tracker)
            asked = ANOTHER if more else None
            treatment = whom_to_call_today(session, complaint, language(tracker))
            spoken_of = speaking_of(complaint, inbox_id(tracker), clock.now(), asked)
        dispatcher.utter_message(
            response=response,
            number=said.number,
            post=said.post,
            due=said.due,
        )
        if complaint.is_of_violence:
            dispatcher.utter_message(response="utter_nothing_unasked")
        if treatment:
            dispatcher.utter_message(response="utter_urgent_treatment", **treatment)
        if not was_tapped(tracker):
            _answer_beside_yes(dispatcher, latest_message(tracker).text)
        if draft.later or more:
            response = "utter_next_problem" if draft.later else "utter_ask_announced"
            dispatcher.utter_message(response=response)
        return [*spoken_of, *_go_on(draft)]


def whom_to_call_today(session: Session, complaint: Complaint, spoken: str) -> dict[str, str]:
    """Return the number and the officer to turn to where a treatment cannot wait; else nothing."""
    if not complaint.urgent:
        return {}
    post = complaint.post
    if post.level == filing.FIRST_LEVEL:
        post = post_over(session, post, complaint.district_code)
    return {"number": complaint.department.phone, "post": title_of(post, spoken)}


def _answer_beside_yes(dispatcher: CollectingDispatcher, said: str) -> None:
    """Answer what was asked beside the yes; what has no answer here stands in the complaint."""
    beside = said_beside_yes(said)
    answer_questions(dispatcher, beside or said)
    if beside and is_question(beside) and not is_answered(beside):
        dispatcher.utter_message(response="utter_question_filed")


def _filed_as(complaint: Complaint) -> str:
    """Name the answer to the filing: alone or with others, with the first office or the one above."""
    if complaint.parent_id is not None:
        return "utter_filed_together"
    if complaint.post.level > filing.FIRST_LEVEL:
        return "utter_filed_above"
    return f"utter_filed_{complaint.kind}"


class DiscardDraft(Action):
    """Drops what the citizen cancelled, and goes on with what waits."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_discard_draft"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return the slots of an empty draft, or of the next one."""
        draft = Draft.from_slots(tracker.slots)
        with database() as session:
            drafts.forget(session, tracker.sender_id)
            if not draft.later:
                # What came with it goes with no other complaint.
                media.drop(session, tracker.sender_id)
            has_others = bool(own_complaints(session, tracker.sender_id, 1))
        response = "utter_cancelled_new" if has_others else "utter_cancelled"
        dispatcher.utter_message(response="utter_cancelled_one" if draft.later else response)
        return _go_on(draft)


class EndDraft(Action):
    """Drops what the help desk has filed for the citizen, and goes on with what waits."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_end_draft"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Return the slots of an empty draft, or of the next one; the desk has told the citizen."""
        draft = Draft.from_slots(tracker.slots)
        if draft.later:
            dispatcher.utter_message(response="utter_next_problem")
        return _go_on(draft)


# --- hearing --------------------------------------------------------------------------------------


def _heard(draft: Draft, asked: str | None, tracker: Tracker) -> Draft | None:
    message = _message(tracker, draft, asked)
    if asked is None and draft.complaint_text is None:
        return begin(draft, said_before(tracker), message)
    if asked == "confirmed" and message.intent == "affirm" and _is_out_of_sight(tracker):
        return draft
    if asked is not None and began_only_now(draft, said_before(tracker), message):
        return begin(draft.without_words(), (), message)
    heard = hear(draft, asked, message)
    if heard is None:
        return None
    if asked == "place" and heard.place and spot_in(message.text) is None:
        heard = _at_spot_of_story(heard)
    return replace(heard, questions=draft.questions) if was_unasked(tracker) else heard


def _at_spot_of_story(draft: Draft) -> Draft:
    """The draft whose place was asked for, with the school or landmark that the complaint named before."""
    spot = spot_in(draft.complaint_text or "")
    return draft if spot is None else nearer(draft, spot)


def _message(tracker: Tracker, draft: Draft, asked: str | None) -> Message:
    """The latest message; at the start, the words before it when the citizen says that they were the complaint.

    Who types the name or number of what is offered has chosen it.
    """
    message = latest_message(tracker)
    if asked is None:
        return _first_words(tracker, message)
    if message.intent == TELL_OF_VIOLENCE and draft.is_of_violence:
        message = replace(message, intent="report_complaint")
    if message.names_department:
        message = _of_department(message, draft, asked)
    if message.chosen.get("change") == "category":
        with database() as session:
            theirs = categories_of(session, department_of(session, draft).code)
        return replace(message, department_categories=theirs)
    if message.correction is not None:
        message = _with_denial(message, draft)
    if asked == "confirmed" and not was_tapped(tracker):
        message = _with_denied_names(message, draft)
        if message.intent == "affirm" and asks_for_better(message.text):
            return replace(message, intent="deny", says_nothing=True)
        yes = _yes_in_words(message, draft)
        if yes is not None:
            return yes
    if says_file_it(message.text) and not was_tapped(tracker):
        return replace(message, intent="start_complaint")
    if was_unasked(tracker) and message.is_a_fragment:
        return replace(message, intent="report_complaint")
    if asked == "category" and not was_tapped(tracker):
        code = chosen_name(message.text, _offered_categories(draft, language(tracker)))
        return replace(message, chosen={"category": code}) if code else message
    if asked == "confirmed" and draft.similar and wants_it_apart(message.text):
        return replace(message, chosen={"join": "no"})
    return message


def _of_department(message: Message, draft: Draft, asked: str) -> Message:
    """The message with what the department it names answers for; a bare name may be a place."""
    named = named_department(message.text)
    if asked in ("place", "district") and named.is_bare:
        return replace(message, department=None, not_departments=())
    with database() as session:
        theirs = categories_of(session, named.meant) if named.meant else ()
    return replace(
        message,
        department_categories=theirs,
        department_shares=work_shared_by(named.meant),
        department_near=tuple(code for code in work_near(draft.best_category) if code in theirs),
    )


def _with_denial(message: Message, draft: Draft) -> Message:
    """The message with what it puts right by denying a part of the draft in words."""
    said = find_correction(message.text)
    if said is None or said.denied is None:
        return message
    if said.denied and _was_never_said(said.denied, draft):
        # It denies what we made of the words: "ye manrega nahi hai".
        message = replace(message, correction=replace(message.correction, is_statement=False))
    return message


def _with_denied_names(message: Message, draft: Draft) -> Message:
    """The message as denying the subject, where it says of its name in the summary that it is not so.

    So it is where the department's name is denied in a sentence that tells more.
    """
    if message.names_department:
        return message
    with database() as session:
        department = department_of(session, draft)
        subject = subject_names(session, draft)
    if denies_name(message.text, (department.name_hi, department.name_en)):
        return replace(message, denies_subject=True, not_departments=(department.code,))
    return replace(message, denies_subject=denies_name(message.text, subject))


def _was_never_said(words: str, draft: Draft) -> bool:
    return set(sounds_of(words)).isdisjoint(sounds_of(draft.complaint_text or ""))


def _yes_in_words(message: Message, draft: Draft) -> Message | None:
    """The message as a yes, where it says so; a grumble beside it is kept, and hinders nothing."""
    beside = said_beside_yes(message.text)
    if beside == "" or (beside and _asks_beside_yes(message, beside)):
        return _yes_asking(message, beside)
    if (
        beside
        and village_in(beside)
        and not wants_change(beside)
        and not _sets_right(message, beside)
    ):
        return replace(message, intent="affirm", correction=None, is_beside_yes=True)
    file_it = said_beside_file_it(message.text)
    if beside and _is_grumble(message, draft, beside):
        words = message.text if file_it is None else beside
        return Message(text=words, intent="affirm", is_beside_yes=True)
    if file_it is not None and find_correction(file_it) is None:
        return _yes_with_more(message, file_it)
    is_yes = message.intent == "affirm" and message.correction is None and not message.is_remark
    if is_yes and message.is_a_story:
        # No list knows these words for a yes: who files by them may have said more.
        return replace(message, is_beside_yes=True)
    return None


def _yes_asking(message: Message, beside: str) -> Message:
    """The message as a yes; what is asked beside it and has no answer here goes to the officer."""
    if is_question(beside) and not is_answered(beside):
        return Message(text=message.text, intent="affirm", is_beside_yes=True)
    return Message(text=message.text, intent="affirm")


def _asks_beside_yes(message: Message, beside: str) -> bool:
    """Whether a question stands beside the yes, and no fact: it is answered behind the filing."""
    facts = message.facts
    says_fact = facts.locates or facts.since or facts.beside
    return message.is_question and not (says_fact or _sets_right(message, beside))


def _sets_right(message: Message, beside: str) -> bool:
    """Whether what stands beside a yes says that something in the summary is another."""
    is_wrong = message.is_misrouted or message.is_misplaced or message.part is not None
    is_denied = message.denies_subject or message.names_department
    # A question may have the shape of a correction: "paise to nahi lagenge".
    is_another = find_correction(beside) is not None and not is_answered(beside)
    return is_wrong or is_denied or is_another


def _is_grumble(message: Message, draft: Draft, beside: str) -> bool:
    """Whether what stands beside a yes has no fact in it that the summary would have to show."""
    facts = message.facts
    says_fact = facts.locates or facts.beside or facts.in_confidence
    if says_fact or message.is_question or message.denies_subject or wants_change(beside):
        return False
    tells = message.intent == REPORT and facts.category_confidence >= SURE
    is_another = tells and not facts.is_of_department(draft.best_category)
    return not is_another and find_correction(beside) is None and address_of(beside) is None


def _yes_with_more(message: Message, beside: str) -> Message:
    """The message as a yes; what stands beside it is added first, unless it is a question.

    Who gets it and until when is said in the answer to the filing.
    """
    if not beside or message.is_question:
        return Message(text=message.text, intent="affirm")
    added = Correction(None, message.facts, adds=True)
    return Message(text=beside, intent="affirm", facts=message.facts, correction=added)


def _first_words(tracker: Tracker, message: Message) -> Message:
    """The message that begins a filing, or the one before it that turns out to be the complaint."""
    said = answers_before(tracker)
    wants_new = not _MAY_BE_NEW.isdisjoint(said) and says_new_or_same(message.text) == "new"
    says_yes = IS_IT_A_COMPLAINT in said and message.intent == "affirm"
    if wants_new or says_yes or message.chosen.get("words") == "previous":
        return words_before(tracker) or message
    if says_file_it(message.text):
        return replace(message, intent="start_complaint")
    if message.intent in ABOUT_A_FILED_ONE:
        # Whoever led here found no filed one that it could be about.
        return replace(message, intent="report_complaint")
    return message


def _is_out_of_sight(tracker: Tracker) -> bool:
    """Tell whether to show the summary once more: a day lies between, or it never went out."""
    return not was_tapped(tracker) and bool(tracker.get_slot(COME_BACK) or was_unasked(tracker))


def _hear_language(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Take the wish for a language that stands beside a complaint; of Roman letters say what there is."""
    message = latest_message(tracker)
    wanted = None if was_tapped(tracker) else language_beside(message.text)
    return [] if wanted is None else choose(dispatcher, tracker, wanted)


def _bear_with_protest(
    dispatcher: CollectingDispatcher, tracker: Tracker, before: Draft, heard: Draft
) -> None:
    """Say why something is still asked, to who protests; not twice in a row."""
    protests = latest_message(tracker).is_remark and heard == before
    if protests and BEAR_WITH_ME not in answers_before(tracker):
        dispatcher.utter_message(response=BEAR_WITH_ME)


def _own_to_no_answer(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    asked: str | None,
    before: Draft,
    heard: Draft,
) -> None:
    """Say honestly that a question on the way has no answer here, before what stands is asked once more."""
    message = latest_message(tracker)
    is_left = asked is not None and message.only_asks and not message.is_remark
    if is_left and not was_tapped(tracker) and replace(heard, questions=before.questions) == before:
        dispatcher.utter_message(response="utter_no_answer_here")


def _tell_of_others(
    dispatcher: CollectingDispatcher, tracker: Tracker, before: Draft, heard: Draft
) -> None:
    """Say that another problem was heard, and waits; or that one is left out."""
    if _is_left_out(latest_message(tracker), before, heard):
        dispatcher.utter_message(response="utter_left_out")
    if len(heard.later) <= len(before.later):
        return
    begins = before.complaint_text is None
    dispatcher.utter_message(
        response="utter_several_problems" if begins else "utter_kept_for_later"
    )


def _is_left_out(message: Message, before: Draft, heard: Draft) -> bool:
    """Whether a matter told before is no more to be filed."""
    if message.correction is not None and message.correction.begun is not None:
        return heard.complaint_text != before.complaint_text or len(heard.later) < len(before.later)
    return message.leaves_named or len(heard.later) < len(before.later)


def _go_on(draft: Draft) -> list[EventType]:
    """Empty the draft, or begin the next one, whose question follows at once."""
    following = draft.following()
    slots = following.changes_from(Draft())
    events = [SlotSet(name, slots.get(name)) for name in following.changes_from(draft)]
    events.append(SlotSet(ASKED, None))
    return [*events, FollowupAction(FORM)] if following.complaint_text else events


# --- asking ---------------------------------------------------------------------------------------


def _ask(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    question: str,
    buttons: list[dict[str, str]] | None = None,
    about: Any = None,
    **said: Any,
) -> list[EventType]:
    """Say a question; shortly, where it is the one that stands already, and none to who takes leave."""
    if latest_message(tracker).intent == "goodbye":
        return []
    welcome = _welcome_back(dispatcher, tracker)
    again = _stands(tracker, question, about)
    dispatcher.utter_message(
        response=f"{question}_again" if again else question, buttons=buttons, **said
    )
    return [*welcome, SlotSet(ASKED, _key(question, about))]


def _stands(tracker: Tracker, question: str, about: Any = None) -> bool:
    """Tell whether the question was the last one that reached the citizen, about the same."""
    return not was_unasked(tracker) and tracker.get_slot(ASKED) == _key(question, about)


def _key(question: str, about: Any) -> str:
    return f"{question} {about}" if about else question


def _welcome_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Remind who comes back another day of what they were telling."""
    came_back = tracker.get_slot(COME_BACK)
    text = tracker.get_slot("complaint_text")
    if not came_back or not text:
        return []
    dispatcher.utter_message(
        response=f"utter_welcome_back_{came_back}", words=texts.shortened(text, 80)
    )
    return [SlotSet(COME_BACK, None)]


def _summary(
    session: Session, draft: Draft, spoken: str, photos: int, files: int
) -> dict[str, str]:
    code = draft.best_category
    district = district_names(session, [draft.district], spoken)[draft.district]
    above = filing.office_above(session, draft)
    known = {
        "in_confidence": draft.in_confidence,
        "above": above and title_of(above, spoken),
        "photo" if photos == 1 else "photos": photos,
        "files": files - photos,
    }
    more = [
        f"\n{texts.text(f'utter_summary_{name}', spoken, **{name: fact})}"
        for name, fact in known.items()
        if fact
    ]
    return {
        "category": category_names(session, [code], spoken, draft.kind)[code],
        "department": name_of(department_of(session, draft), spoken),
        "place": joined_place(places.spoken(draft.place or "", draft.district, spoken), district),
        "more": "".join(more),
        "words": texts.shortened(draft.complaint_text, MOST_WORDS_SHOWN),
    }


def _what_may_change(draft: Draft, has_files: bool, spoken: str) -> list[dict[str, str]]:
    """Return a button for each part of the summary, and for what could be said there."""
    parts = ["place", "category", "department", "complaint_text"]
    if draft.later:
        parts.append("together")
    if draft.in_confidence:
        parts.append("in_confidence")
    if has_files:
        parts.append(PHOTOS)
    return [
        _button(texts.text(f"utter_change_{part}", spoken), "inform", "change", part)
        for part in parts
    ]


def _offered_categories(draft: Draft, spoken: str) -> dict[str, str]:
    """Return the names of the categories to choose from, the last one being something else."""
    codes = list(dict.fromkeys([*draft.category_options[: ROWS - 1], OTHER_CATEGORY]))
    with database() as session:
        names = category_names(session, codes, spoken, draft.kind)
    return {code: names[code] for code in codes}


def _district_name(district: str, spoken: str) -> str:
    with database() as session:
        return district_names(session, [district], spoken)[district]


def _button(title: str, intent: str, entity: str, value: str) -> dict[str, str]:
    return {"title": title, "payload": f'/{intent}{{"{entity}": "{value}"}}'}
