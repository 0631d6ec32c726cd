"""How fast all messages go together."""

from datetime import timedelta

from helpline.worker.tempo import LONGEST_PAUSE, Tempo
from tests.support.messages import SENT_AT as NOW


def sent_within(tempo: Tempo, seconds: int) -> int:
    """Send as fast as it lets us, looking a hundred times a second."""
    sent = 0
    for hundredth in range(seconds * 100):
        now = NOW + timedelta(seconds=hundredth / 100)
        for _ in range(tempo.room(now)):
            tempo.count(now)
            sent += 1
    return sent


def test_a_seconds_worth_goes_at_once_and_then_so_many_each_second():
    # 40 at once, and 40 in each of ten seconds.
    assert 400 <= sent_within(Tempo(80), 10) <= 442


def test_the_room_is_as_large_as_what_may_be_counted():
    tempo = Tempo(80)
    assert tempo.room(NOW) == 41  # A second's worth, and the one of this moment.
    for left in reversed(range(41)):
        tempo.count(NOW)
        assert tempo.room(NOW) == left


def test_too_fast_halves_the_speed_after_a_pause():
    tempo = Tempo(80)
    assert tempo.too_fast(timedelta(seconds=1), NOW) == NOW + timedelta(seconds=1)
    assert tempo.room(NOW + timedelta(seconds=0.9)) == 0
    assert 160 <= sent_within(tempo, 10) <= 200


def test_pauses_in_a_row_grow_up_to_a_limit_and_begin_anew_after_success():
    tempo = Tempo(80)
    pauses = [tempo.too_fast(timedelta(seconds=1), NOW) - NOW for _ in range(8)]
    assert [pause.total_seconds() for pause in pauses[:4]] == [1, 2, 4, 8]
    assert pauses[-1] == LONGEST_PAUSE
    tempo.went_well()
    assert tempo.too_fast(timedelta(seconds=1), NOW) - NOW == timedelta(seconds=1)


def test_the_old_speed_comes_back():
    tempo = Tempo(80)
    tempo.too_fast(timedelta(0), NOW)
    for _ in range(100):
        tempo.went_well()
    assert sent_within(tempo, 10) >= 400
