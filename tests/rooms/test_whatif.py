"""What-ifs: pairs that share their luck, branches from a day, and what can be said of them."""

import json
import math
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from parallel38 import load as open_war
from parallel38.cli import main
from parallel38.complaint import Complaint
from parallel38.engine.state import Status
from parallel38.ensemble import branch, contrast, whatif
from parallel38.ensemble.contrast import LESS, MORE, NONE, UNCLEAR, judged
from parallel38.ensemble.design import design, fight_war, from_identity, identity
from parallel38.ensemble.measures import COMPARED, Measure, _days_of_north, _offensives
from parallel38.ensemble.run import fight
from parallel38.faults import Fault
from parallel38.inference.restraint import BOLD, EXUBERANT, RESTRAINED, labelled, surprises
from parallel38.paths import scenario_folder
from parallel38.scenario import cases
from parallel38.scenario.files import read_files
from parallel38.scenario.order_of_battle import Doors
from parallel38.scenario.scenario import load
from wars import opened, record_digest

KOREA = "korea1950"


def measure(values: list[float], smallest: float = 1.0) -> Measure:
    return Measure("m", "Measure", "km", smallest, np.array(values))


def test_a_contrast_by_hand() -> None:
    before = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, math.nan]
    apart = [2.0, 4.0, 3.0, 3.0, 2.0, 4.0, 3.0, -1.0, 1.0]
    found = contrast.contrast(
        measure(before), measure([b + a for b, a in zip(before, apart, strict=True)])
    )
    assert found.pairs == 8
    assert found.left_out == 1
    assert found.effect == pytest.approx(2.5)
    error = np.std(apart[:8], ddof=1) / math.sqrt(8)
    assert found.high - found.effect == pytest.approx(2.364624 * error, rel=1e-5)
    assert found.detectable == pytest.approx((2.364624 + 0.841621) * error, rel=1e-5)
    assert found.sign_stability == pytest.approx(7 / 8)
    assert found.verdict == MORE
    assert "2.50 km higher" in found.sentence()


@pytest.mark.parametrize(
    ("effect", "low", "high", "pairs", "verdict"),
    [
        (2.0, 0.5, 3.5, 50, MORE),
        (-2.0, -3.5, -0.5, 50, LESS),
        (2.0, -0.5, 4.5, 50, UNCLEAR),
        (0.3, 0.1, 0.5, 50, NONE),
        (0.0, 0.0, 0.0, 50, NONE),
        (2.0, 1.9, 2.1, 7, UNCLEAR),
        (math.nan, math.nan, math.nan, 50, UNCLEAR),
    ],
)
def test_verdicts(effect: float, low: float, high: float, pairs: int, verdict: str) -> None:
    assert judged(effect, low, high, 1.0, pairs) == verdict


def test_unequal_ensembles_are_no_pairs() -> None:
    with pytest.raises(Complaint, match="no pairs"):
        contrast.contrast(measure([1.0]), measure([1.0, 2.0]))


def test_days_in_northern_hands_are_counted_from_the_changes() -> None:
    assert _days_of_north([], 0, 100) == 0
    assert _days_of_north([3, 90], 0, 100) == 87
    assert _days_of_north([3], 1, 100) == 3
    assert _days_of_north([3, 90, 95], 0, 100) == 92


def test_a_branch_without_a_change_is_the_same_war() -> None:
    scenario = opened("isthmus")
    whole = fight(scenario, 5, 3, 30)
    again = branch.fight_from(scenario, load("isthmus"), 5, 3, 30, 12)
    assert record_digest(again) == record_digest(whole)


def test_a_branch_leaves_the_days_before_it_alone() -> None:
    plain = design("isthmus", replicas=1, seed=5)
    changed = design("isthmus", replicas=1, seed=5, set={"combat.loss": 0.4}, since=5)
    first, second = fight_war(plain, 0), fight_war(changed, 0)
    assert np.array_equal(first.daily[:5], second.daily[:5])
    assert np.array_equal(first.nation[:5], second.nation[:5])
    assert not np.array_equal(first.nation[5:], second.nation[5:])


def test_a_design_with_a_case_comes_back_from_its_manifest() -> None:
    plan = design(KOREA, case="stop-at-the-waist", since=96, replicas=3)
    known = identity(plan)
    assert from_identity(known) == plan
    assert known["case_hash"] == cases.read_case(KOREA, "stop-at-the-waist").digest
    assert "--from 1950-09-29" in plan.command()
    assert "whatif stop-at-the-waist" in plan.command()


