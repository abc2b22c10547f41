"""Make .venv and install parallel38 into it: all the set-up there is.

    python3 tools/setup.py [EXTRA ...]      e.g. dev, bench, ground

Needs nothing but Python; uses uv where it is present. Does nothing, at once, when pyproject.toml,
constraints.txt and the extras are those of last time. An old Python is told so.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
INTERPRETER = os.path.join(BIN, "python")
STAMP = os.path.join(VENV, "parallel38-set-up")
WATCHED = ("pyproject.toml", "constraints.txt", os.path.join("src", "parallel38", "version.py"))


def fingerprint():
    """Return a hash of everything that decides what is installed."""
    digest = hashlib.sha256(ROOT.encode())
    for name in WATCHED:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def done_before():
    """Return (fingerprint, extras) of the last set-up."""
    try:
        with open(STAMP) as file:
            first, *extras = file.read().split()
    except (OSError, ValueError):
        return "", []
    return first, extras


def modern_python():
    """Return the first interpreter that is new enough: this one, or a newer one on the path."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(OLDEST[1] + 9, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and works(found):
            return found
    return ""


def works(interpreter):
    """Say whether `interpreter` starts (a version manager may leave empty shims on the path)."""
    code = "import sys; sys.exit(sys.version_info < (%d, %d))" % OLDEST
    quiet = subprocess.DEVNULL
    try:
        return subprocess.call([interpreter, "-c", code], stdout=quiet, stderr=quiet) == 0
    except OSError:
        return False


def call(command):
    """Run a command of the set-up, or stop with one sentence."""
    if subprocess.call(command, cwd=ROOT) != 0:
        sys.exit("parallel38: set-up stopped at: " + " ".join(command))


def make_venv(uv):
    """Create .venv with a Python that is new enough."""
    python = modern_python()
    if uv:
        call([uv, "venv", "--quiet", "--clear", "--python", python or "%d.%d" % OLDEST, VENV])
        return
    if not python:
        sys.exit(
            "parallel38: needs Python %d.%d or newer and found %s; install one, or name it: "
            "make run PYTHON=/path/to/python3" % (OLDEST + (sys.version.split()[0],))
        )
    if subprocess.call([python, "-m", "venv", "--clear", VENV]) != 0:
        sys.exit(
            "parallel38: this Python cannot make a virtual environment; on Debian and Ubuntu "
            "install the package python3-venv and repeat the command"
        )


def install(uv, extras):
    """Install the package, editable, with the versions of constraints.txt."""
    target = ".[" + ",".join(extras) + "]" if extras else "."
    what = ["-c", "constraints.txt", "-e", target]
    if uv:
        call([uv, "pip", "install", "--quiet", "--python", INTERPRETER] + what)
    else:
        call([INTERPRETER, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"] + what)


def main(wanted):
    """Bring .venv up to date for the extras in `wanted` and those of last time."""
    before, had = done_before()
    extras = sorted(set(had) | set(wanted))
    now = fingerprint()
    if before == now and extras == had and works(INTERPRETER):
        return
    print("parallel38: setting up .venv (once; one to three minutes)", file=sys.stderr)
    uv = shutil.which("uv")
    if not works(INTERPRETER):
        make_venv(uv)
    install(uv, extras)
    with open(STAMP, "w") as file:
        file.write(" ".join([now] + extras))


if __name__ == "__main__":
    main(sys.argv[1:])
