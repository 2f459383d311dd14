"""The table of keys: bindings, footer, help, command palette and README are made from it.

Plain letters only: alt, ctrl+shift and function keys do not arrive over SSH, tmux and macOS.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What a key does."""

    PHASE = "next phase"
    BATCH = "next batch"
    EPOCH = "next epoch"
    BACK = "phase back"
    FORWARD = "phase forward"
    UNDO = "undo"
    REDO = "redo"
    GO_TO = "go to epoch"
    RUN = "run or pause"
    FASTER = "run faster"
    SLOWER = "run slower"
    UNTIL = "run until"
    RESTART = "restart"
    RETURN = "return to a branch"
    MARK = "compare with this run"
    MODE = "manual or sgd"
    RATE = "learning rate"
    HALVE = "half the rate"
    DOUBLE = "double the rate"
    BATCH_SIZE = "batch size"
    SHUFFLE = "shuffle"
    STANDARDIZE = "standardise inputs"
    BREAK = "break it on purpose"
    TWINS = "manual and sgd side by side"
    RAW = "raw weights"
    FORECAST = "forecast"
    SEED = "seed"
    DTYPE = "dtype"
    DEVICE = "device"
    EDIT = "edit a number"
    EXPLAIN = "cursor on the numbers"
    WHY = "all about the number"
    QUIZ = "quiz"
    COPY = "copy the number"
    PREDICT = "predict"
    EXPORT = "export weights"
    LOAD = "load weights"
    OPEN = "open data"
    NEXT_VIEW = "next view"
    LAST_VIEW = "previous view"
    DATA = "all rows"
    MAXIMISE = "maximise pane"
    PANE = "next pane"
    UP = "scroll up"
    DOWN = "scroll down"
    PAGE_UP = "page up"
    PAGE_DOWN = "page down"
    AXIS = "log or linear axis"
    CURVE = "per epoch or per batch"
    ON = "on in the tour"
    BEFORE = "back in the tour"
    NEXT_CHAPTER = "next chapter"
    LAST_CHAPTER = "previous chapter"
    ESCAPE = "take back"
    PALETTE = "command palette"
    REPAINT = "repaint"
    SUSPEND = "suspend"
    INTERRUPT = "how to quit"
    HELP = "help"
    QUIT = "quit"


class Group(StrEnum):
    """Under which heading the help shows a key."""

    STEP = "Step"
    TIME = "Time"
    SETTINGS = "Settings"
    NUMBERS = "Numbers"
    TOUR = "Tour"
    SCREEN = "Screen"


@dataclass(frozen=True)
class Key:
    """One row of the table.

    `keys` are what the terminal sends: a printable character or Textual's name of a key; `shown` is
    how a person calls them. `footer` is empty for keys that only the help names.
    """

    verb: Verb
    keys: tuple[str, ...]
    shown: str
    footer: str
    help: str
    group: Group


