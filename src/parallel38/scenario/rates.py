"""Every number a historian could argue about: rates/*.yaml to the engine's `Rates`.

One file a group, one key a rate. The engine declares unit and hard range of each rate; the files
argue value and plausible range. The two must match one to one.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_type_hints

from parallel38.complaint import Complaint, nearest, unknown
from parallel38.engine.rates import Rates
from parallel38.faults import Fault, complain
from parallel38.scenario.models import RateForm
from parallel38.scenario.reading import Document, read_yaml
from parallel38.scenario.wording import fit_document

FOLDER = "rates"


class Declared(NamedTuple):
    """What the engine says about a rate."""

    unit: str
    low: float
    high: float


def declared(rates: type = Rates) -> dict[str, Declared]:
    """Return what the engine declares, by ``group.name``."""
    found = {}
    for group, kind in get_type_hints(rates).items():
        for name, hint in get_type_hints(kind, include_extras=True).items():
            _, unit, (low, high) = get_args(hint)
            found[f"{group}.{name}"] = Declared(unit, float(low), float(high))
    return found


def read_rates(
    folder: Path, like: Path | None, faults: list[Fault], complete: bool = True
) -> dict[str, RateForm]:
    """Return the rates of a scenario by ``group.name``; their faults are noted.

    `like` is the folder of another scenario whose rates hold where this one is silent. Unless
    `complete`, rates that are missing are no fault.
    """
    known = declared()
    groups = sorted({name.split(".")[0] for name in known})
    found = _read_folder(like / FOLDER, groups, known, faults) if like else {}
    own = folder / FOLDER
    if own.is_dir() or like is None:
        found |= _read_folder(own, groups, known, faults)
    for name in known if complete else ():
        group, field = name.split(".")
        file = own / f"{group}.yaml"
        if name not in found and not any(_concerns(fault, file, field) for fault in faults):
            low, high = known[name].low, known[name].high
            what = f"is missing; add it, in {known[name].unit}, between {low:g} and {high:g}"
            faults.append(Fault(file, 1 if file.is_file() else 0, field, what))
    return found


def _concerns(fault: Fault, file: Path, field: str) -> bool:
    return fault.file == file and fault.field.split(".")[0] in (field, "")


def _read_folder(
    folder: Path, groups: Sequence[str], known: Mapping[str, Declared], faults: list[Fault]
) -> dict[str, RateForm]:
    if not folder.is_dir():
        faults.append(Fault(folder, 0, "", "is no folder; put the rates there, one file a group"))
        return {}
    found = {}
    for file in sorted(folder.glob("*.y*ml")):
        if file.suffix != ".yaml" or file.stem not in groups:
            hint = nearest(file.stem, groups) or f"; the groups are {', '.join(groups)}"
            faults.append(Fault(file, 0, "", f"is no group of rates{hint}"))
            continue
        document = read_yaml(file, faults)
        for name in document.value if document else ():
            assert document is not None
            rate = _read_rate(f"{file.stem}.{name}", document, known, faults)
            if rate is not None:
                found[f"{file.stem}.{name}"] = rate
    return found


def _read_rate(
    name: str, document: Document, known: Mapping[str, Declared], faults: list[Fault]
) -> RateForm | None:
    group, field = name.split(".", 1)

    def fault(part: str, what: str) -> None:
        path = (field, part) if part else (field,)
        faults.append(Fault(document.file, document.line(path), ".".join(path), what))

    if name not in known:
        beside = [other.split(".")[1] for other in known if other.startswith(f"{group}.")]
        fault("", f"is no rate of this group{nearest(field, beside)}")
        return None
    rate = fit_document(RateForm, document, faults, at=(field,))
    if rate is None:
        return None
    unit, low, high = known[name]
    if rate.unit != unit:
        fault("unit", f"is {rate.unit!r}; the engine takes {unit!r}: convert the value")
    for part, value in (("value", rate.value), *(("range", end) for end in rate.range)):
        if not low <= value <= high:
            fault(part, f"{value:g} makes no sense; it must lie between {low:g} and {high:g}")
    return rate


def refusal(name: str, value: Any, known: Mapping[str, Declared]) -> str:
    """Return why a rate cannot be given a value, or ''."""
    if name not in known:
        return f"is no rate{nearest(name, known)}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"is {value!r}; write a number"
    unit, low, high = known[name]
    if not low <= value <= high:
        return f"is {value:g}; it must lie between {low:g} and {high:g} [{unit}]"
    return ""


def changed(
    values: Mapping[str, float],
    rules: Mapping[str, Mapping[str, float]],
    set: Mapping[str, float],
    without: Sequence[str],
) -> dict[str, float]:
    """Return `values` with rules switched off and then single rates replaced.

    Raises `Complaint` for an unknown rule or rate, or a value outside the hard range.
    """
    known = declared()
    result = dict(values)
    for rule in without:
        if rule not in rules:
            raise unknown("rule", rule, rules)
        result |= rules[rule]
    for name, value in set.items():
        if name not in known:
            raise unknown("rate", name, known)
        what = refusal(name, value, known)
        if what:
            raise Complaint(f"rate {name} {what}")
        result[name] = float(value)
    return result


def rates_of(values: Mapping[str, float]) -> Rates:
    """Return the engine's rates from values by ``group.name``; all must be there."""
    groups: dict[str, Any] = {}
    for group, kind in get_type_hints(Rates).items():
        names = get_type_hints(kind)
        groups[group] = kind(**{name: float(values[f"{group}.{name}"]) for name in names})
    return Rates(**groups)


def load_rates(
    folder: Path, overrides: Mapping[str, float] | None = None, like: Path | None = None
) -> Rates:
    """Return the rates of the scenario in `folder`, some of them replaced.

    Raises `Complaint` for the first fault in the files, or for an unknown name.
    """
    faults: list[Fault] = []
    forms = read_rates(folder, like, faults)
    complain(faults)
    values = {name: form.value for name, form in forms.items()}
    return rates_of(changed(values, {}, overrides or {}, ()))
