"""The scorecard of a run: how far its wars lie from the record, beside simple baselines."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from parallel38.engine.world import SOUTH
from parallel38.inference import distance
from parallel38.inference.persistence import Record, persistent_maps
from parallel38.inference.piston import fit
from parallel38.inference.replay import Replay
from parallel38.inference.targets import Fact, Targets, read_rows, record_of
from parallel38.writing import write_text

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

KINDS = ("killed", "wounded", "captured", "missing", "nonbattle")
SIDES = ("South", "North")
WEEK = 7  # days
TOLERANCE = 0.25  # a median this far outside the sources' range still counts as near it


def open_run(folder: Path, scenario: "Scenario") -> tuple[Targets, Replay]:
    """Return the record of `scenario` and the wars of a run folder."""
    targets = record_of(scenario)
    manifest = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
    opening = scenario.world.ground.home == SOUTH
    return targets, Replay(Path(folder), opening, int(manifest["days"]))


def score(folder: Path, scenario: "Scenario", script: Path | None = None) -> dict[str, Any]:
    """Return the scorecard of a run folder; `script` is a run of the historical script."""
    targets, replay = open_run(folder, scenario)
    ground = scenario.world.ground
    used = targets.days < replay.days
    record = Record(targets, ground) if used.any() else None
    front, parallel = _front(targets, replay, used)
    card: dict[str, Any] = {
        "n": replay.count,
        "days": replay.days,
        "focus_place": targets.settings["focus_place"],
        "front_error_km": front,
        "front_latitude": _latitude(targets, parallel, used),
        "baselines": _baselines(targets, replay, record, used, _script(script, scenario)),
        "holders": _holders(targets, replay, record),
        "shape": _shape(targets, replay),
        "whole_war": replay.days >= scenario.days,
        "losses": _losses(targets, replay, scenario.groups, replay.days >= scenario.days),
        "offensives": _offensives(targets, replay, Path(scenario.folder)),
        "decisions": _decisions(targets, replay, Path(scenario.folder)),
    }
    if targets.settings["focus_place"]:
        card[targets.settings["focus_place"]] = _focus(targets, replay)
    if "monthly_deaths" in targets.settings:
        card[_monthly_key(targets)] = _monthly(targets, replay)
    card["armistice"] = {"date_median": card["decisions"].get("armistice", {}).get("p50")}
    rounded: dict[str, Any] = _rounded(card)
    return rounded


def write(folder: Path, scenario: "Scenario", script: Path | None = None) -> dict[str, Any]:
    """Score a run folder and write its scorecard.json in one stroke."""
    card = score(folder, scenario, script)
    write_text(Path(folder) / "scorecard.json", json.dumps(card, indent=1) + "\n")
    return card


def front_parallels(targets: Targets, replay: Replay) -> F64:
    """Return the front of each war and day as a parallel of equal area, (w, d) [degrees]."""
    return parallels(targets, replay.cells_held(targets.scored))


def record_parallels(targets: Targets) -> F64:
    """Return the front of the record as a parallel of equal area at each date, (t,) [degrees]."""
    return parallels(targets, np.count_nonzero(targets.south[:, targets.scored], axis=1))


def parallels(targets: Targets, cells: NDArray[Any]) -> F64:
    """Return the parallels of equal area for some counts of cells held by the South [degrees]."""
    latitude = targets.latitude[targets.scored]
    of_each = distance.parallel_of(np.arange(len(latitude) + 1), latitude, targets.row_km)
    return np.asarray(of_each[cells])  # there are fewer counts than wars and days


def _front(targets: Targets, replay: Replay, used: Bool) -> tuple[dict[str, Any], F64]:
    mask = targets.scored
    if not used.any():
        return {"mean_map": None, "mean_single": None, "by_date": {}}, np.empty((replay.count, 0))
    record = targets.south[used][:, mask]
    size = (targets.cell_km2, targets.settings["front_width"]["value"])
    dates = [d for d, u in zip(targets.dates, used, strict=True) if u]
    charts, singles, counts = [], [], []
    for truth, held in zip(record, replay.each_map(targets.days[used]), strict=True):
        maps = held[:, mask]
        charts.append(distance.majority(maps))
        singles.append(distance.front_error(maps, truth, *size))
        counts.append(np.count_nonzero(maps, axis=-1))
    chart, single = np.array(charts), np.array(singles)
    mean_map = distance.front_error(chart, record, *size)
    bias = distance.front_bias(chart, record, *size)
    unseen = np.array([d > str(targets.settings["fitted_until"]["value"]) for d in dates])
    by_date = {
        date: {"map": mean_map[t], "single": single[t].mean(), "bias": bias[t]}
        for t, date in enumerate(dates)
    }
    front = {
        "mean_map": _mean(mean_map),
        "mean_single": _mean(single),
        "median_single": float(np.median(single)) if single.size else None,
        "worst_map": float(mean_map.max()) if mean_map.size else None,
        "bias_map": _mean(bias),
        "mean_map_fitted": _mean(mean_map[~unseen]),
        "mean_map_unseen": _mean(mean_map[unseen]),
        "by_date": by_date,
    }
    return front, parallels(targets, np.array(counts).T)


def _mean(values: NDArray[Any]) -> float | None:
    return float(np.mean(values)) if np.size(values) else None


def _latitude(targets: Targets, parallel: F64, used: Bool) -> dict[str, Any]:
    """Calibration of the front's parallel: parallel (w, t) against the record."""
    truth = record_parallels(targets)[used]
    if not truth.size:
        return {"crps_km": None, "coverage": {}, "key_dates": [], "by_date": {}}
    levels = targets.settings["intervals"]["value"]
    dates = [d for d, u in zip(targets.dates, used, strict=True) if u]
    by_date = {
        date: {"record": truth[t], **_quantiles(parallel[:, t])} for t, date in enumerate(dates)
    }
    return {
        "key_dates": [str(d) for d in targets.settings["map_dates"] if str(d) in by_date],
        "by_date": by_date,
        "crps_km": distance.KM_PER_DEGREE
        * float(np.mean([distance.crps(parallel[:, t], truth[t]) for t in range(len(truth))])),
        "coverage": {
            f"{round(100 * level)}": distance.coverage(parallel, truth, level) for level in levels
        },
    }


