"""From WhatsApp's messages to Rasa's parse data."""

from types import SimpleNamespace

import pytest

from helpline.channels.understanding import beside_a_person, understand

INTENTS = ["affirm", "change_language", "inform", "report_complaint"]
COMPLAINT = {
    "text": "light nahi hai ghansali",
    "intent": {"name": "report_complaint", "confidence": 0.9},
    "intent_ranking": [
        {"name": "report_complaint", "confidence": 0.9},
        {"name": "inform", "confidence": 0.1},
    ],
    "entities": [{"entity": "place", "value": "Ghansali", "start": 15, "end": 23}],
    "complaint_guess": {"category": "energy/power_outage"},
}


class Model:
    """Understands everything as a complaint and remembers what it was asked."""

    def __init__(self, parsed=COMPLAINT):
        self.asked = []
        self.parsed = parsed
        self.domain = SimpleNamespace(intents=INTENTS)
        self.processor = self

    async def parse_message(self, message):
        self.asked.append(message.text)
        return {**self.parsed, "text": message.text}


@pytest.fixture
def model():
    return Model()


def understood(model, kind, threshold=0.4, language="hi", **payload):
    return understand(model, kind, payload, language, threshold)


def written(model, body, **options):
    return understood(model, "text", text={"body": body}, **options)


def tapped(model, identifier, title="हाँ, दर्ज करें"):
    reply = {"type": "list_reply", "list_reply": {"id": identifier, "title": title}}
    return understood(model, "interactive", interactive=reply)


def values(parsed):
    return {entity["entity"]: entity["value"] for entity in parsed["entities"]}


async def test_a_text_is_understood_by_the_model_and_loses_nothing_of_that(model):
    parsed = await written(model, "light nahi hai ghansali")
    assert parsed["intent"] == COMPLAINT["intent"]
    assert parsed["intent_ranking"] == COMPLAINT["intent_ranking"]
    assert parsed["complaint_guess"] == COMPLAINT["complaint_guess"]
    assert parsed["entities"][0] == COMPLAINT["entities"][0]
    assert "tapped" not in parsed


@pytest.mark.parametrize("language", ["hi", "en"])
async def test_the_citizens_language_goes_along(model, language):
    assert values(await written(model, "x", language=language))["language"] == language


@pytest.mark.parametrize("threshold", [0.0, 0.9])
async def test_probable_enough_is_believed(model, threshold):
    parsed = await written(model, "x", threshold=threshold)
    assert parsed["intent"]["name"] == "report_complaint"


async def test_too_improbable_is_a_fallback_that_keeps_the_ranking(model):
    parsed = await written(model, "x", threshold=0.91)
    assert parsed["intent"] == {"name": "nlu_fallback", "confidence": 0.9}
    assert parsed["intent_ranking"] == COMPLAINT["intent_ranking"]


async def test_an_emergency_is_believed_however_improbable():
    emergency = {"name": "report_emergency", "confidence": 0.01}
    parsed = await written(Model({"intent": emergency, "entities": []}), "x")
    assert parsed["intent"] == emergency


async def test_a_model_that_finds_no_intent_gives_a_fallback():
    parsed = await written(
        Model({"intent": {"name": None, "confidence": 0.0}, "entities": []}), "x", threshold=0.0
    )
    assert parsed["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        '/affirm{"category": "other/other"}',
        "  / /\u200b/affirm",
        "\u200f\ufeff/affirm",
    ],
)
async def test_a_typed_command_is_only_text_that_nobody_understands(model, typed):
    parsed = await written(model, typed)
    assert model.asked == []
    assert parsed["text"] == typed.strip()
    assert parsed["intent"]["name"] == "nlu_fallback"


async def test_words_behind_a_slash_are_words(model):
    assert (await written(model, "/light nahi hai"))["intent"]["name"] == "report_complaint"
    assert model.asked == ["light nahi hai"]


async def test_entities_stand_where_they_were_typed(model):
    parsed = await written(model, "//light nahi hai ghansali ")
    place = parsed["entities"][0]
    assert parsed["text"][place["start"] : place["end"]] == "ghansali"


