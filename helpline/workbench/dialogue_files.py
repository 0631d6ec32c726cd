"""The files beside the examples: questions with their rules, replies, categories.

What is changed in them is a diff of the lines that change; comments and all else stay.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from helpline.domain.topics import facts_in, is_taught
from helpline.settings import PROJECT_ROOT
from helpline.store.additions import CATEGORY, INTENT, REPLY
from helpline.workbench.examples import QUESTIONS, StrangeFile

Content = dict[str, Any]
_RULES_HEAD = """version: "3.1"

# Questions that trainers made at the desk, each answered by its text.
rules:
"""
_REPLIES_HEAD = """version: "3.1"

# The answers to the questions that trainers made at the desk.
responses:
"""
_INTENT_LINE = "  - "
# Beside the categories, a line for each of some of them.
_WITH_CATEGORIES = ("demand_names.csv", "time_limits.csv", "shared_problems.csv")
# Between the English and the Hindi name of a question, which name its rule.
_AND = " · "


@dataclass(frozen=True)
class Reply:
    """What the assistant says: the text in both languages, and what can be tapped below it."""

    name: str
    path: Path
    hi: str
    en: str
    buttons_hi: tuple[str, ...] = ()
    buttons_en: tuple[str, ...] = ()

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that are filled in."""
        return facts_in(self.hi)


def answer_to(intent: str) -> str:
    """Return the name of the reply to a question that was made at the desk."""
    return f"utter_{intent}"


class DialogueFiles:
    """The files of a folder with domain.yml, data/ and perhaps reference/, as they are to be."""

    def __init__(self, root: Path) -> None:
        """Read them."""
        self._root = root
        self._rules = root / "data" / "rules" / QUESTIONS
        self._responses = root / "data" / "responses" / QUESTIONS
        self._categories = root / "reference" / "categories.csv"
        self.questions = names_of_questions(self._rules)
        self.replies = read_replies(root / "data" / "responses")
        self.categories = _categories(self._categories)
        self._changed: dict[tuple[str, str], None] = {}

    def find(self, kind: str, code: str) -> Content | None:
        """Return what the files have of a question, a reply or a category."""
        if kind == INTENT:
            return self.questions.get(code)
        if kind == REPLY:
            reply = self.replies.get(code)
            return {"hi": reply.hi, "en": reply.en} if reply else None
        return self.categories.get(code)

    def put(self, kind: str, code: str, content: Content) -> None:
        """Let the files have this."""
        self._changed[kind, code] = None
        if kind == INTENT:
            self.questions[code] = dict(content)
        elif kind == REPLY:
            known = self.replies.get(code)
            path = known.path if known else self._responses
            buttons = (known.buttons_hi, known.buttons_en) if known else ()
            self.replies[code] = Reply(code, path, content["hi"], content["en"], *buttons)
        else:
            self.categories[code] = dict(content)

    def remove(self, kind: str, code: str) -> None:
        """Let the files have it no more."""
        self._changed[kind, code] = None
        if kind == INTENT:
            self.questions.pop(code, None)
        elif kind == CATEGORY:
            self.categories.pop(code, None)

    def write(self) -> list[Path]:
        """Write what has changed; return the files. Raises StrangeFile."""
        texts = {**self._question_texts(), **self._reply_texts(), **self._reference_texts()}
        for path, text in texts.items():
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        return list(texts)

    def _question_texts(self) -> dict[Path, str | None]:
        if not any(self._is_of_question(kind, code) for kind, code in self._changed):
            return {}
        before = read_replies(self._responses.parent).values()
        self._refuse_strange(self._rules, _rules_text(names_of_questions(self._rules)))
        self._refuse_strange(self._responses, _replies_text(self._own(before)))
        answers = {answer_to(code) for code in self.questions}
        # A reply goes with its question.
        replies = [one for one in self._own(self.replies.values()) if one.name in answers]
        domain = self._root / "domain.yml"
        return {
            self._rules: _rules_text(self.questions) if self.questions else None,
            self._responses: _replies_text(replies) if self.questions else None,
            domain: _with_intents(domain.read_text("utf-8"), self.questions),
        }

    def _is_of_question(self, kind: str, code: str) -> bool:
        return kind == INTENT or (kind == REPLY and self.replies[code].path == self._responses)

    def _own(self, replies: Iterable[Reply]) -> list[Reply]:
        own = (one for one in replies if one.path == self._responses)
        return sorted(own, key=lambda one: one.name)

    def _reply_texts(self) -> dict[Path, str]:
        texts: dict[Path, str] = {}
        for kind, code in self._changed:
            reply = self.replies.get(code) if kind == REPLY else None
            if reply is None or reply.path == self._responses:
                continue
            text = texts.get(reply.path) or reply.path.read_text("utf-8")
            texts[reply.path] = with_reply(text, reply)
        return texts

    def _reference_texts(self) -> dict[Path, str]:
        codes = [code for kind, code in self._changed if kind == CATEGORY]
        if not codes or not self._categories.exists():
            return {}
        lines = self._categories.read_text("utf-8").splitlines()
        for code in codes:
            lines = _with_category(lines, code, self.categories.get(code))
        texts = {self._categories: "\n".join(lines) + "\n"}
        gone = [code for code in codes if code not in self.categories]
        for name in _WITH_CATEGORIES if gone else ():
            path = self._categories.with_name(name)
            kept = [
                one for one in path.read_text("utf-8").splitlines() if one.split(",")[0] not in gone
            ]
            texts[path] = "\n".join(kept) + "\n"
        return texts

    @staticmethod
    def _refuse_strange(path: Path, tidy: str) -> None:
        if path.exists() and path.read_text("utf-8") != tidy:
            raise StrangeFile(f"{path} is laid out otherwise than the desk writes it: tidy it.")


