"""What drawing costs: the chart of a million steps against that of a hundred."""

import sys
import time
from collections.abc import Iterator
from statistics import median

import numpy as np

from figures import Figure, quotient, show
from gdtui.draw import canvas
from gdtui.draw.axis import x_end
from gdtui.draw.chart import chart
from gdtui.draw.series import Series, columns
from gdtui.session.curve import Curve
from gdtui.session.snapshot import LossCurve

_BUCKETS = 256  # of a curve in a Snapshot
_WIDE = "a hundred steps are a hundred places; of a million up to two in each column are drawn"


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """At the size of the chart on a small screen, and on a large one."""
    rounds = 20 if quick else 200
    few, many = losses(100), losses(1_000_000)
    for width, height in ((32, 8), (60, 15), (110, 25)):
        pairs = [(draw(many, width, height), draw(few, width, height)) for _ in range(rounds)]
        what = f"chart {width}x{height}: a million steps / a hundred"
        least = median(few for _, few in pairs)
        yield Figure(what, quotient(pairs), "<= 1.2", f"a hundred in {least * 1e3:.1f} ms", _WIDE)


def losses(count: int) -> LossCurve:
    """A noisy descent as a Snapshot holds it."""
    steps = np.arange(count)
    noise = np.random.default_rng(0).random(count)
    curve = Curve()
    curve.append(14600 * np.exp(-6 * steps / count) * (0.7 + 0.6 * noise))
    return curve.within(_BUCKETS)


def draw(curve: LossCurve, width: int, height: int) -> float:
    """Draw it as if nothing had been drawn before; seconds of processor time."""
    begin = time.process_time()
    canvas._drawn.cache_clear()  # noqa: SLF001  # what is kept from one key to the next
    right = float(x_end(curve.count))
    series: Series = columns(curve.lows, curve.highs, curve.width, right, width)
    chart([series], width, height, x_max=right, best=0.5, now=float(curve.count))
    return time.process_time() - begin


if __name__ == "__main__":
    show(figures(quick="--quick" in sys.argv))
