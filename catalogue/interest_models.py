"""The tables of interests: what people do together, in groups, with the words it goes by."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from base.columns import by_code_point
from base.database import PublicModel


class InterestGroup(PublicModel):
    """A shelf of interests, such as Mad og måltider."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]


class Interest(PublicModel):
    """Something people do together, with the words it goes by."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(by_code_point(140), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("interest_group.id"), index=True)
    every_place: Mapped[bool] = mapped_column(default=False)

    group: Mapped[InterestGroup] = relationship(lazy="raise")
    words: Mapped[list[InterestWord]] = relationship(lazy="raise", cascade="all, delete-orphan")


class InterestWord(PublicModel):
    """A synonym of one interest, or a false friend it is not to be taken for."""

    __table_args__ = (
        Index("uq_interest_word_synonym", "word", unique=True, sqlite_where=text("false_friend = 0"),
              postgresql_where=text("NOT false_friend")),
    )  # fmt: skip

    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(String(120), primary_key=True)
    false_friend: Mapped[bool] = mapped_column(primary_key=True, default=False)


class InterestSearchWord(PublicModel):
    """A folded word that every activity with the interest is found by: of its name and synonyms."""

    __table_args__ = (Index("ix_interest_search_word_word", "word", "interest_id"),)

    interest_id: Mapped[int] = mapped_column(ForeignKey("interest.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(by_code_point(40), primary_key=True)