def _script(folder: Path | None, scenario: "Scenario") -> Replay | None:
    return None if folder is None else open_run(folder, scenario)[1]


def _quantiles(values: NDArray[Any]) -> dict[str, float]:
    low, mid, high = np.quantile(values, [0.05, 0.5, 0.95])
    return {"p05": low, "p50": mid, "p95": high}


def _day_quantiles(targets: Targets, days: NDArray[Any]) -> dict[str, Any]:
    """Return the 5, 50 and 95 % dates of some days, -1 standing for never."""
    ordered = np.sort(np.where(days < 0, np.inf, days))
    at = [ordered[int(q * (len(ordered) - 1))] for q in (0.05, 0.5, 0.95)]
    dates = [targets.date(day) if np.isfinite(day) else None for day in at]
    return {
        **dict(zip(("p05", "p50", "p95"), dates, strict=True)),
        "share_never": float(np.mean(days < 0)),
    }


def _baselines(
    targets: Targets,
    replay: Replay,
    record: Record | None,
    used: Bool,
    script: Replay | None,
) -> dict[str, Any]:
    if record is None:
        return {"persistence": None, "piston": None, "script": None}
    mask = targets.scored
    truth = targets.south[used][:, mask]
    size = (targets.cell_km2, targets.settings["front_width"]["value"])
    opening = float(parallels(targets, np.array(np.count_nonzero(replay.opening & mask))))
    horizon = int(targets.days.max()) + 1 if len(targets.days) else replay.days
    forecasts = {"persistence": persistent_maps(targets, record)[used][:, mask]}
    piston = fit(targets, record_parallels(targets), opening, horizon)
    forecasts["piston"] = targets.latitude[mask] < piston.parallel[targets.days[used]][:, None]
    if script is not None:
        forecasts["script"] = np.array(
            [distance.majority(m) for m in script.maps(targets.days[used])[:, :, mask]]
        )
    dates = [d for d, u in zip(targets.dates, used, strict=True) if u]
    card: dict[str, Any] = dict.fromkeys(("persistence", "piston", "script"))
    for name, maps in forecasts.items():
        error = distance.front_error(maps, truth, *size)
        card[name] = {"mean_map": _mean(error), "by_date": dict(zip(dates, error, strict=True))}
    card["piston"] |= {"mobility": piston.mobility, "bias": piston.bias}
    return card


