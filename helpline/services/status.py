"""How a complaint stands, as a patient person at the helpline would tell it to its citizen.

Who has it, since when, what was done last, when it goes higher by itself. The words come from
data/responses/status.yml.
"""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.clock import day_in_india
from helpline.domain import lifecycle
from helpline.domain.authority import HIGHEST_LEVEL
from helpline.services import offices, texts
from helpline.services.call_list import TIME_TO_ANSWER
from helpline.services.complaints import Described, describe
from helpline.services.reference import title_of
from helpline.store.complaints import Complaint, ComplaintEvent

# What an office says may be long; in a reply there is room for the beginning.
LONGEST_WORDS = 200
# Within so many days the name of the weekday says more than the date alone.
_NEAR = 7
_NEXT_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@dataclass(frozen=True)
class Standing(Described):
    """A complaint described, and how it stands: each field ready to stand in a reply."""

    level: str
    call: str
    since: str
    standing: str
    last: str
    next: str


def standing(session: Session, complaint: Complaint, language: str, now: datetime) -> Standing:
    """Tell in words of the language (`hi` or `en`) how a complaint stands at this moment."""
    described = {**vars(describe(complaint, language))}
    described["filed"] = spoken_day(complaint.filed_at, language, now)
    described["due"] = spoken_day(complaint.due_at, language, now)
    return Standing(
        **described,
        level=texts.text(f"utter_level_{complaint.post.level}", language),
        call=_call(complaint, language),
        since=spoken_day(complaint.post_since, language, now),
        standing=texts.text(f"utter_state_{complaint.state}", language),
        last=_last_step(session, complaint, language, now),
        next=_next_step(session, complaint, language, now),
    )


def row_description(complaint: Complaint, language: str) -> str:
    """Return what stands under a complaint's number in a list: what it is about, and how it stands."""
    category = describe(complaint, language).category
    about = f"{category}: {texts.text(f'utter_state_{complaint.state}', language)}"
    if complaint.state in lifecycle.ENDED:
        return texts.text("utter_row_ended", language, about=about)
    return about


def spoken_day(moment: datetime, language: str, now: datetime) -> str:
    """Return the day of a moment as people say it: today, Wednesday 2 December, 2 December 2027."""
    day, today = day_in_india(moment), day_in_india(now)
    if day.year != today.year:
        return format_date(day, "d MMMM y", locale=language)
    date = format_date(day, "d MMMM", locale=language)
    away = (day - today).days
    if away in _NEXT_DAYS:
        return texts.text(f"utter_day_{_NEXT_DAYS[away]}", language, date=date)
    if abs(away) <= _NEAR:
        return f"{format_date(day, 'EEEE', locale=language)}, {date}"
    return date


def _call(complaint: Complaint, language: str) -> str:
    """Return the telephone of the department, ready to stand behind its office; empty without one."""
    phone = complaint.department.phone
    return texts.text("utter_call", language, phone=phone) if phone else ""


def _last_step(session: Session, complaint: Complaint, language: str, now: datetime) -> str:
    """Name the latest step that is the citizen's business, with its day."""
    steps = select(ComplaintEvent).where(ComplaintEvent.complaint_id == complaint.id)
    for step in session.execute(steps.order_by(ComplaintEvent.id.desc())).scalars():
        name = f"utter_last_{step.act}"
        if texts.variation(name, language) is not None:
            day = spoken_day(step.at, language, now)
            return texts.text(name, language, day=day, words=_beginning(step.words))
    raise LookupError(f"complaint {complaint.number} has no step to tell")


def _beginning(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[:LONGEST_WORDS].rstrip() + "…"


def _next_step(session: Session, complaint: Complaint, language: str, now: datetime) -> str:
    """Name what happens by itself, and when."""
    due = spoken_day(complaint.due_at, language, now)
    name, above = _what_is_next(complaint, now), ""
    if name in ("higher", "overdue"):
        above = title_of(offices.post_above(session, complaint), language)
    if name == "answer":
        due = spoken_day(complaint.state_since + TIME_TO_ANSWER, language, now)
    return texts.text(f"utter_next_{name}", language, due=due, above=above)


def _what_is_next(complaint: Complaint, now: datetime) -> str:
    if complaint.state in lifecycle.ENDED:
        return "nothing"
    if complaint.state not in lifecycle.ON_THE_CLOCK:
        return _NEXT_OFF_THE_CLOCK[complaint.state]
    is_over = complaint.due_at < now
    if complaint.post.level == HIGHEST_LEVEL:
        return "top_overdue" if is_over else "top"
    return "overdue" if is_over else "higher"


_NEXT_OFF_THE_CLOCK = {
    lifecycle.FILED: "given",
    lifecycle.SOLUTION_REPORTED: "answer",
    lifecycle.JOINED: "joined",
    lifecycle.DEMAND_SANCTIONED: "budget",
}
