"""Tour: where somebody is on the way through the chapters, card by card."""

from dataclasses import dataclass, replace

from gdtui.tour.chapter import Card, Chapter, Kind

_SIGNS = {Kind.NOTE: "", Kind.QUESTION: "question: ", Kind.ANSWER: "answer: "}


@dataclass(frozen=True)
class Tour:
    """The chapters, which of them is open, and which of its cards is told, both from 0.

    `words` are what comes behind `gdtui tour` to take the same tour. `apart` is whether other data
    were opened than those of the chapter.
    """

    chapters: tuple[Chapter, ...]
    words: tuple[str, ...] = ()
    place: int = 0
    card: int = 0
    apart: bool = False

    @property
    def chapter(self) -> Chapter:
        """The chapter that is open."""
        return self.chapters[self.place]

    @property
    def now(self) -> Card:
        """The card that is told."""
        return self.chapter.cards[self.card]

    @property
    def text(self) -> str:
        """The card with its kind in front; names in braces stand as they are."""
        if self.apart:
            return self.over
        return f"{_SIGNS[self.now.kind]}{self.now.text}"

    @property
    def heading(self) -> str:
        """Where this is."""
        place = f"chapter {self.place + 1} of {len(self.chapters)}"
        return f"{place}, {self.card + 1}/{len(self.chapter.cards)}: {self.chapter.title}"

    @property
    def hint(self) -> str:
        """What the keys of the tour lead to from here."""
        if self.apart:
            return f"{self.place + 1}N this chapter  N next"
        question = self.now.kind is Kind.QUESTION
        if self.card + 1 < len(self.chapter.cards):
            return f"{'. answer' if question else '. on'}  , back  N P chapter"
        return (
            "N next chapter  , back" if self.place + 1 < len(self.chapters) else "the end  , back"
        )

    @property
    def over(self) -> str:
        """What is said behind the last card of a chapter, or where it cannot be told."""
        if self.apart:
            return f"the chapter is about other data; {self.place + 1}N opens it again"
        if self.place + 1 < len(self.chapters):
            return "that was this chapter: N opens the next one"
        return "that was the tour; all keys go on working, and P goes back"

    def on(self) -> "Tour":
        """The next card of the chapter; at its end, or apart from it, the same."""
        if self.apart:
            return self
        return replace(self, card=min(self.card + 1, len(self.chapter.cards) - 1))

    def back(self) -> "Tour":
        """The card before, in the same chapter."""
        if self.apart:
            return self
        return replace(self, card=max(self.card - 1, 0))

    def left(self) -> "Tour":
        """At the same place, over other data."""
        return replace(self, apart=True)

    def opened(self, place: int) -> "Tour | None":
        """At the beginning of a chapter, counted from 0; None where there is none."""
        if not 0 <= place < len(self.chapters):
            return None
        return replace(self, place=place, card=0, apart=False)
