"""Texts of which no word tells of any trouble: "yaha pe", "ye dekho", "isi jagah"."""

from helpline.text.keys import sound_of
from helpline.text.numbers import number_of
from helpline.text.talk.words import signs, sounds, sounds_of
from helpline.text.tokens import tokenise

_SMALL = """
yaha yahan yahi yahin waha wahan wahi wahin idhar udhar jagah isi usi is us ye yeh yah wo woh vah iske
uske pe par me mein se ka ki ke ko hai hain he ho tha the to bhi hi na ji aur and dekho dekhiye dekh lo
bhai sir madam location lokeshan pin map bheji bheja bhej di diya hui hua shikayat complaint samasya
problem dikkat pareshani right here there this that these it is at in on of the a an place spot same only
please plz see look location sent i have meri mera mere hamari hamara my our
likho likhna likhiye patni pati maa mata pita wife husband mother father padosi neighbour
"""

# Nobody came, nobody listens: more of the trouble told beside it, and no trouble of its own.
_SILENCE = """
koi nahi kuch aaya aaye aayi aata aati aate sunta sunti sunte suna suni sunwai sunvai dekhta dekhte dekhne
dekha karta karte kar raha rahe rahi kiya hua hui hota hoti abhi ab tak bhi hi ne kisi se din dino mahine
mahino hafte saal ghante hai hain ho gaye gaya gayi aur or lekin par bas na
nobody no one has have came come comes listens listened helped cares did done nothing since for days weeks
months yet still and but
"""

# Something is missing, stands still or does not come.
_LACK = """
nahi | nai | na | bina | band | ruka | ruki | ruke | atka | atki | thap | kharab | toota | tooti | toote | tuta | tuti | pareshan | chahiye | chaiye
not | no | never | without | stopped | closed | pending | suspended | broken | waiting | unpaid | due | denied | need | unable | stuck
isn't | hasn't | haven't | don't | doesn't | can't | cannot
"""


def tells_of_lack(text: str) -> bool:
    """Tell whether a text says that something is missing, stands still or does not come."""
    return signs(_LACK).found_in(text)


def tells_of_silence(text: str) -> bool:
    """Tell whether a text says only that nobody came or listened."""
    words = [token.normal for token in tokenise(text) if not token.normal.isdecimal()]
    known = sounds(_SILENCE)
    return bool(words) and all(sound_of(w) in known or number_of(w) is not None for w in words)


def says_nothing(text: str) -> bool:
    """Tell whether a text has words, and all of them only point somewhere."""
    words = sounds_of(text)
    return bool(words) and sounds(_SMALL).issuperset(words)
