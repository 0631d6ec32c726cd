"""Reading notifications: the well-formed, the strange and the broken."""

import json
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.whatsapp.inbound import (
    SILENT_KINDS,
    MalformedNotification,
    new_identity,
    own_phone,
    parse,
)

NUMBER = "106540352242922"
TEXT = {
    "from": "919876543210",
    "from_user_id": "IN.1349",
    "id": "wamid.1",
    "timestamp": "1749416383",
    "type": "text",
    "text": {"body": "नमस्ते"},
}
STATUS = {
    "id": "wamid.9",
    "status": "failed",
    "timestamp": "1749416383",
    "errors": [{"code": 131047}],
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def change(number=NUMBER, field="messages", **value):
    return {"field": field, "value": {"metadata": {"phone_number_id": number}, **value}}


def notification(*changes):
    return json.dumps(
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": list(changes)}]}
    ).encode()


def test_a_text_message_is_read():
    (message,) = parse(notification(change(messages=[TEXT])), NUMBER).messages
    assert (message.wamid, message.phone, message.user_id) == ("wamid.1", "919876543210", "IN.1349")
    assert message.kind == "text"
    assert message.sent_at == datetime(2025, 6, 8, 20, 59, 43, tzinfo=timezone.utc)
    assert message.payload == TEXT


def test_a_status_is_read_with_its_errors():
    (status,) = parse(notification(change(statuses=[STATUS])), NUMBER).statuses
    assert (status.wamid, status.status, status.errors) == ("wamid.9", "failed", [{"code": 131047}])


def test_errors_of_the_account_are_read():
    errors = [{"code": 130429, "title": "Rate limit hit"}]
    assert parse(notification(change(errors=errors)), NUMBER).account_errors == errors


def test_every_entry_change_and_message_is_read_in_order():
    entries = [
        {"changes": [change(messages=[TEXT, {**TEXT, "id": "wamid.2"}])]},
        {"changes": [change(statuses=[STATUS]), change(messages=[{**TEXT, "id": "wamid.3"}])]},
    ]
    read = parse(json.dumps({"entry": entries}).encode(), NUMBER)
    assert [message.wamid for message in read.messages] == ["wamid.1", "wamid.2", "wamid.3"]
    assert len(read.statuses) == 1


def test_what_is_for_another_number_or_of_another_field_is_named_and_left():
    read = parse(
        notification(
            change(number="another", messages=[TEXT]),
            change(field="account_update", messages=[TEXT]),
            change(messages=[TEXT]),
        ),
        NUMBER,
    )
    assert len(read.messages) == 1
    assert (read.foreign, read.other_fields) == (["another"], ["account_update"])


def test_the_user_id_is_taken_from_the_contacts_where_the_message_has_none():
    message = {key: value for key, value in TEXT.items() if key != "from_user_id"}
    contacts = [{"wa_id": TEXT["from"], "user_id": "IN.77"}]
    (read,) = parse(notification(change(messages=[message], contacts=contacts)), NUMBER).messages
    assert read.user_id == "IN.77"


def test_somebody_who_hides_the_number_is_known_by_the_user_id():
    message = {key: value for key, value in TEXT.items() if key != "from"}
    (read,) = parse(notification(change(messages=[message])), NUMBER).messages
    assert (read.phone, read.user_id) == (None, "IN.1349")


def test_a_kind_of_tomorrow_is_a_message_all_the_same():
    (read,) = parse(notification(change(messages=[{**TEXT, "type": "hologram"}])), NUMBER).messages
    assert read.kind == "hologram"


@pytest.mark.parametrize(
    ("kind", "is_silent"),
    [
        *((kind, True) for kind in sorted(SILENT_KINDS)),
        *((kind, False) for kind in ("text", "edit", "unsupported", "order", "hologram")),
    ],
)
def test_what_asks_nothing_of_us_is_kept_and_known_to_be_silent(kind, is_silent):
    (read,) = parse(notification(change(messages=[{**TEXT, "type": kind}])), NUMBER).messages
    assert (read.kind, read.is_silent) == (kind, is_silent)


def test_reply_referral_and_whatever_comes_beside_the_words_stay_with_the_message():
    beside = {
        "context": {"from": "911905", "id": "wamid.0"},
        "referral": {"source_type": "ad", "source_id": "7", "headline": "1905"},
        "tomorrow": {"new": True},
    }
    (read,) = parse(notification(change(messages=[{**TEXT, **beside}])), NUMBER).messages
    assert read.payload == {**TEXT, **beside}


def test_several_accounts_in_one_notification_are_told_apart():
    ours = {"id": "ours", "changes": [change(messages=[TEXT])]}
    theirs = {"id": "theirs", "changes": [change(number="another", messages=[TEXT, TEXT])]}
    read = parse(json.dumps({"entry": [theirs, ours, theirs]}).encode(), NUMBER)
    assert ([message.wamid for message in read.messages], read.foreign) == (
        ["wamid.1"],
        ["another", "another"],
    )


def test_what_a_message_cost_is_read_with_its_status():
    pricing = {"billable": True, "pricing_model": "PMP", "category": "utility", "type": "regular"}
    report = {**STATUS, "pricing": pricing, "recipient_user_id": "IN.1349"}
    (status,) = parse(notification(change(statuses=[report])), NUMBER).statuses
    assert status.pricing == pricing


def test_a_message_without_any_number_is_from_the_one_contact():
    message = {key: value for key, value in TEXT.items() if not key.startswith("from")}
    contacts = [{"profile": {"username": "sita"}, "user_id": "IN.77"}]
    (read,) = parse(notification(change(messages=[message], contacts=contacts)), NUMBER).messages
    assert (read.phone, read.user_id) == (None, "IN.77")


@pytest.mark.parametrize(
    ("part", "identity"),
    [
        ({"type": "user_changed_number", "wa_id": "919000000002"}, ("919000000002", None)),
        ({"type": "user_changed_user_id", "user_id": "IN.2", "previous_user_id": "IN.1"}, (None, "IN.2")),
        ({"type": "user_changed_number", "wa_id": "+91 9000", "user_id": 7}, (None, None)),
        ({"type": "customer_identity_changed", "wa_id": "919000000002"}, (None, None)),
        ("new number", (None, None)),
    ],
)  # fmt: skip
def test_a_new_number_or_user_id_is_read_from_what_whatsapp_says_of_it(part, identity):
    assert new_identity({"system": part}) == identity


@pytest.mark.parametrize(
    ("card", "beside", "phone"),
    [
        ({"origin": "contact_request", "phones": [{"wa_id": "919000000002"}]}, {}, "919000000002"),
        ({"phones": [{"phone": "x"}, {"wa_id": "919000000002"}]}, {"origin": "contact_request"}, "919000000002"),
        ({"phones": [{"wa_id": "919000000002"}]}, {}, None),
        ({"origin": "contact_request", "phones": 7}, {}, None),
    ],
)  # fmt: skip
def test_only_a_number_that_was_asked_for_is_the_citizens_own(card, beside, phone):
    assert own_phone({"contacts": [card], **beside}) == phone


@pytest.mark.parametrize(
    "broken",
    [
        {"id": None},
        {"id": "x" * 161},
        {"id": ""},
        {"from": None, "from_user_id": None},
        {"from": "+91 98765", "from_user_id": None},
        {"from": ["91"], "from_user_id": 7},
    ],
)
def test_an_unreadable_message_is_counted_and_spoils_no_other(broken):
    read = parse(notification(change(messages=[{**TEXT, **broken}, TEXT])), NUMBER)
    assert ([message.wamid for message in read.messages], read.unreadable) == (["wamid.1"], 1)


def test_an_unreadable_status_is_counted():
    read = parse(notification(change(statuses=[{"id": "wamid.1"}, STATUS])), NUMBER)
    assert (len(read.statuses), read.unreadable) == (1, 1)


@pytest.mark.parametrize("timestamp", [None, "soon", "9" * 30, [], {}])
def test_a_strange_time_leaves_the_message_readable(timestamp):
    (read,) = parse(
        notification(change(messages=[{**TEXT, "timestamp": timestamp}])), NUMBER
    ).messages
    assert read.sent_at is None


@pytest.mark.parametrize(
    ("sent", "stored"),
    [("a\0b", "ab"), ("\ud83d", "?"), ("\U0001f600", "\U0001f600")],
    ids=["NUL", "half a character", "a whole one"],
)
def test_what_no_database_stores_is_replaced(sent, stored):
    body = notification(change(messages=[{**TEXT, "text": {"body": sent}}]))
    (read,) = parse(body, NUMBER).messages
    assert read.payload["text"]["body"] == stored


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"entry": {}}',
        b'{"entry": [NaN]}',
        b"[" * 100_000,
    ],
    ids=range(9),
)
def test_a_body_that_is_no_notification_is_malformed(body):
    with pytest.raises(MalformedNotification):
        parse(body, NUMBER)


def test_the_error_does_not_quote_the_body():
    with pytest.raises(MalformedNotification) as error:
        parse(b'{"from": "919876543210", ', NUMBER)
    assert "9198" not in repr(error.value)


@given(JSON)
def test_no_json_whatever_breaks_the_reader(value):
    for body in (
        {"entry": value},
        {"entry": [value]},
        {"entry": [{"changes": [value]}]},
        {"entry": [{"changes": [{"field": "messages", "value": value}]}]},
        {"entry": [{"changes": [change(messages=value, statuses=value, contacts=value)]}]},
        {"entry": [{"changes": [change(messages=[value], statuses=[value], contacts=[value])]}]},
        {"entry": [{"changes": [change(messages=[{**TEXT, "type": value, "from": value}])]}]},
    ):
        try:
            parse(json.dumps(body).encode(), NUMBER)
        except MalformedNotification:
            assert not isinstance(body["entry"], list)
