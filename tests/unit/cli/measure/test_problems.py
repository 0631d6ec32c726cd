"""What counts as a problem told apart."""

import json

from helpline.cli.measure.problems import problem_figures, read_tellings


def test_a_found_problem_is_right_by_its_category_and_its_words(tmp_path):
    words = [("light nahi hai", "energy/power_outage"), ("nali jam", "urban/drain")]
    two = {"text": "light nahi hai aur nali jam", "problems": []}
    two["problems"] = [{"category": category, "words": said} for said, category in words]
    one = {"text": "light nahi hai, kal se", "problems": two["problems"][:1]}
    (tmp_path / "a.jsonl").write_text(json.dumps(two) + "\n" + json.dumps(one), encoding="utf-8")
    several, single = read_tellings(tmp_path / "a.jsonl")
    light = {"category": "energy/power_outage", "start": 0, "end": 12}
    drain = {"category": "urban/drain", "start": 19, "end": 27}
    shares = ("problems told apart", "problems right", "one problem split")

    def measured(found, in_single=()):
        pairs = [(several, {"problems": found}), (single, {"problems": list(in_single)})]
        return tuple(problem_figures(pairs)[name] for name in shares)

    assert measured([light, drain]) == (1.0, 1.0, 0.0)
    assert measured([light, {**drain, "category": "energy/power_outage"}]) == (0.0, 0.5, 0.0)
    assert measured([light, {**drain, "start": 0, "end": 12}]) == (0.0, 0.5, 0.0)
    assert measured([], in_single=[light, drain]) == (0.0, 0.0, 1.0)