def test_every_shipped_case_can_be_fought() -> None:
    faults: list[Fault] = []
    files = read_files(scenario_folder(KOREA), faults)
    doors = Doors(opened(KOREA).places, opened(KOREA).ports, opened(KOREA).gates)
    for name in cases.shipped(KOREA):
        case = cases.read_case(KOREA, name)
        cases.check_case(case, files, doors, faults)
        assert cases.recast(files, case).order.formations
        assert len(case.form.history.split()) >= 40
        assert case.form.unknowable
        assert case.form.family or case.form.likelihood
    assert faults == []


def test_who_stays_away_is_never_due_and_the_others_keep_their_place() -> None:
    case, plain = load(KOREA, case="us-sends-no-ground-troops"), opened(KOREA)
    assert case.formations == plain.formations
    nation = np.array([case.nations[k] for k in case.state0.formations.nation])
    assert case.state0.formations.arrive_day[nation == "us"].min() > len(case.world.month)
    ids = np.array(case.formations)
    changes = cases.read_case(KOREA, "us-sends-no-ground-troops").form.changes
    same = (nation == "kpa") & ~np.isin(ids, changes.absent.formations)
    before = plain.state0.formations.arrive_day[same]
    assert np.array_equal(case.state0.formations.arrive_day[same], before)
    stays = ids == "KPA-4D"  # broken up in November 1950, but for the case
    assert 0 < plain.state0.formations.leave_day[stays] < len(case.world.month)
    assert case.state0.formations.leave_day[stays] > plain.days


def test_one_army_alone_carries_more() -> None:
    case, plain = load(KOREA, case="volunteers-carry-fourteen-days"), opened(KOREA)
    more = case.world.nations.carried / plain.world.nations.carried
    assert [name for name, factor in zip(case.nations, more, strict=True) if factor != 1.0] == [
        "prc"
    ]
    eight = plain.rates.supply.carried_foot
    assert more[case.nations.index("prc")] * eight == pytest.approx(14.0)


def test_guests_stand_behind_everyone_else() -> None:
    case, plain = load(KOREA, case="chiang-troops-accepted"), opened(KOREA)
    assert case.formations[: len(plain.formations)] == plain.formations
    assert case.nations[: len(plain.nations)] == plain.nations
    record = fight(case, 38, 0, 60)
    assert record.totals[case.nations.index("roc"), 0] >= 33_000


def test_a_mild_winter_is_warm_in_winter_alone() -> None:
    warm, plain = load(KOREA, case="mild-winter").world.climate, opened(KOREA).world.climate
    assert np.allclose(warm.temperature[:, 0], plain.temperature[:, 0] + 8)
    assert np.array_equal(warm.temperature[:, 5], plain.temperature[:, 5])


def test_a_landing_goes_only_where_the_case_lets_it() -> None:
    scenario = load(KOREA, case="landing-at-kunsan")
    sites = scenario.world.sites
    assert set(sites.port_cell[sites.port_lift == 1]) == {scenario.ports["kunsan"]}


def test_a_landing_force_that_waits_at_sea_comes_ashore_when_no_landing_is_wanted() -> None:
    before, after = opened(KOREA), load(KOREA, case="no-inchon-landing")
    field = branch.begin(before, 38, 0, 90)
    branch.go_on(before, field, 81)
    waiting = field.state.formations.status == Status.AFLOAT
    assert waiting.any()
    field = branch.taken_over(before, after, field, 81)
    branch.go_on(after, field, 90)
    now = field.state.formations.status[: len(waiting)][waiting]
    assert not (now == Status.AFLOAT).any()
    entered = field.state.ledger.flow[:, 0].sum()
    assert field.state.ledger.stock.sum() == entered


def test_the_record_puts_everyone_on_his_side_of_its_line() -> None:
    scenario = opened(KOREA)
    field = branch.begin(scenario, 38, 0, 40)
    branch.go_on(scenario, field, 36, branch.appoint("script", scenario))
    branch.along_the_line(scenario, field.state, 36)
    script, formations = scenario.script, field.state.formations
    line = script.south[np.searchsorted(script.line_day, 36, side="right") - 1]
    assert np.array_equal(field.state.cells.holder == 0, line == 1)
    here = formations.status == Status.FIELD
    holder = field.state.cells.holder[formations.cell[here]]
    assert np.array_equal(holder, formations.side[here])


