"""Write data/schema/*.json from the models of the scenario's files.

python tools/make_schemas.py          write them
python tools/make_schemas.py --check  say which are out of date, and fail if any is
"""

import sys
from pathlib import Path

from parallel38.scenario.schemas import schemas

FOLDER = Path(__file__).resolve().parents[1] / "data" / "schema"


def main() -> int:
    """Write or check the schemas; return the exit status."""
    stale = []
    for name, text in schemas().items():
        file = FOLDER / f"{name}.json"
        if "--check" in sys.argv:
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                stale.append(file)
        else:
            FOLDER.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for file in stale:
        print(f"{file} is out of date; run python tools/make_schemas.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
