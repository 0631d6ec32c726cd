"""Check every complaint of a database: offices, ends, dates, histories, audit log."""

import argparse
from dataclasses import replace
from datetime import datetime

from helpline import clock, settings
from helpline.cli import database
from helpline.cli.environment import load_environment
from helpline.cli.errors import CommandError
from helpline.cli.year.check import Finding, YearCheck
from helpline.settings import Settings

_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the database and the moment."""
    parser.add_argument("--database", help="else the one of DATABASE_URL")
    parser.add_argument(
        "--at", type=datetime.fromisoformat, help="the moment, as 2026-12-31T23:59+05:30; else now"
    )


def execute(options: argparse.Namespace) -> None:
    """Check, and print what was found. Raises CommandError at a breach."""
    config = settings.load(load_environment())
    config = replace(config, database_url=options.database or config.database_url)
    check(config, options.at or clock.now())


def check(config: Settings, now: datetime) -> None:
    """Check as of a moment, and print what was found. Raises CommandError at a breach."""
    with database.unit_of_work(config) as session:
        findings = YearCheck(session, now).findings()
    _print(findings)
    breaches = sum(len(finding.breaches) for finding in findings)
    if breaches:
        raise CommandError(f"{breaches:,} breaches.")


def _print(findings: list[Finding]) -> None:
    width = max(len(finding.promise) for finding in findings)
    print(f"{'':{width}}  {'asked':>10}  {'breaches':>8}")
    for finding in findings:
        shown = ", ".join(finding.breaches[:_SHOWN])
        count = len(finding.breaches)
        print(f"{finding.promise:{width}}  {finding.asked:>10,}  {count:>8,}  {shown}".rstrip())