def _focus(targets: Targets, replay: Replay) -> dict[str, Any]:
    """Changes of hands of the focus place: the dates in the record and in the wars."""
    focus = targets.settings["focus_place"]
    facts = [f for f in targets.facts if f.place == focus and not f.opening]
    if not facts:
        return {}
    truth = [fact.date for fact in facts]
    held = replay.held(facts[0].cell)
    changes = distance.change_days(held, bool(replay.opening[facts[0].cell]))
    numbers = np.array([len(days) for days in changes])
    nth = np.array(
        [[days[k] if k < len(days) else -1 for k in range(len(truth))] for days in changes]
    )
    exact = nth[numbers == len(truth)]
    return {
        "changes_of_hands": [
            {"to": SIDES[facts[k].side], "record": truth[k]} | _day_quantiles(targets, nth[:, k])
            for k in range(len(truth))
        ],
        "dates_record": truth,
        "dates_median": [_date(targets, distance.median_day(nth[:, k])) for k in range(len(truth))],
        "dates_median_exact": [
            _date(targets, distance.median_day(exact[:, k])) for k in range(len(truth))
        ],
        "share_four": float(np.mean(numbers == len(truth))),
        "changes": {str(k): int(c) for k, c in enumerate(np.bincount(numbers)) if c},
    }


def _date(targets: Targets, day: float | None) -> str | None:
    return None if day is None else targets.date(day)


def _holders(targets: Targets, replay: Replay, record: Record | None) -> dict[str, Any]:
    """Share of dated facts that hold on some day within their precision.

    `share_right_record` is what the record's own fronts reach on these cells: the ceiling.
    """
    facts = [f for f in targets.facts if not f.opening and f.first < replay.days]
    if not facts or record is None:
        return {"share_right": None, "share_right_majority": None, "facts": 0}
    right = np.empty((len(facts), replay.count), dtype=bool)
    patient = np.empty_like(right)
    for cell in {fact.cell for fact in facts}:
        held = replay.held(cell)
        for k, fact in enumerate(facts):
            if fact.cell == cell:
                right[k], patient[k] = _holds(held, fact, 0), _holds(held, fact, WEEK)
    share = right.mean(axis=1)
    ceiling = [
        any(record.on(day)[f.cell] == (f.side == SOUTH) for day in range(f.first, f.last + 1))
        for f in facts
    ]
    return {
        "share_right": float(share.mean()),
        "share_right_majority": float(np.mean(share > 0.5)),
        "share_right_week": float(patient.mean()),
        "share_right_record": float(np.mean(ceiling)),
        "facts": len(facts),
        "worst": [
            {"place": facts[i].place, "date": facts[i].date, "share": float(share[i])}
            for i in np.argsort(share, kind="stable")[:12]
        ],
    }


def _holds(held: Bool, fact: Fact, least: int) -> Bool:
    """Return whether each war puts the side there within the fact's days, or `least` of its date.

    `held` is (w, d).
    """
    middle = (fact.first + fact.last) // 2
    first, last = min(fact.first, middle - least), max(fact.last, middle + least)
    return np.asarray((held[:, max(first, 0) : last + 1] == (fact.side == SOUTH)).any(axis=1))


