"""Numbers that are called a complaint's and are none of ours."""

import pytest

from helpline.text.talk.other_number import other_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("meri shikayat 202311234567 ka kya hua", "202311234567"),
        ("शिकायत संख्या १२३४५६७८९०१२", "१२३४५६७८९०१२"),
        ("CM/2024/00123456 complaint status", "CM/2024/00123456"),
        ("shikayat no UKCM-2024-004512", "UKCM-2024-004512"),
        ("20240056781234", "20240056781234"),
        ("complaint number 12345 hai", "12345"),
    ],
)
def test_a_number_of_another_kind_is_found(text, number):
    assert other_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "1000-0010",
        "status of 98765432 please",
        "9876512345",
        "249145",
        "mera ration card number 051234567890",
        "maine 1905 pe shikayat ki thi",
        "12/03/2024 ko shikayat ki thi",
        "shikayat 15000 rupaye ki hai",
        "2 saal pehle 2023 me shikayat ki thi",
    ],
)
def test_our_own_and_other_numbers_are_none(text):
    assert other_number(text) is None
