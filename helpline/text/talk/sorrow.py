"""What sad thing is told beside a complaint: a death, violence, hunger, illness, old age."""

from functools import lru_cache

from helpline.text.signs import Signs

VIOLENCE = "violence"
_KIN = "pati patni pita pitaji papa maa mata mataji mummy beta beti bhai behen dada dadi nana nani sasur saas chacha"
# The first of which a text holds a sign is answered.
_SORROWS = {
    "death": f"""
        swargwas | स्वर्गवास | स्वर्गवासी | no more in this world | is no more | are no more | has expired | expired last
        mar gaya | mar gayi | mar gai | mar gaye | maut | mrityu | mrtyu | dehant | nidhan | chal base | is duniya me nahi
        vidhwa hun | vidhwa hai | main vidhwa | am a widow | is a widow | died | passed away | death of | his death | her death | last rites | antim sanskar
        dam tod | jaan chali gayi
        {" | ".join(f"{kin} guzar gaye | {kin} gujar gaye | {kin} ji guzar gaye | {kin} nahi rahe | {kin} nahi rahi | {kin} nahi raha | {kin} ji nahi rahe | {kin} ab nahi rahe | {kin} ab nahi rahi | {kin} ka inteqal | {kin} ki death | {kin} expire" for kin in _KIN.split())}
    """,
    VIOLENCE: """
        mara peeta | mar peet | marpeet | maarpeet | mara pita | peeta gaya | pita gaya | pit diya | peet diya | peeta hai | maara hai | mujhe maara | mujhe mara | thappad | dhamki | dhamka | dhamkaya | hinsa | utpidan | utpeedan
        beaten | beat me | beats me | hit me | slapped | assault | assaulted | threatened | threatens | threatening | violence | harassed | harasses | abused me
    """,
    "hunger": """
        bhookh se | bhookh lagi | bhookhe | bhookha | bhukha | bhooke | bhukhe | bhookhe | bhooki | bhukhi | khane ko nahi | khane ko kuch nahi | khana nahi mila | chulha nahi | anaj khatam | nothing to eat | no food | hungry | starving | starve | without food
    """,
    "illness": """
        bimar hai | bimar hain | bimar hun | bimar pad | bimar padi | bimar pada | bimar rahte | bimar rahti | bimaar | beemar | bimari se | cancer | kainsar | dialysis | dayalisis | lakwa | paralysis | paralysed | paralyzed | tb hai | tapedik | kidney kharab | kidney fail | kidney ki bimari | kidney patient | heart patient | dil ki bimari | operation hua
        bistar par | bedridden | is ill | am ill | is sick | am sick | fell ill | fallen ill | seriously ill | very ill | very sick | ill since | sick since | in hospital | admitted in hospital | viklang hun | viklang hai | divyang hun | divyang hai | apahij | am disabled | is disabled
    """,
    "old_age": f"""
        budhi maa | boodhi maa | budhe pita | budhi mata | budhe maa | budhi dadi | budhe dada | budhi hun | boodhi hun | budha hun | boodha hun | budhe hain | budhi hain | budhape | buzurg hun | buzurg hain | buzurg maa | buzurg mata | buzurg pita | buzurg dadi | buzurg dada | bujurg hun | bujurg hain | bujurg maa | bujurg mata | bujurg pita | akeli budhi | akela budha
        old mother | old father | elderly | old woman | old man | old lady | am old
        {" | ".join(f"{age} saal ki | {age} saal ka | {age} saal ke | {age} years old | umar {age}" for age in range(65, 100))}
    """,
}
# Called dead by a register, and alive.
_ALIVE = "zinda | jinda | jivit | jeevit | alive"


def sorrow_in(text: str) -> str | None:
    """Return what sad thing a text tells of (`death`, `illness`, …); None where it tells of none."""
    found = next((sorrow for sorrow, signs in _signs().items() if signs.found_in(text)), None)
    return None if found and _alive().found_in(text) else found


@lru_cache(maxsize=1)
def _signs() -> dict[str, Signs]:
    return {sorrow: Signs(words) for sorrow, words in _SORROWS.items()}


@lru_cache(maxsize=1)
def _alive() -> Signs:
    return Signs(_ALIVE)