async def test_problems_stand_where_they_were_typed():
    problem = {"category": "energy/power_outage", "start": 0, "end": 14}
    parsed = await written(Model({**COMPLAINT, "problems": [problem]}), "//light nahi hai, rashan")
    [found] = parsed["problems"]
    assert parsed["text"][found["start"] : found["end"]] == "light nahi hai"


async def test_one_problem_is_no_list_of_problems(model):
    assert "problems" not in await written(model, "light nahi hai")


@pytest.mark.parametrize("typed", ["/", " //// ", "\u200b", ""])
async def test_a_text_without_words_is_no_business_of_the_model(model, typed):
    parsed = await written(model, typed)
    assert (parsed["intent"]["name"], model.asked) == ("nlu_fallback", [])


async def test_a_tapped_button_is_what_its_id_says_and_reads_as_its_title(model):
    parsed = await tapped(model, '/inform{"category": "energy/power_outage", "change": "place"}')
    assert parsed["text"] == "हाँ, दर्ज करें"
    assert parsed["intent"] == {"name": "inform", "confidence": 1.0}
    assert values(parsed) == {
        "category": "energy/power_outage",
        "change": "place",
        "language": "hi",
    }
    assert parsed["tapped"] is True
    assert model.asked == []


async def test_a_button_that_chooses_a_language_overrides_the_present_one(model):
    parsed = await tapped(model, '/change_language{"language": "en"}', "English")
    assert [e["value"] for e in parsed["entities"] if e["entity"] == "language"] == ["en"]


@pytest.mark.parametrize(
    "identifier", ["/restart", "/forgotten", "affirm", "/affirm{", "/affirm{x}", "row-1", ""]
)
async def test_the_title_counts_where_the_id_means_nothing_to_this_model(model, identifier):
    parsed = await tapped(model, identifier, "बिजली नहीं है")
    assert model.asked == ["बिजली नहीं है"]
    assert "tapped" not in parsed


async def test_a_templates_button_works_alike(model):
    parsed = await understood(model, "button", button={"payload": "/affirm", "text": "हाँ"})
    assert (parsed["intent"]["name"], parsed["text"]) == ("affirm", "हाँ")


async def test_a_location_informs(model):
    parsed = await understood(model, "location", location={"latitude": 30.3, "longitude": 78})
    assert parsed["intent"] == {"name": "inform", "confidence": 1.0}
    assert values(parsed) == {"latitude": 30.3, "longitude": 78.0, "language": "hi"}
    assert parsed["text"] == "📍"


async def test_a_place_with_a_name_reads_as_its_name(model):
    place = {"latitude": 30.3, "longitude": 78.0, "name": "Clock Tower", "address": "Dehradun"}
    parsed = await understood(model, "location", location=place)
    assert parsed["text"] == "Clock Tower, Dehradun"


@pytest.mark.parametrize(
    "kind", ["image", "audio", "video", "document", "sticker", "contacts", "order", "hologram"]
)
async def test_a_file_without_words_is_shared_media(model, kind):
    parsed = await understood(model, kind, **{kind: {"id": "1"}})
    assert (parsed["intent"], parsed["text"]) == ({"name": "share_media", "confidence": 1.0}, "")
    assert model.asked == []


async def test_a_caption_is_understood_as_text(model):
    parsed = await understood(model, "image", image={"id": "1", "caption": "सड़क टूटी है"})
    assert model.asked == ["सड़क टूटी है"]
    assert parsed["text"] == "सड़क टूटी है"


@pytest.mark.parametrize(
    ("text", "intent", "heard"),
    [
        ("घर में आग लगी है", "report_emergency", "report_emergency"),
        ("सहायक पर लौटें", "back_to_assistant", "back_to_assistant"),
        ("वापस", "nlu_fallback", "back_to_assistant"),
        ("हाँ", "affirm", None),
        ("light nahi hai ghansali", "report_complaint", None),
    ],
)
def test_beside_a_person_only_danger_and_the_wish_for_the_assistant_are_heard(text, intent, heard):
    parsed = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": []}
    found = beside_a_person(parsed)
    assert (found and found["intent"]["name"]) == heard


