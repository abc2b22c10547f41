"""The binary form of what moves: arrays by day, small enough to fetch a whole war at once.

    bytes 0-3    P38W
    byte  4      version of this form, 1
    bytes 5-7    zero
    bytes 8-11   length of the header in bytes, unsigned, little-endian
    header       JSON in UTF-8, filled with spaces so that the body begins at a multiple of 8
    body         the arrays, little-endian, in C order, each beginning at a multiple of 8

The header is ``{"kind": ..., "arrays": [...], ...}``; what else it holds depends on the kind.
Each entry of ``arrays`` has

    name    what it is
    type    u1 i1 u2 i2 u4 i4 f4: unsigned, signed or floating, and bytes a number
    shape   lengths of its dimensions; the last one runs over days where there are days
    at      where it begins, counted from the beginning of the body [byte]
    delta   true: along the last dimension each number but the first is the difference from the
            number before it, modulo the size of the type
    scale   what a stored number is multiplied with to give the value

Answers travel gzipped (``Content-Encoding: gzip``). `web/src/wire.ts` reads this form.
"""

import gzip
import json
import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC = b"P38W"
VERSION = 1
ALIGN = 8
PREFIX = struct.Struct("<4sB3xI")
TYPES = {"u1": "<u1", "i1": "<i1", "u2": "<u2", "i2": "<i2", "u4": "<u4", "i4": "<i4", "f4": "<f4"}
SQUEEZE = 6  # level of gzip


class Plane(NamedTuple):
    """One array to be sent; values are `scale` times the numbers."""

    name: str
    type: str
    numbers: NDArray[Any]
    delta: bool = True
    scale: float = 1.0


def quantised(name: str, type: str, values: NDArray[Any], scale: float) -> Plane:
    """Return values as whole multiples of `scale`, cut to what the type can hold."""
    limits = np.iinfo(np.dtype(TYPES[type]))
    numbers = np.clip(np.rint(np.nan_to_num(values) / scale), limits.min, limits.max)
    return Plane(name, type, numbers.astype(TYPES[type]), True, scale)


def encode(kind: str, planes: Sequence[Plane], **more: Any) -> bytes:
    """Return a message; `more` goes into its header."""
    entries, bodies, at = [], [], 0
    for plane in planes:
        numbers = np.ascontiguousarray(plane.numbers, dtype=TYPES[plane.type])
        if plane.delta:
            steps = numbers.copy()
            steps[..., 1:] = numbers[..., 1:] - numbers[..., :-1]
            numbers = steps
        body = numbers.tobytes()
        body += b"\0" * (-len(body) % ALIGN)
        entries.append(
            {
                "name": plane.name,
                "type": plane.type,
                "shape": list(plane.numbers.shape),
                "at": at,
                "delta": plane.delta,
                "scale": plane.scale,
            }
        )
        bodies.append(body)
        at += len(body)
    header = json.dumps({"kind": kind, "arrays": entries, **more}, ensure_ascii=False).encode()
    header += b" " * (-(PREFIX.size + len(header)) % ALIGN)
    return PREFIX.pack(MAGIC, VERSION, len(header)) + header + b"".join(bodies)


def decode(message: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the header of a message and its arrays, in the stored numbers.

    Raises ValueError when it is no message of this version.
    """
    if len(message) < PREFIX.size:
        raise ValueError("is too short to be a message of the atlas")
    magic, version, length = PREFIX.unpack_from(message)
    if magic != MAGIC or version != VERSION:
        raise ValueError(f"is no message of the atlas in version {VERSION}")
    start = PREFIX.size + length
    header: dict[str, Any] = json.loads(message[PREFIX.size : start])
    arrays = {}
    for entry in header["arrays"]:
        kind = np.dtype(TYPES[entry["type"]])
        count = int(np.prod(entry["shape"], dtype=np.int64))
        flat = np.frombuffer(message, kind, count, start + entry["at"])
        numbers = flat.reshape(entry["shape"])
        if entry["delta"]:
            numbers = np.cumsum(numbers, axis=-1, dtype=kind)
        arrays[entry["name"]] = numbers
    return header, arrays


def squeezed(message: bytes) -> bytes:
    """Return a message gzipped, the same bytes every time."""
    return gzip.compress(message, SQUEEZE, mtime=0)
