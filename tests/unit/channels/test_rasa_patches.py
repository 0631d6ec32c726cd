"""The changes to Rasa, seen at the changed places alone."""

import json
from types import SimpleNamespace

import jsonschema
import pytest
import rasa
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from helpline.channels import rasa_patches
from helpline.channels.errors import TurnAbandoned
from tests.support.rasa_agent import DOMAIN


@pytest.fixture(autouse=True)
def patched():
    rasa_patches.apply()


async def run(answer):
    """Run an action against a server that gives this answer."""

    async def handler(_request):
        return answer

    app = web.Application()
    app.router.add_post("/webhook", handler)
    async with TestServer(app) as server:
        return await run_at(str(server.make_url("/webhook")))


async def run_at(url):
    action = RemoteAction("action_file", EndpointConfig(url))
    tracker = DialogueStateTracker("key", [])
    nlg = TemplatedNaturalLanguageGenerator({})
    return await action.run(CollectingOutputChannel(), nlg, tracker, Domain.empty())


async def test_an_action_that_works_gives_its_events_and_messages():
    slot = {"event": "slot", "name": "place", "value": "Ghansali"}
    answer = web.json_response({"events": [slot], "responses": [{"text": "दर्ज हो गई"}]})
    said, event = await run(answer)
    assert said.text == "दर्ज हो गई"
    assert event == SlotSet("place", "Ghansali")


async def test_a_rejection_stays_a_rejection():
    answer = web.json_response({"action_name": "action_file", "error": "no"}, status=400)
    with pytest.raises(ActionExecutionRejection):
        await run(answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(status=500),
        lambda: web.Response(status=404),
        lambda: web.Response(text="<html>"),
        lambda: web.json_response({"events": "many"}),
        lambda: web.json_response({"events": [{"event": "unheard of"}]}),
        lambda: web.Response(text="{", content_type="application/json"),
    ],
    ids=["500", "404", "html", "wrong shape", "wrong event", "broken"],
)
async def test_an_action_that_fails_abandons_the_turn(answer):
    with pytest.raises(TurnAbandoned, match="action_file"):
        await run(answer())


async def test_an_action_server_that_is_down_abandons_the_turn(unused_tcp_port):
    with pytest.raises(TurnAbandoned, match="action_file: ClientConnectorError"):
        await run_at(f"http://127.0.0.1:{unused_tcp_port}/webhook")


async def test_the_reason_tells_nothing_of_the_conversation():
    with pytest.raises(TurnAbandoned) as error:
        await run(web.Response(status=500, text="साहब का नंबर 9876543210"))
    assert str(error.value) == "action_file: ClientResponseError"


def test_the_schema_of_results_is_rasas():
    action = RemoteAction("action_file", None)
    assert action._validate_action_result({"events": [], "responses": []})
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result({"events": [{"event": "slot"}]})


def test_event_types_are_found_and_unknown_ones_refused():
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("unheard of", default=SlotSet) is SlotSet
    with pytest.raises(ValueError, match="Unknown event"):
        Event.resolve_by_type("unheard of")


LISTEN, FORM = ActionExecuted("action_listen"), ActionExecuted("complaint_form")


def heard(intent):
    return UserUttered(intent, intent={"name": intent, "confidence": 1.0})


CONVERSATION = [
    *[LISTEN, heard("greet"), SlotSet("place", "Ghansali"), ActionExecuted("utter_greet")],
    *[BotUttered("नमस्ते"), LISTEN, heard("report_complaint"), FORM, ActiveLoop("complaint_form")],
    *[LISTEN, heard("report_complaint"), FORM, SlotSet("place", None), LISTEN, heard("greet")],
    *[ActionExecuted("utter_greet"), FORM, ActiveLoop(None), LISTEN, heard("greet")],
    *[UserUtteranceReverted(), LISTEN, heard("greet")],
]


@pytest.mark.parametrize("said", range(1, len(CONVERSATION) + 1))
@pytest.mark.parametrize("longest", [1, 3, 40])
def test_rules_are_compared_with_the_same_states_as_by_rasa_as_far_back_as_they_go(longest, said):
    domain = Domain.from_yaml(DOMAIN)
    tracker = DialogueStateTracker.from_events("key", CONVERSATION[:said], domain.slots)
    rules = {json.dumps([{}] * longest): "utter_greet"}
    lookup = {RULES: rules, RULES_FOR_LOOP_UNHAPPY_PATH: {}}
    context = SimpleNamespace(node_name="rules", is_finetuning=False)
    policy = RulePolicy(RulePolicy.get_default_config(), None, None, context, lookup=lookup)
    rasas = RulePolicy._prediction_states.__wrapped__(policy, tracker, domain)
    assert policy._prediction_states(tracker, domain) == rasas[-longest:]


def test_applying_twice_changes_nothing_more():
    before = RemoteAction.run, RemoteAction._validate_action_result, Event.resolve_by_type
    rasa_patches.apply()
    assert before == (
        RemoteAction.run,
        RemoteAction._validate_action_result,
        Event.resolve_by_type,
    )


def test_another_rasa_is_refused(monkeypatch):
    monkeypatch.setattr(rasa, "__version__", "3.6.22")
    with pytest.raises(rasa_patches.WrongRasaVersion, match=r"3\.6\.22"):
        rasa_patches.apply()
