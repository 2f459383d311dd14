"""Chapter: what a tour opens, what is pressed before it begins, and the cards that it tells."""

from dataclasses import dataclass
from enum import StrEnum

from gdtui.session.opening import Opening


class Kind(StrEnum):
    """What a card is."""

    NOTE = "note"
    QUESTION = "question"
    ANSWER = "answer"


class Front(StrEnum):
    """Where a tour is taken: on a screen, or in plain lines."""

    SCREEN = "screen"
    LINEAR = "linear"


@dataclass(frozen=True)
class Card:
    """A paragraph of a chapter, with names in braces that the moment fills in; clean.

    `line` is where it begins in its file, from 1.
    """

    kind: Kind
    text: str
    line: int


@dataclass(frozen=True)
class Chapter:
    """A title, data with settings, keys as they are typed, and at least one card; clean.

    `file` is its name as it is shown; what it opens stands there in `line`, from 1.
    """

    title: str
    opening: Opening
    keys: str
    cards: tuple[Card, ...]
    file: str
    line: int

    def wrong(self, sentence: str) -> str:
        """What is wrong with what it opens, with the place where that stands."""
        return f"{self.file}, line {self.line}: {sentence}"
