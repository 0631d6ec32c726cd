"""Saved views of the worklist."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from helpline.desk.access import me
from helpline.desk.database import unit_of_work
from helpline.desk.filters import as_address, read_filters
from helpline.services import saved_views
from helpline.services.saved_views import LONGEST_NAME, TooManyViews

blueprint = Blueprint("saved_views", __name__)


@blueprint.post("/views")
def save() -> Response:
    """Keep the filters of the worklist under a name, and go back to it."""
    filters = as_address(read_filters(request.form, me()))
    name = request.form.get("name", "").strip()[:LONGEST_NAME]
    if not name:
        flash(_("Please give the view a name."), "danger")
        return redirect(url_for("complaints.index", **filters))
    try:
        with unit_of_work() as session:
            saved_views.save_view(session, me().account_id, name, filters)
    except TooManyViews:
        flash(_("There are too many saved views. Please delete one first."), "danger")
    else:
        flash(_("The view “%(name)s” is saved.", name=name), "success")
    return redirect(url_for("complaints.index", **filters))


@blueprint.post("/views/<int:view_id>/delete")
def delete(view_id: int) -> Response:
    """Delete one's own view."""
    with unit_of_work() as session:
        saved_views.delete_view(session, me().account_id, view_id)
    flash(_("The view is deleted."), "success")
    return redirect(url_for("complaints.index"))
