from gdtui.session.opening import Opening
from gdtui.tour.chapter import Card, Chapter, Kind
from gdtui.tour.tour import Tour

CARDS = (
    Card(Kind.NOTE, "A note.", 4),
    Card(Kind.QUESTION, "Why?", 6),
    Card(Kind.ANSWER, "So.", 8),
)
TOUR = Tour(tuple(Chapter(title, Opening(), "", CARDS, "f", 1) for title in ("One", "Two")))


def test_cards_follow_each_other_to_the_end_of_their_chapter() -> None:
    asked = TOUR.on()
    assert (TOUR.text, TOUR.hint) == ("A note.", ". on  , back  N P chapter")
    assert (asked.text, asked.hint) == ("question: Why?", ". answer  , back  N P chapter")
    answered = asked.on()
    assert (answered.text, answered.hint) == ("answer: So.", "N next chapter  , back")
    assert answered.on() == answered
    assert answered.back().back().back() == TOUR


def test_chapters_are_opened_by_their_place() -> None:
    second = TOUR.on().opened(1)
    assert second is not None
    assert (second.heading, second.card) == ("chapter 2 of 2, 1/3: Two", 0)
    assert second.on().on().hint == "the end  , back"
    assert "P goes back" in second.over
    assert "N opens" in TOUR.over
    assert second.opened(2) is None
    assert second.opened(-1) is None


def test_over_other_data_a_chapter_tells_only_how_it_is_opened_again() -> None:
    away = TOUR.on().left()
    assert away.text == away.over == "the chapter is about other data; 1N opens it again"
    assert away.on() == away.back() == away
    assert "1N" in away.hint
    again = away.opened(0)
    assert again is not None
    assert again.text == "A note."
