"""Reading a Rasa conversation in the helpline's own terms."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Any

from rasa_sdk import Tracker

from helpline.domain.draft import (
    LIKELY,
    LIKELY_ENOUGH,
    OTHER_CATEGORY,
    SURE,
    WOMEN_SAFETY,
    Correction,
    Facts,
    Message,
    Told,
)
from helpline.services import texts
from helpline.services.places import gazetteer, name_of, names_of
from helpline.text.gazetteer import BLOCK, DISTRICT, TOWN, Match, Place, said_beside
from helpline.text.normalise import normalise
from helpline.text.talk.about_filed import says_misplaced, says_misrouted
from helpline.text.talk.addresses import (
    address_of,
    is_called_a_place,
    names_more,
    without_district,
    without_village,
)
from helpline.text.talk.corrections import says_only_no
from helpline.text.talk.departments import (
    mentioned_department,
    named_department,
    owner_named,
)
from helpline.text.talk.kind_said import DEMAND, kind_said, sets_right
from helpline.text.talk.missing_person import tells_of_missing_person
from helpline.text.talk.named import Named
from helpline.text.talk.parts import named_part
from helpline.text.talk.person_wanted import wants_no_person
from helpline.text.talk.place_words import is_kind_of_spot
from helpline.text.talk.preludes import (
    announces_several,
    denies,
    is_prelude,
    is_prelude_at,
    parts_beside_announcing,
)
from helpline.text.talk.questions import is_only_question, is_question
from helpline.text.talk.remarks import (
    is_remark,
    leaves_out,
    said_beside_yes,
    wants_to_leave,
)
from helpline.text.talk.secrecy import wants_secrecy
from helpline.text.talk.substance import says_nothing, tells_of_silence
from helpline.text.talk.villages import village_in
from helpline.text.talk.whereabouts import Whereabouts, whereabouts
from helpline.text.tokens import tokenise

# What was said after an emergency about how it stands.
TELL_OF_EMERGENCY = "tell_of_emergency"
TELL_OF_VIOLENCE = "tell_of_violence"
_LIKELY_NOW = 0.5
_LIKELY_URGENT = 0.25
_SURE_NAME = 0.93  # likeness
_SURELY = 0.85
_SURE_OF_A_WORD = 0.8
# By less, a short name is another one: Fortee is not Pauri.
_LIKE_A_DISTRICT = 0.9
_SHORT_NAME = 6  # letters
# Shorter ones are words too: Pati, Masi, Kanda.
_LONG_NAME = 6
_IN = frozenset(map(normalise, ("me", "mein", "main", "mai", "में", "मे")))
# Between two things that are set right, and before them.
_CLAUSE_END = re.compile(r"[,;.।\n]+|(?<!\S)(?:aur|and|और)(?!\S)", re.IGNORECASE)
_FILLERS = "sorry nahi no haan yes ok ji but lekin par galat wrong"
_ENDS_OF_FILING = ("action_file_complaint", "action_discard_draft")
_NOTED = "utter_noted_"
# Entities that only buttons carry: what the tapped button stands for.
CHOICES = ("category", "change", "department", "district", "join", "language", "sure", "words")


def language(tracker: Tracker) -> str:
    """Return the language of the replies, `hi` or `en`."""
    return tracker.get_slot("language") or "hi"


def inbox_id(tracker: Tracker) -> int:
    """Return the id of the inbox row whose turn this is."""
    return tracker.latest_message["metadata"]["inbox_id"]


def entity(tracker: Tracker, name: str) -> Any | None:
    """Return the value of the first such entity in the latest message, None where there is none."""
    return _value(tracker.latest_message, name)


def latest_message(tracker: Tracker) -> Message:
    """Return the citizen's latest message."""
    return message_in(tracker.latest_message)


def was_tapped(tracker: Tracker) -> bool:
    """Tell whether the latest message is a tapped button, which cannot be misunderstood."""
    return bool(tracker.latest_message.get("tapped"))


def is_a_cry(tracker: Tracker) -> bool:
    """Tell whether the model takes the latest message rather than not for danger to life right now."""
    ranking = tracker.latest_message.get("intent_ranking") or ()
    likely = {one["name"]: one["confidence"] for one in ranking}
    return likely.get("report_emergency", 0.0) >= _LIKELY_NOW


def was_unasked(tracker: Tracker) -> bool:
    """Tell whether the message came before our last question had gone out to the citizen."""
    return bool(tracker.latest_message["metadata"].get("unasked"))


