/**
 * EPSG:5179, the Korean unified system: transverse Mercator on GRS 80 with the centre 38 N 127.5 E,
 * scale 0.9996, false easting 1,000 km and northing 2,000 km. Krueger's series to n^4: millimetres.
 */

const A_AXIS = 6378.137; // [km]
const F = 1 / 298.257222101;
const N = F / (2 - F);
const SCALE = 0.9996;
const EAST = 1000;
const NORTH = 2000;
const LAT0 = (38 * Math.PI) / 180;
const LON0 = (127.5 * Math.PI) / 180;
const RADIUS = (A_AXIS / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49561 / 161280) * N ** 4,
];
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161280) * N ** 4,
];
const E = Math.sqrt(F * (2 - F));

const conformal = (lat: number) =>
  Math.sinh(Math.atanh(Math.sin(lat)) - E * Math.atanh(E * Math.sin(lat)));

function meridian(): number {
  const xi = Math.atan2(conformal(LAT0), 1);
  return xi + ALPHA.reduce((sum, a, j) => sum + a * Math.sin(2 * (j + 1) * xi), 0);
}
const XI0 = meridian();

/** Return easting and northing [km] of a longitude and latitude [degrees]. */
export function toKm(lon: number, lat: number): [number, number] {
  const tau = conformal((lat * Math.PI) / 180);
  const away = (lon * Math.PI) / 180 - LON0;
  const xi = Math.atan2(tau, Math.cos(away));
  const eta = Math.asinh(Math.sin(away) / Math.hypot(tau, Math.cos(away)));
  let x = eta;
  let y = xi;
  ALPHA.forEach((a, j) => {
    const k = 2 * (j + 1);
    x += a * Math.cos(k * xi) * Math.sinh(k * eta);
    y += a * Math.sin(k * xi) * Math.cosh(k * eta);
  });
  return [EAST + SCALE * RADIUS * x, NORTH + SCALE * RADIUS * (y - XI0)];
}

/** Return longitude and latitude [degrees] of an easting and northing [km]. */
export function toDegrees(x: number, y: number): [number, number] {
  const xi = (y - NORTH) / (SCALE * RADIUS) + XI0;
  const eta = (x - EAST) / (SCALE * RADIUS);
  let u = xi;
  let v = eta;
  BETA.forEach((b, j) => {
    const k = 2 * (j + 1);
    u -= b * Math.sin(k * xi) * Math.cosh(k * eta);
    v -= b * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const away = Math.atan2(Math.sinh(v), Math.cos(u));
  const tau = Math.sin(u) / Math.hypot(Math.sinh(v), Math.cos(u));
  let lat = Math.atan(tau);
  for (let i = 0; i < 6; i++) {
    const miss = tau - conformal(lat);
    const e2 = E * E;
    const slope =
      (Math.hypot(1, conformal(lat)) * (1 - e2)) / ((1 - e2 * Math.sin(lat) ** 2) * Math.cos(lat));
    lat += miss / slope;
  }
  return [((LON0 + away) * 180) / Math.PI, (lat * 180) / Math.PI];
}