def read_replies(folder: Path) -> dict[str, Reply]:
    """Return every reply that is said in Hindi and in English, by its name."""
    found = {}
    for path in sorted(folder.glob("*.yml")):
        responses = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["responses"]
        for name, variations in responses.items():
            if len(variations) == 2 and all("text" in one for one in variations):
                hindi, english = variations
                found[name] = Reply(
                    name, path, hindi["text"], english["text"], _titles(hindi), _titles(english)
                )
    return found


@lru_cache(maxsize=1)
def replies_in_files() -> dict[str, Reply]:
    """Return the repository's replies, read once a process."""
    return read_replies(PROJECT_ROOT / "data" / "responses")


@lru_cache(maxsize=1)
def answers_in_files() -> dict[str, str]:
    """Return the reply of each intent that is answered by a reply alone, by no action."""
    steps: dict[str, list[str]] = {}
    for path in sorted((PROJECT_ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["rules"]:
            heard = [step["intent"] for step in rule["steps"] if "intent" in step]
            done = [step.get("action", "") for step in rule["steps"] if "intent" not in step]
            for intent in heard:
                steps.setdefault(intent, []).extend(done if len(heard) == 1 else [""])
    return {
        intent: done[0]
        for intent, done in steps.items()
        if len(done) == 1 and done[0].startswith("utter_")
    }


def with_reply(text: str, reply: Reply) -> str:
    """Return a file of replies with the texts of this one, and nothing else changed."""
    root = yaml.compose(text, yaml.SafeLoader)
    variations = _child(_child(root, "responses"), reply.name).value
    # From behind, so that the places before it stay right.
    for node, words in ((variations[1], reply.en), (variations[0], reply.hi)):
        scalar = _child(node, "text")
        start = scalar.start_mark.index
        end = start + len(text[start : scalar.end_mark.index].rstrip())
        indent = _key_column(node, "text") + 2
        text = text[:start] + _scalar(words, indent) + text[end:]
    return text


def _child(node: yaml.MappingNode, key: str) -> yaml.Node:
    return next(value for name, value in node.value if name.value == key)


def _key_column(node: yaml.MappingNode, key: str) -> int:
    return next(name.start_mark.column for name, _ in node.value if name.value == key)


def _scalar(words: str, indent: int) -> str:
    if "\n" not in words:
        return json.dumps(words, ensure_ascii=False)
    lines = (f"{' ' * indent}{line}" if line else "" for line in words.split("\n"))
    return "\n".join(["|-", *lines])


def _titles(variation: dict[str, Any]) -> tuple[str, ...]:
    return tuple(button["title"] for button in variation.get("buttons", ()))


def names_of_questions(
    path: Path = PROJECT_ROOT / "data" / "rules" / QUESTIONS,
) -> dict[str, Content]:
    """Return the names of each question that was made at the desk, by its code."""
    if not path.exists():
        return {}
    rules = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["rules"]
    return {rule["steps"][0]["intent"]: _names_in(rule["rule"]) for rule in rules}


def _names_in(rule: str) -> Content:
    """Its names; the Hindi one is missing where the desk wrote none before."""
    english, _, hindi = rule.partition(_AND)
    return {"name_en": english, **({"name_hi": hindi} if hindi else {})}


def _rules_text(questions: dict[str, Content]) -> str:
    blocks = (
        f"  - rule: {_scalar(_AND.join(_given_names(names)), 0)}\n    steps:\n"
        f"      - intent: {code}\n      - action: {answer_to(code)}\n"
        for code, names in sorted(questions.items())
    )
    return _RULES_HEAD + "\n".join(blocks)


def _given_names(names: Content) -> list[str]:
    return [names[name] for name in ("name_en", "name_hi") if names.get(name)]


def _replies_text(replies: Iterable[Reply]) -> str:
    blocks = (
        f"  {one.name}:\n    - text: {_scalar(one.hi, 8)}\n"
        "    - condition:\n        - type: slot\n          name: language\n          value: en\n"
        f"      text: {_scalar(one.en, 8)}\n"
        for one in replies
    )
    return _REPLIES_HEAD + "\n".join(blocks)


def _with_intents(domain: str, questions: Iterable[str]) -> str:
    """Let the domain have exactly these questions among its intents, sorted."""
    lines = domain.split("\n")
    start = lines.index("intents:") + 1
    end = start
    while lines[end].startswith(_INTENT_LINE):
        end += 1
    names = [line.removeprefix(_INTENT_LINE) for line in lines[start:end]]
    wanted = sorted({name for name in names if not is_taught(name)} | set(questions))
    return "\n".join([*lines[:start], *(_INTENT_LINE + name for name in wanted), *lines[end:]])


def _categories(path: Path) -> dict[str, Content]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: {name: row[name] for name in row if name != "code"}
                for row in csv.DictReader(file)}  # fmt: skip


def _with_category(lines: list[str], code: str, names: Content | None) -> list[str]:
    """Put the line of a category where it stood, else behind those of its department."""
    department = f"{code.split('/')[0]}/"
    at = next((i for i, line in enumerate(lines) if line.split(",")[0] == code), None)
    rest = lines if at is None else [*lines[:at], *lines[at + 1 :]]
    if names is None:
        return rest
    if at is None:
        at = 1 + max(
            (i for i, line in enumerate(rest) if line.startswith(department)),
            default=len(rest) - 1,
        )
    return [*rest[:at], _csv_line(code, names["name_hi"], names["name_en"]), *rest[at:]]


def _csv_line(*cells: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
