from hypothesis import given
from hypothesis import strategies as st

from helpline.whatsapp.signature import sign, verify

SECRET = "app-secret"
BODY = rb'{"text":"\u0928\u092e\u0938\u094d\u0924\u0947 \/ @"}'


def test_it_is_the_hmac_that_meta_documents():
    # echo -n '{"a":1}' | openssl dgst -sha256 -hmac app-secret
    assert sign(SECRET, b'{"a":1}') == (
        "sha256=a2ac6607a24977f9757e6d78319ae1660ad42ffeee0ee3f0dff30a92bcf85448"
    )


@given(st.binary())
def test_a_signed_body_is_recognised(body):
    assert verify(SECRET, body, sign(SECRET, body))


@given(st.binary(), st.binary())
def test_the_signature_of_another_body_is_refused(body, other):
    assert verify(SECRET, body, sign(SECRET, other)) == (body == other)


def test_the_signature_of_another_secret_is_refused():
    assert not verify(SECRET, BODY, sign("another", BODY))


def test_a_missing_signature_is_refused():
    assert not verify(SECRET, BODY, None)


@given(st.text())
def test_no_header_whatever_breaks_the_comparison(header):
    assert verify(SECRET, BODY, header) == (header == sign(SECRET, BODY))


def test_bytes_that_were_no_text_are_refused():
    assert not verify(SECRET, BODY, b"sha256=\xff\xfe".decode("utf-8", "surrogateescape"))
