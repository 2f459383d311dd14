"""Usage: what `--help` says of each command; plain texts, so that it answers at once."""

MAIN = """Train a linear regression by hand, one key at a time, in a terminal.

It opens on your data and waits for keys: s is the next phase, ? is help, q quits.

commands, each with its own --help:
  gdtui fit        train without a screen
  gdtui predict    predict by weights from a file
  gdtui solve      the exact solution and the curvature of the loss
  gdtui datasets   the bundled datasets
  gdtui tour       the tutorial's course, chapter by chapter
  gdtui resume     go on with a session where it was left
  gdtui sessions   list the sessions that are kept, or remove some

A first word that is a command wins: a file called fit is written ./fit."""
FIT = "Train without a screen, and say how it went."
PREDICT = """Predict by weights from a file, in float64; CSV on stdout.

Columns are matched by name; weights without names take the numeric columns in order."""
SOLVE = "The exact least-squares solution in float64, and the curvature of the loss."
DATASETS = "List the bundled datasets."
RESUME = "Go on with the session used last, or with the one in PATH, where it was left."
TOUR = """The tutorial's course in chapters, each at its own moment of a session, with questions.

FILE or FOLDER holds other chapters, ending in .txt; docs/tour.md of the source says how to write
them."""
SESSIONS = "List the sessions that are kept, or remove those that are named."

USAGE = {
    "": "[DATA] [options]",
    "fit": "[DATA] [options]",
    "predict": "WEIGHTS (DATA | --row 75,63,44 ...) [options]",
    "solve": "[DATA] [options]",
    "datasets": "",
    "resume": "[PATH] [options]",
    "sessions": "[rm NAME ...]",
    "tour": "[FILE|FOLDER] [options]",
}
EXAMPLES = {
    "": "gdtui my.csv --targets price\n  gdtui crops --mode sgd\n"
    "  printf 'sssss100eq' | gdtui --linear",
    "fit": "gdtui fit my.csv --targets price --standardize --export model.pt",
    "predict": "gdtui predict model.json --row 75,63,44\n  gdtui predict model.pt new.csv",
    "solve": "gdtui solve crops --json",
    "datasets": "gdtui datasets",
    "resume": "gdtui resume",
    "tour": "gdtui tour --chapter 4\n  gdtui tour my-course/",
    "sessions": "gdtui sessions\n  gdtui sessions rm crops-20260102-030405",
}
