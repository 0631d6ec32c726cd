"""Who is at risk is learnt from the sentences of two files, and from nothing else."""

import pytest
from rasa.shared.nlu.constants import TEXT

from helpline.nlu import risk_finder
from helpline.nlu.dense_featurizer import SentenceFeaturizer
from helpline.nlu.key_featurizer import KeyFeaturizer
from helpline.nlu.risk_finder import HOME, ILLNESS, RISKS, RiskFinder
from tests.nlu.conftest import training

TAUGHT = {
    HOME: ("pati marta hai", "saas peet ti hai", "वो मुझे मारते हैं", "he beats me", "पति पीटता है"),
    ILLNESS: ("operation kal hai", "insulin khatam", "ऑपरेशन परसों है", "no oxygen", "डायलिसिस रुका है"),
}  # fmt: skip
OTHERS = ("bijli nahi hai", "सड़क टूटी है", "no water", "नल सूखा है", "namaste", "kuda nahi utha")


@pytest.fixture
def files(tmp_path, monkeypatch):
    paths = {risk: tmp_path / f"{risk}.yml" for risk in TAUGHT}
    for risk, path in paths.items():
        lines = "\n".join(f"    - {line}" for line in TAUGHT[risk])
        path.write_text(f'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n{lines}\n', "utf-8")
    monkeypatch.setattr(risk_finder, "FILES", paths)


@pytest.fixture
def risks_in(files, build, tokenized):
    """Return a function that trains on sentences and tells the risks of another one."""

    def read(text, sentences):
        data = training([(sentence, "greet", None, None) for sentence in sentences])
        for example in data.training_examples:
            example.data.update(tokenized(example.get(TEXT)).data)
        built = [build(KeyFeaturizer, min_count=1), build(SentenceFeaturizer)]
        for featurizer in built:
            featurizer.train(data)
            featurizer.process_training_data(data)
        build(RiskFinder).train(data)
        message = tokenized(text)
        loaded = [
            build(KeyFeaturizer, load=True, min_count=1),
            build(SentenceFeaturizer, load=True),
        ]
        for component in (*loaded, build(RiskFinder, load=True)):
            component.process([message])
        return message.as_dict(only_output_properties=True)[RISKS]

    return read


@pytest.mark.parametrize(
    ("text", "risk"), [("mera pati mujhe marta hai", HOME), ("operation parso hai", ILLNESS)]
)
def test_each_file_teaches_its_risk(risks_in, text, risk):
    risks = risks_in(text, [*TAUGHT[HOME], *TAUGHT[ILLNESS], *OTHERS])
    assert max(risks, key=risks.get) == risk
    assert risks[risk] > 0.5


def test_nobody_is_at_risk_in_what_the_files_do_not_have(risks_in):
    risks = risks_in("सड़क टूटी है", [*TAUGHT[HOME], *TAUGHT[ILLNESS], *OTHERS])
    assert max(risks.values()) < 0.25


def test_where_nothing_teaches_a_risk_nobody_is_at_risk(risks_in):
    assert risks_in("mera pati mujhe marta hai", OTHERS) == {HOME: 0.0, ILLNESS: 0.0}