def _shape(targets: Targets, replay: Replay) -> dict[str, Any]:
    rules = targets.settings.get("shape")
    if not rules or replay.days < rules["still_days"]["value"]:
        return {"share_seesaw": None}
    whole = np.count_nonzero(targets.scored)
    shown = [
        distance.seesaw(cells / whole, parallels(targets, cells), rules)
        for cells in np.array_split(replay.cells_held(targets.scored), replay.count // 256 + 1)
    ]
    return {"share_seesaw": float(np.concatenate(shown).mean())}


def _losses(targets: Targets, replay: Replay, groups: Sequence[str], whole: bool) -> dict[str, Any]:
    """Losses by group, beside the range of the sources; judged if the run is the `whole` war."""
    card: dict[str, Any] = {}
    for group in groups:
        ranges = targets.losses.get(group, {})
        for kind in KINDS:
            if not replay.has_series(f"{group}_{kind}"):
                continue
            total = replay.series(f"{group}_{kind}", hold=True)[:, -1]
            source = ranges.get(kind)
            entry: dict[str, Any] = dict(_quantiles(total))
            entry |= {f"source_{end}": source[end] if source else None for end in ("low", "high")}
            entry["verdict"] = _within(entry["p50"], source) if source and whole else None
            card.setdefault(group, {})[kind] = entry
    return card


def _within(value: float, source: Any) -> str:
    """Say whether a median lies inside, near or outside the sources' range."""
    if source["low"] <= value <= source["high"]:
        return "inside"
    near = source["low"] * (1 - TOLERANCE) <= value <= source["high"] * (1 + TOLERANCE)
    if near:
        return "near"
    return "below" if value < source["low"] else "above"


def _monthly_key(targets: Targets) -> str:
    return f"{targets.settings['monthly_deaths']['group']}_deaths_monthly"


def monthly_deaths(targets: Targets, replay: Replay) -> tuple[list[str], F64]:
    """Return the months of the war and the deaths of the chosen group in each, (w, months)."""
    killed = replay.series(f"{targets.settings['monthly_deaths']['group']}_killed", hold=True)
    month = np.array([targets.date(day)[:7] for day in range(replay.days)])
    names, last = np.unique(month[::-1], return_index=True)
    ends = replay.days - 1 - last
    totals = np.column_stack([np.zeros(replay.count), killed[:, ends]])
    return [str(name) for name in names], np.diff(totals, axis=1)


def _monthly(targets: Targets, replay: Replay) -> dict[str, float]:
    if not replay.has_series(f"{targets.settings['monthly_deaths']['group']}_killed"):
        return {}
    names, deaths = monthly_deaths(targets, replay)
    return dict(zip(names, np.median(deaths, axis=0).tolist(), strict=True))


def pulse_lengths(targets: Targets, replay: Replay) -> tuple[F64, Bool]:
    """Return the days of each simulated offensive from the intervention to the talks, (p,).

    And whether the war ended before it did: such a one counts with the days it had lasted.
    """
    pulses = replay.pulses()
    index = np.searchsorted(replay.wars["war"].to_numpy(), pulses["war"].to_numpy())
    begun, over = replay.decision("intervened")[index], replay.decision("talks")[index]
    first, last = pulses["first_day"].to_numpy(), pulses["last_day"].to_numpy()
    kept = (pulses["side"].to_numpy() == targets.settings["pulses"]["side"]) & (begun >= 0)
    kept &= (first >= begun) & ((over < 0) | (first < over))
    lengths: F64 = (last - first + 1)[kept].astype(float)
    return lengths, pulses["unfinished"].to_numpy()[kept] == 1


def record_pulses(targets: Targets, folder: Path) -> list[float]:
    """Return the days of main effort of the record's comparable offensives."""
    names = targets.settings["pulses"]["offensives"]
    rows = read_rows(folder / "record" / "offensives.csv")
    return [float(row["days_of_main_effort"]) for row in rows if row["id"] in names]


def _offensives(targets: Targets, replay: Replay, folder: Path) -> dict[str, Any]:
    (lengths, unfinished), truth = pulse_lengths(targets, replay), record_pulses(targets, folder)
    middle = np.quantile(lengths, [0.25, 0.5, 0.75]) if lengths.size else [None] * 3
    return {
        "pulse_days_median": middle[1],
        "pulse_days_quartiles": [middle[0], middle[2]],
        "pulses_per_war": lengths.size / replay.count,
        "pulses": lengths.size,
        "unfinished": int(unfinished.sum()),  # a lower bound of their length is in the median
        "record_days_median": float(np.median(truth)) if truth else None,
    }


def record_decisions(targets: Targets, folder: Path) -> dict[str, str]:
    """Return the ISO date of each decision of the record."""
    events = {row["id"]: row["date"] for row in read_rows(folder / "record" / "events.csv")}
    return {
        name: str(rule.get("date") or events[rule["event"]])
        for name, rule in targets.settings["decisions"].items()
    }


def _decisions(targets: Targets, replay: Replay, folder: Path) -> dict[str, Any]:
    labels = targets.settings["decisions"]
    return {
        name: {"label": labels[name]["label"], "record": truth}
        | _day_quantiles(targets, replay.decision(name))
        for name, truth in record_decisions(targets, folder).items()
    }


def _rounded(value: Any) -> Any:
    """Round every float to three decimals and turn numpy numbers into Python's."""
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    if isinstance(value, float | np.floating):
        return round(float(value), 3) if np.isfinite(value) else None
    return int(value) if isinstance(value, np.integer) else value
