"""How a word sounds, the same for Devanagari, Roman Hindi and English loan words.

Two keys of different strictness: `sound_of` keeps rough vowels (बिजली, bijlee → `bijli`),
`key_of` keeps consonants only (→ `bjl`). Both ignore what Roman spelling leaves open:
vowel length, aspiration, dental or retroflex, doubled letters.
"""

import re
from functools import lru_cache

from helpline.text.normalise import ANUSVARA, NUKTA, VIRAMA, normalise
from helpline.text.scripts import is_devanagari

_CONSONANTS = {
    "क": "k", "ख": "k", "ग": "g", "घ": "g", "ङ": "n",
    "च": "c", "छ": "c", "ज": "j", "झ": "j", "ञ": "n",
    "ट": "t", "ठ": "t", "ड": "d", "ढ": "d", "ण": "n",
    "त": "t", "थ": "t", "द": "d", "ध": "d", "न": "n",
    "प": "p", "फ": "p", "ब": "b", "भ": "b", "म": "m",
    "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "s", "ष": "s", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri",
    "ए": "e", "ऐ": "e", "ओ": "o", "औ": "o", "ऍ": "e", "ऑ": "o", "ऎ": "e", "ऒ": "o",
}  # fmt: skip
_VOWEL_SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "e",
    "ो": "o", "ौ": "o", "ॅ": "e", "ॉ": "o", "ॆ": "e", "ॊ": "o",
}  # fmt: skip

# Everyday words whose spellings no rule brings together; the first spelling stands for all.
_ONE_WORD = [
    "hai h he hei haii hay है",
    "hain hen हैं हें",
    "hun hu hoon hoo हूं हू",
    "nahi nhi nai nahin nhii ni naa nahee nahii नहीं नही नहि नई",
    "mein me mei mai men में मे",
    "maine mene mainne मैंने मैने",
    "ke k के",
    "ki kii की कि",
    "kya kyaa क्या",
    "kyon kyu kyun kyo q क्यों क्यूं क्यो",
    "gaon gaanv ganv gav gao gaav gaw gaun गांव गाव गाँव",
    "gaye gye gae gay गए गये",
    "gayi gyi gai गई गयी",
    "hue huye huwe हुए हुये",
    "hui huyi हुई हुयी",
    "liye lie liy लिए लिये",
    "kahan kaha khan kha कहां कहा",
    "yahan yaha yha yahaan यहां यहा",
    "wahan waha vaha vahan वहां वहा",
    "jahan jaha jahaa जहां जहा",
    "koi koe कोई",
    "aur or aor और",
    "main मैं",
    "hum ham हम",
    "bhi bi भी",
    "gaya gya gaia गया",
    "raha rha रहा",
    "rahe rhe रहे",
    "rahi rhi रही",
    "kar kr कर",
    "karna krna करना",
    "karo kro करो",
    "karke krke करके",
    "karta krta करता",
    "karte krte करते",
    "kuch kch kuchh कुछ",
    "bahut bhut bohot bahot boht बहुत",
    "sakta skta सकता",
    "sakte skte सकते",
    "lagta lgta लगता",
    "jaye jae jaay जाए जाये",
    "aaye aye aae आए आये",
    "chahiye chahie chaiye chahiy chaie चाहिए चाहिये",
    "diye die दिए दिये",
    "kyonki kyunki kyuki kyoki क्योंकि क्यूंकि",
    "sahab sahb sahib saheb साहब साहेब",
    "pe pr pai par पर पे",
    "please plz pls pleas plzz pliz प्लीज",
    "engineer injiniyar इंजीनियर",
    "complaint complain complent kamplent compliant कंप्लेंट कम्प्लेंट कंप्लेन",
    "number no nambar nambr nmbr नंबर नम्बर",
    "teen तीन",
]


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """Return the rough sound of one word, vowels and all: बिजली, bijlee → `bijli`."""
    normal = normalise(word)
    known = _one_word_table().get(normal)
    if known is not None:
        return known
    return _sound(normal)


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Return the consonant skeleton of one word: बिजली, bijlee → `bjl`; ट्रांसफार्मर → `trnspmr`."""
    sound = sound_of(word)
    if not sound:
        return ""
    skeleton = re.sub(r"[aeiou]", "", sound[1:])
    skeleton = skeleton.replace("y", "")
    first = "a" if sound[0] in "aeiou" else sound[0]
    return first + skeleton


@lru_cache(maxsize=1)
def _one_word_table() -> dict[str, str]:
    table = {}
    for line in _ONE_WORD:
        spellings = line.split()
        for spelling in spellings:
            table[normalise(spelling)] = _sound(normalise(spellings[0]))
    return table


def _sound(normal: str) -> str:
    if any(is_devanagari(char) for char in normal):
        return _shorten(_from_devanagari(normal))
    return _shorten(_from_roman(normal))


def _shorten(sound: str) -> str:
    """Even out what both scripts spell in two ways: diya/dia, pehle/pahle, sanbandh/sambandh."""
    sound = re.sub(r"(.)\1+", r"\1", sound)
    sound = re.sub(r"(?<=i)y(?=[aeiou])", "", sound)
    sound = re.sub(r"eh(?=[b-df-hj-np-tv-z])", "ah", sound)
    return re.sub(r"n(?=[pb])", "m", sound)


# --- Devanagari -----------------------------------------------------------------------------


_UNWRITTEN = "A"  # the inherent vowel, spoken or not


def _from_devanagari(word: str) -> str:
    syllables = _without_silent_vowels(_syllables(word.replace(NUKTA, "")))
    return "".join(
        consonant + ("a" if vowel == _UNWRITTEN else vowel) for consonant, vowel in syllables
    )


def _syllables(word: str) -> list[tuple[str, str]]:
    """Split into (consonant, vowel) pairs; the vowel is "" after a virama, `A` where unwritten."""
    syllables: list[tuple[str, str]] = []
    for char in word:
        if char in _CONSONANTS:
            syllables.append((_CONSONANTS[char], _UNWRITTEN))
        elif char in _VOWELS:
            syllables.append(("", _VOWELS[char]))
        elif char in _VOWEL_SIGNS and syllables:
            syllables[-1] = (syllables[-1][0], _VOWEL_SIGNS[char])
        elif char == VIRAMA and syllables:
            syllables[-1] = (syllables[-1][0], "")
        elif char == ANUSVARA:
            syllables.append(("n", ""))
        elif char.isascii() and char.isalnum():
            syllables.append((char, ""))
    if syllables and word.endswith(ANUSVARA):
        syllables.pop()
    return syllables


def _without_silent_vowels(syllables: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Silence the inherent vowel as Hindi does: at the end, and between VC_CV, from the right.

    सड़क sadak, सड़कें sadken, करनी karni, समझना samajhna.
    """
    spoken = list(syllables)
    for index in range(len(spoken) - 1, 0, -1):
        consonant, vowel = spoken[index]
        if vowel != _UNWRITTEN:
            continue
        last = index == len(spoken) - 1
        between = spoken[index - 1][1] != "" and not last and "" not in spoken[index + 1]
        if last or between:
            spoken[index] = (consonant, "")
    return spoken


