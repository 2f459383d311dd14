"""Every benchmark but the peers, one after another, as one table: `make bench`.

    python benchmarks/every.py [--quick] [--save] [NAME ...]

A figure is a median, and where it is a ratio both sides took turns in one run. `--save` puts the
table on top of benchmarks/RESULTS.md, with the date and the machine.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from figures import NOT_MET, WHY

_NAMES = (
    "start",
    "wire",
    "ssh",
    "keys",
    "running",
    "resting",
    "drawing",
    "headless",
    "reading",
    "long",
)
_HERE = Path(__file__).parent
_RESULTS = _HERE / "RESULTS.md"
_MARK = "<!-- the newest first -->\n"


def main() -> int:
    """Print the table; 1 where a benchmark did not come to its end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no large data")
    parser.add_argument("--save", action="store_true", help="keep the table in RESULTS.md")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(_NAMES))
    asked = parser.parse_args()
    began = time.monotonic()
    print(header(), flush=True)
    lines, failed = [], 0
    for name in asked.names or _NAMES:
        print(f"\n{name}", flush=True)
        command = [sys.executable, str(_HERE / f"{name}.py"), *["--quick"] * asked.quick]
        # a process of its own: what one leaves behind must not be measured by the next
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            lines += ["", name]
            for line in process.stdout:
                print(line, end="", flush=True)
                lines.append(line.rstrip())
        failed |= process.returncode
    short = [*not_met(lines)]
    for line in ("", "what falls short", *(short or ["nothing"])):
        print(line, flush=True)
        lines.append(line)
    print(f"\n{time.monotonic() - began:.0f} seconds", flush=True)
    if asked.save:
        save("\n".join(lines))
    return 1 if failed else 0


def not_met(lines: list[str]) -> Iterator[str]:
    """The rows that fall short, and why."""
    for line, following in pairwise([*lines, ""]):
        if NOT_MET in line:
            yield line
            if following.startswith(WHY):
                yield following


def header() -> str:
    """When and where."""
    torch, textual = versions("torch"), versions("textual")
    load = "/".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}, {processor()}, {os.cpu_count()} cores, load {load}, "
        f"Python {platform.python_version()}, torch {torch}, textual {textual}"
    )


def processor() -> str:
    """The processor's name, where the system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(": ")[2]
    return platform.processor() or platform.machine()


def versions(package: str) -> str:
    """The version of a package that is installed."""
    from importlib.metadata import version  # noqa: PLC0415  # only for the header

    return version(package)


def save(table: str) -> None:
    """Put a table above those from before."""
    before, mark, after = _RESULTS.read_text("utf-8").partition(_MARK)
    section = f"\n## {header()}\n\n```\n{table.strip()}\n```\n"
    _RESULTS.write_text(before + mark + section + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
