"""What the terminal shows: how far a run has come, and how it ended beside history.

Everything here is read from a scorecard; nothing is computed but the way it is written.
"""

import html
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from parallel38.ensemble.runner import Progress as Standing
from parallel38.ensemble.runner import Tell

SPOKEN_EVERY = 0.1  # share of the wars between two lines where there is no terminal
MANY_HOURS = 100 * 3600.0  # a longer estimate is no estimate [s]
THOUSAND = 1000.0
KINDS = ("killed", "wounded", "captured")  # losses that fit the small table
SOURCES = ("source_low", "source_high")  # of the whole war
UNKNOWN = "-"
NEVER = "never"


class Row(NamedTuple):
    """One line of the end table; `history` and `middle` empty for a heading."""

    what: str
    history: str = ""
    middle: str = ""
    interval: str = ""


def end_table(card: Mapping[str, Any]) -> Table:
    """Return the table of history against the ensemble for a terminal or a notebook."""
    known, wars = has_record(card), card.get("n", UNKNOWN)
    against = "History against " if known else ""
    table = Table(
        title=f"{against}{wars} simulated war{'s' * (wars != 1)}",
        title_justify="left",
        box=None,
        padding=(0, 1, 0, 0),
    )
    table.add_column("", no_wrap=True)
    if known:
        table.add_column("history", justify="right")
    table.add_column("median", justify="right")
    table.add_column("90 % of wars")
    for row in rows(card):
        heading = not (row.history or row.middle or row.interval)
        if heading:
            table.add_row()
        cells = row if known else (row.what, row.middle, row.interval)
        table.add_row(*map(Text, cells), style="bold" if heading else None)
    return table


def has_record(card: Mapping[str, Any]) -> bool:
    """Say whether there is anything that the wars of a scorecard were held against."""
    parts = (_front(card), _changes(card), _decisions(card), _fit(card))
    return any(True for part in parts for _ in part)


def as_html(card: Mapping[str, Any]) -> str:
    """Return the end table as HTML, for a notebook."""
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text.strip())}</td>" for text in row) + "</tr>"
        for row in rows(card)
    )
    head = "<tr><th></th><th>history</th><th>median</th><th>90 % of wars</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def rows(card: Mapping[str, Any]) -> list[Row]:
    """Return the lines of the end table; what a scorecard lacks is left out."""
    parts = (_front(card), _changes(card), _decisions(card), _losses(card), _fit(card))
    return [row for part in parts for row in part]


def _front(card: Mapping[str, Any]) -> Iterator[Row]:
    front = card.get("front_latitude") or {}
    by_date = front.get("by_date") or {}
    dates = [date for date in front.get("key_dates") or sorted(by_date) if date in by_date]
    if dates:
        yield Row("Front [degrees north]")
    for date in dates:
        entry = by_date[date]
        yield Row(
            f"  {date}",
            _degrees(entry.get("record")),
            _degrees(entry.get("p50")),
            _span(_degrees(entry.get("p05")), _degrees(entry.get("p95"))),
        )


def _changes(card: Mapping[str, Any]) -> Iterator[Row]:
    place = card.get("focus_place")
    focus = card.get(place) if place else None
    if not focus:
        return
    yield Row(f"{str(place).capitalize()} changes hands")
    changes = focus.get("changes_of_hands") or [
        {"record": record, "p50": middle}
        for record, middle in zip(focus["dates_record"], focus["dates_median"], strict=True)
    ]
    for number, entry in enumerate(changes, 1):
        yield _dated(f"  {entry.get('to') or f'change {number}'}", entry)
    share = focus.get("share_four")
    if share is not None:
        yield Row("  wars with just these", "", _percent(share))


def _decisions(card: Mapping[str, Any]) -> Iterator[Row]:
    decisions = card.get("decisions") or {}
    if decisions:
        yield Row("Decisions")
    for name, entry in decisions.items():
        yield _dated(f"  {entry.get('label') or name.capitalize()}", entry)


