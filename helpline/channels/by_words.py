"""What some messages mean by their words, whatever the model makes of them.

The model has no examples of what is said right after an emergency, or by who fears for their name;
and a wish for a language or a person comes in more wordings than any examples have.
"""

from typing import Any

from helpline.channels.intents import (
    ADD_INFORMATION,
    ASK_ABOUT_FILED,
    ASK_HELP,
    BACK_TO_ASSISTANT,
    CANCEL,
    CHANGE_LANGUAGE,
    DENY,
    EMERGENCY,
    FALLBACK,
    GIVE_NUMBER,
    INFORM,
    KEEP_IN_CONFIDENCE,
    REPORT_COMPLAINT,
    SAY_MISROUTED,
    START_COMPLAINT,
    TALK_TO_HUMAN,
    TELL_OF_EMERGENCY,
    TELL_OF_PHONE,
    TELL_OF_VIOLENCE,
)
from helpline.domain.draft import OTHER_CATEGORY, SURE, WOMEN_SAFETY
from helpline.text.talk.about_filed import (
    MEANWHILE,
    PHOTO,
    REPLY,
    UNDONE,
    asked_about,
    asks_of_meanwhile,
    only_asks,
    says_misrouted,
    tells_of_visit,
)
from helpline.text.talk.about_us import (
    COST,
    OFFICIAL,
    PRIVATE,
    question_about,
    tells_beside_asking,
)
from helpline.text.talk.additions import is_for_officer
from helpline.text.talk.after_danger import STANDS, news_of_danger
from helpline.text.talk.against_police import accuses_police
from helpline.text.talk.by_phone import complained_by_phone
from helpline.text.talk.coming import asks_who_comes
from helpline.text.talk.departments import named_department
from helpline.text.talk.first_advice import was_bitten_earlier
from helpline.text.talk.help_by_phone import MEDICAL, kind_of_danger
from helpline.text.talk.missing_person import tells_of_missing_person
from helpline.text.talk.other_number import other_number
from helpline.text.talk.own_number import gives_own_number
from helpline.text.talk.person_wanted import wants_no_person, wants_person
from helpline.text.talk.preludes import only_announces_several
from helpline.text.talk.remarks import (
    is_laughter,
    said_beside_file_it,
    tells_before_file_it,
    wants_to_leave,
)
from helpline.text.talk.secrecy import asks_who_knows, is_about_secrecy_only, wants_secrecy
from helpline.text.talk.strange import OTHER_SCRIPT, strangeness
from helpline.text.talk.unharmed import harms_nobody
from helpline.text.talk.wished_language import asks_for_language, language_beside

ParseData = dict[str, Any]

CHECK_STATUS = "check_status"
# Danger is doubted only where the words tell of damage that harms nobody and the model is less sure.
_SURELY_DANGER = 0.6
# Who says one of these, this surely, means it though other words stand beside it.
_NO_WISH = frozenset(
    {REPORT_COMPLAINT, "bot_challenge", "check_status", "erase_my_data", "out_of_scope"}
)
_SURELY, _COULD_BE = 0.8, 0.4
# So little danger beside so much of a complaint: of the frozen messages five false alarms, no true one.
_HARDLY, _RATHER, _KNOWN_SUBJECT = 0.25, 0.7, 0.9
# "Nothing to change, file it" holds a no, and is a yes.
_NO = frozenset({CANCEL, DENY})
# "They came and mended nothing, now write a complaint" asks for nothing that is filed.
_MAY_BE_TOLD = frozenset(
    {ADD_INFORMATION, CHECK_STATUS, FALLBACK, "out_of_scope", "reopen_complaint", "send_reminder"}
)
_NOTHING_OF_OURS = frozenset({FALLBACK, "out_of_scope"})
# These say so little that a word about the writer's name is what they are about.
_SAYS_LITTLE = frozenset({FALLBACK, "ask_help", "bot_challenge", "cancel", "out_of_scope"})
# A sure complaint longer than this is one, also where secrecy is what it demands.
_LONG = 50
# Where a place is named beside danger, these are about that danger.
_SAYS_WHERE = frozenset({INFORM, FALLBACK, "add_information", EMERGENCY})
PLACE = "place"
# Of these the model may not tell which it is, where somebody is beaten at home.
_MAY_TELL_OF_HOME = frozenset(
    {ASK_HELP, EMERGENCY, FALLBACK, REPORT_COMPLAINT, START_COMPLAINT, TALK_TO_HUMAN}
    | {"ask_contact", "out_of_scope"}
)
# Who is asked nothing and only told of a helpline is not hurt by it; who is beaten and not heard, is.
_LIKELY_AT_HOME = 0.25
_BEFORE_ALL = frozenset({MEDICAL, "fire", "despair"})
_ASK_TIMELINE = "ask_timeline"
_ASKS = ("ask_contact", _ASK_TIMELINE)
# These are asked in words that no complaint has.
_ASKED_SURELY = frozenset({COST, OFFICIAL, PRIVATE})
# What may be said of a complaint at any time.
_ABOUT_A_COMPLAINT = {
    DENY: only_asks,
    ADD_INFORMATION: tells_of_visit,
}


