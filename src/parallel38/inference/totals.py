"""What the wars of a run cost, by nation: all that can be told without a record."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from parallel38.engine.state import Flow

QUANTILES = {"p05": 0.05, "p50": 0.5, "p95": 0.95}


def totals(folder: Path, nations: tuple[str, ...]) -> dict[str, dict[str, dict[str, int]]]:
    """Return nation, flow (engine.state.Flow), and quantiles over the wars of a run [men]."""
    wars = pl.read_parquet(Path(folder) / "wars.parquet")
    return {
        nation: {
            flow.name.lower(): _quantiles(wars[f"{nation}_{flow.name.lower()}"].to_numpy())
            for flow in Flow
        }
        for nation in nations
    }


def _quantiles(men: Any) -> dict[str, int]:
    return {name: round(float(np.quantile(men, at))) for name, at in QUANTILES.items()}
