"""An answer to "where is it?" that is nothing but an address: taken as written, known to a list or not.

No list has every hamlet. So what says where is not told by known names, but by what is missing:
an address has no verb, no plea and no trouble in it.
"""

from collections.abc import Sequence

from helpline.text.keys import sound_of
from helpline.text.normalise import normalise
from helpline.text.talk.place_words import is_beside, is_trouble, names_what_follows
from helpline.text.talk.words import is_one_of, sounds, sounds_of
from helpline.text.tokens import Token, tokenise

# Around an address people make half a sentence: "hamara gaon X hai", "main X se hun".
_FRAME = """
mera meri mere hamara hamari hamare humara apna apne main mai hum ham i i'm my our we is it it's at in from
the this that ye yeh yah wahi vahi naam nam name hai hain hun he ho me mein se ka ki ke ko par pe
rehta rehti rehte rahta rahti rahte live lives stay ji sir madam sahab bhai haan ha ok okay jagah place
address pata sirf bas only and aur to bhi wala wali wale am are hmm hm umm mamla maamla matter
didi bhaiya madam bete yaha yahan yahi yahin waha wahan idhar ghar makan house home log should be its
likhna likhni hona hoga hamro hamru chha च छ
"""
# Said with a name, and no name themselves.
_KINDS = """
gaon gram village tok gramsabha block vikaskhand tehsil tahsil zila jila zile jile district janpad dist shahar
sheher city town post panchayat sabha pin near kshetra ilaka ilake area karyalay
"""
_VILLAGE = "gaon gram village"
# With one of these it is a sentence. Names of things are none: tanks, schools and roads lead to a spot.
_SENTENCE = """
kar karo kare karen karna karte karta karti kiya kijiye kardo karwa karwao raha rahe rahi gaya gaye
gayi aata aati aate aaya aayi aa ja jao jata jati jate do dijiye dijie dena deta dete diya den lo
lijiye liya mila mili mile milta milti milte hua hue hui hota hoti hote tha thi pada padi tuta
tuti toot tut kharab band gira giri laga lagi lage chahiye chahie likho likha likhiye batao bataiye
bataya bata bola suno sunta sunte dekho dekha dhundh dhundho bachao marta mar maar
please plz pls kripya help madad pareshan dukhi bahut bohot bht jaldi kuch kuchh koi kya kyu kyon
kab kaise kaun kahan kisi mujhe hame hamko humko mujhko unhe usko tum aap aapko aapka
problem dikkat pareshani samasya shikayat complaint beta beti ladka ladki bachcha bachche bachha
din dino mahine saal hafte ghante days weeks months since still yet always thank thanks dhanyavad
don't dont doesn't isn't was were has have had been need want find lost broken very worried can
cannot can't will would please know wrote nobody nothing hello hi namaste namaskar yaar nahi nahin no not sorry galat
baje mat batana batane batana batate chhupa gupt wrong but balki theek thik chhodo chodo rehne cancel radd skip samajh malum maloom told already same itna kaafi kafi enough working
bhagte bhagta bhagti daudte daudta kaatte katte baad abhi parso aaj roz
"""
# In an address they stand for a way: "station jane wali sadak".
_GOING = "le lekar lene jane jaane aane karne hone dene rehne log ab isliye liye tak sthit ek"
_NEVER_IN_NAMES = f"{_FRAME} {_SENTENCE} {_GOING}"
_IS = "hai hain hun he ho is are"
_LIVES = "rehta rehti rehte rahta rahti rahte live lives living"
_NAME = "naam nam name"
# By sound they would be "ka" and "kahan".
_KHAN = tuple(map(normalise, ("खां", "खान", "khan")))
_DISTRICT = "zila jila zile jile district janpad dist"
_LONGEST, _MOST_NAMES = 12, 6  # words
_SHORTEST_PHONE = 8  # digits


def address_of(text: str) -> str | None:
    """Return the address that a text is, without the half sentence around it; None where it is more."""
    tokens = tokenise(text)
    if not tokens or len(tokens) > _LONGEST or "?" in text or text.lstrip().startswith("/"):
        return None
    if _is_a_sentence(tokens) or _holds_a_phone(tokens):
        return None
    tokens = _without_frame(tokens)
    if any(_is(token, _LIVES) for token in tokens):
        # "I live in Delhi, the village is Khirsu" names two places, of which one is meant.
        return None
    named = [token for token in tokens if not _is(token, _KINDS) and not _is(token, _FRAME)]
    if not 1 <= len(named) <= _MOST_NAMES:
        return None
    return _without_verbs(text[tokens[0].start : tokens[-1].end])


