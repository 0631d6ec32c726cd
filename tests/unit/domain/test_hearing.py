"""The filing conversation, played on the draft alone."""

from dataclasses import replace

import pytest

from helpline.domain.draft import Correction, Draft, Facts, Message, Told
from helpline.domain.hearing import began_only_now, hear

NOTHING = Facts()
EMPTY = Draft()
WORDS = "hamare gaon me 3 din se light nahi hai"
OUTAGE = Facts(
    category="energy/power_outage",
    category_confidence=0.9,
    category_options=("energy/power_outage", "energy/low_voltage", "energy/transformer_fault"),
    kind="grievance",
    since="3 din se",
)
GHANSALI = Facts(place="Ghansali", district="Tehri Garhwal", block="Bhilangna")
UNSURE = replace(OUTAGE, category_confidence=0.3)


def complaint(facts=OUTAGE, text=WORDS):
    return Message(text, "report_complaint", facts)


def said(text, intent="inform", facts=NOTHING):
    return Message(text, intent, facts)


def tapped(**chosen):
    return Message("…", "inform", chosen=chosen)


def play(*messages, draft=EMPTY):
    """Let the draft hear the messages, each as the answer to what was missing before it."""
    asked = draft.missing if draft != EMPTY else None
    for message in messages:
        heard = hear(draft, asked, message)
        draft = draft if heard is None else heard
        asked = draft.missing
    return draft


WHOLE = complaint(replace(OUTAGE, place="Ghansali", district="Tehri Garhwal", block="Bhilangna"))


def test_one_message_with_everything_goes_straight_to_the_summary():
    draft = play(WHOLE)
    assert draft.missing == "confirmed"
    assert draft.complaint_text == WORDS
    assert (draft.category, draft.kind) == ("energy/power_outage", "grievance")
    assert (draft.place, draft.district, draft.block) == ("Ghansali", "Tehri Garhwal", "Bhilangna")


def test_yes_completes_it():
    assert play(WHOLE, said("haan", "affirm")).missing is None


def test_wanting_to_complain_asks_what_about():
    draft = play(said("shikayat karni hai", "start_complaint"))
    assert draft.missing == "complaint_text"
    assert play(complaint(), draft=draft).missing == "place"


def test_a_missing_place_is_asked_for_and_found_in_the_answer():
    draft = play(complaint(), said("Ghansali", facts=GHANSALI))
    assert draft.missing == "confirmed"
    assert draft.district == "Tehri Garhwal"


def test_a_place_no_gazetteer_knows_is_kept_and_its_district_asked():
    draft = play(
        complaint(),
        said("Kotli tok, upar wala mohalla", facts=Facts(written="Kotli tok, upar wala mohalla")),
    )
    assert draft.place == "Kotli tok, upar wala mohalla"
    assert draft.missing == "district"
    assert (
        play(said("tehri", facts=Facts(district="Tehri Garhwal")), draft=draft).missing
        == "confirmed"
    )


def test_a_lone_district_leads_to_one_question_for_the_place():
    draft = play(complaint(replace(OUTAGE, district="Almora")))
    assert draft.missing == "place"
    draft = play(said("Almora", facts=Facts(district="Almora")), draft=draft)
    assert draft.missing == "place"
    assert play(said("pata nahi", "skip"), draft=draft).missing == "confirmed"


def test_a_place_in_two_districts_offers_both():
    options = ("Almora", "Nainital")
    draft = play(complaint(replace(OUTAGE, place="Ramgarh", district_options=options)))
    assert draft.missing == "district"
    assert draft.district_options == options
    draft = play(tapped(district="Nainital"), draft=draft)
    assert (draft.place, draft.district) == ("Ramgarh", "Nainital")
    assert draft.district_options == ()


def test_an_unsure_category_is_asked_and_the_choice_taken():
    draft = play(complaint(replace(UNSURE, place="Ghansali", district="Tehri Garhwal")))
    assert draft.missing == "category"
    chosen = play(tapped(category="energy/low_voltage"), draft=draft)
    assert (chosen.category, chosen.missing) == ("energy/low_voltage", "confirmed")


def test_who_has_told_enough_of_something_else_need_not_tell_it_again():
    draft = play(complaint(replace(UNSURE, place="Ghansali", district="Tehri Garhwal")))
    draft = play(tapped(category="other/other"), draft=draft)
    assert (draft.category, draft.missing) == ("other/other", "confirmed")


