"""What the session says about numbers, asked in a pseudo-terminal at 80x24 with the real engine."""

from tests.tui.terminal_window import TerminalWindow, gdtui

UP, RIGHT, LEFT = "\x1b[A", "\x1b[C", "\x1b[D"


def says(window: TerminalWindow, words: str) -> None:
    """Wait until the two lines of the strip, or what lies over the panes, say this."""
    window.until(lambda text: words in " ".join(line.strip(" │") for line in text.splitlines()))


def test_the_documented_arithmetic_is_read_off_the_screen() -> None:
    with gdtui("crops") as window:
        window.until("epoch 1 · start")
        window.type("i")
        says(window, "w[apples,temp] = 1.0522: as it was given; no update has changed it")
        window.type("s")
        window.until(r"13\.80")
        window.type("\t\t\t" + RIGHT * 3)  # over gradients and status to the batch
        says(window, "73·1.0522 + 67·(-1.1931) + 43·0.3418 + 2.2341 = 13.80")
        window.type(RIGHT)
        says(window, "pred - target = 13.80 - 56 = -42.20: 42.20 too low")
        window.type("ss" + LEFT * 4 + UP * 2)
        says(
            window,
            "∂loss/∂w[apples,temp] = 2/(5·2)·[(-165.275)·87 + (-118.776)·69 + (-66.133)·91 +"
            " 48.902·102 + (-42.196)·73] = -5337.0 = autograd = finite diff.",
        )
        window.type("\r")
        says(window, "autograd: the engine has -5336.98")
        says(window, "negative: raising it lowers the loss; update will add 0.05337")
        window.type("s")
        says(window, "lowers the loss; update added 0.05337")
        window.type("\x1b")
        window.until("parameters")
        window.type(UP * 2)
        says(window, "w[apples,temp] = old - lr·grad = 1.0522 - 1e-5·(-5337.0) = 1.1056; w -=")
        window.type(UP + RIGHT)
        says(window, "batch loss = [(-187.9768)² + (-168.9322)² + (-165.2755)² + … 7 more")
        says(window, "together 54842.5671] / (5·2) = 14603.19; √loss = 120.84")
        window.type("i")
        says(window, "the predictions are still those of the old weights")
        window.type("q")
        assert window.end() == 0
