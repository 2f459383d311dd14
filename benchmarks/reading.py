"""Reading a CSV: gdtui against a plain polars read with a Float64 schema, time and memory.

    python benchmarks/reading.py [--rows 1000000] [--columns 100] [--rounds 3]

Each reading has a process of its own; the two take turns, so that both meet the same machine. The
memory is the peak of the process less what its imports took.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

CONTESTANTS = ("polars", "gdtui")


def main() -> None:
    """Make the file, let the contestants take turns, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contestant", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.contestant:
        seconds, mebibytes = read(asked.contestant, asked.file, asked.columns)
        sys.stdout.write(f"{seconds} {mebibytes}\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "normal.csv"
        write(file, asked.rows, asked.columns)
        file.read_bytes()
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in CONTESTANTS}
        for turn in range(asked.rounds):
            for name in CONTESTANTS if turn % 2 else CONTESTANTS[::-1]:
                taken[name].append(measured(name, file, asked.columns))
        show(asked.rows, asked.columns, file.stat().st_size, taken)


def write(file: Path, rows: int, columns: int) -> None:
    """A file of normal numbers with six significant digits."""
    rng = np.random.default_rng(0)
    with file.open("w") as out:
        out.write(",".join(f"x{place}" for place in range(columns)) + "\n")
        for start in range(0, rows, 10_000):
            block = rng.standard_normal((min(10_000, rows - start), columns)).tolist()
            out.writelines(",".join(f"{cell:.6g}" for cell in row) + "\n" for row in block)


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
    import polars as pl  # noqa: PLC0415  # only in the process that reads

    from gdtui.data.reading import read_csv  # noqa: PLC0415  # the same

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


def show(rows: int, columns: int, size: int, taken: dict[str, list[tuple[float, float]]]) -> None:
    """The table: medians, and ratios to polars (time by round, as the machine's load changes)."""
    print(f"{rows:,} x {columns}, {size / 1e6:,.0f} MB on disk, {len(taken['gdtui'])} rounds\n")
    print(f"{'':8} {'seconds':>8} {'ratio':>6} {'peak MiB':>9} {'ratio':>6}")
    for name in CONTESTANTS:
        seconds, memory = zip(*taken[name], strict=True)
        ratio = median(a / b for (a, _), (b, _) in zip(taken[name], taken["polars"], strict=True))
        of = median(memory) / median(each for _, each in taken["polars"])
        print(f"{name:8} {median(seconds):8.2f} {ratio:6.2f} {median(memory):9.0f} {of:6.2f}")


if __name__ == "__main__":
    main()
