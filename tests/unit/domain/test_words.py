"""What of the citizen's messages is the complaint's text."""

import pytest

from helpline.domain.draft import Draft, Facts, Message
from helpline.domain.hearing import begin
from helpline.domain.words import story, tells_of_it, with_words

WATER = Facts(category="drinking_water/no_water_supply", category_confidence=0.9)


NOTHING = Facts()


def said(text, intent="nlu_fallback", facts=NOTHING, **more):
    return Message(text, intent, facts, **more)


@pytest.mark.parametrize(
    "message",
    [
        said("taar school ke upar latak raha hai", "report_emergency"),
        said("budhi maa akeli hai ghar me"),
        said("ha kar do, nal me pani nahi aa raha", "affirm", WATER),
        said("saale 5 din se pani nahi", "abuse", Facts(since="5 din se")),
        said("roz kaatte hai log pareshan hai shikayat karni hai", "start_complaint"),
        said("kya kare, nal me pani nahi aata?", "report_complaint", WATER, is_question=True),
    ],
)
def test_words_about_the_trouble_are_its_text(message):
    assert tells_of_it(message)


@pytest.mark.parametrize(
    "message",
    [
        said("haan ji kar do", "affirm"),
        said("haan", "affirm", chosen={"join": "yes"}),
        said("no, that is wrong", "deny", WATER),
        said("ye kaun dekhega?", "report_complaint", is_question=True, only_asks=True),
        said("bahut bahut dhanyavad aapka", "thank"),
        said("please reply in English", "change_language"),
        said("kya mazak hai bhai", is_remark=True),
        said("gaon kotli, pani ki tanki", "inform", Facts(written="gaon kotli, pani ki tanki")),
        said("Ghansali me", "inform", Facts(place="Ghansali")),
        said("kab tak ho jayega ye kaam", "ask_timeline", WATER),
        said("aap kaun ho bhai", is_question=True),
        said("shikayat likh lo", "start_complaint", WATER),
        said("😡😡"),
    ],
)
def test_an_answer_and_nothing_more_is_not(message):
    assert not tells_of_it(message)


def test_each_message_is_added_once():
    draft = Draft(complaint_text="pani nahi")
    told = said("parso se bachhe pyaase hai", facts=Facts(since="parso se"))
    draft = with_words(with_words(draft, told), told)
    assert draft.complaint_text == "pani nahi\nparso se bachhe pyaase hai"


def test_a_joke_before_the_trouble_is_no_part_of_the_story():
    joke = said("ek chutkula sunao bhai", "out_of_scope")
    lost = said("mera ladka 3 din se lapata hai", facts=Facts(since="3 din se"))
    plea = said("sir please mera ladka dhundh do", "out_of_scope")
    assert story([joke, lost, plea]) == [lost, plea]


def test_a_filing_begins_with_all_that_was_said_before_an_answer_came_between():
    wire = Facts(category="energy/dangerous_power_line", category_confidence=0.9)
    told = said("school ke raste me taar gira hai", "report_emergency", wire)
    where = said(
        "dwarahat", "tell_of_emergency", Facts(place="dwarahat", district="Almora", written="x")
    )
    draft = begin(Draft(), [told, where], said("shikayat karni hai", "start_complaint"))
    assert (draft.complaint_text, draft.category) == (told.text, wire.category)
    assert (draft.place, draft.district, draft.missing) == ("dwarahat", "Almora", "confirmed")


def test_another_matter_told_before_is_left_alone():
    fire = Facts(category="forest/forest_fire", category_confidence=0.9)
    told = said("jungle me aag lagi hai", "report_emergency", fire)
    draft = begin(Draft(), [told], said("nal me pani nahi aata", "report_complaint", WATER))
    assert draft.complaint_text == "nal me pani nahi aata"
