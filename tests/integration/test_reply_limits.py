"""Replies about filed complaints with the longest real names: each goes out as one message."""

import pytest
import yaml
from sqlalchemy import func, select

from helpline.domain.lifecycle import STATES
from helpline.services import texts
from helpline.services.status import LONGEST_WORDS, row_description, standing
from helpline.settings import PROJECT_ROOT
from helpline.store.base import transaction
from helpline.store.reference import Category, Post
from helpline.whatsapp.outbound import ROW_DESCRIPTION, ROW_ID, Choice, choices, length
from tests.support.cast import NOW, filed

# As long as a village with its panchayat and a landmark gets; a longer one goes in two messages.
PLACE = "ग्राम पंचायत मल्ला बनास, वार्ड नंबर 4, सरकारी प्राथमिक विद्यालय के पास"
DAY = {"hi": "बृहस्पतिवार, 24 सितंबर 2026", "en": "Wednesday, 23 September 2026"}


def names_in(file):
    written = yaml.safe_load((PROJECT_ROOT / "data/responses" / file).read_text("utf-8"))
    return list(written["responses"])


@pytest.fixture
def session(seeded):
    with transaction(seeded) as session:
        yield session


def longest(session, column):
    return session.execute(select(column).order_by(func.length(column).desc()).limit(1)).scalar()


def longest_text(prefix, language):
    found = [name for name in names_in("status.yml") if name.startswith(prefix)]
    return max((texts.variation(name, language)["text"] for name in found), key=length)


def longest_facts(session, language):
    """The facts of a complaint whose category, office and steps have the longest names there are."""
    told = vars(standing(session, filed(session, place=PLACE), language, NOW))
    post, day = longest(session, getattr(Post, f"title_{language}")), DAY[language]
    words = "क" * LONGEST_WORDS + "…"
    return {
        **told,
        "post": post,
        "phone": "98••••••345",
        "category": longest(session, getattr(Category, f"name_{language}")),
        "level": longest_text("utter_level_", language),
        "standing": longest_text("utter_state_", language),
        "since": day,
        "last": longest_text("utter_last_", language).format(day=day, words=words),
        "next": longest_text("utter_next_", language).format(due=day, above=post),
    }


@pytest.mark.parametrize("language", ["hi", "en"])
def test_a_reply_with_the_longest_names_is_one_message(session, language):
    facts = longest_facts(session, language)
    for name in names_in("complaints.yml"):
        reply = texts.variation(name, language)
        offered = [
            Choice(button["payload"].format(**facts), button["title"])
            for button in reply.get("buttons", ())
        ] or [Choice("1", "1000-0016", "…")]
        list_button = reply.get("custom", {}).get("list_button")
        assert len(choices(reply["text"].format(**facts), offered, list_button)) == 1, name
        assert all(length(choice.id) <= ROW_ID for choice in offered), name


@pytest.mark.parametrize("language", ["hi", "en"])
def test_a_row_of_the_list_fits_in_every_state(session, language):
    complaint = filed(session)
    name = getattr(Category, f"name_{language}")
    complaint.category = session.execute(
        select(Category).where(name == longest(session, name)).limit(1)
    ).scalar_one()
    for state in STATES:
        complaint.state = state
        assert length(row_description(complaint, language)) <= ROW_DESCRIPTION
    session.rollback()
