"""Changes to Rasa itself: a failed action ends the turn, long sessions end, costly repetitions are saved.

A model reads one text at a time.

Written for one version of Rasa and refused by every other; with a new version each has to be
looked at anew.
"""

import threading
from functools import lru_cache, wraps
from typing import Any

import jsonschema
import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from helpline import clock
from helpline.channels.errors import TurnAbandoned

RASA_VERSION = "3.6.21"
# Some forty messages and their answers.
MOST_EVENTS = 400


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
    _end_long_sessions()
    _read_one_text_at_a_time()


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

    Silence is measured by the helpline's clock.
    """

    def has_session_expired(self: MessageProcessor, tracker: DialogueStateTracker) -> bool:
        heard = tracker.get_last_event_for(UserUttered)
        if heard is None:
            return False
        silence = clock.now().timestamp() - heard.timestamp
        if silence > self.domain.session_config.session_expiration_time * 60:
            return True
        return tracker.active_loop_name is None and len(tracker.events) > MOST_EVENTS

    MessageProcessor._has_session_expired = has_session_expired


def _read_one_text_at_a_time() -> None:
    """Turns let the model read in a thread of their own, Rasa's own interface on the event loop."""
    parse, lock = MessageProcessor._parse_message_with_graph, threading.Lock()

    @wraps(parse)
    def parse_alone(self: MessageProcessor, *args: Any, **kwargs: Any) -> dict[str, Any]:
        with lock:
            return parse(self, *args, **kwargs)

    MessageProcessor._parse_message_with_graph = parse_alone


def _remember_event_types() -> None:
    """Rasa walks through all event classes for each stored event that it reads."""
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
