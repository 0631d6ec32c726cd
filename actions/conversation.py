"""Reading a Rasa conversation in the helpline's own terms."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker

from helpline.domain.draft import SURE, Correction, Facts, Message, Told
from helpline.domain.topics import is_taught
from helpline.services import texts
from helpline.services.places import gazetteer, name_of, names_of
from helpline.text.gazetteer import DISTRICT, Place
from helpline.text.talk.for_whom import for_whom
from helpline.text.talk.questions import is_question
from helpline.text.talk.remarks import is_remark
from helpline.text.talk.secrecy import wants_secrecy
from helpline.text.talk.whereabouts import Named, Whereabouts, whereabouts

# What says nothing by itself, and belongs to the words that come with it.
BARE = ("inform", "share_media")
# What was said after an emergency about how it stands.
TELL_OF_EMERGENCY = "tell_of_emergency"
_SURE_NAME = 0.93  # likeness
# Behind these a problem may have been told; what was asked or feared was answered first.
ANSWERED_ASIDE = frozenset(
    {
        "ask_contact", "ask_help", "ask_timeline", "bot_challenge", "check_status", "greet",
        "nlu_fallback", "out_of_scope", "report_emergency", "send_reminder", "show_my_data",
        "talk_to_human",
    }
)  # fmt: skip
_ENDS_OF_FILING = ("action_file_complaint", "action_discard_draft")
_NOTED = "utter_noted_"
_FEW_MESSAGES = 6
# Entities that only buttons carry: what the tapped button stands for.
CHOICES = ("category", "change", "district", "join", "language", "sure", "words")


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
    message = message_in(written[-1])
    return Message(text=message.text, intent="report_complaint", facts=message.facts)


def facts_just_before(tracker: Tracker) -> list[Message]:
    """Return the bare places, pins, times and files sent just before the latest message."""
    earlier = heard(tracker)[-2::-1]
    bare = takewhile(lambda parsed: parsed["intent"].get("name") in BARE, earlier)
    return [message_in(parsed) for parsed in bare][::-1]


def told_before(tracker: Tracker) -> Message | None:
    """Return the problem told a little earlier whose words have gone into no draft yet.

    An emergency, a number that was hidden, a status or a bank came between.
    """
    for parsed in reversed(_not_filed_yet(tracker)[-_FEW_MESSAGES:-1]):
        intent = parsed["intent"].get("name") or ""
        is_aside = intent in ANSWERED_ASIDE or is_taught(intent)
        if is_aside and not parsed.get("tapped"):
            message = message_in(parsed)
            if message.facts.category_confidence >= SURE and message.is_a_story:
                return replace(message, intent="report_complaint")
    return None


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
    return Message(
        text=parsed.get("text") or "",
        intent=parsed["intent"].get("name") or "nlu_fallback",
        facts=Facts() if tapped else _facts(parsed),
        chosen={e["entity"]: e["value"] for e in parsed["entities"] if e["entity"] in CHOICES}
        if tapped
        else {},
        problems=_problems(parsed),
        correction=_correction(parsed.get("correction")),
        is_remark=not tapped and is_remark(parsed.get("text") or ""),
        is_question=not tapped and is_question(parsed.get("text") or ""),
    )


def _problems(parsed: Mapping[str, Any]) -> tuple[Told, ...]:
    """Return the problems of a message that has several; a place said once is that of all."""
    found = parsed.get("problems")
    if not found:
        return ()
    # What stands before the first and behind the last belongs to them.
    starts = [0, *(problem["start"] for problem in found[1:])]
    ends = [*(problem["end"] for problem in found[:-1]), len(parsed["text"])]
    told = [
        _told(parsed, problem, start, end)
        for problem, start, end in zip(found, starts, ends, strict=True)
    ]
    # "They sent a bill of 15,000, thieves all of them" is one problem and a curse.
    problems = tuple(one for one in told if not is_remark(one.text))
    return problems if len(problems) > 1 else ()


def _told(parsed: Mapping[str, Any], problem: Mapping[str, Any], start: int, end: int) -> Told:
    own = [e for e in parsed["entities"] if start <= e.get("start", -1) < end]
    first = parsed["problems"][0]["start"]
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
        for_whom=for_whom(text),
        # "Since Monday: no water, no light" is said of both; "no light since Monday" of the light.
        **(_duration(within) or _duration(before_all)),
        **(where if where.get("place") or where.get("district") else _location(parsed)),
    )
    return Told(text, facts)


def _correction(found: Mapping[str, Any] | None) -> Correction | None:
    if found is None:
        return None
    denied, wanted = found["denied"], _facts(found["wanted"])
    adds = found.get("adds", False)
    if adds and not wanted.locates:
        wanted = replace(wanted, **_bare_name(found["wanted"]["text"]))
    return Correction(denied and _facts(denied), wanted, adds)


def _bare_name(text: str) -> dict[str, Any]:
    """Where it is if a text is nothing but a known name, which without a sentence around it the model misses."""
    match = gazetteer().resolve(text, 0, len(text))
    if match is None or match.text != text or match.score < _SURE_NAME:
        return {}
    is_district = match.kind == DISTRICT
    name = Named(0, len(text), text, is_district=is_district, places=match.candidates)
    return _where(whereabouts(text, [name]))


def _facts(parsed: Mapping[str, Any]) -> Facts:
    guess = parsed.get("complaint_guess") or {}
    return Facts(
        category=guess.get("category"),
        category_confidence=guess.get("confidence", 0.0),
        category_options=tuple(option["value"] for option in guess.get("alternatives", ())),
        kind=guess.get("kind"),
        for_whom=for_whom(parsed.get("text") or ""),
        in_confidence=wants_secrecy(parsed.get("text") or ""),
        **_duration(parsed),
        **_location(parsed),
    )


def _duration(parsed: Mapping[str, Any]) -> dict[str, Any]:
    for entity in parsed["entities"]:
        if entity["entity"] == "duration" and "days" in entity:
            return {"since": entity["value"], "since_days": entity["days"]}
    return {}


def _location(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Where it is: from a location pin, else from the places named, else from the PIN code."""
    latitude, longitude = _value(parsed, "latitude"), _value(parsed, "longitude")
    if latitude is not None and longitude is not None:
        return _pin_location(latitude, longitude, _value(parsed, "language") or "hi")
    found = whereabouts(parsed.get("text") or "", _named(parsed))
    if not found.address and not found.districts:
        return _where(found) | _pincode_location(_value(parsed, "pincode"))
    return _where(found)


def _where(found: Whereabouts) -> dict[str, Any]:
    return {
        "place": found.address,
        **_district_or_options(found.districts),
        "block": found.area,
        "is_small": found.is_small,
        "beside": found.beside,
        "denied": tuple(name for said in found.denied for name in sorted(names_of(said))),
    }


def _named(parsed: Mapping[str, Any]) -> list[Named]:
    found = [e for e in parsed["entities"] if e["entity"] in ("place", "district")]
    return [
        Named(
            start=entity["start"],
            end=entity["end"],
            text=parsed["text"][entity["start"] : entity["end"]],
            is_district=entity["entity"] == "district",
            is_part=entity.get("kind") == "place",
            places=tuple(_place(candidate) for candidate in entity.get("candidates", ())),
        )
        for entity in found
    ]


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
