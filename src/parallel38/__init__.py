"""The Korean War as an executable system.

import parallel38 as p38
war = p38.load("korea1950")
war.run(seed=38)              # one war, day by day
war.ensemble(replicas=200)    # many, scored against the record
"""

from pathlib import Path
from typing import TYPE_CHECKING

from parallel38.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parallel38.war import War

__all__ = ["load"]
__version__ = VERSION


def load(
    name: str | Path = "korea1950",
    set: "Mapping[str, float] | None" = None,
    without: "Sequence[str]" = (),
) -> "War":
    """Load a shipped scenario by its name, or one's own by its folder.

    `set` replaces rates by name, `without` switches rules off by id. Raises `Complaint` when a
    name is unknown. Nothing heavy is imported before this is called.
    """
    from parallel38.war import War  # late, so that `import parallel38` costs nothing

    return War(name, dict(set or {}), tuple(without))
