"""The keys under which a text is found again: its telling words by their sound, in any script."""

import re
from functools import lru_cache

from helpline.text.keys import key_of, sound_of
from helpline.text.tokens import tokenise

LONGEST_KEY = 40
# Fewer consonants than this tell too little: पुल (bridge) and pole would be one word.
_ENOUGH_CONSONANTS = 3
_SHORTEST_WORD = 2
_EVEN_VOWELS = str.maketrans("eu", "aa")

# They stand in nearly every complaint, so looking for them finds nothing.
_STOP_WORDS = """
    hai hain hun tha the thi nahi na mein se ka ke ki ko kya koi kuch aur ya bhi hi ho hua hue hui
    raha rahe rahi gaya gaye gayi kar karna karo karke karta kare kiya diya diye do de hum ham main
    mera meri mere hamara hamari hamare aap apna yah ye yahan vah wahan is us isse iske par pe tak
    ne liye wala wale wali sab bahut please sir ji the an a of to in on for and or not no is are
    was has have it we our my i you your from with since there this that be been by at
    है हैं था थे थी नहीं में से का के की को और या भी ही हो हुआ हुए रहा रहे रही गया गए गई कर करना
    करें किया दिया दो हम मैं मेरा मेरी मेरे हमारा हमारी हमारे आप अपना यह ये यहाँ वह इस उस पर तक ने
    लिए वाला वाले वाली सब बहुत कृपया जी सर श्री
"""


def keys_of(text: str) -> list[str]:
    """Return the key of each telling word, in the order of the words."""
    return [search_key(word) for word in telling_words(text)]


def telling_words(text: str) -> list[str]:
    """Return the words that have a key and do not stand in nearly every complaint."""
    words = (token.normal for token in tokenise(text))
    return [word for word in words if search_key(word) not in _stop_keys()]


def beginnings_of(word: str) -> list[str]:
    """Return with what the key of a word begins of which this is the beginning.

    bij may become bijli, whose key has no vowels; pani is whole, or goes on after its vowel.
    """
    beginnings = [search_key(word)]
    skeleton = key_of(word)
    if _SHORTEST_WORD <= len(skeleton) < _ENOUGH_CONSONANTS and sound_of(word)[-1] not in "aeiou":
        beginnings.append(skeleton)
    return beginnings


@lru_cache(maxsize=65536)
def search_key(word: str) -> str:
    """Return the key of one word: `bjl` for बिजली and bijli, its sound where that says too little.

    A word in a script without sound rules is its own key; a single letter has none.
    """
    skeleton, sound = key_of(word), sound_of(word)
    key = skeleton if len(skeleton) >= _ENOUGH_CONSONANTS else _even(sound)
    key = key or word
    return key[:LONGEST_KEY] if len(key) >= _SHORTEST_WORD else ""


def _even(sound: str) -> str:
    """Bring the vowels of a short word together, as English and Hindi spell them.

    light लाइट, road रोड, bus बस, gas गैस; नाले becomes नाला.
    """
    sound = re.sub(r"(?<=i)([a-z])e$", r"\1", sound)
    return sound.replace("ai", "i").replace("oa", "o").translate(_EVEN_VOWELS)


@lru_cache(maxsize=1)
def _stop_keys() -> frozenset[str]:
    return frozenset({"", *(search_key(token.normal) for token in tokenise(_STOP_WORDS))})
