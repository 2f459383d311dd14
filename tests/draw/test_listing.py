from gdtui.draw.listing import listing
from gdtui.draw.text import Style, plain


def test_the_chosen_row_has_a_pointer_and_the_marked_one_an_asterisk() -> None:
    lines = listing(["run", "lr"], [["0", "1e-5"], ["1", "2e-5"]], 20, 4, chosen=1, marked=0)
    assert [plain(line) for line in lines] == [
        "    run  lr         ",
        " *  0    1e-5       ",
        ">   1    2e-5       ",
        "                    ",
    ]
    assert Style.CURSOR in {span.style for span in lines[2]}


def test_what_is_compared_with_has_a_sign_and_a_last_column_that_was_cut_says_so() -> None:
    rows = [["0", "1e-5", "standardised"], ["1", "2e-5", ""]]
    lines = listing(["run", "lr", ""], rows, 22, 3, chosen=0, marked=0, beside=0)
    assert [plain(line) for line in lines] == [
        "    run lr            ",
        ">*= 0   1e-5 standard…",
        "    1   2e-5          ",
    ]
