"""What can be taught is what the training data, the domain and the reference files have."""

from helpline.domain.labels import KINDS
from helpline.workbench import examples, taxonomy


def test_the_intents_to_choose_from_are_those_that_have_examples():
    taught = {example.meaning.intent for example in examples.current().all()}
    assert set(taxonomy.in_files().intents) == taught
    assert "nlu_fallback" not in taught


def test_the_categories_to_choose_from_are_those_that_have_examples():
    known = taxonomy.in_files()
    meanings = {example.meaning for example in examples.current().all()}
    assert {one.category for one in meanings} - {None} == set(known.categories)
    assert {one.kind for one in meanings} - {None} == set(KINDS)
    assert all(known.is_known(meaning) for meaning in meanings)


def test_what_is_taught_at_the_desk_says_nothing_of_who_is_at_risk():
    """The two files teach by their name; a complaint of the same subject belongs beside the others."""
    found = examples.read()
    at_risk = {"violence_at_home.yml", "urgent_illness.yml"}
    meanings = {example.meaning for example in found.all()}
    assert {found._file_for(meaning).name for meaning in meanings}.isdisjoint(at_risk)
