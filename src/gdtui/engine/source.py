"""Source: the text of the two training loops, as it is shown while it runs.

It is read from the very file that runs, never kept a second time; that file is not imported.
"""

import ast
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.settings import Mode

_LOOPS = Path(__file__).with_name("loops.py")


@dataclass(frozen=True)
class Code:
    """A loop's lines without its yields, and for each line the phase in which it runs."""

    lines: tuple[str, ...]
    phases: tuple[Phase, ...]

    def marked(self, phase: Phase | None) -> tuple[int, ...]:
        """The lines, from 0, that ran in a phase; none before the first one."""
        return tuple(line for line, of in enumerate(self.phases) if of is phase)


def read_code(mode: Mode) -> Code:
    """Read the body of a mode's loop: what runs up to the k-th yield belongs to phase k."""
    text = _LOOPS.read_text("utf-8")
    loop = next(
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name == mode
    )
    yields = {node.lineno for node in ast.walk(loop) if isinstance(node, ast.Yield)}
    first = loop.body[1 if ast.get_docstring(loop) else 0].lineno
    last = max(yields)
    lines, phases, passed = [], [], 0
    for number, line in enumerate(text.splitlines()[first - 1 : last], first):
        if number in yields:
            passed += 1
        else:
            lines.append(line)
            phases.append(PHASES[passed])
    return Code(tuple(dedent("\n".join(lines)).splitlines()), tuple(phases))
