"""Reference tables: what exists in the state and who is responsible. Seeded from reference/*.csv."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import relationship

from helpline.store.base import Base


class Department(Base):
    """A government department, known by its label (`energy`)."""

    __tablename__ = "department"

    code = Column(String(40), primary_key=True)
    name_hi = Column(String(80), nullable=False)
    name_en = Column(String(80), nullable=False)
    phone = Column(String(20), doc="its public number, where it has one for the whole state")


class Category(Base):
    """A kind of complaint, known by its label (`energy/power_outage`)."""

    __tablename__ = "category"

    code = Column(String(80), primary_key=True)
    department_code = Column(ForeignKey("department.code"), nullable=False)
    name_hi = Column(String(24), nullable=False, doc="fits a WhatsApp list row")
    name_en = Column(String(24), nullable=False)

    department = relationship(Department)


class District(Base):
    """One of the state's districts, known by its code in the Local Government Directory."""

    __tablename__ = "district"

    code = Column(Integer, primary_key=True, autoincrement=False)
    name_en = Column(String(40), nullable=False, unique=True)
    name_hi = Column(String(40), nullable=False)


class Block(Base):
    """What a first level answers for: a development block, or a town with a municipal body.

    Both are known by their codes in the Local Government Directory.
    """

    __tablename__ = "block"

    code = Column(Integer, primary_key=True, autoincrement=False)
    district_code = Column(ForeignKey("district.code"), nullable=False)
    name_en = Column(String(40), nullable=False)
    name_hi = Column(String(40), nullable=False)
    is_headquarters = Column(
        Boolean, nullable=False, doc="answers where only the district is known"
    )

    district = relationship(District)


class Post(Base):
    """An office that answers for a department in an area at one of the four levels.

    Level 1 serves a block, level 2 a district, levels 3 and 4 the whole state.
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("department_code", "level", "district_code", "block_code"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
    )

    id = Column(Integer, primary_key=True)
    department_code = Column(ForeignKey("department.code"), nullable=False)
    level = Column(Integer, nullable=False)
    district_code = Column(ForeignKey("district.code"))
    block_code = Column(ForeignKey("block.code"))
    title_hi = Column(String(120), nullable=False)
    title_en = Column(String(120), nullable=False)

    department = relationship(Department)
    district = relationship(District)
    block = relationship(Block)


class TimeLimit(Base):
    """How many working days a level has for a category."""

    __tablename__ = "time_limit"

    category_code = Column(ForeignKey("category.code"), primary_key=True)
    level = Column(Integer, primary_key=True, autoincrement=False)
    working_days = Column(Integer, nullable=False)


class Holiday(Base):
    """A day on which offices are closed."""

    __tablename__ = "holiday"

    day = Column(Date, primary_key=True)
    name_hi = Column(String(80), nullable=False)
    name_en = Column(String(80), nullable=False)
