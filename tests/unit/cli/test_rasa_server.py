"""How the rasa server is started."""

from pathlib import Path

from rasa.__main__ import create_argument_parser

from helpline import settings
from helpline.cli.environment import TRIAL_SECRETS
from helpline.cli.rasa_server import rasa_arguments


def test_a_token_that_begins_with_a_dash_is_taken_for_a_token():
    config = settings.load(dict.fromkeys(TRIAL_SECRETS, "-begins-with-a-dash"))

    told = create_argument_parser().parse_args(rasa_arguments(config, Path("model.tar.gz")))

    assert told.auth_token == "-begins-with-a-dash"
