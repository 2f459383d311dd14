"""Arguments: what can be written after `gdtui`, command by command.

Nothing is imported here that `--help` does not need: it must answer at once.
"""

from argparse import SUPPRESS, ArgumentParser, HelpFormatter, Namespace, RawTextHelpFormatter
from collections.abc import Callable, Sequence

from gdtui.cli import usage, values
from gdtui.errors import UserError

TYPE_CHECKING = False  # typing would cost a fifth of --help
if TYPE_CHECKING:
    from typing import NoReturn

_LONGEST_COMPLAINT = 300


class Parser(ArgumentParser):
    """A parser whose complaints are sentences like all others."""

    def error(self, message: str) -> "NoReturn":
        """Say what is wrong with the arguments, and where all of them are explained."""
        from gdtui.clean import clean  # noqa: PLC0415  its tables are not needed for --help

        what = clean(message, _LONGEST_COMPLAINT)
        raise UserError(f"{what}; see {self.prog} --help")


class _Help(RawTextHelpFormatter):
    """Help as it is written here: wrapping costs imports, the terminal's width the environment."""

    def __init__(self, prog: str) -> None:
        HelpFormatter.__init__(self, prog, max_help_position=26, width=90)


def parse(command: str, words: Sequence[str]) -> Namespace:
    """Read the words after a command; "" stands for no command.

    Raises:
        UserError: they cannot be understood.
        SystemExit: --help or --version has been answered.
    """
    parser = _PARSERS[command]()
    # Intermixed: a plain parser takes no DATA behind WEIGHTS when an option stands between them.
    return parser.parse_intermixed_args(_unmistakable(words))


def _unmistakable(words: Sequence[str]) -> list[str]:
    """The same words so that argparse takes none that begins with a dash for an option.

    `--row -1,2` becomes `--row=-1,2`; a file `-odd.csv` behind `--` becomes `./-odd.csv`.
    """
    clear: list[str] = []
    for place, word in enumerate(words):
        if word == "--":
            files = words[place + 1 :]
            return [*clear, *(f"./{file}" if file[:1] == "-" else file for file in files)]
        negative = word[:1] == "-" and (word[1:2].isdecimal() or word[1:2] == ".")
        if negative and clear and clear[-1] in ("--row", "--lr"):
            clear[-1] += f"={word}"
        else:
            clear.append(word)
    return clear


def _parser(command: str, description: str) -> Parser:
    prog = f"gdtui {command}".rstrip()
    return Parser(
        prog=prog,
        usage=f"{prog} {usage.USAGE[command]}".rstrip(),
        description=description,
        epilog=f"example:\n  {usage.EXAMPLES[command]}",
        formatter_class=_Help,
        allow_abbrev=False,
    )


def _main() -> Parser:
    parser = _parser("", usage.MAIN)
    parser.add_argument("--version", action="store_true", help="say which version this is")
    _add_screen(parser)
    _add_fit(parser, epochs=0, first="trained before the first key (default: 0)")
    return parser


def _fit() -> Parser:
    parser = _parser("fit", usage.FIT)
    _add_fit(parser, epochs=100, first="default: 100")
    return parser


def _add_fit(parser: Parser, *, epochs: int, first: str) -> None:
    _add_data(parser)
    _add_columns(parser)
    _add_training(parser)
    add = parser.add_argument
    add("--epochs", type=values.whole(0), default=epochs, metavar="N", help=first)
    screen = not epochs
    output = parser.add_argument_group("output")
    output.add_argument(
        "--log",
        metavar="FILE.jsonl",
        help=SUPPRESS if screen else "write a line of JSON for each epoch",
    )
    output.add_argument(
        "--export",
        action="append",
        default=[],
        metavar="FILE",
        help="the file that x proposes for the weights"
        if screen
        else "write the weights: .pt .safetensors .json .npz .csv,\n"
        "or a script that makes them: .py; may be repeated",
    )
    output.add_argument("--force", action="store_true", help="replace files that exist")


def _predict() -> Parser:
    parser = _parser("predict", usage.PREDICT)
    parser.add_argument(
        "weights", metavar="WEIGHTS", help="a .pt, .safetensors, .json, .npz or .csv of weights"
    )
    parser.add_argument(
        "data", metavar="DATA", nargs="?", help="a CSV file, or the name of a bundled dataset"
    )
    parser.add_argument(
        "--row",
        type=values.row,
        action="append",
        metavar="75,63,44",
        help="inputs, instead of DATA; may be repeated",
    )
    _add_columns(parser)
    return parser


