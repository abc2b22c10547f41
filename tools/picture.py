"""Write the README's picture from a finished run: python tools/picture.py runs/korea1950."""

import sys
from pathlib import Path

from parallel38.report.book import picture
from parallel38.war import Ensemble, open_design

PLACE = Path(__file__).resolve().parents[1] / "docs" / "img" / "front.svg"

run = Ensemble(sys.argv[1])
run.score()
PLACE.parent.mkdir(parents=True, exist_ok=True)
PLACE.write_text(picture(run.folder, open_design(run.plan), PLACE.stem), encoding="utf-8")
print(PLACE)
