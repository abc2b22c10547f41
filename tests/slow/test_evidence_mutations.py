"""Two thousand mutated tables of claims: faults in one line each, no traceback, no hang."""

from pathlib import Path

import pytest
from hypothesis import given

from spoiling import SPOILED, Spoiled, as_many, assert_survives

MUTATIONS = 2000


@pytest.mark.slow
@as_many(MUTATIONS)
@given(spoiled=SPOILED)
def test_no_mutated_table_gives_a_traceback_or_hangs(tmp_path: Path, spoiled: Spoiled) -> None:
    assert_survives(tmp_path, spoiled)
