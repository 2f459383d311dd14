from hypothesis import given, settings
from hypothesis import strategies as st

from gdtui.draw.status import Field, status
from gdtui.draw.text import Style, cells, plain

FIELDS = (
    Field("", "crops", 4, Style.TITLE),
    Field("", "MANUAL", 2),
    Field("", "cpu", 5),
    Field("lr", "1e-5", 1),
    Field("", "epoch 1", 0),
    Field("batch", "14603.53", 3),
)


def test_the_fields_stand_in_their_order() -> None:
    assert plain(status(FIELDS, 60)).rstrip() == (
        " crops  MANUAL  cpu  lr 1e-5  epoch 1  batch 14603.53"
    )


def test_the_least_important_goes_first() -> None:
    assert plain(status(FIELDS, 50)).rstrip() == " crops  MANUAL  lr 1e-5  epoch 1  batch 14603.53"
    assert plain(status(FIELDS, 20)).rstrip() == " lr 1e-5  epoch 1"


def test_what_still_fits_stays_beside_what_does_not() -> None:
    assert plain(status(FIELDS, 35)).rstrip() == " crops  MANUAL  lr 1e-5  epoch 1"
    assert plain(status(FIELDS, 30)).rstrip() == " MANUAL  cpu  lr 1e-5  epoch 1"


def test_words_are_fewer_where_other_fields_need_the_room() -> None:
    wordy = (*FIELDS[:2], Field("", "safe, this batch oscillating", 1, short="batch oscillating"))
    assert plain(status(wordy, 60)).rstrip() == " crops  MANUAL  safe, this batch oscillating"
    assert plain(status(wordy, 40)).rstrip() == " crops  MANUAL  batch oscillating"


def test_the_most_important_stays_even_cropped() -> None:
    assert plain(status(FIELDS, 5)) == " epoc"


def test_no_field_is_a_blank_line() -> None:
    assert plain(status((), 4)) == "    "


@settings(deadline=None)
@given(
    st.lists(st.builds(Field, st.text("ab", max_size=3), st.text("é日x"), st.integers(0, 3))),
    st.integers(1, 40),
)
def test_the_status_has_exactly_its_width(fields: list[Field], width: int) -> None:
    assert cells(plain(status(fields, width))) == width
