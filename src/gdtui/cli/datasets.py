"""gdtui datasets: what comes bundled, a line each."""

from argparse import Namespace

from gdtui.data.bundled import BUNDLED, about, bundled


def datasets(_: Namespace) -> int:
    """List name, shape, columns and source of every bundled dataset."""
    for name in BUNDLED:
        known, (data, _start) = about(name), bundled(name)
        shape = f"{data.rows} x {len(known.inputs)} -> {len(known.targets)}"
        columns = f"{', '.join(known.inputs)} -> {', '.join(known.targets)}"
        print(f"{name:<9} {shape:<14} {columns}; {known.title}; {known.source}")
    return 0
