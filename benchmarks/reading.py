"""Reading a CSV: gdtui against a plain polars read with a Float64 schema, time and memory.

    python benchmarks/reading.py [--quick] [--rows 1000000] [--columns 100] [--rounds 3]

Each reading has a process of its own; the two take turns, so that both meet the same machine. The
memory is the peak of the process less what its imports took.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl

from figures import Figure, quotient, show
from gdtui.data.reading import read_csv

_SMALL = "what is needed besides the numbers is the same for a small file as for a large one"
_CHECKED = "polars stops at its own chunks; here they become one piece, block by block and checked"
CONTESTANTS = ("polars", "gdtui")


def main() -> None:
    """Let the contestants take turns, or be one of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a smaller file")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--columns", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--contestant", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.contestant:
        print(*read(asked.contestant, asked.file, asked.columns))
    else:
        rows = asked.rows or (50_000 if asked.quick else 1_000_000)
        show(figures(rows, asked.columns, asked.rounds))


def figures(rows: int, columns: int, rounds: int) -> Iterator[Figure]:
    """Time by round, as the machine's load changes, and memory."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in CONTESTANTS}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "normal.csv"
        write(file, rows, columns)
        for turn in range(rounds):
            for name in CONTESTANTS if turn % 2 else CONTESTANTS[::-1]:
                taken[name].append(measured(name, file, columns))
        size = file.stat().st_size / 1e6
    ours, plain = ([*zip(*taken[name], strict=True)] for name in reversed(CONTESTANTS))
    seconds = f"{median(ours[0]):.2f} s against {median(plain[0]):.2f}, {size:.0f} MB"
    memory = f"{median(ours[1]):.0f} MiB against {median(plain[1]):.0f}"
    what = f"CSV {rows:.0e}x{columns}: gdtui / a plain typed polars read"
    times = quotient(zip(ours[0], plain[0], strict=True))
    yield Figure(f"{what}, seconds", times, "<= 1.1", seconds, _CHECKED)
    more = median(ours[1]) / median(plain[1])
    yield Figure(f"{what}, memory", more, "<= 1.2", memory, _SMALL)


def write(file: Path, rows: int, columns: int) -> None:
    """A file of normal numbers with five decimals."""
    draw = np.random.default_rng(0)
    with file.open("wb") as out:
        for start in range(0, rows, 50_000):
            block = draw.standard_normal((min(50_000, rows - start), columns)).round(5)
            names = [f"x{place}" for place in range(columns)]
            pl.DataFrame(block, schema=names).write_csv(out, include_header=start == 0)


def measured(contestant: str, file: Path, columns: int) -> tuple[float, float]:
    """Seconds and MiB of one reading in a process of its own."""
    words = [sys.executable, __file__, "--contestant", contestant, "--file", str(file)]
    done = subprocess.run(
        [*words, "--columns", str(columns)], check=True, capture_output=True, text=True
    )
    seconds, mebibytes = map(float, done.stdout.split())
    return seconds, mebibytes


def read(contestant: str, file: Path, columns: int) -> tuple[float, float]:
    """Read the file here and now; seconds, and MiB above what the imports took."""
    imported = peak()
    start = time.perf_counter()
    if contestant == "polars":
        kept = pl.read_csv(file, schema={f"x{place}": pl.Float64 for place in range(columns)})
        rows = kept.height
    else:
        rows = read_csv(file).rows
    seconds = time.perf_counter() - start
    assert rows > 0
    return seconds, peak() - imported


def peak() -> float:
    """The most memory this process has had so far, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage: on Linux a process starts with the peak of the one that started it.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / (1 << 10)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


if __name__ == "__main__":
    main()
