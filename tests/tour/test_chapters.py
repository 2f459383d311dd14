"""The course that comes with gdtui, each chapter at its own moment of a real session."""

import re
from dataclasses import replace
from functools import cache

import pytest
from tests.tui.moments import OPENED

from gdtui.cli.tour import chapters_of
from gdtui.draw.strip import broken
from gdtui.session.answers import answer
from gdtui.session.beginning import begin
from gdtui.session.opened import Opened
from gdtui.session.questions import Best
from gdtui.session.session import Session
from gdtui.session.snapshot import Snapshot
from gdtui.tour.chapter import Chapter, Front, Kind
from gdtui.tour.hole import holes
from gdtui.tour.template import NOT_YET, fill
from gdtui.tui.typed import typed
from gdtui.tui.verbs import actions

CHAPTERS = chapters_of(None)
LINES = chapters_of(None, Front.LINEAR)
QUESTIONS = [card for chapter in CHAPTERS for card in chapter.cards if card.kind is Kind.QUESTION]
GOLDEN = {
    "The prediction": ["13.80", "-24.62"],
    "The loss": [r"14603\.\d\d", "1780.47"],
    "The gradient and its sign": [r"-5337\.[01]", r"-12324\.[13]"],
    "The update": [r"14603\.\d\d", r"1069[56]\.\d\d", "1.1056"],
    "Five phases make a step": [r"1069[56]\.\d\d"],
    "A hundred epochs": [r"876\.0\d", r"885\.1\d"],
}


@cache
def at_its_moment(chapter: Chapter) -> tuple[Opened, Snapshot]:
    dataset, start = chapter.opening.read()
    session = Session(dataset, begin(chapter.opening, dataset, start).origin)
    answer(session, Best())
    shown = session.snapshot()
    for verb, count in typed(chapter.keys):
        for action in actions(verb, count, shown):
            shown = session.apply(action)
    inputs, targets = dataset.input_names, dataset.target_names
    opened = replace(OPENED, rows=dataset.rows, input_names=inputs, target_names=targets)
    return opened, shown


def name(chapter: Chapter) -> str:
    return chapter.title


def test_there_are_twelve_chapters_with_some_45_questions() -> None:
    assert len(CHAPTERS) == 12
    assert len(QUESTIONS) >= 45
    assert len({card.text for card in QUESTIONS}) == len(QUESTIONS)


def test_plain_lines_tell_the_same_chapters_without_places_on_a_screen() -> None:
    seen = re.compile(
        r"\b(panes?|on the left|on the right|above|chart|arrows show|status line)\b", re.IGNORECASE
    )
    for on_screen, in_lines in zip(CHAPTERS, LINES, strict=True):
        assert (on_screen.title, on_screen.keys) == (in_lines.title, in_lines.keys)
        questions = [
            [card.text for card in chapter.cards if card.kind is Kind.QUESTION]
            for chapter in (on_screen, in_lines)
        ]
        assert questions[0] == questions[1]
        for card in in_lines.cards:
            assert not seen.search(card.text), card.text


@pytest.mark.parametrize("chapter", [*CHAPTERS, *LINES], ids=name)
def test_every_number_of_a_chapter_is_known_at_its_moment(chapter: Chapter) -> None:
    opened, shown = at_its_moment(chapter)
    for card in chapter.cards:
        filled = fill(card.text, opened, shown)
        assert NOT_YET not in filled
        assert "[there is no" not in filled
        assert "[predict" not in filled
        assert not re.search("[{}]", filled)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name)
def test_every_card_fits_on_a_small_screen(chapter: Chapter) -> None:
    opened, shown = at_its_moment(chapter)
    for card in chapter.cards:
        filled = fill(f"{card.kind}: {card.text}", opened, shown)
        assert len(broken(filled, 78)) <= 4, filled


@pytest.mark.parametrize("title", GOLDEN)
def test_the_numbers_that_the_tutorial_prints_stand_where_they_belong(title: str) -> None:
    chapter = next(each for each in CHAPTERS if each.title == title)
    told = " ".join(fill(card.text, *at_its_moment(chapter)) for card in chapter.cards)
    for number in GOLDEN[title]:
        assert re.search(number, told), number


def test_the_new_region_is_predicted_as_the_session_does() -> None:
    chapter = CHAPTERS[-1]
    opened, shown = at_its_moment(chapter)
    named = next(hole for card in chapter.cards for hole in holes(card.text) if hole.places)
    assert named.name == "predict"
    told = float(fill("{predict[apples,75,63,44]}", opened, shown))
    weight, bias = shown.weight.astype(float), shown.bias.astype(float)
    assert told == pytest.approx(float(weight[0] @ [75, 63, 44] + bias[0]), abs=0.005)
    assert 40 < told < 70
