"""One matter dropped for another."""

import pytest

from helpline.text.talk.instead import find_instead


@pytest.mark.parametrize(
    ("text", "left", "begun"),
    [
        ("ration wali baat rehne do, street light ka likho", "ration wali baat", "street light"),
        ("राशन छोड़ो, सड़क की शिकायत लिखो", "राशन", "सड़क"),
        ("chhodo ration, street light kharab hai", "ration", "street light kharab hai"),
        ("ration chhodo aur pani ka likho", "ration", "pani"),
        ("street light ka likho, ration rehne do", "ration", "street light"),
        ("rehne do, pani ki shikayat likho", "", "pani"),
        ("isko chhodo, nali jaam hai", "isko", "nali jaam hai"),
        ("leave that, write about the garbage", "that", "garbage"),
        ("forget the ration, street lights are off", "the ration", "street lights are off"),
        ("drop the ration complaint and file one about street light", "the ration complaint", "street light"),
        ("never mind the water, write about the road", "the water", "road"),
    ],
)  # fmt: skip
def test_what_is_dropped_and_what_is_begun(text, left, begun):
    found = find_instead(text)
    assert (found.left, found.begun) == (left, begun)


@pytest.mark.parametrize(
    "text",
    [
        "rehne do",
        "chhodo yaar",
        "street light rehne do",
        "leave it",
        "cancel karo",
        "pani chhod dete hain par bijli nahi",
        "ration nahi mila, street light bhi band hai",
        "",
        "rehne do, cancel kar do",
    ],
)
def test_what_does_not_do_both_is_none(text):
    assert find_instead(text) is None
