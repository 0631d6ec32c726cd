"""Whether somebody came to harm: such a matter is never put silently beside another."""

from helpline.text.talk.first_advice import advice_before
from helpline.text.talk.sorrow import sorrow_in
from helpline.text.talk.words import signs

_HARM = """
kaat liya | kaat gaya | kat liya | kaat khaya | chot lagi | chot lag | chot aayi | ghayal | zakhmi | jakhmi | gir gaya | gir gayi | gir gaye | current lag | karant lag | jhulas | bah gaya | takkar
injured | hurt | bitten | bit my | bit me | fell | electrocuted | got a shock | run over
"""


def tells_of_harm(text: str) -> bool:
    """Tell whether a text tells of a wound, a bite, a fall, a death, violence or illness."""
    return bool(advice_before(text) or sorrow_in(text)) or signs(_HARM).found_in(text)
