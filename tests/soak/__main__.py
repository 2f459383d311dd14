"""make soak: every promise tried until it would break; prints a table, fails where one did."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from time import monotonic

from tests.soak.endings import every_ending, every_ending_over_ssh, random_kills
from tests.soak.figures import HEADING, Figures, line
from tests.soak.files import damaged_journals, exports, failing_calls
from tests.soak.hostile import hostile_files

CHECKS: dict[str, Callable[[Namespace], Iterable[Figures]]] = {
    "kills": lambda asked: [random_kills(asked.kills, asked.seed)],
    "endings": lambda asked: every_ending(asked.endings),
    "ssh": lambda asked: [every_ending_over_ssh(asked.endings)],
    "exports": lambda asked: [exports(asked.exports)],
    "calls": lambda asked: failing_calls(asked.step),
    "journals": lambda _: damaged_journals(),
    "hostile": lambda _: hostile_files(),
}


def main() -> int:
    """Try what is asked for, or all."""
    parser = ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=f"of {', '.join(CHECKS)}")
    parser.add_argument("--kills", type=int, default=500, help="at random moments (500)")
    parser.add_argument("--endings", type=int, default=20, help="of each kind (20)")
    parser.add_argument("--exports", type=int, default=1000, help="of random models (1000)")
    parser.add_argument("--step", type=int, default=8, help="bytes between two full disks (8)")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments (0)")
    asked = parser.parse_args()
    if unknown := set(asked.checks) - CHECKS.keys():
        parser.error(f"there is no check {', '.join(sorted(unknown))}")
    # nohup has it ignored, and so would every client that is started here
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    began, right = monotonic(), True
    print(HEADING, flush=True)
    for name in asked.checks or CHECKS:
        for figures in CHECKS[name](asked):
            right = right and figures.is_right
            print(line(figures), flush=True)
    print(f"\n{'kept' if right else 'NOT KEPT'}, in {monotonic() - began:.0f} s", flush=True)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