def test_something_else_is_told_in_other_words_which_may_say_more():
    unsure = replace(UNSURE, place="Ghansali", district="Tehri Garhwal")
    draft = play(complaint(unsure, "bahut badi dikkat hai hamari yahan"))
    draft = play(tapped(category="other/other"), draft=draft)
    assert draft.missing == "complaint_text"
    retold = play(complaint(text="transformer jal gaya"), draft=draft)
    assert retold.complaint_text == "bahut badi dikkat hai hamari yahan\ntransformer jal gaya"
    assert (retold.category, retold.missing) == ("energy/power_outage", "confirmed")
    still_unclear = play(said("pata nahi kya kahun", facts=UNSURE), draft=draft)
    assert (still_unclear.category, still_unclear.missing) == ("other/other", "confirmed")


def test_a_yes_chooses_none_of_several_and_is_asked_once_more():
    unsure = complaint(replace(UNSURE, place="Ghansali", district="Tehri Garhwal"))
    once = play(unsure, said("haan", "affirm"))
    assert (once.category, once.missing) == (None, "category")
    twice = play(unsure, said("haan", "affirm"), said("haan", "affirm"))
    assert (twice.best_category, twice.missing) == ("energy/power_outage", "confirmed")


def test_at_most_two_questions_are_asked_for_what_is_missing():
    draft = play(
        complaint(UNSURE),
        said("Kotli tok", facts=Facts(written="Kotli tok")),
        said("tehri", facts=Facts(district="Tehri Garhwal")),
    )
    assert draft.missing == "confirmed"
    assert draft.best_category == "energy/power_outage"


@pytest.mark.parametrize(
    "intent", ["check_status", "thank", "report_emergency", "talk_to_human", "cancel", "faq_ration"]
)
@pytest.mark.parametrize("asked", ["complaint_text", "place", "district", "category", "confirmed"])
def test_an_interruption_is_not_taken_for_an_answer(intent, asked):
    assert hear(Draft(complaint_text=WORDS), asked, said("…", intent)) is None


def test_an_answer_that_says_nothing_repeats_the_question():
    draft = play(complaint(replace(OUTAGE, place="Kotli")))
    assert play(said("hmm", "affirm"), draft=draft) == draft


def test_a_description_that_comes_while_the_place_is_asked_is_kept_whole():
    more = complaint(replace(OUTAGE, since="5 din"), "transformer bhi jal gaya, 5 din ho gaye")
    draft = play(complaint(), more)
    assert draft.complaint_text == f"{WORDS}\ntransformer bhi jal gaya, 5 din ho gaye"
    assert draft.missing == "place"


def test_a_bare_place_taken_for_a_description_adds_no_words():
    draft = play(complaint(), Message("Ghansali.", "report_complaint", GHANSALI))
    assert (draft.complaint_text, draft.place) == (WORDS, "Ghansali")


def test_at_the_summary_another_place_replaces_the_first():
    ramnagar = Facts(place="Ramnagar", district="Nainital", block="Ramnagar")
    draft = play(WHOLE, said("nahi, Ramnagar", "deny", ramnagar))
    assert (draft.place, draft.district, draft.missing) == ("Ramnagar", "Nainital", "confirmed")


def test_changing_the_place_asks_for_it_anew():
    draft = play(WHOLE, tapped(change="place"))
    assert draft.missing == "place"
    assert draft.complaint_text == WORDS


def test_changing_the_category_offers_the_likely_ones():
    draft = play(WHOLE, tapped(change="category"))
    assert draft.missing == "category"
    assert len(draft.category_options) == 3


def test_changing_the_words_keeps_the_place():
    draft = play(WHOLE, tapped(change="complaint_text"))
    assert draft.missing == "complaint_text"
    assert draft.place == "Ghansali"
    assert play(complaint(text="paani nahi aata"), draft=draft).complaint_text == "paani nahi aata"


def test_a_problem_told_anew_is_where_the_pin_says():
    pinned = replace(play(WHOLE), latitude=30.1, longitude=78.3)
    draft = play(tapped(change="complaint_text"), draft=pinned)
    assert (draft.complaint_text, draft.latitude, draft.longitude) == (None, 30.1, 78.3)


def test_a_draft_survives_the_conversation_s_slots():
    draft = play(complaint(UNSURE), said("Kotli tok", facts=Facts(written="Kotli tok")))
    slots = {"language": "hi", "requested_slot": "district", **draft.changes_from(Draft())}
    assert Draft.from_slots(slots) == draft


