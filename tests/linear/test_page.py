import io

from gdtui.linear.page import Page


def written(width: int | None, *, plain: bool = False) -> tuple[Page, io.StringIO]:
    output = io.StringIO()
    return Page(output, lambda: width, ascii=plain), output


def test_sentences_are_broken_between_words_at_the_width_of_a_terminal() -> None:
    page, output = written(12)
    page.say("the loss of all rows is 885.13")
    assert output.getvalue() == "the loss of\nall rows is\n885.13\n"


def test_without_a_terminal_a_sentence_is_a_line() -> None:
    page, output = written(None)
    page.say("the loss of all rows " * 10)
    assert output.getvalue().count("\n") == 1


def test_an_answer_stands_behind_its_question_and_ends_its_line() -> None:
    page, output = written(None)
    page.ask("learning rate:")
    page.echo("0.1")
    page.say("lr is 0.1")
    assert output.getvalue() == "learning rate: 0.1\nlr is 0.1\n"


def test_signs_that_are_not_read_out_are_written_in_letters() -> None:
    page, output = written(None)
    page.say("∂loss/∂w = 2·x²")
    assert output.getvalue() == "dloss/dw = 2*x^2\n"


def test_where_only_ascii_can_be_written_other_letters_are_question_marks() -> None:
    page, output = written(None, plain=True)
    page.say("température")
    assert output.getvalue() == "temp?rature\n"
