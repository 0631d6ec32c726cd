"""Which part of the summary is to be changed or taken out."""

import pytest

from helpline.text.talk.parts import NamedPart, named_part


@pytest.mark.parametrize(
    ("text", "part", "removes"),
    [
        ("gali wala hissa hata do usme se, baaki theek", "complaint_text", True),
        ("jagah galat hai", "place", False),
        ("zila badalna hai", "place", False),
        ("I want to change the district", "place", False),
        ("गाँव बदलना है", "place", False),
        ("vibhag galat hai", "department", False),
        ("change the topic", "category", False),
        ("likhi hui baat badalni hai", "complaint_text", False),
        ("photo hata do", "photos", True),
        ("remove the photo", "photos", True),
    ],
)
def test_a_part_is_named(text, part, removes):
    assert named_part(text) == NamedPart(part, removes)


@pytest.mark.parametrize(
    "text",
    [
        "jagah galat hai, Ghansali hai",
        "kab theek hoga",
        "jagah badal di sarkar ne",
        "kooda hata do hamari gali se",
        "bijli ka bill galat hai",
        "jagah",
        "",
    ],
)
def test_what_says_more_names_no_part(text):
    assert named_part(text) is None
