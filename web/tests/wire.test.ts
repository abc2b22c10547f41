import { describe, expect, it } from 'vitest';
import { decode } from '../src/wire';

/** Build a message as atlas/wire.py does. */
function message(header: object, body: Uint8Array): ArrayBuffer {
  let text = JSON.stringify(header);
  while ((12 + text.length) % 8) text += ' ';
  const out = new Uint8Array(12 + text.length + body.length);
  out.set([0x50, 0x33, 0x38, 0x57, 1]);
  new DataView(out.buffer).setUint32(8, text.length, true);
  out.set(new TextEncoder().encode(text), 12);
  out.set(body, 12 + text.length);
  return out.buffer;
}

describe('wire', () => {
  it('undoes steps row by row, and wraps as the sender did', () => {
    const entry = { name: 'a', type: 'u1', shape: [2, 3], at: 0, delta: true, scale: 0.5 };
    const found = decode(message({ kind: 'k', arrays: [entry], war: 7 }, Uint8Array.from([250, 10, 246, 1, 0, 255])));
    expect([...found.planes['a']!.numbers]).toEqual([250, 4, 250, 1, 1, 0]);
    expect(found.planes['a']!.scale).toBe(0.5);
    expect(found.header['war']).toBe(7);
  });

  it('reads every type of number', () => {
    const body = new Uint8Array(16);
    new DataView(body.buffer).setInt16(0, -5, true);
    new DataView(body.buffer).setFloat32(8, 1.5, true);
    const arrays = [
      { name: 'i', type: 'i2', shape: [1], at: 0, delta: false, scale: 1 },
      { name: 'f', type: 'f4', shape: [1], at: 8, delta: false, scale: 1 },
    ];
    const { planes } = decode(message({ kind: 'k', arrays }, body));
    expect(planes['i']!.numbers[0]).toBe(-5);
    expect(planes['f']!.numbers[0]).toBe(1.5);
  });

  it('refuses what is no message', () => {
    expect(() => decode(new ArrayBuffer(4))).toThrow('too short');
    expect(() => decode(new ArrayBuffer(40))).toThrow('no message');
  });
});