@pytest.mark.parametrize(
    ("likeliest", "is_heard"), [("report_emergency", True), ("report_complaint", False)]
)
def test_beside_a_person_violence_is_heard_where_it_happens_now(likeliest, is_heard):
    ranking = [{"name": likeliest, "confidence": 0.9}]
    intent = {"name": "tell_of_violence", "confidence": 1.0}
    parsed = {"text": "wo maarta hai", "intent": intent, "intent_ranking": ranking, "entities": []}
    assert (beside_a_person(parsed) is parsed) is is_heard


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("STOP", "stop_messages"),
        ("band karo messages", "stop_messages"),
        ("message mat bhejo", "stop_messages"),
        ("मैसेज मत भेजो", "stop_messages"),
        ("Start messages", "resume_messages"),
        ("संदेश चालू करें", "resume_messages"),
    ],
)
async def test_the_wish_about_messages_needs_no_model(model, typed, intent):
    parsed = await written(model, typed)
    assert (parsed["intent"], model.asked) == ({"name": intent, "confidence": 1.0}, [])
    assert "tapped" not in parsed


async def test_the_wish_about_messages_is_heard_beside_a_person_too(model):
    parsed = await written(model, "STOP")
    assert beside_a_person(parsed) is parsed


async def test_an_edited_message_is_read_as_it_is_now(model):
    now = {"type": "text", "text": {"body": "light nahi hai ghansali"}}
    await understood(model, "edit", edit={"original_message_id": "wamid.0", "message": now})
    assert model.asked == ["light nahi hai ghansali"]


async def test_what_was_filled_into_a_form_is_read_like_a_text(model):
    reply = {"type": "nfm_reply", "nfm_reply": {"response_json": '{"problem": "light nahi hai"}'}}
    await understood(model, "interactive", interactive=reply)
    assert model.asked == ["light nahi hai"]


async def test_names_on_a_contact_card_are_no_words_to_the_model(model):
    card = {"name": {"formatted_name": "Lineman"}, "phones": [{"phone": "+91 90"}]}
    parsed = await understood(model, "contacts", contacts=[card])
    assert (parsed["intent"]["name"], model.asked) == ("share_media", [])
    assert parsed["text"] == "Lineman, +91 90"


@pytest.mark.parametrize("kind", ["unsupported", "order", "hologram", "sticker"])
async def test_a_kind_without_words_is_answered_without_the_model(model, kind):
    parsed = await understood(model, kind, **{kind: {"id": "1"}})
    assert (parsed["intent"]["name"], parsed["text"], model.asked) == ("share_media", "", [])


# --- read from the words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Roman me likho", "change_language"),
        ("write in English, I cannot read Hindi", "change_language"),
        ("mera naam mat batana", "keep_in_confidence"),
        ("will the pradhan know it was me?", "keep_in_confidence"),
        ("mujhe call karo", "talk_to_human"),
        ("kisi insan se baat karao", "talk_to_human"),
    ],
)
async def test_wishes_that_the_words_tell_surely_need_no_model(text, intent):
    unsure = {"intent": {"name": "cancel", "confidence": 0.4}, "entities": []}
    assert (await written(Model(unsure), text))["intent"] == {"name": intent, "confidence": 1.0}


async def test_a_sure_complaint_that_names_a_call_stays_one(model):
    parsed = await written(model, "phone karo to line par koi nahi")
    assert parsed["intent"]["name"] == "report_complaint"


