"""The pages in the masthead: each role sees its own."""

from dataclasses import dataclass, replace

from flask import Flask, request, url_for
from flask_babel import gettext as _

from helpline.desk.access import me
from helpline.desk.database import unit_of_work
from helpline.domain import roles
from helpline.domain.authority import Person
from helpline.services import approvals, conversations, media, operation
from helpline.services.alarms import gets_alarms


@dataclass(frozen=True)
class Entry:
    """A page with how many things wait there; None where nobody counts."""

    endpoint: str
    name: str
    count: int | None = None
    current: str | None = None  # as in aria-current


def init_app(app: Flask) -> None:
    """Give the layout its navigation; it is asked for only where somebody is signed in."""
    app.jinja_env.globals["navigation"] = lambda: _with_current(_entries(me()))


def _with_current(entries: list[Entry]) -> list[Entry]:
    """Mark the page that is open, else the one below which it lies."""
    return [replace(entry, current=_current(entry)) for entry in entries]


def _current(entry: Entry) -> str | None:
    if entry.endpoint == request.endpoint:
        return "page"
    # The list of complaints is the first page of all.
    above = url_for(entry.endpoint).rstrip("/") or "/complaints"
    return "true" if request.path.startswith(f"{above}/") else None


def _entries(person: Person) -> list[Entry]:
    entries = []
    if person.role not in (roles.ADMINISTRATOR, roles.TRAINER):
        entries.append(Entry("complaints.index", _("Complaints")))
    if approvals.decides(person):
        with unit_of_work() as session:
            count = approvals.count_for(session, person)
        entries.append(Entry("waiting.approvals", _("To decide"), count))
    if person.role == roles.HELPDESK:
        with unit_of_work() as session:
            to_write, to_hear = conversations.count_waiting(session), media.count_waiting(session)
        entries.append(Entry("conversations.index", _("Conversations"), to_write))
        entries.append(Entry("waiting.call_list", _("To call")))
        entries.append(Entry("waiting.unfinished", _("Unfinished")))
        entries.append(Entry("files.waiting", _("To hear"), to_hear))
    if person.role in (roles.HELPDESK, roles.TRAINER):
        entries.append(Entry("review.index", _("To review")))
    if person.role == roles.TRAINER:
        entries.append(Entry("examples.index", _("Examples")))
        entries.append(Entry("topics.index", _("Topics")))
        entries.append(Entry("insight.index", _("Insight")))
    if person.role in (roles.TRAINER, roles.ADMINISTRATOR):
        entries.append(Entry("training.index", _("Models")))
    if gets_alarms(person):
        entries.append(Entry("waiting.alarms", _("Alarms")))
    if person.role in (roles.OFFICER, roles.DISTRICT_MAGISTRATE, roles.CM_OFFICE):
        entries.append(Entry("contact.regularity_list", _("Contact")))
    if person.role == roles.ADMINISTRATOR:
        with unit_of_work() as session:
            failed = operation.count_failed(session)
        entries.append(Entry("operation.index", _("Operation"), failed))
        entries.append(Entry("accounts.index", _("Accounts")))
    if person.role in (roles.ADMINISTRATOR, roles.DISTRICT_MAGISTRATE, roles.OFFICER):
        entries.append(Entry("posts.index", _("Posts")))
    return [*entries, Entry("my_account.show", _("My account"))]
