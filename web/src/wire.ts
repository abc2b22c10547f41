/** Reads the binary messages that `atlas/wire.py` describes. */

export type Numbers =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array;

export interface Plane {
  name: string;
  shape: number[];
  scale: number;
  numbers: Numbers;
}

export interface Message {
  kind: string;
  header: Record<string, unknown>;
  planes: Record<string, Plane>;
}

interface Entry {
  name: string;
  type: string;
  shape: number[];
  at: number;
  delta: boolean;
  scale: number;
}

const MAGIC = 0x57383350; // P38W, little-endian
const VERSION = 1;
const PREFIX = 12;

const MAKERS: Record<string, (b: ArrayBuffer, at: number, n: number) => Numbers> = {
  u1: (b, at, n) => new Uint8Array(b, at, n),
  i1: (b, at, n) => new Int8Array(b, at, n),
  u2: (b, at, n) => new Uint16Array(b, at, n),
  i2: (b, at, n) => new Int16Array(b, at, n),
  u4: (b, at, n) => new Uint32Array(b, at, n),
  i4: (b, at, n) => new Int32Array(b, at, n),
  f4: (b, at, n) => new Float32Array(b, at, n),
};

/** Return the arrays of a message; throws when it is none of this version. */
export function decode(buffer: ArrayBuffer): Message {
  if (buffer.byteLength < PREFIX) throw new Error('too short to be a message of the atlas');
  const view = new DataView(buffer);
  if (view.getUint32(0, true) !== MAGIC || view.getUint8(4) !== VERSION)
    throw new Error(`no message of the atlas in version ${VERSION}`);
  const start = PREFIX + view.getUint32(8, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, PREFIX, start - PREFIX));
  const header = JSON.parse(text) as Record<string, unknown> & { kind: string; arrays: Entry[] };
  const planes: Record<string, Plane> = {};
  for (const entry of header.arrays) {
    const count = entry.shape.reduce((a, b) => a * b, 1);
    const maker = MAKERS[entry.type];
    if (!maker) throw new Error(`unknown type of number ${entry.type}`);
    const numbers = maker(buffer, start + entry.at, count);
    if (entry.delta) undoSteps(numbers, entry.shape[entry.shape.length - 1] ?? 0);
    planes[entry.name] = { name: entry.name, shape: entry.shape, scale: entry.scale, numbers };
  }
  return { kind: header.kind, header, planes };
}

/** Turn differences back into numbers, in place; typed arrays wrap as the sender's did. */
function undoSteps(numbers: Numbers, row: number): void {
  if (row < 2) return;
  for (let at = 0; at < numbers.length; at += row)
    for (let i = at + 1; i < at + row; i++) numbers[i] = numbers[i]! + numbers[i - 1]!;
}