KEYS = (
    Key(Verb.PHASE, ("s", " "), "s", "phase", "do the next phase; space does the same", Group.STEP),
    Key(Verb.BATCH, ("b",), "b", "batch", "go on to the end of the batch", Group.STEP),
    Key(Verb.EPOCH, ("e",), "e", "epoch", "go on to the end of the epoch; 100e: 100", Group.STEP),
    Key(Verb.RUN, ("r",), "r", "run", "run by itself, or pause", Group.STEP),
    Key(Verb.FASTER, ("+", "="), "+", "", "run faster", Group.STEP),
    Key(Verb.SLOWER, ("-",), "-", "", "run slower", Group.STEP),
    Key(Verb.UNTIL, ("t",), "t", "", "train until the loss is as low as you say", Group.STEP),
    Key(Verb.BACK, ("left", "["), "<- [", "", "one phase back; 5[ five", Group.TIME),
    Key(Verb.FORWARD, ("right", "]"), "-> ]", "", "one phase forward", Group.TIME),
    Key(Verb.UNDO, ("u",), "u", "undo", "undo the last action whole", Group.TIME),
    Key(Verb.REDO, ("U",), "U", "", "redo what was undone", Group.TIME),
    Key(Verb.GO_TO, ("g",), "g", "go to", "go to the end of an epoch, either way; 7g", Group.TIME),
    Key(Verb.FORECAST, ("F",), "F", "", "forecast the loss at an epoch; 500F", Group.TIME),
    Key(Verb.RESTART, ("R",), "R", "", "start again from the same weights", Group.TIME),
    Key(Verb.RETURN, ("B",), "B", "", "the runs so far; enter returns to one", Group.TIME),
    Key(Verb.MARK, ("M",), "M", "", "in the runs: compare others with the chosen one", Group.TIME),
    Key(
        Verb.MODE,
        ("m",),
        "m",
        "mode",
        "write the loop by hand, or with torch's SGD",
        Group.SETTINGS,
    ),
    Key(Verb.RATE, ("l",), "l", "rate", "set the learning rate, lr", Group.SETTINGS),
    Key(Verb.HALVE, ("<",), "<", "", "half the learning rate", Group.SETTINGS),
    Key(Verb.DOUBLE, (">",), ">", "", "double the learning rate", Group.SETTINGS),
    Key(Verb.BATCH_SIZE, ("n",), "n", "", "rows in a batch, from the next epoch", Group.SETTINGS),
    Key(Verb.SHUFFLE, ("h",), "h", "", "shuffle the rows every epoch, or not", Group.SETTINGS),
    Key(Verb.STANDARDIZE, ("z",), "z", "", "standardise the inputs, or not", Group.SETTINGS),
    Key(Verb.BREAK, ("k",), "k", "", "break the loop on purpose, or mend it", Group.SETTINGS),
    Key(Verb.TWINS, ("c",), "c", "", "manual and sgd side by side; 30c: 30 steps", Group.SETTINGS),
    Key(
        Verb.RAW,
        ("Z",),
        "Z",
        "",
        "the standardised weights as raw ones",
        Group.NUMBERS,
    ),
    Key(Verb.SEED, ("S",), "S", "", "start again with weights of another seed", Group.SETTINGS),
    Key(Verb.DTYPE, ("D",), "D", "", "compute in float32 or float64", Group.SETTINGS),
    Key(Verb.DEVICE, ("d",), "d", "", "choose the device that computes", Group.SETTINGS),
    Key(Verb.EXPLAIN, ("i",), "i", "", "a cursor: why is this number what it is", Group.NUMBERS),
    Key(Verb.WHY, ("enter",), "enter", "", "all about the number under the cursor", Group.NUMBERS),
    Key(
        Verb.QUIZ, ("Q",), "Q", "", "a quiz: before a step say what a number will be", Group.NUMBERS
    ),
    Key(Verb.EDIT, ("w",), "w", "", "edit the weight under the cursor", Group.NUMBERS),
    Key(Verb.COPY, ("y",), "y", "", "copy the number under the cursor", Group.NUMBERS),
    Key(Verb.PREDICT, ("p",), "p", "predict", "predict for inputs that you type", Group.NUMBERS),
    Key(Verb.EXPORT, ("x",), "x", "export", "export the weights to a file", Group.NUMBERS),
    Key(Verb.LOAD, ("W",), "W", "", "start again with weights from a file", Group.NUMBERS),
    Key(Verb.OPEN, ("o",), "o", "", "open other data, choose its columns", Group.NUMBERS),
    Key(Verb.ON, (".",), ".", "", "in a tour: on, and from a question to its answer", Group.TOUR),
    Key(Verb.BEFORE, (",",), ",", "", "in a tour: what was told before", Group.TOUR),
    Key(
        Verb.NEXT_CHAPTER, ("N",), "N", "", "in a tour: the next chapter; 5N: the fifth", Group.TOUR
    ),
    Key(Verb.LAST_CHAPTER, ("P",), "P", "", "in a tour: the chapter before", Group.TOUR),
    Key(Verb.NEXT_VIEW, ("v",), "v", "view", "the next view", Group.SCREEN),
    Key(Verb.LAST_VIEW, ("V",), "V", "", "the previous view", Group.SCREEN),
    Key(
        Verb.DATA, ("a",), "a", "", "all rows of the data, those of the batch marked", Group.SCREEN
    ),
    Key(Verb.PANE, ("tab",), "tab", "", "another pane, which is then scrolled", Group.SCREEN),
    Key(Verb.MAXIMISE, ("f",), "f", "", "this pane over the full screen, or back", Group.SCREEN),
    Key(Verb.UP, ("up",), "up", "", "scroll up", Group.SCREEN),
    Key(Verb.DOWN, ("down",), "down", "", "scroll down", Group.SCREEN),
    Key(Verb.PAGE_UP, ("pageup",), "pgup", "", "scroll a page up", Group.SCREEN),
    Key(Verb.PAGE_DOWN, ("pagedown",), "pgdn", "", "scroll a page down", Group.SCREEN),
    Key(Verb.AXIS, ("L",), "L", "", "the loss on a logarithmic or a linear axis", Group.SCREEN),
    Key(Verb.CURVE, ("E",), "E", "", "the loss of epochs, or of batches", Group.SCREEN),
    Key(Verb.ESCAPE, ("escape",), "esc", "", "close, clear, drop what waits, stop", Group.SCREEN),
    Key(Verb.PALETTE, (":",), ":", "", "find a command by its name", Group.SCREEN),
    Key(Verb.REPAINT, ("ctrl+l",), "ctrl+l", "", "paint the screen anew", Group.SCREEN),
    Key(Verb.SUSPEND, ("ctrl+z",), "ctrl+z", "", "back to the shell; fg returns", Group.SCREEN),
    Key(Verb.INTERRUPT, ("ctrl+c",), "ctrl+c", "", "says how to quit", Group.SCREEN),
    Key(Verb.HELP, ("?",), "?", "help", "this help", Group.SCREEN),
    Key(Verb.QUIT, ("q",), "q", "quit", "quit; what was done is said", Group.SCREEN),
)

VERBS = {name: key.verb for key in KEYS for name in key.keys}


def verb_of(name: str, character: str | None) -> Verb | None:
    """The verb of a key: by the character that was typed, if it is one, or Textual's name."""
    return VERBS.get(character or "") or VERBS.get(name)


def key_of(verb: Verb) -> Key:
    """The row of a verb."""
    return next(key for key in KEYS if key.verb is verb)


def readme() -> str:
    """The table as Markdown."""
    rows = (f"| `{key.shown}` | {key.help} |" for key in KEYS)
    return "\n".join(("| key | does |", "|---|---|", *rows)) + "\n"
