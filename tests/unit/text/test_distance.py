import pytest

from helpline.text.distance import kilometres

DEHRADUN, DELHI = (30.3165, 78.0322), (28.6139, 77.2090)


def test_from_dehradun_to_delhi_it_is_two_hundred_kilometres():
    assert kilometres(DEHRADUN, DELHI) == pytest.approx(205, abs=2)
    assert kilometres(DELHI, DEHRADUN) == kilometres(DEHRADUN, DELHI)


def test_from_a_spot_to_itself_it_is_nothing():
    assert kilometres(DELHI, DELHI) == 0
