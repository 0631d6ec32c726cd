import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.domain.complaint_number import WrongComplaintNumber, for_id, parse, spoken

NUMBER = for_id(424)


def test_a_number_has_eight_digits_and_reads_back():
    assert len(NUMBER) == 8
    assert parse(NUMBER) == NUMBER
    assert parse(spoken(NUMBER)) == NUMBER


@pytest.mark.parametrize(
    "written",
    [
        "{0}{1}",
        "{0} {1}",
        "{0}-{1}",
        " CM {0} {1} ",
        "cm-{0}-{1}",
        "CMHL/{0}{1}",
        "नंबर {0} {1}",
        "No. {0}{1}",
    ],
)
def test_it_is_read_in_any_spacing_and_with_any_prefix(written):
    assert parse(written.format(NUMBER[:4], NUMBER[4:])) == NUMBER


def test_it_is_read_in_devanagari_digits():
    assert parse(NUMBER.translate(str.maketrans("0123456789", "०१२३४५६७८९"))) == NUMBER


@given(st.integers(1, 5_000_000), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(complaint_id, position, shift):
    number = for_id(complaint_id)
    wrong = str((int(number[position]) + shift) % 10)
    with pytest.raises(WrongComplaintNumber):
        parse(number[:position] + wrong + number[position + 1 :])


@given(st.integers(1, 5_000_000), st.integers(0, 6))
def test_two_swapped_neighbours_are_noticed(complaint_id, position):
    number = list(for_id(complaint_id))
    if number[position] == number[position + 1]:
        return
    number[position], number[position + 1] = number[position + 1], number[position]
    with pytest.raises(WrongComplaintNumber):
        parse("".join(number))


@pytest.mark.parametrize("text", ["", "   ", "1234", "12345678901", "बिजली", "1000-00I6", "९"])
def test_anything_else_is_refused(text):
    with pytest.raises(WrongComplaintNumber):
        parse(text)