def _solve() -> Parser:
    parser = _parser("solve", usage.SOLVE)
    _add_data(parser)
    parser.add_argument("--json", action="store_true", help="for programs")
    _add_columns(parser)
    return parser


def _datasets() -> Parser:
    return _parser("datasets", usage.DATASETS)


def _resume() -> Parser:
    parser = _parser("resume", usage.RESUME)
    parser.add_argument("path", metavar="PATH", nargs="?", help="a session's folder or journal")
    held = parser.add_mutually_exclusive_group()
    held.add_argument("--copy", action="store_true", help="go on with a copy")
    held.add_argument(
        "--take-over",
        action="store_true",
        help="take it from another window that has it\n(default: ask which, if it has)",
    )
    _add_screen(parser)
    return parser


def _sessions() -> Parser:
    parser = _parser("sessions", usage.SESSIONS)
    parser.add_argument("words", metavar="rm NAME", nargs="*", help="remove these sessions")
    return parser


def _tour() -> Parser:
    parser = _parser("tour", usage.TOUR)
    parser.add_argument("path", metavar="FILE", nargs="?", help="other chapters")
    add = parser.add_argument
    add("--chapter", type=values.whole(1), default=1, metavar="N", help="begin at another chapter")
    _add_screen(parser)
    return parser


def _opening() -> Parser:
    """What a chapter of a tour says about its data and its training."""
    parser = Parser(prog="gdtui fit", add_help=False, allow_abbrev=False)
    _add_data(parser)
    _add_columns(parser)
    _add_training(parser)
    return parser


def _add_screen(parser: Parser) -> None:
    parser.add_argument("--ascii", action="store_true", help="draw without boxes and braille")
    parser.add_argument(
        "--linear",
        action="store_true",
        help="no screen: the same keys, answered by plain lines;\nalso from a pipe",
    )


def _add_data(parser: Parser) -> None:
    parser.add_argument(
        "data",
        metavar="DATA",
        nargs="?",
        default="crops",
        help="a CSV file, or the name of a bundled dataset (default: crops)",
    )


def _add_columns(parser: Parser) -> None:
    group = parser.add_argument_group("columns, by name or by number like #2")
    for option, what in (
        ("--inputs", "the input columns (default: every other numeric one)"),
        ("--targets", "the target columns (default: the last numeric one)"),
        ("--drop", "columns to leave out"),
    ):
        group.add_argument(
            option, type=values.names, action="extend", default=[], metavar="A,B", help=what
        )
    group.add_argument(
        "--missing",
        choices=("error", "drop"),
        help="what a row that lacks a number is:\nan error (default), or left out",
    )


def _add_training(parser: Parser) -> None:
    training = parser.add_argument_group(
        "training", "A bundled dataset may start elsewhere: each option replaces just that."
    )
    add = training.add_argument
    add("--mode", choices=("manual", "sgd"), help="which of the two loops (default: manual)")
    add(
        "--lr",
        type=values.rate,
        metavar="R|auto",
        help="learning rate (default: auto, half of the largest\nstable one)",
    )
    add(
        "--batch-size",
        type=values.batch_size,
        metavar="N|all",
        help="rows in a batch; all is every row, in file order (default: all)",
    )
    add("--shuffle", action="store_true", default=None, help="shuffle the rows in each epoch ...")
    add(
        "--no-shuffle",
        action="store_false",
        dest="shuffle",
        help="... or not (default: only in batches smaller than all)",
    )
    add(
        "--seed",
        type=values.whole(0),
        metavar="N",
        help="of first weights and shuffling (default: 0); where it\n"
        "is given, a bundled dataset's are drawn from it too",
    )
    add("--standardize", action="store_true", help="train on (input - mean) / sigma")
    add("--init", metavar="FILE", help="start from the weights in a file")
    add("--dtype", choices=("float32", "float64"), default="float32", help="default: float32")
    add(
        "--device",
        type=values.device,
        default="cpu",
        metavar="D",
        help="auto, cpu, cuda, cuda:N or mps (default: cpu)",
    )
    add("--threads", type=values.whole(1, 1024), default=1, metavar="N", help="default: 1")


_PARSERS: dict[str, Callable[[], Parser]] = {
    "": _main,
    "fit": _fit,
    "predict": _predict,
    "solve": _solve,
    "datasets": _datasets,
    "resume": _resume,
    "sessions": _sessions,
    "tour": _tour,
    "open:": _opening,
}
