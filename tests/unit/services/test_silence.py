"""Whether a message says that no more messages are wanted, or again, and nothing else."""

import pytest

from helpline.services.silence import RESUME, STOP, wish_in


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop.",
        "Unsubscribe",
        "stop sending me messages",
        "Don't send me messages!",
        "band karo messages",
        "message band karo",
        "message mat bhejo",
        "mujhe message mat bhejo",
        "sms mat bhejo",
        "स्टॉप",
        "मैसेज बंद करो",
        "मुझे मैसेज मत भेजो",
        "मैसेज भेजना बंद कर दीजिए",
        "संदेश मत भेजिए",
        "संदेश बंद करें",
    ],
)
def test_no_more_messages_are_wanted(text):
    assert wish_in(text) == STOP


@pytest.mark.parametrize(
    "text",
    [
        "START",
        "start messages",
        "messages chalu karo",
        "message phir se bhejo",
        "मैसेज चालू करो",
        "संदेश चालू करें",
        "संदेश फिर से चालू करो",
        "unstop",
    ],
)
def test_messages_are_wanted_again(text):
    assert wish_in(text) == RESUME


@pytest.mark.parametrize(
    "text",
    [
        "",
        "stop stop stop",
        "mat bhejo",
        "nahi, abhi mat bhejo",
        "bijli band hai",
        "bus stop par light nahi hai",
        "pani band ho gaya",
        "lineman ke message band karwa do, gaali deta hai",
        "start complaint",
        "kaam shuru karo",
        "dhanyavad ka message mat bhejo, pehle kaam karo",
        "शिकायत आगे मत भेजना",
    ],
)
def test_other_words_say_nothing_about_messages(text):
    assert wish_in(text) is None
