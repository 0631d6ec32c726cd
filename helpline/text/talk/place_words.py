"""Words that tell a name from what stands around it: kinds of spots, what is near, what is broken."""

from helpline.text.normalise import normalise
from helpline.text.talk.words import is_one_of

# These may stand before a known place as well as behind a name: "thana Kichha", "Base hospital".
_HOUSES = """
hospital aspatal ispatal chikitsalaya dispensary chc phc school vidyalaya vidhyalay college kalej university
gic ggic gps gjhs polytechnic iti anganbadi anganwadi thana thane kotwali chowki tehsil tahsil station
stand isbt mandir masjid gurudwara church temple ghat camp dharamshala stadium park centre center kendra
कैंप कैम्प पीएचसी सीएचसी जीआईसी जीजीआईसी आईटीआई आईएसबीटी स्टेशन कॉलेज विद्यालय चिकित्सालय सेंटर यूनिवर्सिटी स्टैंड
"""
# These only behind a name: "Rampur road", "Subhash Nagar".
_WAYS = """
road rd marg street lane gali chowk chauk chauraha tiraha doraha crossing phatak mod bypass highway pul bridge
nagar vihar puram colony kalony enclave basti mohalla mohalle mandi bazar bazaar market lines extension
रोड बाईपास बाइपास हाईवे मार्केट
"""
_SPOTS = f"{_HOUSES} {_WAYS}"
# What is wrong somewhere is no part of where: "kooda Rampur road par".
_TROUBLES = """
bijli light lights batti current pani water kooda kude kuda kachra kachre garbage gandagi trash waste naali
nali nala naale drain sewer sewage sadak gaddha gaddhe pothole potholes khamba khambe transformer tar pole kutte
dogs bandar monkeys jam dher heap pile ration rashan pension bill dawai dawa medicine doctor teacher shikshak nurse
electricity power voltage supply tanker tanki nal tap handpump patwari pradhan fir paisa log logo connection
vibhag office daftar karmchari staff adhikari
"""
_BESIDE = """
paas pas bahar samne saamne piche peeche bagal nikat nazdeek kinare upar niche neeche beech andar near behind
opposite beside next front outside inside on of for to with
"""
# By sound half a thing; only a bus has one.
_ALL_SPOTS = f"{_SPOTS} adda adde"
# By sound they would be "I", "no" and "only".
_NAMES_TOO = frozenset(map(normalise, ("main", "nai", "nayi", "नई", "नयी", "bas", "बस")))


def is_house(word: str) -> bool:
    """Tell whether a word is for a spot with people in it, such as a school."""
    return is_one_of(word, _HOUSES)


def is_kind_of_spot(word: str) -> bool:
    """Tell whether a word is for a spot of any kind, as the Ghat of "Triveni Ghat"."""
    return is_one_of(word, _SPOTS)


def is_trouble(word: str) -> bool:
    """Tell whether a word is for what is lacking or broken somewhere, and for no place."""
    return is_one_of(word, _TROUBLES)


def is_beside(word: str) -> bool:
    """Tell whether a word says how something lies to a spot: "paas", "behind"."""
    return is_one_of(word, _BESIDE)


def names_what_follows(word: str, following: str) -> bool:
    """Tell whether a small word is a name before the next one: "main bazar", "nai basti", "bas adda"."""
    return word in _NAMES_TOO and is_one_of(following, _ALL_SPOTS)
