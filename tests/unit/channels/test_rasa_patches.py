"""The changes to Rasa, seen at the changed places alone."""

import copy
import json
import logging
from functools import partial
from types import SimpleNamespace

import jsonschema
import pytest
import rasa
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.policies.rule_policy import (
    RULES,
    RULES_FOR_LOOP_UNHAPPY_PATH,
    RULES_NOT_IN_STORIES,
    RulePolicy,
)
from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import TextSlot
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


AFTER_LISTEN = {"prev_action": {"action_name": "action_listen"}}
GREETED = json.dumps([{**AFTER_LISTEN, "user": {"intent": "greet"}}])
ANSWERED = json.dumps([*json.loads(GREETED), {"prev_action": {"action_name": "utter_greet"}}])
BY_INTENT = {GREETED: "utter_greet", ANSWERED: "action_listen"}
FOR_EVERY_TEXT = {json.dumps([{**AFTER_LISTEN, "active_loop": {}}]): "utter_ask_place"}


def policy_of(rules):
    lookup = {RULES: rules, RULES_FOR_LOOP_UNHAPPY_PATH: {}, RULES_NOT_IN_STORIES: []}
    context = SimpleNamespace(node_name="rules", is_finetuning=False)
    return RulePolicy(RulePolicy.get_default_config(), None, None, context, lookup=lookup)


def after(domain, said):
    return DialogueStateTracker.from_events("key", CONVERSATION[:said], domain.slots)


@pytest.mark.parametrize("said", range(1, len(CONVERSATION) + 1))
@pytest.mark.parametrize("longest", [1, 3, 40])
def test_rules_are_compared_with_the_same_states_as_by_rasa_as_far_back_as_they_go(longest, said):
    domain = Domain.from_yaml(DOMAIN)
    policy, tracker = policy_of({json.dumps([{}] * longest): "utter_greet"}), after(domain, said)
    rasas = RulePolicy._prediction_states.__wrapped__(policy, tracker, domain)
    assert policy._prediction_states(tracker, domain) == rasas[-longest:]


@pytest.mark.parametrize("by_text", [True, False])
@pytest.mark.parametrize("rules", [BY_INTENT, {**BY_INTENT, **FOR_EVERY_TEXT}])
def test_the_same_rules_fit_as_with_rasa_also_the_second_time(rules, by_text):
    domain, policy, rasas = Domain.from_yaml(DOMAIN), policy_of(rules), policy_of(rules)
    rasas._get_possible_keys = partial(RulePolicy._get_possible_keys.__wrapped__, rasas)
    decide = RulePolicy._find_action_from_rules.__wrapped__
    found = []
    for said in [*range(1, len(CONVERSATION) + 1)] * 2:
        tracker = after(domain, said)
        action, _, returns = policy._find_action_from_rules(
            tracker, domain, use_text_for_last_user_input=by_text
        )
        expected, _, rasa_returns = decide(rasas, tracker, domain, by_text)
        assert (action, returns) == (expected, rasa_returns)
        found.append(action)
    assert any(found) is (not by_text or rules is not BY_INTENT)


def test_a_copied_slot_is_the_same_and_goes_its_own_way():
    slot = TextSlot("place", mappings=[{"type": "from_text"}], initial_value="Ghansali")
    other = copy.copy(slot)
    assert (type(other), vars(other)) == (type(slot), vars(slot))
    other.value = "Chamba"
    assert slot.value == "Ghansali"


def state(tracker):
    """Everything a conversation knows, in values that can be compared."""
    slots = {name: vars(slot) for name, slot in tracker.slots.items()}
    events = [event.as_dict() for event in tracker.events]
    return {**vars(tracker), "slots": slots, "events": events}


@pytest.mark.parametrize("said", range(1, len(CONVERSATION) + 1))
def test_a_copied_conversation_is_the_same_as_if_played_again_and_goes_its_own_way(said):
    tracker = after(Domain.from_yaml(DOMAIN), said)
    tracker.model_id = "model"
    before = state(tracker)
    played_again = tracker.travel_back_in_time(float("inf"))
    made = tracker.copy()
    assert state(made) == state(played_again)
    # What a form does while it runs.
    for event in (SlotSet("place", "Chamba"), ActionExecutionRejected("complaint_form"), FORM):
        made.update(event)
    assert state(tracker) == before


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_slots_are_described_only_where_the_log_wants_it(level, caplog):
    described = []

    class Described:
        name = "place"

        @property
        def value(self):
            described.append(self.name)

    with caplog.at_level(level, logger="rasa.core.processor"):
        MessageProcessor._log_slots(SimpleNamespace(slots={"place": Described()}))
    assert bool(described) is (level == logging.DEBUG)


async def test_the_connection_to_the_action_server_is_kept_and_closed_at_last():
    connections = set()

    async def handler(request):
        connections.add(request.transport)
        return web.json_response({"events": [], "responses": []})

    app = web.Application()
    app.router.add_post("/webhook", handler)
    async with TestServer(app) as server:
        endpoint = EndpointConfig(str(server.make_url("/webhook")))
        for _ in range(3):
            await endpoint.request(json={})
        assert len(connections) == 1
        await rasa_patches.close_connections()
        await endpoint.request(json={})
        assert len(connections) == 2
        await rasa_patches.close_connections()


def test_a_domain_with_anything_in_it_is_not_empty():
    assert Domain.empty().is_empty()
    assert not Domain.from_dict({"intents": ["greet"]}).is_empty()


def test_a_graph_runs_each_node_once_and_only_what_is_needed():
    ran = []

    def node(name, needs):
        def run(*inputs):
            ran.append(name)
            return name, [name, *(output for _, output in inputs)]

        return SimpleNamespace(needs={n: n for n in needs}), run

    nodes = {
        "words": node("words", ["__message__"]),
        "intent": node("intent", ["words"]),
        "places": node("places", ["words", "intent"]),
        "training": node("training", ["words"]),
    }
    runner = DaskGraphRunner.__new__(DaskGraphRunner)
    runner._graph_schema = SimpleNamespace(nodes={name: n for name, (n, _) in nodes.items()})
    runner._instantiated_nodes = {name: run for name, (_, run) in nodes.items()}
    found = runner.run(inputs={"__message__": "नमस्ते"}, targets=["places"])
    words = ["words", "नमस्ते"]
    assert found == {"places": ["places", words, ["intent", words]]}
    assert ran == ["words", "intent", "places"]


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
