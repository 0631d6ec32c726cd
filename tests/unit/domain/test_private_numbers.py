"""What is masked before anything is stored, and what must stay as it was written."""

import pytest
from stdnum import luhn, verhoeff

from helpline.domain import complaint_number
from helpline.domain.private_numbers import (
    AADHAAR,
    ACCOUNT,
    CARD,
    IFSC,
    PAN,
    discreet,
    in_full,
    mask,
)

# Nobody's: the check digits are computed.
AADHAAR_NUMBER = "23412341234" + verhoeff.calc_check_digit("23412341234")
LOOKS_LIKE_A_PHONE = next(
    number
    for tail in range(10)
    if verhoeff.is_valid(number := f"9190000000{tail // 10}{tail % 10}")
)
CARD_NUMBER = "411111111111111" + luhn.calc_check_digit("411111111111111")
NUMBER = complaint_number.for_id(1)


@pytest.mark.parametrize(
    ("text", "masked", "kinds"),
    [
        (f"aadhaar {AADHAAR_NUMBER}", "aadhaar XXXXXXXX2346", (AADHAAR,)),
        ("mera no 2341 2341 2346 hai", "mera no XXXX XXXX 2346 hai", (AADHAAR,)),
        ("2341-2341-2346", "XXXX-XXXX-2346", (AADHAAR,)),
        ("2 3 4 1 2 3 4 1 2 3 4 6", "X X X X X X X X 2 3 4 6", (AADHAAR,)),
        ("आधार २३४१ २३४१ २३४६", "आधार XXXX XXXX २३४६", (AADHAAR,)),
        ("2341 2341 2346 9000000001", "XXXX XXXX 2346 9000000001", (AADHAAR,)),
        ("आधार नंबर 234123412347", "आधार नंबर XXXXXXXX2347", (AADHAAR,)),
        (f"bijli ka bill, aadhaar {AADHAAR_NUMBER}", "bijli ka bill, aadhaar XXXXXXXX2346", (AADHAAR,)),
        ("bank ka ifsc sbin0001234", "bank ka ifsc XXXXXXXXXXX", (IFSC,)),
        ("PAN ABCPD1234E hai", "PAN XXXXXXXXXX hai", (PAN,)),
        ("abcpd1234e", "XXXXXXXXXX", (PAN,)),
        ("khata sankhya 30123456789", "khata sankhya XXXXXXX6789", (ACCOUNT,)),
        ("बैंक खाता ३०१२३४५६७८९", "बैंक खाता XXXXXXX६७८९", (ACCOUNT,)),
        ("account number 9000000001", "account number XXXXXX0001", (ACCOUNT,)),
        ("30123456789 sbin0001234", "XXXXXXX6789 XXXXXXXXXXX", (ACCOUNT, IFSC)),
        (f"card {CARD_NUMBER}", "card XXXXXXXXXXXX1111", (CARD,)),
        ("4111 1111 1111 1111", "XXXX XXXX XXXX 1111", (CARD,)),
    ],
)  # fmt: skip
def test_it_is_masked(text, masked, kinds):
    seen = mask(text)
    assert (seen.text, seen.kinds) == (masked, kinds)


@pytest.mark.parametrize(
    "text",
    [
        f"शिकायत {NUMBER} का क्या हुआ",
        f"{complaint_number.spoken(NUMBER)} aur {complaint_number.spoken(NUMBER)}",
        f"{NUMBER} 248001",
        "pin 248001 aur 263601",
        "9000000001 par call karo",
        "+91 90000 00001",
        f"phone {LOOKS_LIKE_A_PHONE}",
        "aadhaar center band hai, mobile 919000000001",
        "bank manager ka number 9000000001 band aata hai",
        "mera khata band hai, mobile 9000000001",
        "bijli bill account number 41100123456 galat hai",
        "पानी के बिल का खाता 41100123456",
        f"bijli ka bill, consumer number {AADHAAR_NUMBER}",
        "meter UPCL0123456 tez chalta hai",
        "gaadi UK07AB1234 ne takkar maari",
        "imei 356938035643809",
        "3 din se 12 gaon me 100000000000 litre",
        "rashan card 1234567890",
    ],
)
def test_it_stays(text):
    assert (mask(text).text, mask(text).kinds) == (text, ())


@pytest.mark.timeout(5)
def test_a_message_full_of_digits_takes_no_time():
    assert mask("1 " * 2048).kinds == ()


def test_the_text_keeps_its_length_so_that_places_in_it_stay_true():
    text = "आधार २३४१ २३४१ २३४६, PAN ABCPD1234E, घनसाली"
    assert len(mask(text).text) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mera number 9876543210 hai", "mera number •••••••210 hai"),
        ("mo.9876543210/9812345678", "mo.•••••••210/•••••••678"),
        ("+91 98765 43210 पर फोन करें", "+•• ••••• ••210 पर फोन करें"),
        ("फोन ९८७६५४३२१०", "फोन •••••••२१०"),
        ("bijli nahi hai mera number 9876543210", "bijli nahi hai mera number •••••••210"),
        ("घर का फोन 0135-2712345", "घर का फोन ••••-••••345"),
    ],
)
def test_a_phone_number_is_hidden_on_a_page(text, shown):
    assert discreet(text) == shown
    assert in_full(f"{shown}, जल्दी", text) == f"{text}, जल्दी"


@pytest.mark.parametrize(
    "text",
    [f"शिकायत {NUMBER}", "consumer no 7012345678 hai", "PIN 248001", "3/12/2026 सुबह 9:30", ""],
)
def test_what_the_matter_needs_is_shown_on_a_page(text):
    assert discreet(text) == text


def test_who_only_teaches_sees_no_long_number_but_a_complaints():
    text = f"consumer no 7012345678, meter 1234567, शिकायत {NUMBER}, PIN 248001"
    assert discreet(text, every_long_number=True) == (
        f"consumer no •••••••678, meter ••••567, शिकायत {NUMBER}, PIN 248001"
    )
