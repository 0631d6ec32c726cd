"""Seeds: bring the reference tables in step with the files of reference/, as often as wanted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from string import Formatter

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from helpline.settings import REFERENCE_DIR
from helpline.store.additions import CATEGORY, newest
from helpline.store.base import Base
from helpline.store.casework import ReplyTemplate
from helpline.store.reference import (
    Block,
    Category,
    Department,
    District,
    Holiday,
    Post,
    TimeLimit,
)
from helpline.store.reference_files import Row, WrongReferenceFile, read

AREA_OF_LEVEL = {1: "block", 2: "district", 3: "state", 4: "state"}
# A department may answer in towns apart from the blocks around them: in the larger, or in all.
IN_BLOCKS = ("block", "block or city", "block or town")
CITIES = ("corporation", "council")
URBAN_BODIES = (*CITIES, "panchayat")
ALL_CATEGORIES = "*"
LONGEST_REPLY_TEMPLATE = 600
REPLY_PLACEHOLDERS = frozenset({"number", "category", "place", "due"})

Record = dict[str, object]


@dataclass(frozen=True)
class SeedReport:
    """How many rows a seeding has inserted, changed and removed in all tables together."""

    inserted: int
    changed: int
    removed: int


def seed(session: Session, reference_dir: Path = REFERENCE_DIR) -> SeedReport:
    """Insert what is new in the files, change what differs, and tell how many rows that were.

    Time limits, holidays and reply templates that left the files are removed. Departments, categories, places
    and posts stay, because complaints point to them. All files are checked before the first
    row is written. Raises WrongReferenceFile.
    """
    departments = _departments(reference_dir)
    categories = _as_trained(session, _categories(reference_dir, departments))
    districts = _districts(reference_dir)
    blocks = _blocks(reference_dir, districts)
    towns, cities = _urban_bodies(reference_dir, districts, blocks)
    in_blocks = dict(zip(IN_BLOCKS, (blocks, [*blocks, *cities], [*blocks, *towns]), strict=True))
    posts = _posts(reference_dir, departments, districts, in_blocks)
    time_limits = _time_limits(reference_dir, categories)
    holidays = _holidays(reference_dir)
    reply_templates = _reply_templates(reference_dir)

    _wait_for_other_seedings(session)
    by_code = itemgetter("code")
    done: Counter[str] = Counter()
    done += _store(session, Department, departments, by_code)
    done += _store(session, Category, categories, by_code)
    done += _store(session, District, districts, by_code)
    done += _store(session, Block, [*blocks, *towns], by_code)
    done += _store(session, Post, posts, _department_level_and_area)
    done += _store(
        session, TimeLimit, time_limits, itemgetter("category_code", "level"), remove=True
    )
    done += _store(session, Holiday, holidays, itemgetter("day"), remove=True)
    done += _store(session, ReplyTemplate, reply_templates, by_code, remove=True)
    return SeedReport(done["inserted"], done["changed"], done["removed"])


def _departments(folder: Path) -> list[Record]:
    def department(row: Row) -> Record:
        phone = _text(row, Department, "phone") if row.cells["phone"] else None
        return {"code": _text(row, Department, "code"), **_names(row, Department), "phone": phone}

    rows = read(folder / "departments.csv", ("code", "name_hi", "name_en", "phone"))
    return _distinct(rows, department, ["code"])


def _categories(folder: Path, departments: list[Record]) -> list[Record]:
    known = _column(departments, "code")

    def category(row: Row) -> Record:
        code = _text(row, Category, "code")
        department, _, label = code.partition("/")
        if department not in known or not label:
            raise row.wrong("code", f"must be a known department/label, not {code!r}")
        return {"code": code, "department_code": department, **_names(row, Category)}

    rows = read(folder / "categories.csv", ("code", "name_hi", "name_en"))
    return _distinct(rows, category, ["code"])


def _as_trained(session: Session, categories: list[Record]) -> list[Record]:
    """Return the categories with those that trainers added and named anew, see store.additions."""
    by_code = {category["code"]: category for category in categories}
    for code, row in newest(session, CATEGORY).items():
        if row.is_live:
            by_code[code] = category_record(code, row.content)
    return list(by_code.values())


def category_record(code: str, content: Record) -> Record:
    """Return the columns of a category as a trainer wants it."""
    names = {name: content[name] for name in ("name_hi", "name_en")}
    return {"code": code, "department_code": code.split("/")[0], **names}


def put_category(session: Session, code: str, content: Record) -> None:
    """Let the tables have a category that was made at the desk, with the time limits of all."""
    record = category_record(code, content)
    _store(session, Category, [record], itemgetter("code"))
    known = session.execute(select(Category.code)).scalars()
    limits = _time_limits(REFERENCE_DIR, [{"code": one} for one in known])
    own = [limit for limit in limits if limit["category_code"] == code]
    _store(session, TimeLimit, own, itemgetter("category_code", "level"))


def _districts(folder: Path) -> list[Record]:
    rows = read(folder / "districts.csv", ("code", "name_en", "name_hi", "spellings"))
    return _distinct(
        rows,
        lambda row: {"code": row.number("code"), **_names(row, District)},
        ["code"],
        ["name_en"],
    )


def _blocks(folder: Path, districts: list[Record]) -> list[Record]:
    code_of = {district["name_en"]: district["code"] for district in districts}

    def block(row: Row) -> Record:
        return {
            "code": row.number("code"),
            "district_code": code_of[row.one_of("district", code_of)],
            "is_headquarters": row.yes("is_headquarters"),
            **_names(row, Block),
        }

    columns = ("code", "district", "name_en", "name_hi", "spellings", "is_headquarters")
    rows = read(folder / "blocks.csv", (*columns, "latitude", "longitude", "urban_body"))
    blocks = _distinct(rows, block, ["code"], ["district_code", "name_en"])
    headquarters = Counter(block["district_code"] for block in blocks if block["is_headquarters"])
    for name, code in code_of.items():
        if headquarters[code] != 1:
            raise WrongReferenceFile(
                f"blocks.csv: {name} has {headquarters[code]} headquarters, it needs one."
            )
    return blocks


def _urban_bodies(
    folder: Path, districts: list[Record], blocks: list[Record]
) -> tuple[list[Record], list[Record]]:
    """Return all towns with a municipal body, and those of them that count as cities."""
    code_of = {district["name_en"]: district["code"] for district in districts}
    known = {"", *_column(blocks, "name_en")}
    cities: list[Record] = []

    def town(row: Row) -> Record:
        row.one_of("block", known)
        record = {
            "code": row.number("code"),
            "district_code": code_of[row.one_of("district", code_of)],
            "is_headquarters": False,
            **_names(row, Block),
        }
        if row.one_of("kind", URBAN_BODIES) in CITIES:
            cities.append(record)
        return record

    columns = ("code", "district", "name_en", "name_hi", "kind", "block", "latitude", "longitude")
    rows = read(folder / "urban_bodies.csv", columns)
    return _distinct(rows, town, ["code"], ["district_code", "name_en"]), cities


def _posts(
    folder: Path,
    departments: list[Record],
    districts: list[Record],
    in_blocks: dict[str, list[Record]],
) -> list[Record]:
    """Expand each department's line for a level over all areas of that level."""
    known = _column(departments, "code")
    rows = read(folder / "posts.csv", ("department", "level", "area", "title_hi", "title_en"))
    lines = _distinct(rows, lambda row: _post(row, known), ["department_code", "level"])
    given = {(line["department_code"], line["level"]) for line in lines}
    for department in sorted(known):
        for level in AREA_OF_LEVEL:
            if (department, level) not in given:
                raise WrongReferenceFile(f"posts.csv: {department} has no line for level {level}.")
    return [post for line in lines for post in _in_every_area(line, districts, in_blocks)]