def _losses(card: Mapping[str, Any]) -> Iterator[Row]:
    losses, whole = card.get("losses") or {}, card.get("whole_war", True)
    if losses:
        yield Row("Losses [thousand men]")
    for group, kinds in losses.items():
        for kind in KINDS:
            entry = kinds.get(kind)
            if entry:
                yield Row(
                    f"  {group.upper().replace('_', ' ')} {kind}",
                    _range(*(_thousands(entry[end]) for end in SOURCES)) if whole else UNKNOWN,
                    _thousands(entry["p50"]),
                    _span(_thousands(entry["p05"]), _thousands(entry["p95"])),
                )


def _fit(card: Mapping[str, Any]) -> Iterator[Row]:
    error = card.get("front_error_km") or {}
    if error.get("mean_map") is None:
        return
    yield Row("Distance from the record")
    yield Row("  majority map [km]", "", f"{error['mean_map']:.0f}")
    if error.get("mean_single") is not None:
        yield Row("  single wars [km]", "", f"{error['mean_single']:.0f}")
    for name, baseline in (card.get("baselines") or {}).items():
        if baseline and baseline.get("mean_map") is not None:
            yield Row(f"  baseline: {name} [km]", "", f"{baseline['mean_map']:.0f}")
    share = (card.get("shape") or {}).get("share_seesaw")
    if share is not None:
        yield Row("  whole see-saw", "", _percent(share))
    right = (card.get("holders") or {}).get("share_right")
    if right is not None:
        yield Row("  towns in right hands", "", _percent(right))


def _dated(what: str, entry: Mapping[str, Any]) -> Row:
    interval = ""
    if "p05" in entry:
        low, high = entry["p05"] or NEVER, entry["p95"] or NEVER
        interval = NEVER if low == high == NEVER else _span(low, high)
    return Row(what, entry.get("record") or UNKNOWN, entry.get("p50") or NEVER, interval)


def _degrees(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.1f}"


def _thousands(value: float | None) -> str:
    if value is None:
        return UNKNOWN
    places = 1 if abs(value) < 100 * THOUSAND else 0
    return f"{value / THOUSAND:.{places}f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _span(low: str, high: str) -> str:
    return f"{low} to {high}"


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


@contextmanager
def telling(console: Console) -> Iterator[Tell]:
    """Give a function that shows how far an ensemble has come, on a terminal or in a log."""
    if console.is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[words]}"),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            yield _Bar(bar, bar.add_task("Opening", total=None, words=""))
    else:
        yield _Lines(console)


class _Bar:
    """A bar that moves."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self.bar = bar
        self.task = task

    def __call__(self, now: Standing) -> None:
        compiling = now.finished == now.kept and now.finished < now.replicas
        self.bar.update(
            self.task,
            total=now.replicas,
            completed=now.finished,
            words=f"{now.finished} of {now.replicas} wars  {pace(now)}",
            description="Compiling (first time only)" if compiling else "Fighting",
        )


class _Lines:
    """A line now and then."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.said = -1

    def __call__(self, now: Standing) -> None:
        step = int(now.finished / now.replicas / SPOKEN_EVERY)
        if step > self.said:
            self.said = step
            self.console.print(f"{now.finished} of {now.replicas} wars  {pace(now)}".rstrip())


def pace(now: Standing) -> str:
    """Return speed and time left in words, '' while they are unknown."""
    if not now.rate or now.left > MANY_HOURS:
        return ""
    minutes, seconds = divmod(round(now.left), 60)
    hours, minutes = divmod(minutes, 60)
    left = f"{hours} h {minutes:02d} min" if hours else f"{minutes}:{seconds:02d}"
    return f"{now.rate:.1f} wars/s  {left} left"


def consoles() -> tuple[Console, Console]:
    """Return the console for results (stdout) and the one for everything else (stderr)."""
    return (
        Console(file=sys.stdout, highlight=False, markup=False),
        Console(file=sys.stderr, highlight=False, markup=False),
    )
