"""What somebody says who was told just now which emergency number to call."""

from functools import lru_cache

from helpline.text.signs import Signs
from helpline.text.talk.coming import asks_who_comes

OVER, STANDS, UNHEARD = "over", "stands", "unheard"
NO_NETWORK, WHAT_TO_DO, COMING = "no_network", "what_to_do", "coming"

_SIGNS = {
    OVER: """
        koi ghayal nahi | kisi ko chot nahi | chot nahi | koi hatahat nahi | koi nahi mara | koi mara nahi
        kisi ko kuch nahi hua | sab surakshit | surakshit hai | surakshit hun | sab theek | sab thik | sab sahi | sab safe | ab theek hai | ab thik hai
        nobody is hurt | nobody hurt | nobody was hurt | nobody got hurt | no one is hurt | no one hurt | no one was hurt | no one got hurt
        nobody is injured | nobody injured | no one injured | no one is injured | no injuries | no injury | no casualties
        everyone is safe | everybody is safe | everyone safe | all safe | all are safe | we are safe | i am safe | he is safe | she is safe | they are safe
        safe now | is ok now | is okay now | is fine now | are fine now | are ok now | it is over | it's over | its over | all clear | no danger
        khatra nahi | koi khatra nahi | khatra tal gaya | khatra nahi raha | khatre se bahar | out of danger
        nikal liya | nikal liye | nikal gaya | nikal gaye | nikaal liya | bach gaya | bach gaye | bach gayi | bacha liya | bacha liye
        bujh gayi | bujh gai | bujha di | bujha diya | bujha li | aag bujh | fire is out | fire was put out | put out the fire | put the fire out
        got him out | got her out | got them out | pulled him out | pulled her out | pulled them out | got out safely | came out safely | is rescued | was rescued | were rescued | are rescued
        112 kyu | 112 kyo | 112 kyon | 112 nahi abhi | why 112 | no emergency | not an emergency | koi emergency nahi
        koi doob nahi | koi dab nahi | koi nahi dooba
        ambulance aa gayi | ambulance aa gai | police aa gayi | police aa gai | damkal aa gayi | gadi aa gayi | fire brigade aa gayi
        ambulance has come | ambulance came | ambulance is here | ambulance has arrived | ambulance arrived | police has come | police came | police is here | police are here | police have come | help has come | help came | help arrived
        hospital le gaye | hospital le gaya | hospital pahunch | hospital pahuncha | aspatal le gaye | aspatal pahunch | aspatal pahuncha
        reached hospital | reached the hospital | taken to hospital | taken to the hospital | took him to hospital | took her to hospital | took him to the hospital | took her to the hospital
    """,
    UNHEARD: """
        sun lega | sun legi | sun lenge | sun le ga | sun na le | sun raha hai | sunega | sunegi | bol nahi sakti | bol nahi sakta | bol nahi sakte | baat nahi kar sakti | baat nahi kar sakta | awaz nahi kar sakti | awaz nahi kar sakta | chhup kar likh | chup kar likh | chhupkar likh | chupke se likh
        will hear | can hear me | hears me | overhear | can't speak | cannot speak | cant speak | can't talk | cannot talk | cant talk | hiding
    """,
    NO_NETWORK: """
        network nahi | no network | network nhi | network gaya | network chala | network bhi nahi | without network | signal nahi | no signal | signal bhi nahi | tower nahi | no tower
        call nahi | call bhi nahi | phone nahi | phone bhi nahi | fon nahi | number nahi | nambar nahi | nahi lag | nahi ja rahi call
        can't call | cannot call | can not call | unable to call | not able to call | cant call | can't get through | cannot get through | not getting through
        not connecting | not connect | doesn't connect | does not connect | not reachable | line busy | busy aa raha | is busy | vyast
        koi nahi utha | nahi utha rahe | nahi utha raha | nobody answers | nobody is answering | no one answers | no one is answering | no answer | not picking | not answering | nobody picks
        balance nahi | no balance | balance khatam | recharge nahi | recharge khatam | no phone | 112 nahi | 108 nahi | 101 nahi | 1070 nahi | 112 not | 108 not | 101 not
        galat number | wrong number
    """,
    WHAT_TO_DO: """
        kya kare | kya karen | kya karu | kya karun | kya karna | kya kiya jaye | kya kar sakte | kya kar sakta | kya du | kya dun | kya de | kya lagau | kya lagaye
        kaise rok | kaise bacha | kaise roke | kaise bujha | kaise bujhaye | kaise nikal
        what do i do | what do we do | what should i do | what should we do | what to do | what can i do | what can we do | how do i | how do we | how to stop | how can i stop | how should i
        tell me what | first aid | pratham upchar | prathmik upchar | prathamik upchar
    """,
}
# Loan words sound otherwise in Devanagari than in English.
_LOANS = {"network": "नेटवर्क", "signal": "सिग्नल", "tower": "टावर", "call": "कॉल"}
# With these it is not over, whatever else is.
_NOT_OVER = """
abhi bhi | ab bhi | abhi tak nahi | still | fasa | fase | fasi | phasa | phanse | trapped | stuck | andar hai | inside | dabe hue | dabe hain
bachao | help us | khoon | bleeding | behosh | unconscious | saans | breathing | jal rahi | jal raha | burning | jaldi bhejo | send help | send police | send ambulance
doob rah | drowning | maar raha | mar raha | dying
कब आएगी | कब आएगा | कब आएँगे | कब आ रह | kab aayegi | kab aayega | kab aayenge | kab aa rahi | kab aa raha | koi aa raha | koi aa rahe | bhejo | bhej do | bhejiye | when will | is anyone coming | is somebody coming
"""


def news_of_danger(text: str) -> str | None:
    """Return what the words say about a danger told before; None where they say nothing of the kind."""
    found = [what for what, signs in _signs().items() if signs.found_in(text)]
    asks = asks_who_comes(text)
    if OVER in found and (asks or _not_over().found_in(text)):
        found.remove(OVER)
    return next(iter(found), COMING if asks else None)


@lru_cache(maxsize=1)
def _signs() -> dict[str, Signs]:
    return {
        what: Signs(f"{signs.strip()}\n{_in_devanagari(signs)}") for what, signs in _SIGNS.items()
    }


@lru_cache(maxsize=1)
def _not_over() -> Signs:
    return Signs(_NOT_OVER)


def _in_devanagari(signs: str) -> str:
    for loan, written in _LOANS.items():
        signs = signs.replace(loan, written)
    return signs.strip()