def _post(row: Row, departments: set[object]) -> Record:
    level = _level(row)
    area = row.cells["area"]
    if area not in (IN_BLOCKS if level == 1 else (AREA_OF_LEVEL[level],)):
        raise row.wrong("area", f"level {level} answers for a {AREA_OF_LEVEL[level]}")
    # The name of the area is written behind the title.
    longest = Post.title_hi.type.length - len(_title("", "")) - Block.name_hi.type.length
    return {
        "department_code": row.one_of("department", departments),
        "level": level,
        "area": area,
        "title_hi": row.text("title_hi", longest),
        "title_en": row.text("title_en", longest),
    }


def _in_every_area(
    line: Record, districts: list[Record], in_blocks: dict[str, list[Record]]
) -> Iterator[Record]:
    area = line.pop("area")
    if area == "state":
        yield {**line, "district_code": None, "block_code": None}
    elif area == "district":
        for district in districts:
            yield _in_area(line, district, district_code=district["code"], block_code=None)
    else:
        for block in in_blocks[area]:
            yield _in_area(
                line, block, district_code=block["district_code"], block_code=block["code"]
            )


def _in_area(line: Record, area: Record, **codes: object) -> Record:
    titles = {
        "title_hi": _title(line["title_hi"], area["name_hi"]),
        "title_en": _title(line["title_en"], area["name_en"]),
    }
    return {**line, **titles, **codes}


def _title(title: str, area: str) -> str:
    return f"{title} – {area}"