# --- where it is ----------------------------------------------------------------------------------

KASHIPUR = replace(
    WHOLE.facts, place="Kashipur", district="Udham Singh Nagar", block="Kashipur town"
)
ALI = Facts(place="Ali", district="Chamoli", block="Karnaprayag", is_small=True)
DANGI = Facts(place="Dangi", district="Tehri Garhwal", block="Bhilangna", is_small=True)


def where(draft):
    return draft.place, draft.district, draft.block


def test_a_mohalla_said_later_stays_in_the_town():
    draft = play(complaint(KASHIPUR), said("mohalla Ali", facts=ALI))
    assert where(draft) == ("Ali, Kashipur", "Udham Singh Nagar", "Kashipur town")


def test_a_village_in_the_district_known_brings_its_block():
    draft = play(complaint(replace(OUTAGE, district="Tehri Garhwal")), said("Dangi", facts=DANGI))
    assert where(draft) == ("Dangi", "Tehri Garhwal", "Bhilangna")


def test_a_place_in_several_districts_is_the_one_in_the_district_known():
    toli = Facts(place="Toli", district_options=("Pauri Garhwal", "Tehri Garhwal"), is_small=True)
    draft = play(complaint(replace(OUTAGE, district="Tehri Garhwal")), said("Toli", facts=toli))
    assert (draft.place, draft.district, draft.missing) == ("Toli", "Tehri Garhwal", "confirmed")


def test_a_town_named_when_the_district_is_asked_is_kept():
    draft = play(complaint(replace(OUTAGE, place="Alli Khan")))
    assert draft.missing == "district"
    town = Facts(place="Kashipur", district="Udham Singh Nagar", block="Kashipur town")
    draft = play(said("Kashipur", facts=town), draft=draft)
    assert where(draft) == ("Alli Khan, Kashipur", "Udham Singh Nagar", "Kashipur town")


def test_a_landmark_said_at_the_summary_is_put_before_the_place():
    draft = play(WHOLE, said("Shiv mandir ke paas", facts=Facts(beside="Shiv mandir ke paas")))
    assert draft.place == "Shiv mandir ke paas, Ghansali"
    assert draft.missing == "confirmed"


def test_words_beside_the_place_asked_for_are_kept():
    text = "Ghansali, wahan Sharma ji ki dukan wali gali mein"
    draft = play(complaint(), said(text, facts=GHANSALI))
    assert (draft.place, draft.complaint_text) == ("Ghansali", f"{WORDS}\n{text}")


def corrected(text, wanted, denied=None, **more):
    return Message(text, "inform", correction=Correction(denied, wanted, **more))


def test_a_yes_that_adds_a_place_shows_the_summary_with_it():
    added = replace(corrected("yes, but add Dangi", DANGI, adds=True), intent="affirm")
    draft = play(WHOLE, added)
    assert (draft.place, draft.district) == ("Dangi, Ghansali", "Tehri Garhwal")
    assert draft.missing == "confirmed"
    assert play(said("haan", "affirm"), draft=draft).missing is None


def test_what_else_a_yes_adds_is_kept_in_words():
    added = replace(corrected("haan, jaldi bhi likho", NOTHING, adds=True), intent="affirm")
    draft = play(WHOLE, added)
    assert draft.complaint_text == f"{WORDS}\nhaan, jaldi bhi likho"
    assert draft.missing == "confirmed"


def test_a_yes_with_a_ward_shows_the_summary_with_it():
    draft = play(WHOLE, said("haan, ward 4", "affirm", Facts(place="ward 4", is_small=True)))
    assert (draft.place, draft.missing) == ("ward 4, Ghansali", "confirmed")


def test_a_village_beside_a_yes_is_filed_with_it():
    yes = replace(said("haan, gaon Silauli", "affirm", Facts(beside="Silauli")), is_beside_yes=True)
    draft = play(WHOLE, yes)
    assert (draft.place, draft.missing) == ("Silauli, Ghansali", None)


def test_what_is_denied_goes_and_what_is_meant_comes():
    jaspur = Facts(place="Jaspur", district="Udham Singh Nagar", block="Jaspur town")
    message = said("Kashipur nahi, Jaspur", facts=replace(jaspur, denied=("Kashipur",)))
    assert where(play(complaint(KASHIPUR), message)) == (
        "Jaspur",
        "Udham Singh Nagar",
        "Jaspur town",
    )