def by_words(parsed: ParseData) -> ParseData:
    """Return the message with the meaning that its words tell surely, or as the model read it."""
    parsed = _with_other_number(parsed)
    text, name = parsed["text"], parsed["intent"]["name"]
    confidence = parsed["intent"]["confidence"]
    if only_announces_several(text) and name != CHECK_STATUS:
        return _meaning(parsed, START_COMPLAINT)
    if asks_who_comes(text) and not (name == EMERGENCY and confidence >= _SURELY_DANGER):
        return _meaning(parsed, _ASK_TIMELINE)
    if name == EMERGENCY:
        doubtful = confidence < _SURELY_DANGER and harms_nobody(text)
        harmless = doubtful or was_bitten_earlier(text) or _hardly_danger(parsed)
        return _meaning(parsed, REPORT_COMPLAINT) if harmless else parsed
    if strangeness(text) == OTHER_SCRIPT:
        # The model may make out what it means, but no office could.
        return _meaning(parsed, FALLBACK)
    if tells_of_missing_person(text):
        return _meaning(parsed, EMERGENCY)
    if wants_to_leave(text):
        return _meaning(parsed, CANCEL)
    if name in _NO and said_beside_file_it(text) is not None:
        return _meaning(parsed, START_COMPLAINT)
    if name in _MAY_BE_TOLD and tells_before_file_it(text):
        return _meaning(parsed, REPORT_COMPLAINT)
    if name in _NOTHING_OF_OURS and (accuses_police(text) or _nearly_complains(parsed)):
        parsed = _meaning(parsed, REPORT_COMPLAINT)
        name, confidence = REPORT_COMPLAINT, 1.0
    surely_something_else = name in _NO_WISH and confidence >= _SURELY
    complains = name == REPORT_COMPLAINT and surely_something_else
    if _asks_about_us(parsed) and not (complains and tells_beside_asking(text)):
        return _meaning(parsed, ASK_HELP)
    if asked_about(text) == UNDONE and name in _SAYS_LITTLE:
        return _meaning(parsed, _ASK_TIMELINE)
    if is_laughter(text):
        # It may look like a yes, and is none to "is it solved?".
        return _meaning(parsed, FALLBACK)
    if asks_for_language(text):
        return _meaning(parsed, CHANGE_LANGUAGE)
    if _is_about_secrecy(text, name, surely_something_else):
        return _meaning(parsed, KEEP_IN_CONFIDENCE)
    if complained_by_phone(text) and not (_tells_of_trouble(parsed) or _names_number(parsed)):
        return _meaning(parsed, REPORT_COMPLAINT if _says_what_and_where(parsed) else TELL_OF_PHONE)
    if _names_right_department(text) or (says_misrouted(text) and not _tells_of_trouble(parsed)):
        return _meaning(parsed, SAY_MISROUTED)
    if gives_own_number(text) and not complains:
        return _meaning(parsed, GIVE_NUMBER)
    if wants_no_person(text) and not complains:
        return _meaning(parsed, BACK_TO_ASSISTANT)
    if surely_something_else:
        return parsed
    if wants_person(text):
        return _meaning(parsed, TALK_TO_HUMAN)
    said = (intent for intent, says in _ABOUT_A_COMPLAINT.items() if says(text))
    meant = next(said, None)
    return parsed if meant is None else _meaning(parsed, meant)