def heard(tracker: Tracker) -> list[dict[str, Any]]:
    """Return the citizen's messages as understood, the latest last."""
    return [event["parse_data"] for event in tracker.events if event["event"] == "user"]


def times_in_a_row(tracker: Tracker, *intents: str) -> int:
    """Return how many of the citizen's messages, the latest backwards, mean one of these."""
    said = [parsed["intent"].get("name") for parsed in heard(tracker)]
    return sum(1 for _ in takewhile(lambda intent: intent in intents, reversed(said)))


def answers_before(tracker: Tracker) -> frozenset[str]:
    """Return the names of what was answered to the message before the latest."""
    names: list[set[str]] = [set()]
    for event in tracker.events:
        if event["event"] == "user":
            names.append(set())
        elif event["event"] == "bot":
            names[-1].add(_said_in(event))
    return frozenset(names[-2]) if len(names) > 1 else frozenset()


def words_before(tracker: Tracker) -> Message | None:
    """Return what the citizen wrote before saying "it is a complaint", read as that complaint.

    After an emergency that is what happened, not what came of it.
    """
    written = [
        parsed
        for parsed in heard(tracker)[:-1]
        if not parsed.get("tapped") and parsed["intent"].get("name") != TELL_OF_EMERGENCY
    ]
    if not written:
        return None
    message = message_in({**written[-1], "is_told": True})
    return Message(text=message.text, intent="report_complaint", facts=message.facts)


def said_before(tracker: Tracker) -> list[Message]:
    """Return what was typed or sent before the latest message and has gone into no draft or complaint yet."""
    return [
        message_in(parsed) for parsed in _not_filed_yet(tracker)[:-1] if not parsed.get("tapped")
    ]


def announced_more(tracker: Tracker) -> bool:
    """Tell whether several matters were announced, and no more than one of them was told."""
    said = [parsed for parsed in _not_filed_yet(tracker) if not parsed.get("tapped")]
    texts = [parsed.get("text") or "" for parsed in said]
    announced = [text for text in texts if announces_several(text)]
    told = [
        parsed
        for parsed, text in zip(said, texts, strict=True)
        if text not in announced and parsed["intent"].get("name") == "report_complaint"
    ]
    beside = [part for text in announced for part in parts_beside_announcing(text)]
    return bool(announced) and len(told) + len(beside) <= 1


def said_aside(tracker: Tracker, form: str) -> list[Message]:
    """Return what was said while a form waited and was answered by a rule of its own."""
    aside: list[Mapping[str, Any]] = []
    latest: Mapping[str, Any] = {}
    for event in tracker.events:
        if event["event"] == "user":
            latest = event["parse_data"]
            if _chosen(latest).get("change") == "complaint_text" or _begins_instead(latest):
                aside = []
        elif _is_taken(event):
            aside = []
        elif event["event"] == "action_execution_rejected" and event["name"] == form:
            aside.append(latest)
    return [message_in(parsed) for parsed in aside if not parsed.get("tapped")]


def _not_filed_yet(tracker: Tracker) -> list[dict[str, Any]]:
    """Return the citizen's messages since a complaint was filed or dropped, or words joined to one."""
    messages: list[dict[str, Any]] = []
    for event in tracker.events:
        if _is_taken(event):
            messages = []
        elif event["event"] == "user":
            messages.append(event["parse_data"])
    return messages


def _is_taken(event: Mapping[str, Any]) -> bool:
    if event["event"] == "bot":
        return _said_in(event).startswith(_NOTED)
    return event["event"] == "action" and event["name"] in _ENDS_OF_FILING


def _said_in(event: Mapping[str, Any]) -> str:
    return (event.get("metadata") or {}).get("utter_action") or ""


def message_in(parsed: Mapping[str, Any]) -> Message:
    """Turn what Rasa's language understanding made of a message into the helpline's terms."""
    tapped = bool(parsed.get("tapped"))
    text = parsed.get("text") or ""
    return Message(
        text=text,
        intent=parsed["intent"].get("name") or "nlu_fallback",
        facts=Facts() if tapped else _facts(parsed),
        chosen=_chosen(parsed),
        problems=_problems(parsed),
        correction=_correction(parsed.get("correction")),
        **({"says_nothing": True} if tapped else _by_words(text)),
    )


