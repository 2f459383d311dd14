r"""clean: text from outside, made safe to show.

Column names, cells, file names and messages of libraries may hold escape sequences, bidirectional
controls or a thousand letters. Everything invisible becomes its code (`\x1b`, `\u2066`), so that
nothing is obeyed by a terminal and nothing is hidden from the reader.
"""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp", "Zs"})
_MARKS_PER_LETTER = 2


def clean(outside: str, limit: int = 60) -> str:
    r"""Show text from outside in one printable line.

    Args:
        outside: any text; surrogates from undecodable file names are allowed.
        limit: the most characters to return; a longer text ends in "...".
    """
    shown: list[str] = []
    length = marks = 0
    for char in outside:
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        piece = (
            _code(char)
            if (category in _INVISIBLE and char != " ") or marks > _MARKS_PER_LETTER
            else char
        )
        if length + len(piece) > limit:
            return "".join(shown)[: limit - 3] + "..."
        shown.append(piece)
        length += len(piece)
    return "".join(shown)


def _code(char: str) -> str:
    point = ord(char)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