def _department_level_and_area(post: Record) -> tuple:
    # Not the district of a block's post: a block may come to another district one day.
    return post["department_code"], post["level"], post["block_code"] or post["district_code"]


def _time_limits(folder: Path, categories: list[Record]) -> list[Record]:
    """Give every category the limits of "*", then put the exceptions in."""
    known = _column(categories, "code")

    def limit(row: Row) -> Record:
        return {
            "category_code": row.one_of("category", {ALL_CATEGORIES, *known}),
            "level": _level(row),
            "working_days": row.number("working_days"),
        }

    rows = read(folder / "time_limits.csv", ("category", "level", "working_days"))
    given = {
        (record["category_code"], record["level"]): record
        for record in _distinct(rows, limit, ["category_code", "level"])
    }
    for level in AREA_OF_LEVEL:
        if (ALL_CATEGORIES, level) not in given:
            raise WrongReferenceFile(f'time_limits.csv: "*" has no line for level {level}.')
    return [
        {**given.get((code, level), given[ALL_CATEGORIES, level]), "category_code": code}
        for code in sorted(known)
        for level in AREA_OF_LEVEL
    ]


def _holidays(folder: Path) -> list[Record]:
    rows = read(folder / "holidays.csv", ("day", "name_hi", "name_en"))
    return _distinct(rows, lambda row: {"day": row.day("day"), **_names(row, Holiday)}, ["day"])


def _reply_templates(folder: Path) -> list[Record]:
    rows = read(
        folder / "reply_templates.csv", ("code", "name_hi", "name_en", "text_hi", "text_en")
    )
    return _distinct(rows, _reply_template, ["code"])


def _reply_template(row: Row) -> Record:
    texts = {column: row.text(column, LONGEST_REPLY_TEMPLATE) for column in ("text_hi", "text_en")}
    for column, written in texts.items():
        _check_placeholders(row, column, written)
    code = _text(row, ReplyTemplate, "code")
    return {"code": code, **_names(row, ReplyTemplate), **texts}


def _check_placeholders(row: Row, column: str, written: str) -> None:
    try:
        names = {name for _, name, _, _ in Formatter().parse(written) if name is not None}
    except ValueError as error:
        raise row.wrong(column, f"has a brace too many: {error}") from error
    unknown = sorted(names - REPLY_PLACEHOLDERS)
    if unknown:
        raise row.wrong(column, f"has an unknown placeholder: {unknown[0]!r}")


def _level(row: Row) -> int:
    level = row.number("level")
    if level not in AREA_OF_LEVEL:
        raise row.wrong("level", f"there is no level {level}")
    return level


def _names(row: Row, table: type[Base]) -> Record:
    return {column: _text(row, table, column) for column in ("name_hi", "name_en")}


def _text(row: Row, table: type[Base], column: str) -> str:
    return row.text(column, longest=table.__table__.c[column].type.length)


def _column(records: list[Record], name: str) -> set[object]:
    return {record[name] for record in records}


def _distinct(rows: Iterable[Row], make: Callable[[Row], Record], *keys: list[str]) -> list[Record]:
    """Make a record of each row; no two may agree in all the columns of one of the keys."""
    records = []
    first_line: dict[tuple, int] = {}
    for row in rows:
        record = make(row)
        for key in keys:
            values = (*key, *(record[column] for column in key))
            if values in first_line:
                raise row.wrong(key[-1], f"stands in line {first_line[values]} already")
            first_line[values] = row.line
        records.append(record)
    return records


def _wait_for_other_seedings(session: Session) -> None:
    """Let two processes that start at once seed one after the other.

    SQLite has one writer anyhow. On PostgreSQL unique constraints would not stop them: they
    take empty areas for different ones.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE post IN SHARE ROW EXCLUSIVE MODE"))


def _store(
    session: Session,
    table: type[Base],
    records: list[Record],
    key: Callable[[Record], object],
    remove: bool = False,
) -> Counter[str]:
    """Make the table's rows say what the records say; `remove` also those without a record."""
    columns = table.__table__.columns.keys()
    stored = {
        key({column: getattr(row, column) for column in columns}): row
        for row in session.execute(select(table)).scalars()
    }
    new = []
    done: Counter[str] = Counter()
    for record in records:
        row = stored.pop(key(record), None)
        if row is None:
            new.append(record)
        else:
            done["changed"] += _change(row, record)
    for row in stored.values() if remove else ():
        session.delete(row)
        done["removed"] += 1
    session.flush()
    if new:
        session.execute(insert(table.__table__), new)
    done["inserted"] = len(new)
    return done


def _change(row: Base, record: Record) -> bool:
    """Write what differs into the row; tell whether anything did."""
    differing = {name: value for name, value in record.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)
