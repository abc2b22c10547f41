import { describe, expect, it } from 'vitest';
import { between, fit, kept, toGround, toScreen, zoomed } from '../src/map/camera';

const size = { width: 800, height: 600 };
const camera = { x: 1000, y: 2000, scale: 2 };

describe('camera', () => {
  it('goes to the screen and back', () => {
    const [px, py] = toScreen(camera, size, 1010, 2020);
    expect([px, py]).toEqual([420, 260]);
    expect(toGround(camera, size, px, py)).toEqual([1010, 2020]);
  });

  it('zooms about a point that stays where it is', () => {
    const before = toGround(camera, size, 100, 90);
    const after = toGround(zoomed(camera, size, 1.7, 100, 90, 0.3), size, 100, 90);
    expect(after[0]).toBeCloseTo(before[0]);
    expect(after[1]).toBeCloseTo(before[1]);
    expect(zoomed(camera, size, 1e6, 0, 0, 0.3).scale).toBe(14);
    expect(zoomed(camera, size, 1e-6, 0, 0, 0.3).scale).toBe(0.3);
  });

  it('fits a box into what is not covered', () => {
    const box = { west: 0, east: 100, south: 0, north: 100 };
    const seen = fit(box, size, { left: 0, right: 400, top: 0, bottom: 0 });
    expect(toScreen(seen, size, 0, 0)[0]).toBeGreaterThanOrEqual(0);
    expect(toScreen(seen, size, 100, 0)[0]).toBeLessThanOrEqual(400.001);
  });

  it('stays over the ground', () => {
    expect(kept(camera, { west: 1100, east: 1200, south: 0, north: 100 })).toEqual({ x: 1100, y: 100, scale: 2 });
    const half = { left: 0, right: 0, top: 0, bottom: 200 }; // its lower part is covered: 50 km of ground
    expect(kept(camera, { west: 1100, east: 1200, south: 0, north: 100 }, half)).toEqual({ x: 1100, y: 50, scale: 2 });
  });

  it('flies from one view to another', () => {
    const far = { x: 1100, y: 2100, scale: 8 };
    expect(between(camera, far, 0)).toEqual(camera);
    const end = between(camera, far, 1);
    expect(end.x).toBeCloseTo(far.x);
    expect(end.scale).toBeCloseTo(far.scale);
  });
});
