"""Tables of claims with characters cut out and others put in, as accidents do."""

import time
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ledgers import ENTITIES, row, text_of, write
from parallel38.evidence import conflicts
from parallel38.evidence.load import read
from parallel38.faults import Fault

SLOWEST = 2.0  # one mutated file must be read and checked within this [s]
CLAIMS = [
    row(1, subject="nation:borealia", quantity="deaths", value=25000, scope="whole_war military",
        printed="about 25,000", source="article"),
    row(2, subject="nation:meridia", quantity="deaths", low=100, high=200, date="1900-06/1901",
        source="story", list="story.dead", list_role="item"),
    row(3, subject="event:landing", quantity="date", filed="1900-07", source="article"),
    row(4, subject="formation:m_7_regt", quantity="part_of", object="formation:m_1_div"),
    row(5, subject="coalition:north", quantity="ratio", value=8, unit="1",
        about="nation:borealia.deaths/nation:meridia.deaths"),
]  # fmt: skip
SCRAPS = (
    "", ",", '"', "\n", "\r", "\x00", "-1", "nan", "1e400", "9" * 40, "1/0", "1900-13", "../..",
    "1900/..", "kind:", ":", "/", "@", ";", "not not", "\ufeff", "\u202e", "a" * 300, "y17E8",
    "1900-06-XX", "[1900..1902]", "{1900,1901}", "1900?~", "-", "0", "\\", "'", "%%", "\t",
)  # fmt: skip
TEXTS = {"claims.csv": text_of(CLAIMS), **{f"entities/{n}.csv": t for n, t in ENTITIES.items()}}
POSITION = st.floats(0, 1, exclude_max=True)
SPOILED = st.tuples(
    st.sampled_from([*["claims.csv"] * 12, *sorted(TEXTS)]),
    st.lists(
        st.tuples(
            POSITION,
            st.integers(0, 12),
            st.one_of(st.sampled_from(SCRAPS), st.text(max_size=8)),
        ),
        min_size=1,
        max_size=4,
    ),
)
Spoiled = tuple[str, list[tuple[float, int, str]]]


def as_many(mutations: int) -> settings:
    """Return settings for so many mutations, the same ones on every machine."""
    return settings(
        max_examples=mutations,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def assert_survives(folder: Path, spoiled: Spoiled) -> None:
    """Read a mutated table: faults or none, in one line each, in time, and no traceback."""
    if not (folder / "claims").is_dir():
        write(folder, CLAIMS)
    name, cuts = spoiled
    text = TEXTS[name]
    for place, length, scrap in cuts:
        at = int(place * len(text))
        text = text[:at] + scrap + text[at + length :]
    file = folder / "claims" / name
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    began = time.perf_counter()
    faults: list[Fault] = []
    found = read(folder, faults)
    assert all("\n" not in str(fault) and fault.message for fault in faults)
    if not faults:
        conflicts.find(found)
    assert time.perf_counter() - began < SLOWEST
    file.write_text(TEXTS[name], encoding="utf-8")
