"""Replies: all that the assistant says, found by words and said otherwise by trainers."""

from functools import lru_cache
from http import HTTPStatus

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpline.desk import topic_forms as forms
from helpline.desk.access import only_for
from helpline.desk.addresses import local_address
from helpline.desk.database import unit_of_work
from helpline.desk.filters import LONGEST_WORDS
from helpline.domain import roles
from helpline.store import additions
from helpline.text.search_keys import keys_of
from helpline.workbench import topics
from helpline.workbench.dialogue_files import Reply

_LOOKERS = (roles.HELPDESK, roles.TRAINER)

blueprint = Blueprint("replies", __name__)


@blueprint.get("/topics/replies")
@only_for(*_LOOKERS)
def index() -> str:
    """Show what the assistant says, or what of it has these words in any script."""
    words = request.args.get("q", "").strip()[:LONGEST_WORDS]
    keys = frozenset(keys_of(words))
    with unit_of_work() as session:
        found = topics.replies(session).values()
    shown = [one for one in found if keys <= _words_of(one)]
    return render_template("replies/index.html", replies=shown, words=words, **forms.shared())


@blueprint.get("/topics/replies/<name>")
@only_for(*_LOOKERS)
def show(name: str) -> str:
    """Show a reply in both languages."""
    return _page(name, {})


@blueprint.post("/topics/replies/<name>")
@only_for(roles.TRAINER)
def change(name: str) -> ResponseReturnValue:
    """Let the assistant say it in other words."""
    return forms.changed(
        lambda session: topics.change_reply(
            session, name, *forms.given("hi", "en"), forms.signed()
        ),
        lambda wrong: _page(name, wrong),
        local_address(request.form.get("next") or url_for("replies.show", name=name)),
    )


def _page(name: str, wrong: dict[str, str]) -> str:
    with unit_of_work() as session:
        found = topics.replies(session).get(name)
        past = forms.history(session, additions.REPLY, name)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return render_template(
        "replies/show.html",
        reply=found,
        wrong=wrong,
        form=request.form,
        history=past,
        **forms.shared(),
    )


@lru_cache(maxsize=1024)
def _words_of(reply: Reply) -> frozenset[str]:
    return frozenset(keys_of(f"{reply.hi} {reply.en} {reply.name}"))