def test_an_unknown_place_in_place_of_the_denied_one_stands_alone():
    kotli = Facts(place="Kotli", denied=("Kashipur",), is_small=True)
    draft = play(complaint(KASHIPUR), said("Kashipur nahi, Kotli", facts=kotli))
    assert where(draft) == ("Kotli", "Udham Singh Nagar", None)


def test_after_a_mere_not_there_the_place_is_asked_anew():
    draft = play(complaint(KASHIPUR), said("Kashipur me nahi", facts=Facts(denied=("Kashipur",))))
    assert (draft.place, draft.district, draft.missing) == (None, None, "place")


def test_a_corrected_district_keeps_the_place():
    draft = play(
        complaint(replace(OUTAGE, place="Toli", district="Pauri Garhwal")),
        corrected("Pauri nahi Tehri", Facts(district="Tehri Garhwal")),
    )
    assert (draft.place, draft.district) == ("Toli", "Tehri Garhwal")


def test_a_corrected_village_may_lie_in_another_district():
    draft = play(complaint(KASHIPUR), corrected("Kashipur nahi Dangi", DANGI))
    assert where(draft) == ("Dangi", "Tehri Garhwal", "Bhilangna")


# --- what players stumbled over -------------------------------------------------------------------

ENERGY = ("energy/electricity_bill", "energy/low_voltage", "energy/power_outage", "energy/x")
WATER = ("drinking_water/dirty_water", "drinking_water/no_water_supply")


def names(code, theirs, *wrong):
    return Message(
        "ye uska hai", "say_misrouted", department=code, department_categories=theirs,
        not_departments=wrong,
    )  # fmt: skip


def test_a_named_department_for_which_no_subject_is_likely_gets_it_by_its_words():
    draft = play(WHOLE, names("drinking_water", WATER, "energy"))
    assert (draft.category, draft.department) == ("other/other", "drinking_water")
    assert (draft.complaint_text, draft.missing) == (WORDS, "confirmed")


def test_without_a_subject_a_department_mentioned_in_a_sentence_is_taken():
    other = play(WHOLE, names("forest", ("forest/a", "forest/b"), "energy"))
    told = Message(
        "ye to NHM ka paisa hai, swasthya vibhag deta hai", "inform", mentioned_department="health"
    )
    draft = play(told, draft=other)
    assert (draft.category, draft.department) == ("other/other", "health")
    assert draft.complaint_text.endswith(told.text)
    assert play(WHOLE, told).department is None


def test_of_a_named_department_what_is_near_is_offered():
    near = replace(names("drinking_water", WATER, "energy"), department_near=WATER)
    draft = play(WHOLE, near)
    assert (draft.missing, draft.category_options) == ("category", WATER)


def test_a_denied_subject_is_replaced_by_what_is_said_instead():
    bill = Facts(category="energy/electricity_bill", category_confidence=0.9)
    draft = play(
        WHOLE, Message("bijli jaati nahi, bill galat hai", "deny", bill, denies_subject=True)
    )
    assert draft.category == "energy/electricity_bill"
    assert draft.complaint_text.endswith("bijli jaati nahi, bill galat hai")


def test_a_denied_subject_that_no_other_is_said_for_leaves_the_words_to_its_department():
    draft = play(
        WHOLE, Message("ye bijli katne ki baat nahi hai", "deny", OUTAGE, denies_subject=True)
    )
    assert (draft.category, draft.department) == ("other/other", "energy")
    assert (draft.missing, draft.confirmed) == ("confirmed", None)
    denied = Message(
        "ye bijli vibhag ka nahi hai, suniye",
        "deny",
        denies_subject=True,
        not_departments=("energy",),
    )
    assert play(WHOLE, denied).department is None


def test_what_is_likely_in_the_named_department_is_taken():
    unsure = replace(UNSURE, category_options=("energy/power_outage", WATER[1]))
    draft = play(complaint(replace(unsure, place="Ghansali", district="Tehri Garhwal")))
    assert play(names("drinking_water", WATER), draft=draft).category == WATER[1]


def test_a_denied_department_alone_asks_for_the_right_one():
    draft = play(WHOLE, names(None, (), "energy"))
    assert (draft.missing, draft.category) == ("department", "energy/power_outage")
    assert play(WHOLE, names(None, (), "forest")).category == "energy/power_outage"


