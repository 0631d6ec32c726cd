"""Whether somebody says that they complained by phone: such a complaint is not to be seen here."""

from helpline.text.talk.words import has_one_of, signs, sounds_of

_BY_PHONE = """
phone par | phone pe | phone karke | phone kar ke | phone kiya | phone se | call karke | call kar ke | call kiya | call ki thi | call par | call pe | call se | fon par | fon karke
कॉल करके | कॉल कर के | कॉल पर | कॉल की थी | फ़ोन | फोन पर | 1905 | toll free
by phone | on phone | on the phone | over phone | over the phone | by call | on call | by calling | on a call | telephone | phoned | called
"""
_COMPLAINED = """
shikayat … ki thi | shikayat … ki hai | shikayat … kari thi | shikayat … kari hai | shikayat … kiya tha | shikayat … di thi | complaint … ki thi | complaint … ki hai | complaint … kari thi | complaint … kari hai | complaint … kiya tha | complaint … di thi
shikayat darj hui | shikayat darj hai | complaint darj hai | darj kari thi | darj ki thi
i complained | i had complained | we complained | i have complained | complained earlier | made a complaint | filed a complaint | registered a complaint | lodged a complaint | gave a complaint | my complaint was | complaint registered | complaint was registered
"""
_COMPLAINT = "shikayat complaint darj"
_HAD_WRITTEN = "karai karayi karaya karwai karwayi karwaya likhai likhayi likhaya likhwai likhwayi likhwaya लिखवाई लिखाई करवाई कराई"
_LONGEST = 30  # words


def complained_by_phone(text: str) -> bool:
    """Tell whether a text says that its writer has complained by phone."""
    words = sounds_of(text)
    if len(words) > _LONGEST or not signs(_BY_PHONE).found_in(text):
        return False
    let_it_be_written = has_one_of(words, _COMPLAINT) and has_one_of(words, _HAD_WRITTEN)
    return let_it_be_written or signs(_COMPLAINED).found_in(text)
