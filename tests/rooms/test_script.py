"""The script and the rules of a scenario: what their files say, and what is refused."""

import datetime
import shutil
from pathlib import Path

import pytest

from parallel38.calendar import day_of
from parallel38.complaint import Complaint
from parallel38.engine.orders import Decision, Posture
from parallel38.engine.world import NORTH, SOUTH
from parallel38.faults import Fault
from parallel38.paths import data_folder
from parallel38.scenario.check import check
from parallel38.scenario.rules import read_rules
from parallel38.scenario.scenario import Scenario, load
from parallel38.scenario.script import check_script

START = datetime.date(1950, 6, 25)


def on(text: str) -> int:
    return day_of(datetime.date.fromisoformat(text), START)


@pytest.fixture(scope="module")
def korea() -> Scenario:
    return load("korea1950")


def test_decisions_fall_on_the_days_of_the_record(korea: Scenario) -> None:
    days = korea.script.decision_day
    assert days[Decision.INTERVENE] == on("1950-10-19")
    assert days[Decision.RELIEVE] == on("1950-12-26")
    assert days[Decision.TALK] == on("1951-07-10")
    assert days[Decision.SIGN] == on("1953-07-27") == korea.days - 1
    assert days[Decision.LAND] == -1  # landings have a port as well
    assert korea.script.landing_day.tolist() == [on("1950-09-15")]


def test_postures_follow_the_offensives(korea: Scenario) -> None:
    posture = korea.script.posture
    assert posture[NORTH, on("1950-06-25")] == Posture.ATTACK
    assert posture[SOUTH, on("1950-06-25")] == Posture.HOLD
    assert posture[SOUTH, on("1950-09-20")] == Posture.ATTACK
    assert posture[NORTH, on("1950-09-25")] == Posture.WITHDRAW
    assert posture[SOUTH, on("1951-03-10")] == Posture.LIMITED
    assert posture[NORTH, on("1951-05-10")] == Posture.RECOVER  # between two impulses


def test_lines_are_those_of_the_record(korea: Scenario) -> None:
    script, seoul = korea.script, korea.places["seoul"]
    held = dict(zip(script.line_day.tolist(), script.south[:, seoul].tolist(), strict=True))
    assert held[on("1950-06-28")] == 0
    assert held[on("1950-09-30")] == 1
    assert held[on("1951-01-24")] == 0
    assert held[on("1953-07-27")] == 1
    assert not script.south[:, korea.world.ground.sanctuary == 1].any()


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "said"),
    [
        ("pe039", "pe39", 6, "decisions.intervene.event", "did you mean pe039"),
        ("port: inchon", "port: inchun", 17, "landings.0.port", "did you mean inchon"),
        ("intervene:", "intervine:", 6, "decisions.intervine", "write intervene"),
        ("to: 1950-12-10", "to: 1950-11-10", 21, "evacuations.0", "before it begins"),
        ("CPV6: never", "CPV7: never", 37, "attacks.left_out.CPV7", "no row of offensives.csv"),
        ("intervene: {event: pe039}", "intervene: {}", 6, "decisions.intervene", "one of the two"),
    ],
)
def test_a_fault_of_the_script_is_found(
    old: str, new: str, line: int, field: str, said: str, tmp_path: Path
) -> None:
    shutil.copytree(data_folder() / "korea1950", tmp_path / "war")
    file = tmp_path / "war" / "orders" / "script.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    faults: list[Fault] = []
    check_script(tmp_path / "war", load("korea1950").ports, faults)
    assert [(fault.line, fault.field) for fault in faults] == [(line, field)]
    assert said in faults[0].message


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("a: {side: west, rule: x, when: x, judgement: true, note: x, off: {air.close: 0}}",
         "a.side", "south, north, both or engine"),
        ("a: {side: both, rule: x, when: x, off: {air.close: 0}}", "a", "rests on nothing"),
        ("a: {side: both, rule: x, when: x, judgement: true, note: x}", "a.off", "is missing"),
        ("a: {side: both, rule: x, when: x, judgement: true, note: x, off: {air.clos: 0}}",
         "a.off.air.clos", "did you mean air.close"),
        ("a: {side: both, rule: x, when: x, judgement: true, note: x, off: {air.night: 7}}",
         "a.off.air.night", "must lie between 0 and 1"),
        ("a: {side: both, rule: x, when: x, rates: [air.nigt], judgement: true, note: x, "
         "off: {air.close: 0}}", "a.rates.0", "did you mean air.night"),
    ],
)  # fmt: skip
def test_a_fault_of_the_rules_is_found(text: str, field: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(text)
    faults: list[Fault] = []
    read_rules(tmp_path, faults)
    assert [fault.field for fault in faults] == [field]
    assert said in faults[0].message


def test_every_rule_changes_something_when_it_is_switched_off(korea: Scenario) -> None:
    values = {f"{group}.{name}": value
              for group, table in korea.rates._asdict().items()
              for name, value in table._asdict().items()}  # fmt: skip
    rules = korea.rules.items()
    idle = [name for name, rule in rules if all(values[r] == v for r, v in rule.off.items())]
    assert idle == []


def test_without_a_rule_its_rates_are_switched(korea: Scenario) -> None:
    less = load("korea1950", without=["winter-cold", "sea-evacuation"])
    assert less.rates.morale.cold == 0.0
    assert less.rates.landing.evacuate == 0.0
    assert less.rates.air == korea.rates.air
    with pytest.raises(Complaint, match="did you mean winter-cold"):
        load("korea1950", without=["winter-colt"])


def test_the_script_is_checked_with_the_scenario(tmp_path: Path) -> None:
    shutil.copytree(data_folder() / "korea1950", tmp_path / "war")
    file = tmp_path / "war" / "orders" / "script.yaml"
    file.write_text(file.read_text().replace("pe116", "pe999"))
    assert [fault.field for fault in check(tmp_path / "war")] == ["decisions.sign.event"]
