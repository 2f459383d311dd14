from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.code import code
from gdtui.draw.text import ASCII, Line, Style, cells, plain

SOURCE = (
    "for x, y in batches:",
    "    preds = x @ w.t() + b",
    "    loss = mse(preds, y)",
    "    loss.backward()",
    "    with torch.no_grad():",
    "        w -= w.grad * lr",
    "        b -= b.grad * lr",
    "    w.grad.zero_()",
    "    b.grad.zero_()",
)


def text(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line) for line in lines]


def test_the_lines_just_run_are_marked_and_long_ones_cut() -> None:
    assert text(code(SOURCE, {3}, {4, 5, 6}, 22, 9)) == [
        "  for x, y in batches:",
        "      preds = x @ w.t…",
        "      loss = mse(pred…",
        "▶     loss.backward() ",
        "      with torch.no_g…",
        "          w -= w.grad…",
        "          b -= b.grad…",
        "      w.grad.zero_()  ",
        "      b.grad.zero_()  ",
    ]


def test_of_the_next_lines_the_text_is_underlined_and_not_its_indentation() -> None:
    shown = code(SOURCE, (), {0, 1}, 30, 9)
    underlined = [span.text for line in shown for span in line if span.style is Style.NEXT]
    assert underlined == ["for x, y in batches:", "preds = x @ w.t() + b"]


def test_the_mark_can_be_typed() -> None:
    assert plain(code(SOURCE, {3}, (), 24, 9, glyphs=ASCII)[3]) == ">     loss.backward()   "


def test_a_mistake_is_marked_beside_what_ran() -> None:
    shown = code(SOURCE, {3}, (), 24, 5, wrong={3, 4})
    assert plain(shown[3]) == "▶!    loss.backward()   "
    assert plain(shown[4]) == " !    with torch.no_gra…"
    assert Style.BAD in {span.style for span in shown[4]}


def test_the_source_scrolls_to_the_lines_just_run() -> None:
    assert text(code(SOURCE, {7, 8}, {1}, 20, 2)) == [
        "▶     w.grad.zero_()",
        "▶     b.grad.zero_()",
    ]


def test_all_is_indented_half_as_far_where_that_shows_the_longest_line_whole() -> None:
    exact = (*SOURCE[:5], "        w.add_(w.grad, alpha=-lr)")
    shown = text(code(exact, {5}, (), 32, 6))
    assert shown[1:] == [
        "    preds = x @ w.t() + b       ",
        "    loss = mse(preds, y)        ",
        "    loss.backward()             ",
        "    with torch.no_grad():       ",
        "▶     w.add_(w.grad, alpha=-lr) ",
    ]


def test_before_the_first_phase_the_next_line_is_seen() -> None:
    shown = code(SOURCE, (), {5}, 27, 3)
    assert "          w -= w.grad * lr " in text(shown)
    assert Style.NEXT in {span.style for line in shown for span in line}


PLACES = st.sets(st.integers(0, 8))


@settings(deadline=None)
@given(PLACES, PLACES, st.integers(1, 40), st.integers(1, 12))
def test_the_code_has_exactly_its_size(
    ran: set[int], upcoming: set[int], width: int, height: int
) -> None:
    shown = code(SOURCE, ran, upcoming, width, height)
    assert [cells(plain(line)) for line in shown] == [width] * height
    if ran:
        assert any(plain(line).startswith("▶") for line in shown)


def test_only_a_mistake_looks_like_one() -> None:
    bad = [
        (place, span.text)
        for place, line in enumerate(code(SOURCE, {3}, {4}, 40, 9, wrong={5}))
        for span in line
        if span.style is Style.BAD
    ]
    assert bad == [(5, "!")]