def test_no_answer_chooses_the_first_of_a_whole_list():
    whole = replace(tapped(change="category"), department_categories=ENERGY)
    draft = play(WHOLE, whole)
    assert play(said("haan", "affirm"), draft=draft).category is None


def test_a_spot_that_no_list_knows_comes_before_the_place():
    draft = play(WHOLE, said("Lakhanpur chungi", facts=Facts(written="Lakhanpur chungi")))
    assert (draft.place, draft.district) == ("Lakhanpur chungi, Ghansali", "Tehri Garhwal")


def test_a_statement_sets_right_only_the_place_that_it_denies():
    water = Facts(category="drinking_water/no_water_supply", category_confidence=0.9)
    lack = Correction(Facts(written="light"), water, is_statement=True)
    said_so = Message("light nahi hai, pani nahi hai", "deny", correction=lack)
    assert play(WHOLE, said_so).category == "energy/power_outage"
    place = Correction(Facts(written="Ghansali"), Facts(written="Dungri"), is_statement=True)
    said_so = Message("Ghansali nahi hai ye, Dungri hai", "nlu_fallback", correction=place)
    assert play(WHOLE, said_so).place == "Dungri"


def test_a_yes_with_a_grumble_files_with_the_words():
    draft = play(WHOLE, Message("waise bhi koi sunta nahi", "affirm", is_beside_yes=True))
    assert draft.missing is None
    assert draft.complaint_text == f"{WORDS}\nwaise bhi koi sunta nahi"


def test_one_of_two_told_together_is_left_out():
    both = replace(
        UNSURE, category_options=("drinking_water/no_water_supply", "energy/power_outage")
    )
    draft = play(complaint(replace(both, place="Ghansali", district="Tehri Garhwal")))
    water = Facts(category="drinking_water/no_water_supply", category_confidence=0.8)
    leave = Message("pani wali rehne do", "cancel", water, leaves_out=True, leaves_named=True)
    assert play(leave, draft=draft).category == "energy/power_outage"
    only = play(complaint(replace(OUTAGE, place="Ghansali", district="Tehri Garhwal")))
    light = Facts(category="energy/power_outage", category_confidence=0.8)
    assert hear(only, "confirmed", replace(leave, facts=light)) is None


def test_a_place_beside_a_wish_for_secrecy_is_kept_and_no_complaint():
    secret = replace(GHANSALI, in_confidence=True)
    draft = play(said("mera naam mat batana, Ghansali ka mamla hai", facts=secret))
    assert (draft.missing, draft.place, draft.in_confidence) == ("complaint_text", "Ghansali", True)


def test_a_wrong_place_asks_for_the_place():
    wrong = Message("jagah galat hai", "say_misrouted", is_misrouted=True, is_misplaced=True)
    assert play(WHOLE, wrong).missing == "place"


# --- what is no trouble ----------------------------------------------------------------------------

ROAD = Facts(category="public_works/road_damage", category_confidence=0.95)


def denied(facts):
    words = "hamari koi sadak ki shikayat nahi hai"
    return Message(words, "report_complaint", facts, says_nothing=True, denies=True)


def two_problems():
    told = (Told(WORDS, OUTAGE), Told("sadak tooti hai", ROAD))
    text = f"{WORDS}, sadak tooti hai"
    return play(Message(text, "report_complaint", OUTAGE, problems=told))


def test_a_denied_problem_is_no_longer_one_of_several():
    assert two_problems().later
    assert play(denied(ROAD), draft=two_problems()).later == ()


def test_the_next_problem_follows_where_the_first_is_denied():
    draft = play(denied(OUTAGE), draft=two_problems())
    assert (draft.complaint_text, draft.later) == ("sadak tooti hai", ())


def test_a_denial_adds_no_problem_and_no_words():
    draft = play(complaint())
    assert play(denied(ROAD), draft=draft) == draft


def test_who_only_says_who_they_are_is_asked_what_the_trouble_is():
    words = "main gram pradhan bol raha hoon"
    introduction = Message(words, "report_complaint", ROAD, says_nothing=True)
    assert play(introduction) == EMPTY


