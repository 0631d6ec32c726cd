"""Why somebody takes a complaint back, where they say it."""

from helpline.text.talk.words import has_one_of, signs, sounds_of

_BECAUSE = "kyunki kyonki kyuki kyoki kyun… क्योंकि चूँकि चूंकि because since reason isliye islie wajah vajah karan"
_FIRST = 3  # words
_ANYWHERE = "ki wajah se | ke karan | isliye | because | due to"
_MISTAKE = "galti galati bhool bhul mistake mistakenly wrongly"


def gives_reason(text: str) -> bool:
    """Tell whether a text says why: it begins so, or speaks of a mistake."""
    words = sounds_of(text)
    begins = has_one_of(words[:_FIRST], _BECAUSE) or signs(_ANYWHERE).found_in(text)
    return begins or was_mistake(text)


def was_mistake(text: str) -> bool:
    """Tell whether a text says that something was done by mistake."""
    return has_one_of(sounds_of(text), _MISTAKE)