def test_what_cannot_be_asked_is_said() -> None:
    for words, options in (
        ("needs a change", {}),
        ("outside the war", {"case": "china-stays-out", "since": "1949-01-01"}),
        ("is no day", {"case": "china-stays-out", "since": "in May"}),
        ("did you mean china-stays-out", {"case": "china-stay-out"}),
        ("no file", {"case": "mine/none.yaml"}),
        ("needs the day", {"case": "china-stays-out", "state": "record"}),
        ("family", {"case": "seven-day-limit"}),
    ):
        with pytest.raises(Complaint, match=words):
            whatif.ask(**options)  # type: ignore[arg-type]


def test_a_case_of_ones_own_says_file_line_and_field(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(
        "title: Mine\nquestion: What if?\n"
        "history: Something that happened, in enough words for a reader to know.\n"
        "claims: [hermes1966]\nchanges:\n  set: {supply.rial: 1}\n  without: [nothing]\n"
    )
    with pytest.raises(Complaint, match=r"mine\.yaml:6: changes\.set\.supply\.rial.*supply\.rail"):
        load(KOREA, case=str(own))


def test_restraint_labels() -> None:
    assert labelled(2.0, False, 1, 300) == RESTRAINED
    assert labelled(2.0, False, 3, 300) == BOLD
    assert labelled(2.0, False, 5, 900) == EXUBERANT
    assert labelled(8.0, False, 0, 10) == EXUBERANT
    assert labelled(0.0, True, 0, 10) == EXUBERANT


def test_surprise_of_a_rate_grows_with_its_distance() -> None:
    scenario = opened("isthmus")
    form = read_files(scenario.folder, []).rates["combat.loss"]
    bits = []
    for value in (form.value, (form.value + form.range[1]) / 2, form.range[1], 3 * form.range[1]):
        asked = whatif.ask(scenario="isthmus", set={"combat.loss": value}, replicas=1)
        ((bit, wild, _),) = surprises(asked, scenario)
        bits.append(bit)
    assert bits == sorted(bits)
    assert bits[0] == 0
    assert bits[2] == pytest.approx(-math.log2(0.1), rel=1e-6)  # the end of the range
    assert wild


def test_from_the_command_line_to_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["whatif", "--scenario", "isthmus", "--replicas", "10", "--set", "combat.loss=0.08",
               "--from", "2001-06-06", "--out", str(tmp_path / "q"), "--json"]  # fmt: skip
    outputs = []
    for _ in range(2):
        with pytest.raises(SystemExit) as stop:
            main(command)
        assert stop.value.code == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    answer = json.loads(outputs[0])
    assert answer["contrasts"]["killed_north"]["verdict"] == MORE
    assert answer["since"] == 5
    assert answer == json.loads((tmp_path / "q" / "whatif.json").read_text())


def test_from_python(tmp_path: Path) -> None:
    war = open_war("isthmus", set={"combat.loss": 0.08})
    what = war.whatif(replicas=8, out=tmp_path / "w")
    found = what.contrast("killed_north")
    assert found.verdict == MORE
    assert found.summary()["sentence"] == found.sentence()
    assert "front_latitude" in what.summary()["measure"].to_list()
    with pytest.raises(Complaint, match="did you mean killed_south"):
        what.contrast("kiled_south")


def test_the_length_of_offensives_is_that_of_the_first(tmp_path: Path) -> None:
    days = [*range(1, 1 + COMPARED), 90, 90, 90]  # the late ones of a war that goes on and on
    first = 50 * np.arange(len(days))
    rows = pl.DataFrame({"war": 0, "side": 1, "first_day": first, "last_day": first + days - 1})
    rows.reverse().write_parquet(tmp_path / "pulses.parquet")
    wars = pl.DataFrame({"war": [0, 1], "intervened": [0, -1], "talks": [-1, -1]})
    length, count = (one.values for one in _offensives(tmp_path, wars))
    assert length[0] == np.median(days[:COMPARED])
    assert np.isnan(length[1])
    assert count.tolist() == [len(days), 0]
