"""Source: the text of the training loops, as it is shown while it runs.

It is read from the very files that run, never kept a second time; they are not imported.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from textwrap import dedent

from gdtui.engine.phase import PHASES, Phase
from gdtui.engine.settings import Mode, Variant

_FILES = tuple(map(Path(__file__).with_name, ("loops.py", "mistakes.py")))


@dataclass(frozen=True)
class Code:
    """A loop's lines without its yields, and for each line the phase in which it runs."""

    lines: tuple[str, ...]
    phases: tuple[Phase, ...]

    def marked(self, phase: Phase | None) -> tuple[int, ...]:
        """The lines, from 0, that ran in a phase; none before the first one."""
        return tuple(line for line, of in enumerate(self.phases) if of is phase)

    def of(self, phase: Phase) -> tuple[str, ...]:
        """What one step runs in a phase, without the head of the loop."""
        lines = (self.lines[line] for line in self.marked(phase))
        return tuple(line.removeprefix("    ") for line in lines if line.startswith(" "))

    def differing(self, other: "Code") -> tuple[int, ...]:
        """The lines, from 0, that another loop has not at their place."""
        ways = SequenceMatcher(None, other.lines, self.lines, autojunk=False).get_opcodes()
        return tuple(
            line for way, *_, begin, end in ways if way != "equal" for line in range(begin, end)
        )


def read_all() -> Mapping[tuple[Mode, Variant], Code]:
    """The code of every loop that there is."""
    return {
        (mode, variant): read_code(mode, variant)
        for mode in Mode
        for variant in Variant
        if variant.exists_in(mode)
    }


def read_code(mode: Mode, variant: Variant = Variant.PLAIN) -> Code:
    """Read the body of a loop: what runs up to the k-th yield belongs to phase k."""
    loops = _loops()
    text, loop = loops.get(f"{mode}_{variant.name.lower()}", loops[mode])
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


@cache
def _loops() -> Mapping[str, tuple[str, ast.FunctionDef]]:
    """The functions of the files by their names, with the text that they are in."""
    texts = [file.read_text("utf-8") for file in _FILES]
    return {
        node.name: (text, node)
        for text in texts
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    }