def with_trouble_beside(parsed: ParseData) -> ParseData:
    """Return as a complaint what surely tells of a trouble beside asking how long it takes, or for a language."""
    if not names_subject(parsed):
        return parsed
    beside = {_ASK_TIMELINE: tells_beside_asking, CHANGE_LANGUAGE: language_beside}
    tells = beside.get(parsed["intent"]["name"])
    return _meaning(parsed, REPORT_COMPLAINT) if tells and tells(parsed["text"]) else parsed


def names_subject(parsed: ParseData) -> bool:
    """Tell whether the words are surely about something that the helpline has a subject for."""
    guess = parsed.get("complaint_guess") or {}
    return guess.get("confidence", 0.0) >= SURE and guess["category"] != OTHER_CATEGORY


def as_complaint(parsed: ParseData) -> ParseData:
    """Return the message as a complaint, whose words are no mere address."""
    return {**_meaning(parsed, REPORT_COMPLAINT), "is_told": True}


def about_what_is_filed(parsed: ParseData, was_filed: bool) -> ParseData:
    """Return a question about a complaint that was just filed, or about a photo sent for it, as one."""
    topic = asked_about(parsed["text"])
    name, confidence = parsed["intent"]["name"], parsed["intent"]["confidence"]
    if was_filed and is_for_officer(parsed["text"]) and name in (TALK_TO_HUMAN, *_SAYS_LITTLE):
        return _meaning(parsed, ADD_INFORMATION)
    if topic is None or not (was_filed or topic == PHOTO) or name == EMERGENCY:
        return parsed
    may_ask = name in (*_SAYS_LITTLE, *_ASKS, CHECK_STATUS, REPORT_COMPLAINT)
    if topic == UNDONE and not _tells_of_trouble(parsed) and (may_ask or confidence < _SURELY):
        return _meaning(parsed, ASK_ABOUT_FILED)
    if confidence >= _SURELY and not _is_doubted(parsed, topic):
        return parsed
    return _meaning(parsed, ASK_ABOUT_FILED)


def as_violence_at_home(parsed: ParseData) -> ParseData:
    """Return as told of violence at home what surely tells of it, whether a complaint or a cry.

    Where somebody bleeds or is about to die, the ambulance comes before the question who did it.
    """
    name, likely = parsed["intent"]["name"], (parsed.get("at_risk") or {}).get("home", 0.0)
    if name not in _MAY_TELL_OF_HOME or likely < _LIKELY_AT_HOME or _is_of_others(parsed):
        return parsed
    if name == EMERGENCY and kind_of_danger(parsed["text"]) in _BEFORE_ALL:
        return parsed
    return _meaning(parsed, TELL_OF_VIOLENCE)


def _is_of_others(parsed: ParseData) -> bool:
    """Whether it is surely about something else: at the police station one is pushed about too."""
    return names_subject(parsed) and parsed["complaint_guess"]["category"] != WOMEN_SAFETY


def _is_doubted(parsed: ParseData, topic: str) -> bool:
    """Whether a sure reading of a question about what is filed is doubted all the same."""
    name = parsed["intent"]["name"]
    if topic == REPLY:
        return name in (ASK_HELP, CHECK_STATUS, TALK_TO_HUMAN, *_ASKS)
    if topic == MEANWHILE:
        # Who asks for advice may mean something else, which the model tells from examples.
        is_report = name == REPORT_COMPLAINT and asks_of_meanwhile(parsed["text"])
        return is_report or name in (FALLBACK, *_ASKS)
    return name in (*_ASKS, CHECK_STATUS)