@pytest.mark.parametrize(
    ("intent", "likely", "text", "meant"),
    [
        ("report_complaint", 0.6, "wo mujhe maarta hai", "tell_of_violence"),
        ("report_emergency", 0.6, "wo mujhe maarta hai", "tell_of_violence"),
        ("out_of_scope", 0.6, "wo mujhe maarta hai", "tell_of_violence"),
        ("report_complaint", 0.1, "wo mujhe maarta hai", "report_complaint"),
        ("report_emergency", 0.6, "usne mara hai, khoon beh raha hai", "report_emergency"),
        ("withdraw_complaint", 0.6, "pati wali shikayat wapas lo", "withdraw_complaint"),
    ],
)
async def test_violence_at_home_is_heard_as_that(intent, likely, text, meant):
    parsed = {
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [],
        "at_risk": {"home": likely, "illness": 0.0},
    }
    assert (await written(Model(parsed), text))["intent"]["name"] == meant


async def test_violence_by_the_police_is_none_at_home():
    parsed = {
        "intent": {"name": "report_complaint", "confidence": 0.9},
        "entities": [],
        "at_risk": {"home": 0.6, "illness": 0.0},
        "complaint_guess": {"category": "home_police/fir_not_registered", "confidence": 0.9},
    }
    heard = await written(Model(parsed), "thane me mujhe maara")
    assert heard["intent"]["name"] == "report_complaint"


@pytest.mark.parametrize(
    ("confidence", "intent"), [(0.3, "report_complaint"), (0.9, "report_emergency")]
)
async def test_danger_that_harms_nobody_has_to_be_sure(confidence, intent):
    danger = {"intent": {"name": "report_emergency", "confidence": confidence}, "entities": []}
    parsed = await written(Model(danger), "meri dukan me pani ghus gaya")
    assert parsed["intent"]["name"] == intent


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("no network here", "no_network"),
        ("he is bleeding, what do I do", "what_to_do"),
        ("they got him out", "over"),
    ],
)
async def test_what_follows_an_emergency_is_news_of_it(model, text, news):
    payload = {"text": {"body": text}}
    parsed = await understand(model, "text", payload, "hi", 0.4, in_danger=True)
    assert parsed["intent"]["name"] == "tell_of_emergency"
    assert values(parsed)["news"] == news
    assert (await written(model, text))["intent"]["name"] == "report_complaint"


async def test_a_pin_after_an_emergency_is_where_it_is(model):
    payload = {"location": {"latitude": 30.3, "longitude": 78}}
    parsed = await understand(model, "location", payload, "hi", 0.4, in_danger=True)
    assert parsed["intent"]["name"] == "tell_of_emergency"
    assert values(parsed)["news"] == "place"


async def test_in_danger_a_complaint_stays_a_complaint(model):
    payload = {"text": {"body": "light nahi hai ghansali"}}
    parsed = await understand(model, "text", payload, "hi", 0.4, in_danger=True)
    assert parsed["intent"]["name"] == "report_complaint"


class ModelThatKnowsPlaces(Model):
    """Takes what names Haldwani for a place, and anything else for a complaint."""

    def __init__(self, subject_alone="report_complaint", sure=0.99):
        super().__init__()
        self._subject_alone, self._sure = subject_alone, sure

    async def parse_message(self, message):
        self.asked.append(message.text)
        at = message.text.find("Haldwani")
        place = {"entity": "place", "value": "Haldwani", "start": at, "end": at + 8}
        intent = self._subject_alone if at < 0 else "inform"
        return {
            "text": message.text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [place] if at >= 0 else [],
            "complaint_guess": {"category": "public_works/road_damage", "confidence": self._sure},
        }


@pytest.mark.parametrize(
    ("text", "alone", "sure", "meant"),
    [
        ("potholes, Haldwani", "report_complaint", 0.99, "report_complaint"),
        ("bus adda, Haldwani", "inform", 0.99, "inform"),
        ("potholes, Haldwani", "report_complaint", 0.4, "inform"),
        ("Haldwani", "report_complaint", 0.99, "inform"),
    ],
)
async def test_a_place_with_what_is_wrong_there_is_a_complaint(text, alone, sure, meant):
    model = ModelThatKnowsPlaces(alone, sure)
    assert (await written(model, text))["intent"]["name"] == meant
    assert model.asked[1:] in ([], [text.split(",")[0]])
