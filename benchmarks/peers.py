"""How fast others train the same model on the same data: `make bench-peers`.

    .venv/bin/python benchmarks/peers.py [--quick] [--save]

Each peer is a process of its own, from .venv-peers, with one thread, loaded and warm; they take
turns. A training is timed from the call that sets it up to the last weight. The full loss at its
end shows that all of them learned the same; they shuffle in orders of their own.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

from every import header
from figures import quotient
from peer import PEERS, SIZES

_HERE = Path(__file__).parent
_PYTHON = _HERE.parent / ".venv-peers" / "bin" / "python"
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_BASE = next(iter(PEERS))
_RESULTS = _HERE / "RESULTS.md"


class Peer:
    """A process that trains when it is told to; `missing` says why it cannot."""

    def __init__(self, name: str, case: str) -> None:
        python = sys.executable if name.startswith("gdtui") else str(_PYTHON)
        self._process = subprocess.Popen(
            [python, str(_HERE / "peer.py"), name, case],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **_ONE_THREAD},
        )
        said = self._said()
        self.missing = None if said == "ready" else said or "it failed"

    def train(self) -> tuple[float, float]:
        """Seconds, and the full loss at the end."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        seconds, loss = map(float, self._said().split())
        return seconds, loss

    def end(self) -> None:
        """Let it end."""
        self._process.communicate()

    def _said(self) -> str:
        """The next line that is meant for us: frameworks talk."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            words = line.split()
            if words and (words[0] in ("ready", "not") or words[0][0].isdigit()):
                return line.strip()
        return ""


class Row(NamedTuple):
    """What one peer came to."""

    name: str
    seconds: float
    times: float
    loss: float

    def __str__(self) -> str:
        return f"{self.name:<28} {self.times:>8.2f} {self.seconds * 1e3:>10.1f} {self.loss:>12.4f}"


def main() -> None:
    """Print a table for each case."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument(
        "--save", action="store_true", help="keep the tables at the end of RESULTS.md"
    )
    asked = parser.parse_args()
    first = header()
    print(first, flush=True)
    lines: list[str] = []
    for case in SIZES:
        for line in ("", *table(case, 2 if asked.quick else 7)):
            print(line, flush=True)
            lines.append(line)
    if asked.save:
        both = "\n".join(lines).strip()
        with _RESULTS.open("a", encoding="utf-8") as kept:
            kept.write(f"\n## {first}\n\n```\n{both}\n```\n")


def table(case: str, rounds: int) -> Iterator[str]:
    """Times as fast as the tutorial's loop, the median of the turns."""
    epochs = SIZES[case][-1]
    yield f"{case}, {epochs} epochs"
    yield f"{'':<28} {'as fast':>8} {'ms':>10} {'full loss':>12}"
    with ExitStack() as stack:
        peers = {}
        for name in PEERS:
            peers[name] = Peer(name, case)
            stack.callback(peers[name].end)
        here = {name: peer for name, peer in peers.items() if not peer.missing}
        turns = [{name: peer.train() for name, peer in here.items()} for _ in range(rounds)]
    rows = [row(name, turns) for name in here]
    for name, peer in peers.items():
        yield f"{name:<28} {peer.missing}" if peer.missing else str(rows[[*here].index(name)])
    furthest = max(rows, key=lambda each: abs(each.loss - rows[0].loss))
    apart = abs(furthest.loss - rows[0].loss) / rows[0].loss
    yield f"furthest from the first one's loss: {furthest.name}, by {apart:.1e} of it"


def row(name: str, turns: list[dict[str, tuple[float, float]]]) -> Row:
    """The medians of one peer."""
    times = quotient((turn[_BASE][0], turn[name][0]) for turn in turns)
    seconds, losses = zip(*(turn[name] for turn in turns), strict=True)
    return Row(name, median(seconds), times, median(losses))


if __name__ == "__main__":
    main()