def about_the_danger(parsed: ParseData) -> ParseData:
    """Return what was said after an emergency as news of it: how it stands, or where it is."""
    found = {entity["entity"] for entity in parsed["entities"]}
    news = news_of_danger(parsed["text"])
    says_where = parsed["intent"]["name"] in _SAYS_WHERE and PLACE in found
    if news is None and (says_where or "latitude" in found):
        news = PLACE
    if news is None and parsed["intent"]["name"] == ASK_HELP:
        news = STANDS  # "please help, hurry" asks for no list of what can be done here
    if news is None:
        return parsed
    entity = {"entity": "news", "value": news, "confidence": 1.0}
    told = _meaning(parsed, TELL_OF_EMERGENCY)
    return {**told, "entities": [*parsed["entities"], entity]}


def _asks_about_us(parsed: ParseData) -> bool:
    """Whether it asks about the helpline; what sounds like a sure complaint asks only of money or fraud."""
    topic = question_about(parsed["text"])
    if topic is None or topic in _ASKED_SURELY:
        return topic is not None
    if parsed["intent"]["name"] == REPORT_COMPLAINT and tells_beside_asking(parsed["text"]):
        return False
    return not (_tells_of_trouble(parsed) or is_about_secrecy_only(parsed["text"]))


def _is_about_secrecy(text: str, intent: str, surely_something_else: bool) -> bool:
    if intent in _SAYS_LITTLE and (wants_secrecy(text) or asks_who_knows(text)):
        return True
    return is_about_secrecy_only(text) and not (surely_something_else and len(text) > _LONG)


def _with_other_number(parsed: ParseData) -> ParseData:
    """Return the message with the number that it calls a complaint's, though it is none of ours."""
    number = None if _names_number(parsed) else other_number(parsed["text"])
    if number is None:
        return parsed
    start = parsed["text"].index(number)
    found = {"entity": "complaint_number", "value": number, "confidence": 1.0, "valid": False}
    places = {"start": start, "end": start + len(number)}
    heard = {**parsed, "entities": [*parsed["entities"], {**found, **places}]}
    return _meaning(heard, INFORM) if parsed["intent"]["name"] in _NOTHING_OF_OURS else heard


def _hardly_danger(parsed: ParseData) -> bool:
    """Whether the model sees danger only because it would rather see too much, and surely knows the subject."""
    guess = parsed.get("complaint_guess") or {}
    is_complaint = _rank_of(REPORT_COMPLAINT, parsed) >= _RATHER and names_subject(parsed)
    is_low = parsed["intent"]["confidence"] < _HARDLY
    return is_low and is_complaint and guess["confidence"] >= _KNOWN_SUBJECT


def _rank_of(intent: str, parsed: ParseData) -> float:
    return next(
        (r["confidence"] for r in parsed.get("intent_ranking", ()) if r["name"] == intent), 0.0
    )


def _nearly_complains(parsed: ParseData) -> bool:
    """Whether it tells surely what and where, and the model could hardly decide that it is none of ours."""
    return _says_what_and_where(parsed) and _rank_of(REPORT_COMPLAINT, parsed) >= _COULD_BE


def _says_what_and_where(parsed: ParseData) -> bool:
    """Whether the trouble itself is told, of which somebody complained by phone."""
    return names_subject(parsed) and any(
        e["entity"] in (PLACE, "district") for e in parsed["entities"]
    )


def _names_number(parsed: ParseData) -> bool:
    return any(entity["entity"] == "complaint_number" for entity in parsed["entities"])


def _names_right_department(text: str) -> bool:
    """Whether it only says, in a sentence, which department it is; a bare name may be asked for."""
    named = named_department(text)
    return named is not None and not named.is_bare


def _tells_of_trouble(parsed: ParseData) -> bool:
    """Whether it is surely a complaint, and about something that has a subject of its own."""
    surely = parsed["intent"]["confidence"] >= _SURELY
    return parsed["intent"]["name"] == REPORT_COMPLAINT and surely and names_subject(parsed)


def _meaning(parsed: ParseData, intent: str) -> ParseData:
    return {**parsed, "intent": {"name": intent, "confidence": 1.0}}