def test_a_trouble_surely_told_leaves_jokes_behind():
    joke = said("mera pati shikayat", "inform", ROAD)
    draft = Draft(complaint_text=joke.text, category=ROAD.category)
    assert began_only_now(draft, [joke], complaint())
    assert not began_only_now(draft, [replace(joke, intent="report_complaint")], complaint())
    assert not began_only_now(draft, [joke], complaint(ROAD))
    assert not began_only_now(draft, [joke], complaint(UNSURE))


def test_an_answer_that_is_hardly_more_than_a_place_is_no_other_problem():
    road = Facts(
        category="public_works/road_damage",
        category_confidence=0.97,
        place="Kashipur, manpur road",
        district="Udham Singh Nagar",
    )
    answer = complaint(road, "yahi Kashipur me manpur road pe hai")
    draft = play(complaint(OUTAGE), answer)
    assert (draft.later, draft.place) == ((), "Kashipur, manpur road")


# --- the summary set right ------------------------------------------------------------------------

SIX = Facts(since="6 mahine")


def test_a_time_is_a_word_of_the_complaint_and_changes_nothing_else():
    for message in (
        Message("6 mahine ho gaye hain bas", "inform", SIX),
        said("6 mahine", facts=SIX),
    ):
        draft = play(WHOLE, message)
        assert draft.complaint_text == f"{WORDS}\n{message.text}"
        assert replace(draft, complaint_text=WORDS) == play(WHOLE)


def test_a_no_that_says_what_is_not_so_stands_in_the_words():
    draft = play(WHOLE, Message("meri nahi, meri saas ki hai", "deny"))
    assert draft.complaint_text == f"{WORDS}\nmeri nahi, meri saas ki hai"
    assert draft.missing == "confirmed"
    for bare in (said("nahi", "deny"), Message("nahi ye wala nahi", "deny", says_nothing=True)):
        assert play(WHOLE, bare) == play(WHOLE)


def test_a_time_beside_the_place_that_was_asked_for_is_kept_too():
    there = replace(GHANSALI, since="3 din se", written="Ghansali")
    draft = play(complaint(replace(OUTAGE, since=None)), said("Ghansali me 3 din se", facts=there))
    assert (draft.place, draft.complaint_text) == ("Ghansali", f"{WORDS}\nGhansali me 3 din se")


def test_who_answers_something_else_than_the_department_is_heard_and_sees_the_summary():
    draft = play(WHOLE, tapped(change="department"), said("Dangi", facts=DANGI))
    assert draft.place.startswith("Dangi")
    assert draft.missing == "confirmed"


def test_an_interruption_leaves_the_question_standing():
    draft = play(WHOLE, tapped(change="department"))
    assert hear(draft, "department", said("kitna time lagega", "ask_timeline")) is None


def test_a_part_named_as_wrong_is_asked_for():
    assert play(WHOLE, Message("zila galat hai", "deny", part="place")).missing == "place"


VILLAGE_ROAD = replace(
    OUTAGE, category="public_works/road_damage", category_options=("public_works/road_damage",)
)


def test_the_same_road_may_be_another_department_s():
    road = complaint(replace(VILLAGE_ROAD, place="Ghansali", district="Tehri Garhwal"))
    pmgsy = Message(
        "PMGSY ki hai", "say_misrouted", department="rural_development",
        department_categories=("rural_development/housing_scheme", "rural_development/mgnrega_wages"),
        department_shares=("public_works/road_damage",),
    )  # fmt: skip
    draft = play(road, pmgsy)
    assert (draft.category, draft.department, draft.missing) == (
        "public_works/road_damage", "rural_development", "confirmed",
    )  # fmt: skip
    assert draft.complaint_text == WORDS
    back = names(
        "public_works", ("public_works/road_damage", "public_works/x"), "rural_development"
    )
    assert play(back, draft=draft).department is None


def test_only_what_is_near_is_offered_of_a_department():
    sewer = replace(
        names("urban_development", ("urban_development/a", "urban_development/b")),
        department_near=("urban_development/b",),
    )
    assert play(WHOLE, sewer).category_options == ("urban_development/b",)


LIGHT = Facts(category="urban_development/street_light", category_confidence=0.8)
RATION = Facts(category="food_supply/ration_not_given", category_confidence=0.8)


def instead(denied, begun, text):
    correction = Correction(denied, begun, begun=text)
    return Message(
        f"chhodo, {text}", "cancel", correction=correction, leaves_out=True, leaves_named=True
    )