def _without_verbs(address: str) -> str:
    """Leave out what ends a half sentence within: "gaon Simalta hai, Gangolihat"."""
    parts = [part.split() for part in address.split(",")]
    kept = [part[:-1] if len(part) > 1 and is_one_of(part[-1], _IS) else part for part in parts]
    return ", ".join(" ".join(part) for part in kept if part)


def could_be_a_name(word: str, following: str = "") -> bool:
    """Tell whether a word may be part of a name: no small word, verb, number or trouble."""
    if names_what_follows(word, following):
        return True
    is_small = word not in _KHAN and is_one_of(word, _NEVER_IN_NAMES)
    return not (is_small or is_trouble(word) or is_beside(word) or word.isdecimal())


def is_called_a_place(address: str) -> bool:
    """Tell whether an address says of itself what it is: "gaon Kotli", "Talla tok"."""
    return any(_is(token, _KINDS) for token in tokenise(address))


def without_village(address: str) -> str:
    """Return an address without the word before its name: the "gaon" of "gaon Kotli"."""
    tokens = tokenise(address)
    is_before = len(tokens) > 1 and _is(tokens[0], _VILLAGE) and could_be_a_name(tokens[1].normal)
    return address[tokens[1].start :] if is_before else address


def names_more(address: str, known: Sequence[str]) -> bool:
    """Tell whether an address has a name in it beside the known ones."""
    said = {sound_of(token.normal) for name in known for token in tokenise(name)}
    rest = (token for token in tokenise(address) if sound_of(token.normal) not in said)
    return any(not _is(token, f"{_KINDS} {_FRAME}") for token in rest)


def without_district(address: str, names: Sequence[str]) -> str:
    """Return an address without its district at the end, which is said beside it anyway."""
    tokens = _without_last(tokenise(address), sounds(_DISTRICT))
    for name in names:
        said = sounds_of(name)
        if len(tokens) > len(said) and [sound_of(t.normal) for t in tokens[-len(said) :]] == said:
            tokens = tokens[: -len(said)]
    tokens = _without_last(tokens, sounds(_DISTRICT))
    return address[tokens[0].start : tokens[-1].end]


def _without_last(tokens: list[Token], words: frozenset[str]) -> list[Token]:
    while len(tokens) > 1 and sound_of(tokens[-1].normal) in words:
        tokens = tokens[:-1]
    return tokens


def _is_a_sentence(tokens: list[Token]) -> bool:
    """Whether a word of a sentence is there: "no", but not the one of "Bithoria no 1" or "nai basti"."""
    following = [*(token.normal for token in tokens[1:]), ""]
    return any(
        _is(token, _SENTENCE)
        and not after.isdecimal()
        and not names_what_follows(token.normal, after)
        for token, after in zip(tokens, following, strict=True)
    )


def _without_frame(tokens: list[Token]) -> list[Token]:
    while tokens and (_is_before_all(tokens) or _is_the_name_of(tokens)):
        tokens = tokens[1:]
    while tokens and _is(tokens[-1], _FRAME):
        tokens = tokens[:-1]
    return tokens


def _is_before_all(tokens: list[Token]) -> bool:
    following = tokens[1].normal if len(tokens) > 1 else ""
    return _is(tokens[0], _FRAME) and not names_what_follows(tokens[0].normal, following)


def _is_the_name_of(tokens: list[Token]) -> bool:
    """Whether it begins like "gaon ka naam Chopta"."""
    return len(tokens) > 2 and _is(tokens[0], _KINDS) and _is(tokens[2], _NAME)


def _holds_a_phone(tokens: list[Token]) -> bool:
    return any(
        token.normal.isdecimal() and len(token.normal) >= _SHORTEST_PHONE for token in tokens
    )


def _is(token: Token, words: str) -> bool:
    return token.normal not in _KHAN and is_one_of(token.normal, words)
