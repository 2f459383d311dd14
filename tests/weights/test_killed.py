"""A writer that is killed in the middle leaves the old file whole, or the new one complete."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.weights.models import small

from gdtui.weights.file import read_weights
from gdtui.weights.formats import FORMATS

# writes two models in turn to the same files until it is killed
WRITES = """
import sys
from itertools import cycle
from pathlib import Path
from gdtui.weights.saved import write_weights
from tests.weights.models import small
one = small()
other = type(one)(one.weight * 2, one.bias, one.input_names, one.target_names, one.about)
for weights in cycle((one, other)):
    for file in sys.argv[1:]:
        write_weights(weights, Path(file), force=True)
    print("all", flush=True)
"""


def kill_while_it_writes(files: list[Path], seconds: float) -> None:
    """Kill a writer some time after every file was written once; each must be one of two models."""
    command = [sys.executable, "-c", WRITES, *map(str, files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"all\n"
        time.sleep(seconds)  # the moment of the kill, not something to wait for
        writer.send_signal(signal.SIGKILL)
    one = small()
    other = type(one)(one.weight * 2, one.bias, one.input_names, one.target_names, one.about)
    for file in files:
        found = read_weights(file)
        assert found.same_bits(one) or found.same_bits(other)


def test_every_file_is_whole_after_a_kill(tmp_path: Path) -> None:
    chance = random.Random(0)  # noqa: S311  # moments, not secrets
    files = [tmp_path / f"w{suffix}" for suffix in FORMATS if suffix != ".pt"]
    for _ in range(5):
        kill_while_it_writes(files, chance.uniform(0.0, 0.05))
