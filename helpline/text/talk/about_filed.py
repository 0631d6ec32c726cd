"""What citizens ask and tell about a complaint that an office has: words that no intent stands for."""

from functools import lru_cache

from helpline.text.signs import Signs
from helpline.text.talk.questions import is_question
from helpline.text.talk.words import has_one_of, signs, sounds_of

PHOTO, PHONE, OFFICE, MEANWHILE = "photo", "phone", "office", "meanwhile"
UNDONE, REPLY = "undone", "reply"

_ASKED = {
    UNDONE: """
        agar … nahi aaya | agar … nahi aaye | agar … nahi aayi | agar … nahi hua | agar … nahi hui | agar … nahi kiya | agar … nahi kari | agar … na aaya | agar … na aaye | agar … na hua | agar … na kiya | agar … nahi aata | agar … nahi hota | agar … nahi karte | agar … nahi suna | agar … nahi suni
        koi nahi aaya to | koi na aaya to | koi nahi aaye to | nahi hua to | na hua to | kuch nahi hua to | kuch na hua to | nahi aaye to | nahi aaya to | na aaye to | theek nahi hua to | thik nahi hua to | nahi kiya to | na kiya to | nahi suna to
        if nobody | if no one | if noone | if they don't | if they dont | if they do not | if he doesn't | if he does not | if it is not | if it's not | if it isn't | if nothing | what if | if not solved | if not done | if not repaired
    """,
    PHOTO: """
        photo mil gayi | photo mil gaya | photo mil gai | photo mili | photo mila | photo aa gayi | photo aayi | photo pahunch | photo pahunchi | photo pahuncha | photo gayi | photo dikh | photo dikhi | photo lag gayi | photo lagi | photo jud | photo judi | photo chali gayi
        foto mil gayi | foto mila | foto mili | tasveer mil gayi | tasveer mili | tasveer pahunch | video mil gaya | video mila | video pahunch | video aa gaya | kagaz mil gaya | kagaz mila | file mil gayi | file pahunch
        photo arrive | photo arrived | photo reach | photo reached | photo come through | photo received | received my photo | received the photo | get my photo | get the photo | got my photo | got the photo | see my photo | see the photo | photo attached | photo added | photos arrive | photos reach | get my photos | got my photos | get the photos | got the photos | video reach | get my video | got my video | photo go through
    """,
    PHONE: """
        number likha | number likh liya | number note | number note kiya | number likh diya | number save | number darj | number joda | number jod diya | number liya | number mil gaya
        note my number | noted my number | noted the number | note … number | noted … number | have … number | wrote … number | written … number | save … number | saved … number | got … number | take … number | took … number
    """,
    OFFICE: """
        kis office | kaun se office | kaunse office | kon se office | kis daftar | kaun se daftar | kaunse daftar | kis vibhag | kaun se vibhag | kaunse vibhag | kis adhikari ke paas | kis adhikari ko | kiske paas gayi | kiske paas hai | kiske paas pahunchi | kisko gayi | kisko bheji | kisko bheja | kisko mili | kahan gayi | kahan bheji | kahan pahunchi
        which office | which department | which officer | who has it | who has my | who got it | who received it | who is handling | where did it go | where did you send | sent to whom | with whom | whom did you send
    """,
    MEANWHILE: """
        band kar du | band kar dun | band kar dena chahiye | main kya karu | mai kya karu | main kya karun | mujhe kya karna | hum kya kare | kya karna chahiye | kya main khud | khud theek kar | khud thik kar | khud bana lu
        should i | should we | can i | can we | may i | shall i | what should i do | what do i do | what can i do | is it safe
    """,
    REPLY: """
        phone karenge | phone karega | phone karegi | phone aayega | phone aayegi | call karenge | call karega | call karegi | call aayega | call aayegi | fon karenge | fon aayega | sampark karenge | sampark karega
        jawab kaun | kaun jawab | kaun dega jawab | jawab denge | jawab dega | jawab degi | jawab milega | jawab aayega | jawab kab | jawab kahan | jawab kaise
        they phone | they call | they ring | someone call | somebody call | someone phone | somebody phone | officer call | officer phone | office call | office phone | i get a call | they contact | someone contact | officer contact
        who will answer | who will reply | who answers | who replies | they answer | they reply | officer answer | officer reply | get an answer | get a reply | when will i hear
    """,
}
_MEANWHILE = "tab tak | meanwhile | in the meantime | until then | till then"
# Who asks without a word for it: "tab tak kahan jau", "tab tak khud kar lu".
_SHALL_I = "du dun lu lun karu karun jau jaun kare karen"
_DANGER = """
khatra | khatre | khatarnak | surakshit | current | karant | jhatka | aag | taar | chingari | girne wala | girne wali | gir jaye | gas | dar lag
danger | dangerous | safe | unsafe | shock | fire | wire | wires | spark | sparks | collapse | touch
"""
# A story has its questions too; these are asked in a sentence.
_MOST_WORDS = 16
_WRONG = """
galat office | galat daftar | galat vibhag | galat department | galat adhikari | galat officer | galat block | galat thane | galat thana | galat jagah … bhej | galat jagah bhej | galat jagah chali | galat jagah gayi | galat jagah gai | galat jagah pahunch | galat jagah darj | galat jagah hai | galat ke paas
office galat | vibhag galat | department galat | adhikari galat | daftar galat | jagah galat likh | jagah galat hai | pata galat hai | galat pata
inka area nahi | unka area nahi | inka kaam nahi | unka kaam nahi | iska kaam nahi | inke yahan ka nahi | is vibhag ka nahi | is office ka nahi | is vibhag ka kaam nahi | dusre vibhag ka | doosre vibhag ka | dusre block | doosre block
wrong office | wrong department | wrong officer | wrong block | wrong place | wrong district | wrong police station | wrong person | not their department | not their job | not their area | not his area | not the right office | not the right department | not the right place | another department | different department | other department
"""
_WRONG_PLACE = """
jagah galat | galat jagah | pata galat | galat pata | gaon galat | galat gaon | zila galat | jila galat | galat zila | galat jila | location galat | galat location
wrong place | wrong address | wrong district | wrong village | wrong location | place is wrong | address is wrong | location is wrong | not the right place
"""
_LONGEST_WRONG = 16
_ONLY_ASKING = """
bas puch raha | bas puch raha tha | bas pooch raha | sirf puch raha | sirf pooch raha | aise hi pucha | aise hi puch | puch hi raha | pooch hi raha | puch raha tha bas | bas puchna tha | bas poochna tha | sirf puchna tha | bas jaankari | sirf jaankari | bas janna tha
just asking | only asking | just wondering | just wanted to know | only wanted to know | just a question | just curious | was asking | no i was asking
"""
_MOST_ONLY_ASKING = 9
_OFFICIALS = """
sahab saheb sahib adhikari afsar officer officers engineer je ae sdo lineman linemen karmchari team staff mistri
mistry thekedar patwari lekhpal inspector supervisor babu mechanic plumber contractor workers crew
"""
_CAME = """
aaye the | aaye they | aa gaye the | aaya tha | aa gaya tha | aayi thi | aa gayi thi | aaye hain | aaye aur | aakar | aa kar | aake | dekh gaye | dekh kar gaye | dekhkar gaye | dekh ke gaye | naap gaye | nap ke gaye | bol gaye | bolkar gaye | keh gaye | kah gaye | kahkar gaye | photo le gaye
came | have come | has come | visited | inspected | looked at it | was here | were here | had come | took measurements | took photos
"""
_PROMISED = """
kal … aayega | kal … aayegi | kal … aayenge | kal … karenge | kal … karega | kal … hoga | kal … ho jayega | kal … ho jayegi | kal … lagega | kal … lagegi | kal … lagayenge | kal … theek | kal … machine | parso … | bole | bol gaye | bola hai | bolke | bolkar | kah rahe | keh rahe | kah raha | keh raha | kah gaye | keh gaye | kaha hai | kaha ki | kehte hain | kahte hain | kahkar gaye | aane ko | aane wala hai | aane wali hai | din me … ho jayega | din me … kar denge | hafte me | agle hafte
tomorrow | will come | will be | will do | will start | will repair | will fix | will send | promised | says | said | told us | told me | next week | in a week | in two days | in a few days
"""
_NOBODY = """
koi nahi | nahi aaye | nahi aaya | nahi aayi | nobody | no one | never | did not come | didn't come | not come | rishwat | paise maang | paise mang | paisa maang | paisa mang | ghoos | bribe | money | dhamki | threat | gaali | gali di | abused | dobara | phir se kharab
"""
_LONGEST_NEWS = 25
_ALL = """
complaints | all my | शिकायतें | शिकायतों | sabhi shikayat | sari shikayat | saari shikayat | shikayaton | shikayto | shikayato | shikayten | shikayate | shikayatein | sab shikayat | sab complaint | dono shikayat | both complaint | teeno shikayat
"""


