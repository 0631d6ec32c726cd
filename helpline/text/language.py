"""In which language to answer a text: Hindi (also in Roman letters) or English."""

from functools import lru_cache

from helpline.text.scripts import is_devanagari
from helpline.text.tokens import tokenise

HINDI = "hi"
ENGLISH = "en"

# Words only one of the two languages has. Loan words (transformer, road, light, complaint,
# please, ok) are in neither list: who writes "transformer kharab" is writing Hindi.
_HINDI_WORDS = """
aa aaj aap aapka aapke aapki aaya aaye aayi ab abhi ae agar aisa aise ap apka apna apne apni aur
baar bahut bhut baad bad band bandh bar bataiye batao bata bhai bhaiya bhi bhej bheja bijli
bijlee bola bole bolte chahiye chahie chal chala chalu che chhe de dena di diya dijiye din dino
do dono dusra ek fir gaon gaya gaye gayi gya gye gyi ganda gandi gav ganv ghar ghante gaay hai
hain haan han hamara hamare hamari hame hamein ho hoga hogi hona hota hote hoti hu hua huaa hue
hui hum humara humare humari hun is iska isko isme itna ja jaa jab jagah jaise jana jaye jayega
jata jati ji jo ka kaam kab kabhi kafi kaha kahan kaise kaisa kal karna karne karo kar kara kare
karen kara karta karte karwa ke kharab khrab kha khambe ki kis kisi kitna kitne kitni ko koi kon
kaun kr krna kro kre krta krte kuch kya kyo kyon kyu kyunki lag laga lagta lagi lekin liye lo
log logo maam mai main maine mahina mahine maheene matlab me mein mera mere meri mila mile milta
mila milega mujhe na naam nahi nahin nai nhi naya nayi ni niche nikal pad pada pani paani paisa
paise par pata pe pehle pahle phir puchna pura raha rahe rahi rha rhe rhi raat rasta rishwat roz
sab sadak sahab sakta sakte saal sal sath saath se shikayat sikayat sirf subah sunta suno samay
tak tha thi the theek thik to toh tum tumhara tut toot tuta tute tuti un unka unki us uska uski
usko vaha wala wale wali waha wapas wo woh ya ye yeh yah yaha yahan ye namaste namaskar pranam
dhanyavad shukriya sahi galat bahar pahad gadhe gadha nali naali kuda kachra mandir haath pair
sarkar sarkari kripya kripa
"""
_ENGLISH_WORDS = """
a about above according after again all also always am an and any anyone anything are around as
asked asking at away back be because been before being below between both bought broken but by
came can cannot cant come coming could couldn did didn different does doesn doing don done dont
down due during each either else even every everyone everything file for from full get getting
give given go goes going gone got had has hasn have haven having he help her here him his how
however i if in into isn it its itself just keep keeps know last leaking left less like live
lodge long lost made make many may me might missing month months more most much must my near
need needed never new next no nobody none not nothing now of off often on once one only or other
our out over own paid people please put quite rather received refused refuses register repair
repaired said same say says see send several she should shows since so some someone something
soon speak still stop stopped street such supply take taken than that the their them then there
these they thing this those though through time too took under until up us use very want wants
was wasn way we week weeks went were weren what when where which while who whole whom whose why
will with within without won working would year years yes yesterday yet you your water flowing
village hello thanks thank
"""
# In both languages, with different meanings or said by everybody; they count for neither.
_IN_BOTH = """
me the to in is us so hi do a or he be bad par are on all please hello thanks thank i go ha main
came may more
"""


def language_of(text: str) -> str | None:
    """Return "hi" or "en", or None where the text is too short or too mixed to tell."""
    if sum(map(is_devanagari, text)) >= 2:
        return HINDI
    words = [token.normal for token in tokenise(text)]
    hindi = sum(word in _hindi() for word in words)
    english = sum(word in _english() for word in words)
    if hindi and hindi >= english:
        return HINDI
    if english >= 2 or (english and len(words) >= 4):
        return ENGLISH
    return None


@lru_cache(maxsize=1)
def _in_both() -> frozenset[str]:
    return frozenset(_IN_BOTH.split())


@lru_cache(maxsize=1)
def _hindi() -> frozenset[str]:
    return frozenset(_HINDI_WORDS.split()) - _in_both()


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset(_ENGLISH_WORDS.split()) - _in_both()
