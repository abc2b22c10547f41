import { describe, expect, it } from 'vitest';
import { toDegrees, toKm } from '../src/map/projection';

// cells.csv of the scenario, made with PROJ: easting, northing [km], latitude, longitude [degrees]
const KNOWN = [
  [1167.0, 2588.9, 43.2867, 129.5584],
  [1183.0, 2588.9, 43.283, 129.7555],
] as const;

describe('projection', () => {
  it('agrees with PROJ to the digits of the file', () => {
    for (const [x, y, lat, lon] of KNOWN) {
      const [e, n] = toKm(lon, lat);
      expect(e).toBeCloseTo(x, 1);
      expect(n).toBeCloseTo(y, 1);
    }
  });

  it('has its origin where it is defined', () => {
    const [x, y] = toKm(127.5, 38);
    expect(x).toBeCloseTo(1000, 6);
    expect(y).toBeCloseTo(2000, 6);
  });

  it('comes back to where it began, to a millimetre', () => {
    for (let lon = 124; lon <= 131; lon += 1.3)
      for (let lat = 33; lat <= 43; lat += 0.9) {
        const [a, b] = toDegrees(...toKm(lon, lat));
        expect(a).toBeCloseTo(lon, 8);
        expect(b).toBeCloseTo(lat, 8);
      }
  });
});
