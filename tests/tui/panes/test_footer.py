"""The keys in the last line."""

from gdtui.draw.text import UNICODE, plain
from gdtui.session.spot import InData, Parameter, RawParameter, Spot
from gdtui.tui.desk import Desk
from gdtui.tui.layout import Name
from gdtui.tui.panes.footer import Footer


def said(spot: Spot | None) -> str:
    (line,) = Footer(Name.FOOTER, UNICODE).paint(None, Desk(spot=spot), 80, 1)
    return plain(line)


def test_to_edit_is_offered_only_where_it_can_be_done() -> None:
    assert "w edit" in said(Parameter(0, 0))
    for spot in (InData(0, 0), RawParameter(0, 0)):
        assert "w edit" not in said(spot)
        assert "y copy" in said(spot)
    assert "s phase" in said(None)
