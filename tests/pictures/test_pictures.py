"""Every figure of the report, drawn from a made-up run and compared with its picture as text.

After a wanted change: `PARALLEL38_DRAW=1 pytest tests/pictures`, look at the new SVG, commit it.
"""

import json
import os
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from parallel38.inference import verdict
from parallel38.report import book, tables
from parallel38.report.figures import prisoners
from parallel38.report.material import Drawing, Material
from pictures import toy

SNAPSHOTS = Path(__file__).parent / "snapshots"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NEAR = 1.0  # of a point; less cannot be seen
FIGURES = {draw.__module__.rsplit(".", 1)[-1]: draw for draw in book.FIGURES}


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    folder = tmp_path_factory.mktemp("toy")
    opened = toy.scenario(folder)
    return Material(toy.run(folder, opened), opened)


def normal(svg: str) -> str:
    """Number the hashed ids in the order of their appearance, one element a line."""
    names: dict[str, str] = {}
    pattern = re.compile(r"\b[pmhi][0-9a-f]{10}\b")
    text = pattern.sub(lambda m: names.setdefault(m.group(), f"id{len(names)}"), svg)
    return "\n".join(line.strip() for line in text.splitlines()) + "\n"


def same(one: str, other: str) -> bool:
    """Say whether two pictures have the same text, and numbers that cannot be told apart."""
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) <= NEAR for a, b in pairs)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_looks_as_it_did(material: Material, name: str) -> None:
    drawing = FIGURES[name](material)
    assert isinstance(drawing, Drawing)
    text, path = normal(drawing.svg), SNAPSHOTS / f"{name}.svg"
    if os.environ.get("PARALLEL38_DRAW"):
        SNAPSHOTS.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert same(text, path.read_text(encoding="utf-8")), f"{name} differs from {path}"
    assert drawing.alt and drawing.finding


def test_the_same_run_gives_the_same_bytes(material: Material) -> None:
    draw = FIGURES["front"]
    assert draw(material) == draw(material)


def test_the_report_needs_no_network(material: Material) -> None:
    path = book.write(material.folder, material.scenario)
    text = path.read_text(encoding="utf-8")
    assert "{{" not in text
    outside = re.findall(r"(?:src|href)=\"(https?:[^\"]*)\"", text)
    assert not outside
    assert text.count('role="img"') == text.count("aria-label=") - 1  # and the contents
    assert "parallel38 run isthmus --replicas 12 --seed 1" in text


def test_a_scenario_without_a_record_still_has_a_report(material: Material, tmp_path: Path) -> None:
    folder = toy.run(tmp_path, material.scenario)
    bare = toy.load("isthmus")
    card = verdict.write(folder, bare)
    assert card["front_error_km"]["mean_map"] is None
    text = book.write(folder, bare).read_text(encoding="utf-8")
    assert "This scenario has no record of what really happened" in text
    for words in ("held against the record", "Thin band below", "sources:", "no source<"):
        assert words not in text


def test_what_was_looked_at_is_called_no_blind_test(material: Material) -> None:
    row = next(row for row in tables.scorecard(material).split("<tr>") if "kept from" in row)
    assert "no blind test" in row


def test_an_offensive_that_the_end_cut_short_is_counted(material: Material) -> None:
    assert material.card["offensives"]["unfinished"] == 0  # those of the toy are of the other side
    pulses = pl.read_parquet(material.folder / "pulses.parquet")
    ended = pulses.with_columns((pl.col("side") * pl.col("war") % 2).alias("unfinished"))
    ended.write_parquet(material.folder / "pulses.parquet")
    try:
        card = verdict.score(material.folder, material.scenario)
    finally:
        pulses.write_parquet(material.folder / "pulses.parquet")
    assert 0 < card["offensives"]["unfinished"] < card["offensives"]["pulses"]
    assert (
        card["offensives"]["pulse_days_median"]
        == (material.card["offensives"]["pulse_days_median"])
    )


def test_a_part_of_the_war_is_not_held_against_losses_of_the_whole(
    material: Material, tmp_path: Path
) -> None:
    run = toy.run(tmp_path, material.scenario)
    manifest = run / "manifest.json"
    known = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(known | {"days": toy.DAYS - 5}))
    card = verdict.write(run, material.scenario)
    assert not card["whole_war"]
    assert {entry["verdict"] for kinds in card["losses"].values() for entry in kinds.values()} == {
        None
    }
    text = book.write(run, material.scenario).read_text(encoding="utf-8")
    assert "the sources<" not in text
    assert "sources, whole war" not in text


def test_what_became_of_prisoners_adds_up(material: Material) -> None:
    ended = np.zeros(material.count, bool)
    for group in material.groups:
        assert sum(prisoners.shares(material, group, ended)) == pytest.approx(100)
