"""Worklists with filters to which somebody wants to come back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpline.store.casework import SavedView

LONGEST_NAME = SavedView.name.type.length
MOST_VIEWS = 20


class TooManyViews(Exception):
    """Nobody finds their way among more."""


def save_view(session: Session, account_id: int, name: str, filters: dict[str, str]) -> None:
    """Keep filters under a name; one of the same name gets the new filters. Raises TooManyViews."""
    views = views_of(session, account_id)
    for view in views:
        if view.name == name:
            view.filters = filters
            return
    if len(views) >= MOST_VIEWS:
        raise TooManyViews(name)
    session.add(SavedView(account_id=account_id, name=name, filters=filters))


def views_of(session: Session, account_id: int) -> list[SavedView]:
    """Return somebody's saved views by name."""
    return list(
        session.execute(
            select(SavedView).where(SavedView.account_id == account_id).order_by(SavedView.name)
        ).scalars()
    )


def delete_view(session: Session, account_id: int, view_id: int) -> None:
    """Delete a view if it is this person's; nothing happens to another's or to none."""
    view = session.get(SavedView, view_id)
    if view is not None and view.account_id == account_id:
        session.delete(view)
