"""Rasa tokenizer that keeps Hindi words whole."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from helpline.nlu.fingerprint import understanding_fingerprint
from helpline.text.tokens import tokenise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class WholeWordTokenizer(Tokenizer):
    """Splits a message into words and numbers with offsets into the text as typed."""

    @staticmethod
    def get_default_config() -> dict:
        """Intents are labels here, never split into words."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "prefix_separator_symbol": None,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Tokenise anew when the text helpers change."""
        return understanding_fingerprint()

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the words of one attribute; the normalised form is the lemma."""
        return [
            Token(token.text, token.start, token.end, lemma=token.normal)
            for token in tokenise(message.get(attribute) or "")
        ]
