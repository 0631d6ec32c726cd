"""Texts of which no word tells of any trouble: "yaha pe", "ye dekho", "isi jagah"."""

from helpline.text.talk.words import sounds, sounds_of

_SMALL = """
yaha yahan yahi yahin waha wahan wahi wahin idhar udhar jagah isi usi is us ye yeh yah wo woh vah iske
uske pe par me mein se ka ki ke ko hai hain he ho tha the to bhi hi na ji aur and dekho dekhiye dekh lo
bhai sir madam location lokeshan pin map bheji bheja bhej di diya hui hua shikayat complaint samasya
problem dikkat pareshani right here there this that these it is at in on of the a an place spot same only
please plz see look location sent i have meri mera mere hamari hamara my our
"""


def says_nothing(text: str) -> bool:
    """Tell whether a text has words, and all of them only point somewhere."""
    words = sounds_of(text)
    return bool(words) and sounds(_SMALL).issuperset(words)
