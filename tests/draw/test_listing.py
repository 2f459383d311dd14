from gdtui.draw.listing import listing
from gdtui.draw.text import Style, plain


def test_the_chosen_row_has_a_pointer_and_the_marked_one_an_asterisk() -> None:
    lines = listing(["run", "lr"], [["0", "1e-5"], ["1", "2e-5"]], 20, 4, chosen=1, marked=0)
    assert [plain(line) for line in lines] == [
        "   run  lr          ",
        " * 0    1e-5        ",
        ">  1    2e-5        ",
        "                    ",
    ]
    assert Style.CURSOR in {span.style for span in lines[2]}
