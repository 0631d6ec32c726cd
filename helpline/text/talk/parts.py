"""Which part of a complaint a text wants changed or taken out: "vibhag galat hai", "photo hata do"."""

from dataclasses import dataclass

from helpline.text.talk.words import is_one_of, signs
from helpline.text.tokens import tokenise

PLACE, WORDS, PHOTOS = "place", "complaint_text", "photos"
CATEGORY, DEPARTMENT = "category", "department"

_NAMES = {
    PLACE: "jagah | place | pata | address | location | gaon | village | mohalla | ward | sthan | zila | jila | district | janpad",
    CATEGORY: "vishay | subject | topic | category",
    DEPARTMENT: "vibhag | department",
    WORDS: "likhi hui baat | likhi baat | mere shabd | my words | the words | what i wrote | description | likha hua | hissa | shabd | gali | galiyan | line | that part | abuse",
    PHOTOS: "photo | photos | foto | tasveer | picture | pictures | image | video | file | files",
}
_CHANGE = "badalna badalni badalne badlo badal badalo badaliye badalwana change changed correct edit fix sudharo sudhar sudharna galat wrong incorrect"
_REMOVE = (
    "hatao hata hatana hatani hataiye hatado remove removed delete nikalo nikal nikaliye cancel"
)
_FRAME = """
ka ki ke ko se hai hain he is are the my mera meri mere mujhe main i want need to please plz wala wali do dijiye dena
de den karna karni kar karo kardo kijiye ye yeh yah this that it me bhi sirf bas only actually sorry sir madam haan ha
yes nahi jo was usme us wo se baaki baki theek thik sahi
"""
_LONGEST = 9  # words


@dataclass(frozen=True)
class NamedPart:
    """A part of the complaint, and whether it is to be taken out rather than said anew."""

    part: str
    removes: bool


def named_part(text: str) -> NamedPart | None:
    """Return which part a short text wants changed or out; None where it says what is right, or else."""
    tokens = tokenise(text)
    if not 2 <= len(tokens) <= _LONGEST or "?" in text:
        return None
    found = [part for part, names in _NAMES.items() if signs(names).found_in(text)]
    removes = any(is_one_of(token.normal, _REMOVE) for token in tokens)
    changes = any(is_one_of(token.normal, _CHANGE) for token in tokens)
    if len(found) != 1 or not (removes or changes):
        return None
    known = f"{_NAMES[found[0]].replace('|', ' ')} {_CHANGE} {_REMOVE} {_FRAME}"
    return NamedPart(found[0], removes) if all(is_one_of(w.normal, known) for w in tokens) else None