def asked_about(text: str) -> str | None:
    """Return what a short question about a filed complaint asks: `photo`, `office`, …; else None."""
    if len(sounds_of(text)) > _MOST_WORDS:
        return None
    if asks_of_meanwhile(text):
        return MEANWHILE
    return next((topic for topic, asked in _asked().items() if asked.found_in(text)), None)


def asks_of_meanwhile(text: str) -> bool:
    """Tell whether a short text asks what to do until the work is done."""
    words = sounds_of(text)
    asks = is_question(text) or has_one_of(words, _SHALL_I)
    return asks and len(words) <= _MOST_WORDS and signs(_MEANWHILE).found_in(text)


def speaks_of_danger(text: str) -> bool:
    """Tell whether a question about the time until then speaks of danger."""
    return signs(_DANGER).found_in(text)


def says_misrouted(text: str) -> bool:
    """Tell whether a short text says that the office or place is the wrong one."""
    return len(sounds_of(text)) <= _LONGEST_WRONG and signs(_WRONG).found_in(text)


def says_misplaced(text: str) -> bool:
    """Tell whether a short text says that the place is the wrong one."""
    return len(sounds_of(text)) <= _LONGEST_WRONG and signs(_WRONG_PLACE).found_in(text)


def only_asks(text: str) -> bool:
    """Tell whether a short text takes back what sounded like a wish: it was only a question."""
    return len(sounds_of(text)) <= _MOST_ONLY_ASKING and signs(_ONLY_ASKING).found_in(text)


def tells_of_visit(text: str) -> bool:
    """Tell whether a text brings the news that somebody of the office came and what they promised."""
    words = sounds_of(text)
    if len(words) > _LONGEST_NEWS or signs(_NOBODY).found_in(text):
        return False
    officials = signs(" | ".join(_OFFICIALS.split())).found_in(text)
    return officials and signs(_CAME).found_in(text) and signs(_PROMISED).found_in(text)


def asks_for_all(text: str) -> bool:
    """Tell whether a text speaks of several complaints rather than of one."""
    return signs(_ALL).found_in(text)


@lru_cache(maxsize=1)
def _asked() -> dict[str, Signs]:
    return {topic: Signs(phrases) for topic, phrases in _ASKED.items()}
