from gdtui.errors import UserError


def test_an_error_about_a_file_names_it_once_in_its_first_line() -> None:
    error = UserError("line 2 is short", "line 3 is short").about("a.csv")
    assert str(error) == "a.csv: line 2 is short\nline 3 is short"
    assert error.about("a.csv") is error
