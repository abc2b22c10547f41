"""The end table shows what the scorecard says, and nothing where it is silent."""

import io

import pytest
from rich.console import Console

from parallel38.ensemble.runner import Progress
from parallel38.report.terminal import as_html, end_table, pace, rows, telling

CARD = {
    "n": 50,
    "focus_place": "ferry",
    "front_latitude": {
        "key_dates": ["1900-01-09"],
        "by_date": {"1900-01-09": {"record": 38.04, "p05": 36.0, "p50": 37.46, "p95": 39.0}},
    },
    "ferry": {
        "share_four": 0.62,
        "changes_of_hands": [
            {
                "to": "North",
                "record": "1900-01-02",
                "p05": "1900-01-01",
                "p50": "1900-01-05",
                "p95": None,
                "share_never": 0.1,
            }
        ],
    },
    "decisions": {"talks": {"label": "Talks open", "record": "1900-02-01", "p50": None}},
    "losses": {
        "un_other": {
            "killed": {
                "p05": 900,
                "p50": 2500.0,
                "p95": 230000,
                "source_low": 3000,
                "source_high": 3000,
            }
        }
    },
    "front_error_km": {"mean_map": 41.4, "mean_single": None},
    "baselines": {"script": None, "piston": {"mean_map": 80.0}},
}


def shown(table: object) -> str:
    console = Console(file=io.StringIO(), width=100)
    console.print(table)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_every_part_of_the_card_has_its_line() -> None:
    lines = {" ".join(line.split()) for line in shown(end_table(CARD)).splitlines()}
    assert "1900-01-09 38.0 37.5 36.0 to 39.0" in lines
    assert "North 1900-01-02 1900-01-05 1900-01-01 to never" in lines
    assert "wars with just these 62 %" in lines
    assert "Talks open 1900-02-01 never" in lines
    assert "UN OTHER killed 3.0 2.5 0.9 to 230" in lines
    assert "baseline: piston [km] 80" in lines


@pytest.mark.parametrize("missing", [*CARD, None])
def test_what_is_missing_is_left_out(missing: str | None) -> None:
    card = {} if missing is None else {key: CARD[key] for key in CARD if key != missing}
    assert "simulated wars" in shown(end_table(card))
    assert len(rows(card)) < len(rows(CARD)) or missing == "n"


def test_a_notebook_gets_the_same_lines() -> None:
    page = as_html(CARD)
    assert page.count("<tr>") == len(rows(CARD)) + 1
    assert "<td>1900-01-05</td>" in page


def test_a_log_gets_a_line_now_and_then() -> None:
    console = Console(file=io.StringIO(), width=80)
    with telling(console) as tell:
        for finished in range(101):
            tell(Progress(finished, 100, 0, 10.0, (100 - finished) / 10))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 11
    assert lines[5] == "50 of 100 wars  10.0 wars/s  0:05 left"


def test_a_terminal_gets_a_bar_that_says_when_the_engine_is_compiled() -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=True)
    with telling(console) as tell:
        tell(Progress(0, 40, 0, 0.0, float("inf")))
        tell(Progress(20, 40, 0, 8.0, 2.5))
        written = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Opening" in written
    written = console.file.getvalue()  # type: ignore[attr-defined]
    assert "20 of 40 wars  8.0 wars/s  0:02 left" in written


def test_pace_is_silent_until_it_knows() -> None:
    assert pace(Progress(0, 100, 0, 0.0, float("inf"))) == ""
    assert pace(Progress(10, 100, 0, 0.01, 9000.0)) == "0.0 wars/s  2 h 30 min left"


def test_without_a_record_there_is_no_column_of_history() -> None:
    assert "history" in shown(end_table(CARD)).lower()
    assert "history" not in shown(end_table({"n": 3, "losses": CARD["losses"]})).lower()
