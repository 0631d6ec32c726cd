import threading

import pytest

from helpline.desk.simulator.chats import CITIZEN, HELPLINE, Chats

RADHA, MOHAN = "919876543210", "919876543211"


@pytest.fixture
def chats(tmp_path, frozen_clock) -> Chats:
    chats = Chats(tmp_path / "simulator.db")
    chats.add_chat(RADHA, "राधा देवी")
    return chats


def say(chats: Chats, wamid: str, sender: str = CITIZEN, phone: str = RADHA, status="sent"):
    return chats.add(phone, wamid, sender, {"type": "text", "text": {"body": wamid}}, status)


def test_changes_tell_what_is_new_and_what_has_changed(chats):
    say(chats, "one")
    say(chats, "two")
    known = chats.version()

    assert chats.changes(RADHA, known) == []
    chats.set_status("one", "delivered", "200")
    say(chats, "three")

    changed = chats.changes(RADHA, known)
    assert [(message.wamid, message.status) for message in changed] == [
        ("one", "delivered"),
        ("three", "sent"),
    ]


def test_the_same_message_is_kept_once(chats):
    first, is_new = say(chats, "one")
    again, is_new_again = say(chats, "one")

    assert (is_new, is_new_again) == (True, False)
    assert again == first


def test_read_stays_read(chats):
    say(chats, "one")
    chats.set_status("one", "read")
    chats.set_status("one", "delivered")

    assert chats.find("one").status == "read"


def test_clearing_hides_what_was_there_and_its_later_changes(chats):
    say(chats, "one")
    chats.clear(RADHA)
    chats.set_status("one", "delivered")
    say(chats, "two")

    assert [message.wamid for message in chats.changes(RADHA, 0)] == ["two"]


def test_chats_stand_in_the_order_of_their_latest_message(chats, frozen_clock):
    frozen_clock.advance(minutes=1)
    chats.add_chat(MOHAN, "मोहन")
    assert [chat.name for chat in chats.all()] == ["मोहन", "राधा देवी"]

    frozen_clock.advance(minutes=1)
    say(chats, "one")
    first = chats.all()[0]
    assert (first.name, first.last.wamid) == ("राधा देवी", "one")


def test_unread_are_the_helplines_messages_until_they_are_read(chats):
    say(chats, "mine")
    say(chats, "theirs", HELPLINE, status="delivered")
    assert chats.chat(RADHA).unread == 1

    chats.set_status("theirs", "read")
    assert chats.chat(RADHA).unread == 0


def test_typing_ends_by_itself(chats, frozen_clock):
    chats.set_typing(RADHA, seconds=25)
    assert chats.chat(RADHA).typing

    frozen_clock.advance(seconds=26)
    assert not chats.chat(RADHA).typing


def test_a_message_belongs_to_its_chat_only(chats):
    chats.add_chat(MOHAN, "मोहन")
    say(chats, "one")

    assert chats.message(RADHA, "one").wamid == "one"
    assert chats.message(MOHAN, "one") is None


def test_no_two_changes_share_a_version(chats):
    def write(name: str) -> None:
        for number in range(10):
            say(chats, f"{name}-{number}")

    writers = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    versions = [message.version for message in chats.changes(RADHA, 0)]
    assert sorted(versions) == list(range(1, 31))
