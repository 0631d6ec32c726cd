"""Changes to Rasa itself: a failed action ends the turn, long sessions end, costly repetitions are saved.

Written for one version of Rasa and refused by every other; with a new version each has to be
looked at anew.
"""

import asyncio
import copy
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import lru_cache, partial, wraps
from typing import Any
from weakref import WeakSet

import aiohttp
import jsonschema
import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    PREVIOUS_ACTION,
    USER,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT, TEXT
from rasa.utils.endpoints import EndpointConfig

from helpline import clock
from helpline.channels.errors import TurnAbandoned

RASA_VERSION = "3.6.21"
# How many cases are remembered in which the same rules fit.
MOST_REMEMBERED = 2000
# Connections to the action server that are kept open.
_KEPT: WeakSet[aiohttp.ClientSession] = WeakSet()
# Some twenty-five messages and their answers.
MOST_EVENTS = 200
# The slot that says that the next words may answer a question.
LISTENING = "listening"


class WrongRasaVersion(Exception):
    """These changes were not made for the installed Rasa."""


def apply() -> None:
    """Change Rasa in this process; harmless when done already. Raises WrongRasaVersion."""
    if rasa.__version__ != RASA_VERSION:
        raise WrongRasaVersion(
            f"The changes to Rasa are made for {RASA_VERSION}; installed is {rasa.__version__}."
        )
    if getattr(RemoteAction, "_changed_by_helpline", False):
        return
    RemoteAction._changed_by_helpline = True
    _abandon_turns_of_failed_actions()
    _compile_result_schema_once()
    _remember_event_types()
    _remember_the_empty_domain()
    _end_long_sessions()
    _look_back_as_far_as_rules_go()
    _remember_which_rules_fit()
    _run_graphs_without_planning()
    _keep_connections_to_actions()
    _copy_slots_directly()
    _copy_conversations_directly()
    _describe_slots_only_for_the_log()


def _abandon_turns_of_failed_actions() -> None:
    """Rasa logs a failed action as done and loses its events; for us the turn did not happen."""
    run = RemoteAction.run

    @wraps(run)
    async def run_or_abandon(self: RemoteAction, *args: Any, **kwargs: Any) -> list[Event]:
        try:
            return await run(self, *args, **kwargs)
        except ActionExecutionRejection:
            # An answer, not a failure: this is how a form hands an interruption to the rules.
            raise
        except Exception as error:
            cause = error.__cause__ or error.__context__ or error
            raise TurnAbandoned(f"{self.name()}: {type(cause).__name__}") from error

    RemoteAction.run = run_or_abandon


