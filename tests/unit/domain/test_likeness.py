from hypothesis import given, settings
from hypothesis import strategies as st

from helpline.domain import likeness

A_PHOTO = st.integers(0, 2**likeness.BITS - 1)
SOME_BITS = st.sets(st.integers(0, likeness.BITS - 1), max_size=likeness.ALIKE)


@settings(max_examples=500)
@given(A_PHOTO, SOME_BITS)
def test_the_keys_lead_to_every_photo_that_is_alike(one, changed):
    other = one
    for bit in changed:
        other ^= 1 << bit

    assert likeness.differing_bits(one, other) == len(changed)
    assert set(likeness.near_keys(one)) & set(likeness.band_keys(other))


def test_each_bit_says_whether_it_gets_lighter_to_the_right():
    brighter, darker = list(range(9)), list(range(9, 0, -1))

    assert likeness.from_rows([brighter] + [darker] * 7) == 0xFF
    assert likeness.from_rows([darker] * 7 + [brighter]) == 0xFF << 56


def test_what_has_no_pattern_has_no_likeness():
    flat = [[7] * 9] * 8

    assert likeness.from_rows(flat) is None
