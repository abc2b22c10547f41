"""The photo index: what each caption says, and whether record and order of battle bear it out."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from parallel38.faults import Fault
from parallel38.scenario.models import Form, Keys, MaybeEdtf, Name
from parallel38.scenario.order_of_battle import OrderOfBattle
from parallel38.scenario.references import cited, missing, repeated
from parallel38.scenario.wording import read_forms

FOLDER = "photos"
FILE = "index.csv"


def _parts(text: object) -> object:
    return (
        [part.strip() for part in text.split(";") if part.strip()]
        if isinstance(text, str)
        else text
    )


Ids = Annotated[list[str], BeforeValidator(_parts)]
Theme = Literal[
    "combat", "movement", "leadership", "logistics", "pow", "repatriation", "homefront",
    "rear_life", "psywar", "civilians", "aftermath",
]  # fmt: skip
Verdict = Literal["fits", "doubtful", "wrong"]


class Photo(Form):
    """photos/index.csv: the caption of a photograph as facts, held against the record."""

    id: Annotated[str, Field(pattern=r"^photo:\d\d$")]
    caption: Annotated[int, Field(ge=1)]
    section: Name
    day: MaybeEdtf
    day_record: MaybeEdtf
    place: str
    place_printed: str
    actors: Ids
    formations: Ids
    subject: Name
    equipment: Ids
    theme: Theme
    times_printed: Annotated[int, Field(ge=1)]
    verdict: Verdict
    checked: str
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    rests_on: Ids
    source_key: Keys


def check_photos(folder: Path, order: OrderOfBattle, works: set[str], faults: list[Fault]) -> None:
    """Note every fault in the photo index of the scenario in `folder`; one without it is sound."""
    file = folder / FOLDER / FILE
    if not file.exists():
        return
    rows = read_forms(file, Photo, faults)
    repeated(((line, row.id) for line, row in rows), file, faults)
    known = {row.id for _, row in order.formations} | {row.id for _, row in order.armies}
    known |= {row.reference for _, row in order.kept_out}
    for line, row in rows:
        cited(row.source_key, works, file, line, "source_key", faults)
        for name in row.formations:
            if name not in known:
                what = missing("formation or army of the order of battle", name, known)
                faults.append(Fault(file, line, "formations", what))
        if row.verdict != "fits" and not row.rests_on:
            what = f"is empty beside {row.verdict!r}; name the rows that decide it"
            faults.append(Fault(file, line, "rests_on", what))
