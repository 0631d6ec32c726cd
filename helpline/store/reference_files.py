"""The files of reference/: read line by line, every cell checked, mistakes told by their place."""

import csv
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class WrongReferenceFile(Exception):
    """A reference file cannot be used; the message names file, line and column."""


@dataclass(frozen=True)
class Row:
    """One line of a reference file. Each method returns one checked cell or raises
    WrongReferenceFile.
    """

    file: str
    line: int
    cells: dict[str, str]

    def text(self, column: str, longest: int) -> str:
        """Return a text of at most so many characters, counted as WhatsApp counts them."""
        value = self.cells[column]
        if not value:
            raise self.wrong(column, "is empty")
        if value != value.strip():
            raise self.wrong(column, "begins or ends with a space")
        if value != unicodedata.normalize("NFC", value):
            raise self.wrong(column, "is not in the normal form NFC")
        if len(value) > longest:
            raise self.wrong(column, f"has {len(value)} characters, {longest} are allowed")
        return value

    def number(self, column: str) -> int:
        """Return a whole number from 1 up."""
        value = self.cells[column]
        if not (value.isascii() and value.isdigit()) or int(value) < 1:
            raise self.wrong(column, f"must be a whole number from 1 up, not {value!r}")
        return int(value)

    def day(self, column: str) -> date:
        """Return a day written as 2026-01-26."""
        try:
            return date.fromisoformat(self.cells[column])
        except ValueError as error:
            raise self.wrong(column, f"must be a day: {error}") from error

    def yes(self, column: str) -> bool:
        """Return whether the cell says "yes"; "no" is the only other word allowed."""
        return self.one_of(column, ("yes", "no")) == "yes"

    def one_of(self, column: str, known: Collection[str]) -> str:
        """Return a word that is among the known ones."""
        value = self.cells[column]
        if value not in known:
            raise self.wrong(column, f"unknown: {value!r}")
        return value

    def wrong(self, column: str, reason: str) -> WrongReferenceFile:
        """Return the mistake in this column, ready to be raised."""
        return WrongReferenceFile(f"{self.file}, line {self.line}, column {column}: {reason}.")


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the lines of a CSV file with exactly these columns. Raises WrongReferenceFile."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from _rows(path.name, csv.reader(file, strict=True), columns)
    except FileNotFoundError as error:
        raise WrongReferenceFile(f"{path.name} is missing in {path.parent}.") from error
    except UnicodeDecodeError as error:
        raise WrongReferenceFile(f"{path.name} is not written in UTF-8.") from error


def _rows(name: str, reader: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        header = next(reader, [])
        if tuple(header) != columns:
            raise WrongReferenceFile(f"{name}, line 1: the columns must be {','.join(columns)}.")
        for cells in reader:
            if len(cells) != len(columns):
                raise WrongReferenceFile(
                    f"{name}, line {reader.line_num}: {len(cells)} cells, not {len(columns)}."
                )
            yield Row(name, reader.line_num, dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        raise WrongReferenceFile(f"{name}, line {reader.line_num}: {error}.") from error
