"""Whether a text complains of what police did, or refused to do, to the writer."""

from helpline.text.talk.words import signs

_POLICE = "police | polis | pulis | thana | thane | thanedar | daroga | kotwal | kotwali | chowki | sipahi | constable | sho | inspector | vardi | station house"
_DID = """
gali | gaali | gaaliyan | maara | mara | peeta | pita | thappad | dhakka | dhamki | dhamkaya | dhamka | daraya | bhaga diya | bhagaya | baithaya | baitha kar | bithaya | beizzati | badtameezi | badtamizi | badsaluki | durvyavhar | abhadra | rishwat | ghoos | paise maang | paise mang | paisa mang | nahi likh | nahi likhi | nahi darj | likhne se mana | mana kar diya | sunti nahi | sunte nahi | nahi sunti | nahi sunte | nahi sun | taal | mile hue | mili hui
insulted | abused | abuse | slapped | beat | beaten | thrashed | hit me | pushed | threatened | misbehaved | misbehaviour | rude | refused | refuse | refusing | bribe | money | did not write | does not write | not writing | not registering | did not register | won't register | will not register | sent me away | sent us away | not listening | does not listen | don't listen
"""


def accuses_police(text: str) -> bool:
    """Tell whether police are said to have treated somebody badly, or to have sent them away."""
    return signs(_POLICE).found_in(text) and signs(_DID).found_in(text)
