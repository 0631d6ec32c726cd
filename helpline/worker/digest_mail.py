"""The text of a digest: Hindi first, then English, from the files in templates/."""

from datetime import date, datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpline.services.digests import Line, Summary
from helpline.worker import mail

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("hi", "en")
_RULE = "\n\n" + "-" * 60 + "\n\n"


def digest_mail(sender: str, to: str, desk_url: str, summaries: dict[str, Summary]) -> EmailMessage:
    """Return the e-mail with an account's summary in every language."""
    texts = [_text(language, summaries[language], desk_url) for language in LANGUAGES]
    return mail.compose(sender, to, _subject(summaries["hi"]), _RULE.join(texts) + "\n")


def _text(language: str, summary: Summary, desk_url: str) -> str:
    def date_of(moment: date | datetime) -> str:
        return format_date(moment, "d MMMM", locale=language)

    def address_of(line: Line) -> str:
        return f"{desk_url}/complaints/{line.number.replace('-', '')}"

    return (
        _templates()
        .get_template(f"digest.{language}.txt")
        .render(
            summary=summary,
            day=date_of(summary.day),
            date_of=date_of,
            address_of=address_of,
            desk_url=desk_url,
        )
        .strip()
    )


def _subject(summary: Summary) -> str:
    day = {language: format_date(summary.day, "d MMMM", locale=language) for language in LANGUAGES}
    counts = {name: getattr(summary, name).total for name in ("overdue", "due_soon", "new")}
    return _templates().get_template("subject.txt").render(day=day, **counts).strip()


@cache
def _templates() -> Environment:
    # Plain text, in which < stays <.
    return Environment(  # noqa: S701
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
