"""Comparing our templates with an account at a server that speaks like Meta's, on the loopback."""

import copy

import pytest

from helpline.cli import check_templates, main
from helpline.whatsapp.templates import templates
from tests.support.fake_graph import Answer, FakeGraph
from tests.unit.test_settings import REQUIRED


@pytest.fixture
def graph():
    with FakeGraph() as graph:
        graph.templates = [as_meta_says(*key) for key in keys()]
        yield graph


@pytest.fixture
def run(graph, monkeypatch, tmp_path):
    environment = {
        **REQUIRED,
        "HELPLINE_DATA_DIR": str(tmp_path),
        "WHATSAPP_ACCESS_TOKEN": "token-1",
        "WHATSAPP_PHONE_NUMBER_ID": "1067",
        "WHATSAPP_BUSINESS_ACCOUNT_ID": "1051905",
        "WHATSAPP_GRAPH_URL": graph.url,
    }
    monkeypatch.setattr(check_templates, "load_environment", lambda: environment)
    return lambda: main.main(["check-templates"])


def keys():
    return [(one.name, language) for one in templates().values() for language in one.wordings]


def as_meta_says(name, language):
    template = templates()[name]
    wording = template.wordings[language]
    components = [{"type": "BODY", "text": wording.body}]
    if wording.buttons:
        buttons = [{"type": "QUICK_REPLY", "text": title} for title in wording.buttons]
        components.append({"type": "BUTTONS", "buttons": buttons})
    return {
        "id": "1",
        "name": name,
        "language": language,
        "status": "APPROVED",
        "category": template.category,
        "components": components,
    }


def test_the_same_templates_are_well_also_over_several_pages(run, graph, capsys):
    graph.templates_at_once = 3
    assert run() == 0
    assert f"All {len(templates())} templates" in capsys.readouterr().out
    assert len(graph.requests) == -(-len(keys()) // 3)
    assert graph.requests[0].path.startswith("/1051905/message_templates?")
    assert {sent.headers["Authorization"] for sent in graph.requests} == {"Bearer token-1"}


def test_what_is_missing_or_differs_is_said_in_a_line_each(run, graph, capsys):
    missing, paused, reworded, recategorised, other = copy.deepcopy(graph.templates[:5])
    paused["status"] = "PAUSED"
    reworded["components"][0]["text"] = "Something else {{1}}."
    recategorised["category"] = "MARKETING"
    other["components"] = [{"type": "HEADER", "format": "TEXT"}, other["components"][0]]
    graph.templates[:5] = [paused, reworded, recategorised, other]

    assert run() == 1
    said = capsys.readouterr().err
    for one, words in (
        (missing, "is missing."),
        (paused, "is PAUSED, not APPROVED."),
        (reworded, "has another text: 'Something else {{1}}.'"),
        (recategorised, "has the category MARKETING, not UTILITY."),
        (other, "has other buttons: []"),
        (other, "has a part that ours lacks: HEADER."),
    ):
        assert f"{one['name']} ({one['language']}): {words}" in said
    assert len(said.splitlines()) == 6


def test_without_the_accounts_id_it_says_what_to_set(run, monkeypatch, capsys):
    environment = check_templates.load_environment()
    del environment["WHATSAPP_BUSINESS_ACCOUNT_ID"]
    assert run() == 1
    assert "WHATSAPP_BUSINESS_ACCOUNT_ID is not set" in capsys.readouterr().err


def test_a_wrong_token_is_told_by_its_code(run, graph, capsys):
    graph.will_answer(Answer.error(190, 401))
    assert run() == 1
    assert capsys.readouterr().err == "Meta does not tell the templates: 190.\n"
