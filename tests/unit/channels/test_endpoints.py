"""The files in which Rasa looks for our channel, tracker store and action server."""

import pytest
import rasa.shared.utils.io
from rasa.core.utils import AvailableEndpoints

from helpline.channels import tracker_store, whatsapp
from helpline.channels.whatsapp import WhatsAppChannel
from helpline.settings import PROJECT_ROOT, SettingsError


def test_the_address_of_the_action_server_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("ACTIONS_URL", "http://127.0.0.1:6299")
    endpoints = AvailableEndpoints.read_endpoints(str(PROJECT_ROOT / "endpoints.yml"))
    assert endpoints.action.url == "http://127.0.0.1:6299/webhook"
    assert endpoints.action.kwargs["enable_selective_domain"] is True


def test_the_tracker_store_is_ours(monkeypatch):
    monkeypatch.setenv("ACTIONS_URL", "http://127.0.0.1:6299")
    endpoints = AvailableEndpoints.read_endpoints(str(PROJECT_ROOT / "endpoints.yml"))
    module, _, name = endpoints.tracker_store.type.rpartition(".")
    assert (module, name) == (
        tracker_store.__name__,
        tracker_store.HelplineTrackerStore.__name__,
    )


def test_the_channel_is_ours_and_alone():
    credentials = rasa.shared.utils.io.read_config_file(PROJECT_ROOT / "credentials.yml")
    assert list(credentials) == [f"{whatsapp.__name__}.{WhatsAppChannel.__name__}"]


@pytest.mark.parametrize(
    "credentials", [None, {}, {"fallback_confidence": "much"}, {"fallback_confidence": 1.5}]
)
def test_the_channel_says_which_setting_is_wrong(credentials):
    with pytest.raises(SettingsError, match="fallback_confidence"):
        WhatsAppChannel.from_credentials(credentials)
