"""Vectors kept between trainings."""

import numpy as np

from helpline.nlu.vector_cache import VectorCache


class Model:
    """Counts what it is asked to embed."""

    def __init__(self):
        self.asked = []

    def __call__(self, text):
        self.asked.append(text)
        return np.array([len(text), 1.0], dtype=np.float32)


def test_a_text_is_embedded_once_and_order_is_kept(tmp_path):
    model, path = Model(), tmp_path / "vectors.npz"
    first = VectorCache(path, "1").vectors(["bijli", "pani", "bijli"], model)
    again = VectorCache(path, "1").vectors(["pani", "sadak"], model)
    assert first[:, 0].tolist() == [5, 4, 5]
    assert again[:, 0].tolist() == [4, 5]
    assert sorted(model.asked) == ["bijli", "pani", "sadak"]


def test_another_version_of_the_model_starts_anew(tmp_path):
    model, path = Model(), tmp_path / "vectors.npz"
    VectorCache(path, "1").vectors(["bijli"], model)
    VectorCache(path, "2").vectors(["bijli"], model)
    assert model.asked == ["bijli", "bijli"]


def test_the_file_does_not_hold_the_texts(tmp_path):
    path = tmp_path / "vectors.npz"
    VectorCache(path, "1").vectors(["somebody's secret"], Model())
    assert b"secret" not in path.read_bytes()


def test_many_texts_are_embedded_in_parallel_in_order(tmp_path):
    texts = ["x" * length for length in range(1, 200)]
    rows = VectorCache(tmp_path / "vectors.npz", "1").vectors(texts, Model())
    assert rows[:, 0].tolist() == list(range(1, 200))