def _compile_result_schema_once() -> None:
    """Rasa checks its constant schema against the metaschema in every call, for some 20 ms."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate_action_result(_self: RemoteAction, result: dict[str, Any]) -> bool:
        error = jsonschema.exceptions.best_match(validator.iter_errors(result))
        if error is not None:
            raise error
        return True

    RemoteAction._validate_action_result = validate_action_result


def _end_long_sessions() -> None:
    """Every turn reads its whole session, so a long one ends too, where nothing is under way in it.

    That is a form, or for a while a question of ours. Silence is measured by the helpline's clock.
    """

    def has_session_expired(self: MessageProcessor, tracker: DialogueStateTracker) -> bool:
        heard = tracker.get_last_event_for(UserUttered)
        if heard is None:
            return False
        silence = clock.now().timestamp() - heard.timestamp
        if silence > self.domain.session_config.session_expiration_time * 60:
            return True
        most = MOST_EVENTS if tracker.get_slot(LISTENING) is None else 2 * MOST_EVENTS
        return tracker.active_loop_name is None and len(tracker.events) > most

    MessageProcessor._has_session_expired = has_session_expired


def _look_back_as_far_as_rules_go() -> None:
    """Rules are compared with the last states of a session; Rasa makes those of all of it, for each."""
    states = RulePolicy._prediction_states

    @wraps(states)
    def last_states(
        self: RulePolicy, tracker: DialogueStateTracker, *args: Any, **kwargs: Any
    ) -> list[dict[str, Any]]:
        recent = copy.copy(tracker)
        recent.generate_all_prior_trackers = partial(_last_states, tracker, _longest_rule(self))
        return states(self, recent, *args, **kwargs)

    RulePolicy._prediction_states = last_states


def _longest_rule(policy: RulePolicy) -> int:
    """Return how many states the longest rule of a policy has."""
    if not hasattr(policy, "_longest_rule"):
        policy._longest_rule = max(len(json.loads(rule)) for rule in _rules(policy))
    return policy._longest_rule


def _last_states(
    tracker: DialogueStateTracker, most: int
) -> Iterator[tuple[DialogueStateTracker, bool]]:
    """Do as `generate_all_prior_trackers`, for the last states alone."""
    events = tracker.applied_events()
    # Before each action is a state, and one behind all: that of now.
    states = [place for place, event in enumerate(events) if isinstance(event, ActionExecuted)]
    first = [*states, len(events)][-most:][0]
    past = tracker.init_copy()
    for place, event in enumerate(events):
        if place >= first and isinstance(event, ActionExecuted):
            yield past, event.hide_rule_turn
        past.update(event)
    yield past, False


def _remember_which_rules_fit() -> None:
    """Conversations come to the same few states again and again; Rasa tries each rule on each anew.

    A training changes its rules on the way; it runs without these patches, in a process of its own.
    """
    find, find_action = RulePolicy._get_possible_keys, RulePolicy._find_action_from_rules

    @wraps(find)
    def possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[Any]) -> set[str]:
        if TEXT in states[-1].get(USER, {}):
            # Said once, and by somebody.
            return find(self, lookup, states)
        known = vars(self).setdefault("_known_rules", {})
        case = id(lookup), repr(states)
        if case not in known:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            known[case] = find(self, lookup, states)
        return known[case]

    @wraps(find_action)
    def find_action_if_any(
        self: RulePolicy,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool,
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and not _has_rules_for_texts(self):
            return None, None, False
        return find_action(self, tracker, domain, use_text_for_last_user_input)

    RulePolicy._get_possible_keys = possible_keys
    RulePolicy._find_action_from_rules = find_action_if_any


def _has_rules_for_texts(policy: RulePolicy) -> bool:
    """Tell whether any rule may answer a message by its words, or whatever it says."""
    if not hasattr(policy, "_rules_for_texts"):
        last_states = [json.loads(rule)[-1] for rule in _rules(policy)]
        policy._rules_for_texts = any(
            state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME) == ACTION_LISTEN_NAME
            and INTENT not in state.get(USER, {})
            for state in last_states
        )
    return policy._rules_for_texts


def _rules(policy: RulePolicy) -> list[str]:
    return [*policy.lookup[RULES], *policy.lookup[RULES_FOR_LOOP_UNHAPPY_PATH]]


def _run_graphs_without_planning() -> None:
    """Rasa lets dask plan for each message what runs beside what, in a graph that never changes."""

    def run(
        self: DaskGraphRunner,
        inputs: dict[str, Any] | None = None,
        targets: list[str] | None = None,
    ) -> dict[str, Any]:
        outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}

        def output_of(name: str) -> Any:
            if name not in self._graph_schema.nodes and name not in outputs:
                # An input that was not given; each node says whether it needs it.
                return name
            if name not in outputs:
                needed = self._graph_schema.nodes[name].needs.values()
                outputs[name] = self._instantiated_nodes[name](*map(output_of, needed))
            return outputs[name]

        return dict(output_of(name) for name in targets or self._graph_schema.target_names)

    DaskGraphRunner.run = run


def _keep_connections_to_actions() -> None:
    """Rasa opens a new connection to the action server for each action."""
    open_session = EndpointConfig.session

    @asynccontextmanager
    async def kept_session(self: EndpointConfig) -> AsyncIterator[aiohttp.ClientSession]:
        loop = asyncio.get_running_loop()
        if getattr(self, "_kept_for", None) is not loop or self._kept.closed:
            self._kept_for, self._kept = loop, open_session(self)
            _KEPT.add(self._kept)
        yield self._kept

    EndpointConfig.session = kept_session


async def close_connections() -> None:
    """Close what was kept open to the action server."""
    for session in list(_KEPT):
        await session.close()


def _copy_slots_directly() -> None:
    """Rasa copies all slots five times a turn, each by way of how it would be pickled."""

    def copied(self: Slot) -> Slot:
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        return made

    Slot.__copy__ = copied


def _copy_conversations_directly() -> None:
    """Rasa copies a conversation for each action by playing it from its beginning."""

    def copied(self: DialogueStateTracker) -> DialogueStateTracker:
        made = copy.copy(self)
        made.events = copy.copy(self.events)
        made.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        made.active_loop = copy.copy(self.active_loop)
        # A conversation that is played again does not know them.
        made.model_id = made.assistant_id = made.sender_source = None
        return made

    DialogueStateTracker.copy = copied


def _describe_slots_only_for_the_log() -> None:
    """Rasa puts all slots into words twice a turn, whether or not its log wants them."""
    log_slots = MessageProcessor._log_slots

    def log_slots_if_wanted(tracker: DialogueStateTracker) -> None:
        if logging.getLogger(MessageProcessor.__module__).isEnabledFor(logging.DEBUG):
            log_slots(tracker)

    MessageProcessor._log_slots = staticmethod(log_slots_if_wanted)


def _remember_event_types() -> None:
    """Rasa walks through all event classes for each stored event that it reads."""
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))


def _remember_the_empty_domain() -> None:
    """Rasa makes an empty domain for each message that it reads, to compare its own with it."""
    empty = Domain.empty().as_dict()
    Domain.is_empty = lambda self: self.as_dict() == empty
