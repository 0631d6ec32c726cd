"""Words that come soon after filing: more of the same, thanks, or something new."""

from helpline.text.signs import Signs
from helpline.text.talk.words import sounds, sounds_of
from helpline.text.tokens import tokenise

_MORE = Signs("""
ek baat aur | aur ek baat | ek aur baat | ek or baat | or ek baat | aur ek cheez | ek cheez aur | aur haan | aur ha | aur suno | aur suniye | aur sir | aur ji
ye bhi likh | yeh bhi likh | yah bhi likh | ye bhi jod | ye bhi add | isme jod | isme likh | usme jod | usme likh | usi me | isi me | likhna bhul gaya | batana bhul gaya
likhna bhool gaya | batana bhool gaya | bhul gaya tha | bhool gaya tha | likh dena | jod dena | jod do | jod dijiye | add kar do | add karo | add this | please add | also add
one more thing | another thing | and also | i forgot | forgot to | also | in the same complaint | to my complaint | same complaint | ye bhi | yeh bhi | yah bhi
""")
_TOLD = "bata batao bataiye batana bol bolo keh kaho kahiye"
_FOR_OFFICER = Signs(f"""
{" | ".join(f"{who} ko … {told}" for who in ("officer", "adhikari", "sahab") for told in _TOLD.split())}
officer tak pahuncha | adhikari tak pahuncha | unko bata do | unhe bata do
tell the officer | tell him that | tell them that | pass it on | pass this on | let the officer know
""")
_THANKS = Signs("""
dhanyavad | dhanyawad | dhanyvad | dhanyawaad | dhanyavaad | dhanywad | shukriya | shukriyaa | thanks | thank | thank you | thanku | thankyou | thnx | thx | tysm
bye | bye bye | alvida | good night | good day
""")
# By its sound "नई" would be a no.
_NEW_BY_SPELLING = frozenset(["नई", "नयी"])
_NEW = "nayi naya naye new alag dusri dusra doosri doosra another separate different"
_SAME = "jodo jod jodiye jodna add isi usi wahi vahi same haan ha yes purani purana"
_MOST_WORDS = 6
_MOST_OF_THANKS = 7


def adds_more(text: str) -> bool:
    """Tell whether a message begins or ends like an afterthought."""
    return _MORE.found_in(text)


def is_for_officer(text: str) -> bool:
    """Tell whether a text wants something told to the officer, and so to nobody here."""
    return _FOR_OFFICER.found_in(text)


def is_polite(text: str) -> bool:
    """Tell whether a short message thanks or takes leave."""
    return len(sounds_of(text)) <= _MOST_OF_THANKS and _THANKS.found_in(text)


def says_new_or_same(text: str) -> str | None:
    """Return `new` or `same` for a short answer to "one more of the same, or a new problem?"; else None."""
    words = sounds_of(text)
    if len(words) > _MOST_WORDS:
        return None
    new, same = (not sounds(one).isdisjoint(words) for one in (_NEW, _SAME))
    new = new or any(token.normal in _NEW_BY_SPELLING for token in tokenise(text))
    if new == same:
        return None
    return "new" if new else "same"
