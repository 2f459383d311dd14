"""The parts of the screen: which widget paints what `layout` names."""

from gdtui.tui.layout import Name
from gdtui.tui.pane import Edge, Pane
from gdtui.tui.panes.batch import Batch
from gdtui.tui.panes.chart import Chart
from gdtui.tui.panes.code import Code
from gdtui.tui.panes.contour import Contour
from gdtui.tui.panes.data import Data
from gdtui.tui.panes.fit import Fit
from gdtui.tui.panes.footer import Footer
from gdtui.tui.panes.gradients import Gradients
from gdtui.tui.panes.inputs import Inputs
from gdtui.tui.panes.parameters import Parameters
from gdtui.tui.panes.rate import Rate
from gdtui.tui.panes.runs import Runs
from gdtui.tui.panes.slice import Slice
from gdtui.tui.panes.small import Small
from gdtui.tui.panes.status import Status
from gdtui.tui.panes.strip import Strip
from gdtui.tui.panes.why import Why

PANES: dict[Name, type[Pane]] = {
    Name.PARAMETERS: Parameters,
    Name.GRADIENTS: Gradients,
    Name.INPUTS: Inputs,
    Name.BATCH: Batch,
    Name.CHART: Chart,
    Name.CODE: Code,
    Name.DATA: Data,
    Name.SLICE: Slice,
    Name.CONTOUR: Contour,
    Name.FIT: Fit,
    Name.RATE: Rate,
    Name.RUNS: Runs,
}
EDGES: dict[Name, type[Edge]] = {
    Name.STATUS: Status,
    Name.WHY: Why,
    Name.STRIP: Strip,
    Name.FOOTER: Footer,
    Name.SMALL: Small,
}
