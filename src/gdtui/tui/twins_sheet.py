"""twins_sheet: both modes side by side as lines: a table of steps, and one phase of it in full."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from gdtui.draw import numbers, strip
from gdtui.draw.table import Column, table
from gdtui.draw.text import Glyphs, Line, Span, Style, fit, frame, left, shorten
from gdtui.draw.window import window
from gdtui.session.opened import Opened
from gdtui.session.twinned import Difference, Twinned, TwinPhase

PHASES = 5
_LEAST = 3  # steps that are seen, whatever else has to go
_TOLD = 4
_STEP = 5


def twins_sheet(
    twins: Twinned, opened: Opened, place: int, width: int, height: int, *, glyphs: Glyphs
) -> tuple[Line, ...]:
    """Exactly `height` lines of `width` cells, the phase at a place marked and told in full."""
    now = twins.phases[place]
    told = list(_told(twins, width, glyphs))
    detail = [*_code(twins, opened, now, width, glyphs), *_differences(twins, now)]
    steps = len(twins.phases) // PHASES
    room = max(height - 3 - len(detail) - len(told), min(_LEAST, steps))
    seen = window(now.step - 1, room, steps, now.step - 1)
    first = max(0, min(now.step - 1 - room // 2, steps - seen.count))
    shown = range(first, first + seen.count)
    lines = [*_table(twins, shown, place, width, glyphs), (), *detail, (), *told]
    return frame(lines, width, height)


def _table(
    twins: Twinned, steps: range, place: int, width: int, glyphs: Glyphs
) -> tuple[Line, ...]:
    first = [twins.phases[PHASES * step] for step in steps]
    begun = [_where(one, twins.batches, glyphs) for one in first]
    wide = max(6, *map(len, begun)) + 1
    columns = [
        Column("step", [(Span(str(one.step)),) for one in first], _STEP),
        Column("epoch", [(Span(text),) for text in begun], wide),
    ]
    each = max(8, min(13, (width - _STEP - wide) // PHASES))
    for number in range(PHASES):
        places = [PHASES * step + number for step in steps]
        cells = [_cell(twins.phases[at], glyphs, chosen=at == place) for at in places]
        head = shorten(twins.phases[number].phase, each - 1, glyphs)
        columns.append(Column(head, cells, each))
    return table(columns, width, len(steps) + 1)


def _where(one: TwinPhase, batches: int, glyphs: Glyphs) -> str:
    return str(one.epoch) if batches == 1 else f"{one.epoch}{glyphs.dot}{one.batch}/{batches}"


def _cell(one: TwinPhase, glyphs: Glyphs, *, chosen: bool) -> Line:
    text = one.said
    if not one.differences:
        text = f" {glyphs.between} ".join(one.left).replace("zeros", "0")
    style = Style.PLAIN if one.equal else Style.CHANGED
    return (Span(text, Style.CURSOR if chosen else style),)


def _code(
    twins: Twinned, opened: Opened, now: TwinPhase, width: int, glyphs: Glyphs
) -> Iterator[Line]:
    """What both run in this phase, side by side."""
    half = width // 2
    heads = f"step {now.step}, {now.phase}: by hand", "PyTorch's own"
    yield tuple(Span(left(head, half), Style.STRONG) for head in heads)
    every = (code.of(now.phase) for code in opened.twins(exact=twins.exact))
    for line in zip_longest(*every, fillvalue=""):
        yield tuple(Span(left(shorten(f"  {text}", half - 1, glyphs), half)) for text in line)


def _differences(twins: Twinned, now: TwinPhase) -> Iterator[Line]:
    for difference in now.differences:
        yield from _difference(difference, twins.digits)
    if not now.differences:
        mine, theirs = now.left
        yield (Span(f"The gradients are {mine} by hand, {theirs} by PyTorch."),)


def _difference(difference: Difference, digits: int) -> Iterator[Line]:
    what, count = difference.what, difference.count
    if not difference.differing:
        many = "the number has" if count == 1 else f"all {count} numbers have"
        yield Span(f"{what}: ", Style.STRONG), Span(f"{many} the same bits")
        return
    said = f"{difference.differing} of {count} differ, by {difference.said} at most"
    yield (
        Span(f"{what}: ", Style.STRONG),
        Span(f"{said}, and by {difference.relative:.1e} of the largest"),
    )
    both = f"{difference.manual:.{digits}g} by hand, {difference.sgd:.{digits}g} by PyTorch"
    yield (Span(f"  {difference.name} = {both}", Style.CHANGED),)


def _told(twins: Twinned, width: int, glyphs: Glyphs) -> Iterator[Line]:
    for sentence in twins.told:
        lines: Sequence[Line] = strip.strip(sentence, width, _TOLD, glyphs=glyphs)
        yield from (line for line in lines if any(span.text.strip() for span in line))


def heading(twins: Twinned | None, width: int) -> Line:
    """What the sheet is about."""
    by_hand = "manual with the exact update" if twins and twins.exact else "manual"
    rate = "" if twins is None else f", lr {numbers.rate(twins.lr)}"
    said = f" twins: {by_hand} and sgd from the same state{rate}"
    return fit((Span(left(said, width), Style.CURSOR),), width)