def _chosen(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """What a tapped button stands for."""
    if not parsed.get("tapped"):
        return {}
    return {e["entity"]: e["value"] for e in parsed["entities"] if e["entity"] in CHOICES}


def _by_words(text: str) -> dict[str, Any]:
    """Return what the words alone say about the conversation."""
    department, part = named_department(text), named_part(text)
    leaves = leaves_out(text) and not wants_no_person(text)
    return {
        "department": department and department.meant,
        "not_departments": department.denied if department else (),
        "mentioned_department": mentioned_department(text),
        "is_remark": is_remark(text),
        "is_question": is_question(text),
        "only_asks": bool(text) and is_only_question(text),
        "kind_said": kind_said(text),
        "sets_right": sets_right(text),
        "leaves_out": leaves,
        "leaves_named": leaves and not wants_to_leave(text),
        "part": part and part.part,
        "removes": part is not None and part.removes,
        "is_misrouted": says_misrouted(text),
        "is_misplaced": says_misplaced(text),
        "says_nothing": says_nothing(text) or says_only_no(text) or is_prelude(text),
        "denies": denies(text),
    }


def _problems(parsed: Mapping[str, Any]) -> tuple[Told, ...]:
    """Return the problems of a message that has several; a place said once is that of all."""
    found = _that_tell(parsed)
    if not found:
        return ()
    # What stands before the first and behind the last belongs to them.
    starts = [0, *(problem["start"] for problem in found[1:])]
    ends = [*(problem["end"] for problem in found[:-1]), len(parsed["text"])]
    told = [
        _told(parsed, problem, start, end, found[0]["start"])
        for problem, start, end in zip(found, starts, ends, strict=True)
    ]
    # "They sent a bill of 15,000, thieves all of them" is one problem and a curse.
    problems = tuple(o for o in told if not (is_remark(o.text) or tells_of_silence(o.text)))
    left_one = len(found) < len(parsed["problems"])
    return problems if len(problems) > 1 or left_one else ()


def _that_tell(parsed: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the problems of a message but those made of who writes, or of what is no trouble."""
    text = parsed["text"]
    return [one for one in parsed.get("problems", ()) if not is_prelude_at(text, one["start"])]


def _told(
    parsed: Mapping[str, Any], problem: Mapping[str, Any], start: int, end: int, first: int
) -> Told:
    own = [e for e in parsed["entities"] if start <= e.get("start", -1) < end]
    heading = [e for e in parsed["entities"] if e.get("end", len(parsed["text"])) <= first]
    # Around its words there is nothing, so that a landmark of another problem is none of this.
    alone = " " * start + parsed["text"][start:end]
    within = {**parsed, "entities": own, "text": alone}
    before_all = {**parsed, "entities": heading}
    where = _location(within)
    text = alone.strip()
    facts = Facts(
        category=problem["category"],
        category_confidence=problem["confidence"],
        category_options=(problem["category"],),
        kind=problem["kind"],
        department=owner_named(text),
        # "Since Monday: no water, no light" is said of both; "no light since Monday" of the light.
        **(_duration(within) or _duration(before_all)),
        **(where if where.get("place") or where.get("district") else _location(parsed)),
    )
    return Told(text, facts)


def _correction(found: Mapping[str, Any] | None) -> Correction | None:
    if found is None:
        return None
    denied, wanted = found["denied"] and _facts(found["denied"]), _facts(found["wanted"])
    is_place = found.get("is_place", False)
    if is_place and not (found["is_called_place"] or wanted.locates):
        return None
    adds, is_statement = found.get("adds", False), found.get("is_statement", False)
    if adds and not wanted.locates:
        wanted = replace(wanted, **_bare_name(found["wanted"]["text"]))
    begun = found["wanted"]["text"] if _is_instead(found) else None
    return Correction(denied, wanted, adds, is_statement, begun, is_place)


def _is_instead(found: Mapping[str, Any]) -> bool:
    return found.get("drops", False)


def _begins_instead(parsed: Mapping[str, Any]) -> bool:
    return _is_instead(parsed.get("correction") or {})


def _bare_name(text: str) -> dict[str, Any]:
    """Where it is if a text is nothing but a known name, which without a sentence around it the model misses."""
    match = gazetteer().resolve(text, 0, len(text))
    if match is None or match.text != text or match.score < _SURE_NAME:
        return {}
    is_district = match.kind == DISTRICT
    name = Named(0, len(text), text, is_district=is_district, places=match.candidates)
    return _where(whereabouts(text, [name]))


def _facts(parsed: Mapping[str, Any]) -> Facts:
    text = parsed.get("text") or ""
    guess = parsed.get("complaint_guess") or {}
    if tells_of_missing_person(text):
        # No subject is made for it; the model would take the nearest words.
        guess = {"category": OTHER_CATEGORY, "confidence": 1.0, "kind": guess.get("kind")}
    if _tells_of_violence(parsed):
        guess = {"category": WOMEN_SAFETY, "confidence": 1.0, "kind": "grievance"}
    confidence = guess.get("confidence", 0.0)
    if len(text.split()) == 1 and confidence < _SURE_OF_A_WORD:
        confidence = min(confidence, LIKELY_ENOUGH)  # "Road" is a broken one, or none
    return Facts(
        category=guess.get("category"),
        category_confidence=confidence,
        category_options=_likely(guess.get("alternatives", ())),
        # What is not there at all is wished for, whatever the complaint sounds like.
        kind=DEMAND if kind_said(text) == DEMAND else guess.get("kind"),
        in_confidence=wants_secrecy(text) or _tells_of_violence(parsed),
        urgent=_is_urgent(parsed),
        department=owner_named(text),
        **_duration(parsed),
        **_location(parsed),
    )


def _tells_of_violence(parsed: Mapping[str, Any]) -> bool:
    return (parsed.get("intent") or {}).get("name") == TELL_OF_VIOLENCE


def _is_urgent(parsed: Mapping[str, Any]) -> bool:
    """Whether somebody ill is likely worse off with each day that it lasts."""
    return (parsed.get("at_risk") or {}).get("illness", 0.0) >= _LIKELY_URGENT


def _likely(alternatives: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The likeliest category, and of the others what is likely enough to be asked about."""
    return tuple(
        one["value"]
        for place, one in enumerate(alternatives)
        if place == 0 or one["confidence"] >= LIKELY
    )


def _duration(parsed: Mapping[str, Any]) -> dict[str, Any]:
    return {"since": _value(parsed, "duration")}


def _location(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Where it is: from a location pin, else from the places named, else from the PIN code."""
    latitude, longitude = _value(parsed, "latitude"), _value(parsed, "longitude")
    if latitude is not None and longitude is not None:
        return _pin_location(latitude, longitude, _value(parsed, "language") or "hi")
    text = parsed.get("text") or ""
    # Who says that the words are the complaint has written no mere address.
    is_story = _surely_complains(parsed) or _tells_of_violence(parsed)
    is_more = parsed.get("is_told") or is_story or wants_secrecy(text)
    is_yes = said_beside_yes(text) and village_in(text) is not None
    address = None if is_more or is_yes else address_of(text)
    named = _named(parsed) or (_towns_in(text) if _complains(parsed) else [])
    is_one_word = len(text.split()) == 1
    if address is not None and (is_one_word or not _complains(parsed)):
        named = [*named, *_known_beside(text, named)]
    found = whereabouts(text, named)
    if found.leaves_home:
        address = None
    written = {"written": address and _written(address, found, named)}
    if found.beside or (address and not found.address and is_called_a_place(address)):
        said = written["written"]
        is_named = said is None or village_in(text) is not None
        written["beside"] = found.beside if is_named else without_village(said)
    if not found.address and not found.districts:
        return _where(found) | written | _pincode_location(_value(parsed, "pincode"))
    return _where(found) | written | _with_unknown_names(found, written["written"], named)


def _complains(parsed: Mapping[str, Any]) -> bool:
    """Whether words tell of a problem; what stands in a correction has no intent of its own."""
    if "intent" in parsed:
        return parsed["intent"].get("name") in ("report_complaint", TELL_OF_VIOLENCE)
    return ((parsed.get("complaint_guess") or {}).get("confidence") or 0.0) >= SURE


def _surely_complains(parsed: Mapping[str, Any]) -> bool:
    """Whether a message surely tells of a problem, even if it has no verb: "Haldwani me kude ka dher"."""
    if "intent" not in parsed or not _complains(parsed):
        return False
    guess = parsed.get("complaint_guess") or {}
    return min(parsed["intent"].get("confidence") or 0.0, guess.get("confidence") or 0.0) >= _SURELY


def _known_beside(text: str, named: Sequence[Named]) -> list[Named]:
    """Return what the lists know in an address beside what the model found without a sentence around."""
    return [
        _as_known(match)
        for match in _surely_known(text)
        if all(match.end <= name.start or name.end <= match.start for name in named)
    ]


def _towns_in(text: str) -> list[Named]:
    """Return the towns and blocks in which something is, "Ramnagar me", where the model found no place."""
    behind = {one.end: two.normal for one, two in pairwise(tokenise(text))}
    return [
        _as_known(match)
        for match in _surely_known(text)
        if match.kind in (DISTRICT, BLOCK, TOWN)
        and len(match.text) >= _LONG_NAME
        and behind.get(match.end) in _IN
    ]


def _surely_known(text: str) -> list[Match]:
    return [match for match in gazetteer().find(text) if match.score >= _SURE_NAME]


def _as_known(match: Match) -> Named:
    is_district = match.kind == DISTRICT
    return Named(match.start, match.end, match.text, is_district, places=match.candidates)


def _written(address: str, found: Whereabouts, named: Sequence[Named]) -> str:
    """Return the address as written, without its district."""
    districts = [name.text for name in named if name.is_district]
    denied = set(found.denied)
    return without_district(address, [name for name in districts if name not in denied])


def _with_unknown_names(
    found: Whereabouts, written: str | None, named: Sequence[Named]
) -> dict[str, Any]:
    """Return the whole address as the place, where the known names are only a part of it."""
    if written is None or found.denied:
        return {}
    known = [*(name.text for name in named), *filter(None, (found.address,))]
    return {"place": written} if names_more(written, known) else {}


def _where(found: Whereabouts) -> dict[str, Any]:
    return {
        "place": found.address,
        **_district_or_options(found.districts),
        "block": found.area,
        "is_small": found.is_small,
        "leaves_home": found.leaves_home,
        "beside": found.beside,
        "denied": tuple(name for said in found.denied for name in sorted(names_of(said))),
    }


def _named(parsed: Mapping[str, Any]) -> list[Named]:
    found = [e for e in parsed["entities"] if e["entity"] in ("place", "district")]
    return [_as_named(parsed["text"], entity) for entity in found]


def _as_named(text: str, found: Mapping[str, Any]) -> Named:
    name = Named(found["start"], found["end"], text[found["start"] : found["end"]])
    if _only_sounds_like_a_district(text, found) or _only_sounds_like_a_road(text, name):
        return name
    return replace(
        name,
        is_district=found["entity"] == DISTRICT,
        is_part=found.get("kind") == "place" or _is_called_after(text, name),
        places=tuple(_place(candidate) for candidate in found.get("candidates", ())),
    )


def _only_sounds_like_a_road(text: str, name: Named) -> bool:
    """Whether a spot is but a little like a known one: the Rampur road is not the Rajpur road."""
    words = name.text.split()
    if len(words) < 2 or not is_kind_of_spot(words[-1]):
        return False
    match = gazetteer().resolve(text, name.start, name.end)
    return match is not None and match.text == name.text and match.score < _SURE_NAME


def _is_called_after(text: str, name: Named) -> bool:
    """Whether a name is called after a place that it need not lie in: "Rampur road"."""
    match = gazetteer().resolve(text, name.start, name.end)
    if match is None or (match.start, match.end) == (name.start, name.end):
        return False
    beside = f"{text[name.start : match.start]} {text[match.end : name.end]}"
    return not any(said_beside(word) - {TOWN} for word in beside.split())


def _only_sounds_like_a_district(text: str, found: Mapping[str, Any]) -> bool:
    """Whether a short name, or one called a village, is but a little like a district's."""
    if found["entity"] != DISTRICT:
        return False
    match = gazetteer().resolve(text, found["start"], found["end"])
    is_short = found["end"] - found["start"] <= _SHORT_NAME
    return match is not None and is_short and match.score < _LIKE_A_DISTRICT


def _place(candidate: Mapping[str, str | None]) -> Place:
    return Place(
        candidate["name"],
        candidate["kind"],
        candidate["district"],
        candidate["block"],
        # Conversations of before there were towns lack it.
        candidate.get("urban_body"),
    )


def _district_or_options(districts: Sequence[str]) -> dict[str, Any]:
    """Several are asked about."""
    if len(districts) > 1:
        return {"district": None, "district_options": tuple(districts)}
    return {"district": next(iter(districts), None), "district_options": ()}


def _pin_location(latitude: float, longitude: float, spoken: str) -> dict[str, Any]:
    near = gazetteer().nearest(latitude, longitude)
    if near is None:
        return {}
    name = name_of(near.place, spoken)
    return {
        "place": name if near.is_there else texts.text("utter_near", spoken, place=name),
        "district": near.place.district,
        "block": near.area,
        "latitude": latitude,
        "longitude": longitude,
    }


def _pincode_location(pincode: str | None) -> dict[str, Any]:
    offices = gazetteer().by_pincode(pincode) if pincode else []
    if not offices:
        return {}
    districts = list(dict.fromkeys(office.district for office in offices))
    block = offices[0].block if len(districts) == 1 else None
    return {"place": pincode, **_district_or_options(districts), "block": block}


def _value(parsed: Mapping[str, Any], name: str) -> Any | None:
    return next((e["value"] for e in parsed["entities"] if e["entity"] == name), None)
