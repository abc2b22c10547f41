"""The same wars again with one rule switched off: which designs to fight, and where they lie.

Every design has the seeds of the one with all rules, so that wars of the same number share their
luck. The wars of a rule are a run of their own, RUN/ablation/<fingerprint>/<rule>; the fingerprint
is that of the design with all rules, so that no two designs meet in one folder.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from parallel38.complaint import Complaint, unknown
from parallel38.ensemble.design import Design, fingerprint, identity, open_design
from parallel38.ensemble.store import ABLATION, read_manifest

WHOLE = "none"  # the design with every rule, as ablation.json calls it
FREE = ("replicas", "seed")  # what an ablation need not share with the run that it belongs to


def designs(plan: Design, rules: Sequence[str] = ()) -> dict[str, Design]:
    """Return the design with every rule, and one without each of `rules` (all if empty).

    Raises `Complaint` for an unknown rule, or a scenario without a table of rules.
    """
    known = open_design(plan).rules
    if not known:
        raise Complaint(f"the scenario {plan.name} has no rules.yaml, so no rule can be left out")
    for rule in rules:
        if rule not in known:
            raise unknown("rule", rule, known)
    chosen = [rule for rule in known if rule in (rules or known) and rule not in plan.without]
    without = {rule: tuple(sorted({*plan.without, rule})) for rule in chosen}
    return {WHOLE: plan} | {rule: replace(plan, without=off) for rule, off in without.items()}


def place(folder: Path, plan: Design) -> Path:
    """Return the folder that holds the wars without each rule of an ablation of `plan`."""
    return folder / ABLATION / fingerprint(plan)


def refuse_another(folder: Path, plan: Design) -> None:
    """Raise `Complaint` when `folder` holds a run that an ablation of `plan` does not belong to."""
    found = read_manifest(folder)
    wanted = identity(plan)
    differing = [k for k in wanted if k not in FREE and found and found.get(k) != wanted[k]]
    if differing:
        raise Complaint(
            f"{folder} holds a run with another {', '.join(differing).replace('_', ' ')}; "
            "fight that run again, or choose another folder with --out"
        )
