"""How every figure looks, and how it becomes SVG text that is the same on every run."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

SOUTH = "#0072B2"  # blue and vermilion: told apart by every common form of colour blindness
NORTH = "#D55E00"
RECORD = "#111111"
INK = "#333333"
GREY = "#767676"
PALE = "#d9d9d6"
PAPER = "#ffffff"
BANDS = ((0.05, 0.95, 0.18), (0.25, 0.75, 0.34))  # quantiles and opacity
WIDTH = 8.6  # [inch]
SMALL = 8.0  # the smallest letters [point]

SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9.0,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "svg.fonttype": "none",
    "hatch.linewidth": 0.6,
}


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in the report's style, whatever the reader's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        yield


def sheet(height: float, width: float = WIDTH) -> Figure:
    """Return an empty figure of the report's width [inch]."""
    return Figure(figsize=(width, height), layout="constrained")


def quiet(axes: Axes) -> None:
    """Take away ticks and frame."""
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def svg(figure: Figure, name: str, alt: str) -> str:
    """Return a figure as an SVG element with a title, equal bytes for equal figures."""
    with mpl.rc_context({"svg.hashsalt": name}):
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Type": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    text = re.sub(r' id="(?![pmhi][0-9a-f]{8})[A-Za-z_.0-9]+"', "", text)
    text = re.sub(r"(?<=[ \"(,MLCQ-])-?\d+\.\d{2,}", _shorter, text)
    text = text.replace("font-family: 'DejaVu Sans'", "font-family: var(--figure-font)")
    text = re.sub(r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', _opening(alt), text, count=1)
    return re.sub(r"\n\s*", "\n", text).strip()


def alone(picture: str) -> str:
    """Return a figure of the report as a file of its own, on paper and with fonts."""
    fonts = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"
    paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    head, rest = picture.split(">", 1)
    return f"{head}>{paper}{rest}\n".replace("var(--figure-font)", fonts)


def _shorter(match: re.Match[str]) -> str:
    """Return a number with two decimals at most."""
    number = f"{float(match.group()):.2f}".rstrip("0").rstrip(".")
    return "0" if number == "-0" else number


def _opening(alt: str) -> Any:
    safe = alt.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    def replace(match: re.Match[str]) -> str:
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="{match.group(1)}" role="img" aria-label="{safe}">'
        )

    return replace