def test_one_matter_is_dropped_and_another_begun_at_the_same_place():
    draft = play(WHOLE, instead(OUTAGE, LIGHT, "street light ka likho"))
    assert (draft.complaint_text, draft.category) == ("street light ka likho", LIGHT.category)
    assert (draft.place, draft.later, draft.missing) == ("Ghansali", (), "confirmed")


def test_of_several_the_one_that_waits_is_begun_or_dropped():
    two = play(WHOLE, complaint(replace(RATION, category_confidence=0.9), "ration bhi nahi mila"))
    assert len(two.later) == 1
    begun = play(instead(OUTAGE, RATION, "ration likho"), draft=two)
    assert (begun.complaint_text, begun.later) == ("ration bhi nahi mila", ())
    kept = play(instead(RATION, OUTAGE, "bijli wali likho"), draft=two)
    assert (kept.complaint_text, kept.later) == (WORDS, ())
    other = play(instead(RATION, LIGHT, "street light likho"), draft=two)
    assert other.complaint_text == WORDS
    assert [one["complaint_text"] for one in other.later] == ["street light likho"]


def test_who_tells_the_home_apart_moves_the_complaint():
    home = play(complaint(replace(OUTAGE, district="Pithoragarh")))
    college = Facts(district="Almora", leaves_home=True)
    draft = play(
        said("main Pithoragarh ki hoon, college Almora me hai", "report_complaint", college),
        draft=home,
    )
    assert draft.district == "Almora"


# --- a place dictated anew, and what a place is near to -------------------------------------------


def test_a_dictated_place_replaces_all_of_the_one_there():
    garbled = replace(WHOLE.facts, place="bachon ke piche, Ghansali")
    town = Facts(place="Chamba", district="Tehri Garhwal", block="Chamba town", written="Chamba")
    right = corrected("jagah sirf Chamba likho", town, is_place=True)
    draft = play(replace(WHOLE, facts=garbled), right)
    assert where(draft) == ("Chamba", "Tehri Garhwal", "Chamba town")
    assert draft.complaint_text == WORDS


def test_a_dictated_place_may_be_known_to_no_list_or_lie_elsewhere():
    unknown = corrected("jagah Ghingran likho", Facts(written="Ghingran"), is_place=True)
    assert where(play(WHOLE, unknown))[:2] == ("Ghingran", "Tehri Garhwal")
    namesake = replace(ALI, written="Ali")
    assert where(play(WHOLE, corrected("jagah Ali likho", namesake, is_place=True)))[:2] == (
        "Ali",
        "Tehri Garhwal",
    )
    town = Facts(place="Kashipur", district="Udham Singh Nagar", written="Kashipur")
    moved = play(WHOLE, corrected("jagah Kashipur likho", town, is_place=True))
    assert where(moved) == ("Kashipur", "Udham Singh Nagar", None)


def test_a_village_near_the_town_known_names_it_once():
    near = Facts(place="Ghingran, Ghansali ke paas", district="Tehri Garhwal", is_small=True)
    draft = play(WHOLE, said("Ghansali ke paas Ghingran me", facts=near))
    assert draft.place == "Ghingran, Ghansali ke paas"


def test_a_remark_is_no_other_problem():
    card = Facts(category="labour/labour_card", category_confidence=0.84)
    remark = replace(said("photo me likha to hai", "report_complaint", card), is_remark=True)
    assert play(WHOLE, remark).later == ()


def test_what_fitted_no_subject_told_in_other_words_is_no_second_matter():
    other = play(
        complaint(replace(UNSURE, place="Ghansali", district="Tehri Garhwal")),
        tapped(category="other/other"),
    )
    water = Facts(category="drinking_water/dirty_water", category_confidence=0.95)
    draft = play(complaint(water, "nal se ganda pani aa raha hai"), draft=other)
    assert (draft.later, draft.category) == ((), "drinking_water/dirty_water")
    assert draft.complaint_text.endswith("nal se ganda pani aa raha hai")


def test_a_no_that_goes_on_with_the_trouble_is_no_place():
    draft = play(
        complaint(replace(UNSURE, since=None), "pansan"), Message("nahi aa rahi hai", "deny")
    )
    assert (draft.complaint_text, draft.place, draft.missing) == (
        "pansan\nnahi aa rahi hai",
        None,
        "place",
    )


def test_a_joke_about_the_wrong_place_is_heard():
    draft = play(WHOLE, Message("lol jagah galat h", "deny", is_remark=True, is_misplaced=True))
    assert draft.missing == "place"