# --- Roman ----------------------------------------------------------------------------------

_ROMAN_RULES = [
    (r"[^a-z0-9]", ""),
    (r"([a-z])\1{2,}", r"\1\1"),
    (r"tion|sion|cian|tian", "san"),
    (r"(?<=[a-z]{2})(?<![oe])(o|e|ei)n$", r"\1"),
    (r"(?<=[a-z]{2})age$", "ej"),
    (r"(?<=[a-z]{2})(ice|ence|ance)$", lambda match: match[0][:-2] + "s"),
    (r"tre$", "tr"),
    (r"ight", "it"),
    (r"dge", "j"),
    (r"sch(?=[oe])", "sk"),
    (r"^wh", "v"),
    (r"^wr", "r"),
    (r"^kn(?=o)", "n"),
    (r"ck", "k"),
    (r"x", "ks"),
    (r"qu", "kv"),
    (r"q", "k"),
    (r"chh?", "C"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"C", "c"),
    (r"able$", "ebal"),
    (r"sh|ss", "s"),
    (r"ph|f", "p"),
    (r"z", "j"),
    (r"(?<=[kgcjtdpb])h(?=[aeiouy]|$)", ""),
    (r"(?<=[kgcjtdpb])h(?=[rlynmvwkgcjtdpbs])", ""),
    (r"w(?=[aeiouh])", "v"),
    (r"ow|aw", "o"),
    (r"ew", "u"),
    (r"w", "v"),
    (r"aa", "a"),
    (r"ee|ii|ea", "i"),
    (r"oo|uu", "u"),
    (r"ai|ay(?![aeiou])|ei|ey(?![aeiou])", "e"),
    (r"au|ou", "o"),
    (r"ie$", "i"),
    (r"(?<=[b-df-hj-np-tv-z])y(?![aeiou])", "i"),
]


def _from_roman(word: str) -> str:
    for pattern, replacement in _ROMAN_RULES:
        word = re.sub(pattern, replacement, word)
    return word
