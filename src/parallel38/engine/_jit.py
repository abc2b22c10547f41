"""The only decorators for compiled code: `kernel`, and `array_kernel` for what makes arrays.

numba's disk cache looks only at the file of the function that is called, so an edit in a
called file silently returns the old answer. Here the cache folder is named by a hash of every
source file that may hold a kernel: an edit anywhere starts a fresh cache. Of the caches of
sources that are gone only the last few are kept.

`PARALLEL38_JIT=0` in the environment, or numba's own `NUMBA_DISABLE_JIT=1`, runs every kernel as
plain Python (same bytes, slowly).
"""

import hashlib
import os
import platform
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

ROOMS_WITH_KERNELS = ("engine", "command", "ensemble")
CACHES_KEPT = 3
UNUSED = 24 * 3600.0  # a cache that nobody opened for so long may be deleted [s]


def _source_hash() -> str:
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(platform.python_version().encode())
    for room in ROOMS_WITH_KERNELS:
        for source in sorted((package / room).glob("*.py")):
            text = source.read_bytes()
            if room == "engine" or b"kernel\n" in text:
                digest.update(source.name.encode())
                digest.update(text)
    return digest.hexdigest()[:16]


def _cache_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(os.environ.get("PARALLEL38_CACHE", str(Path(home) / "parallel38"))) / "kernels"


def _open_cache(folder: Path) -> bool:
    """Make or take up a cache folder; say whether it can be written.

    Its time tells when it was last used. Old caches are looked for only when one is begun.
    """
    try:
        begun = not folder.is_dir()
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
    except OSError:
        return False
    if begun:
        prune(folder.parent)
    return os.access(folder, os.W_OK)


def prune(caches: Path) -> None:
    """Delete all but the last used caches, and never one that was in use today."""
    try:
        found = sorted(((one.stat().st_mtime, one) for one in caches.iterdir()), reverse=True)
    except OSError:  # another process is deleting too
        return
    for used, one in found[CACHES_KEPT:]:
        if time.time() - used > UNUSED:
            shutil.rmtree(one, ignore_errors=True)


JIT = os.environ.get("PARALLEL38_JIT") != "0" and os.environ.get("NUMBA_DISABLE_JIT") in (None, "0")

if JIT:
    folder = _cache_folder() / _source_hash()
    writable = _open_cache(folder)
    import numba

    if writable:
        # read when a kernel is decorated; the environment variable would be read only once
        settings: Any = numba.config
        settings.CACHE_DIR = str(folder)

    from parallel38.engine._whole import Kernel

    HOW = {"nopython": True, "nogil": True, "error_model": "numpy", "boundscheck": False}

    def kernel(function: F) -> F:
        """Compile `function`, which makes no arrays: it works on those it is given.

        numba then counts no references (its runtime is left out), which took a third of a war.
        """
        return cast(F, Kernel(function, HOW | {"_nrt": False}, writable))

    def array_kernel(function: F) -> F:
        """Compile `function`, which makes arrays or lists or is handed new ones by others."""
        return cast(F, Kernel(function, HOW | {"_nrt": True}, writable))

else:

    def kernel(function: F) -> F:
        """Leave `function` as plain Python."""
        return function

    array_kernel = kernel
