/** Where the map looks: a point [km] in the middle of a window [px], and a scale [px/km]. */

export interface Camera {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export const CLOSEST = 14; // [px/km]

export const toScreen = (c: Camera, s: Size, x: number, y: number): [number, number] => [
  s.width / 2 + (x - c.x) * c.scale,
  s.height / 2 - (y - c.y) * c.scale,
];

export const toGround = (c: Camera, s: Size, px: number, py: number): [number, number] => [
  c.x + (px - s.width / 2) / c.scale,
  c.y - (py - s.height / 2) / c.scale,
];

/** Return the camera that shows a box in the part of the window that is not covered. */
export function fit(box: Box, size: Size, cover = { left: 0, right: 0, top: 0, bottom: 0 }): Camera {
  const width = Math.max(size.width - cover.left - cover.right, 40);
  const height = Math.max(size.height - cover.top - cover.bottom, 40);
  const scale = Math.min(width / (box.east - box.west), height / (box.north - box.south));
  const middle = { x: (box.west + box.east) / 2, y: (box.south + box.north) / 2 };
  return {
    x: middle.x - (cover.left - cover.right) / 2 / scale,
    y: middle.y + (cover.top - cover.bottom) / 2 / scale,
    scale,
  };
}

/** Return the camera scaled about a point of the window, which stays where it is. */
export function zoomed(c: Camera, s: Size, factor: number, px: number, py: number, least: number): Camera {
  const scale = Math.min(Math.max(c.scale * factor, least), CLOSEST);
  const [x, y] = toGround(c, s, px, py);
  return {
    x: x - (px - s.width / 2) / scale,
    y: y + (py - s.height / 2) / scale,
    scale,
  };
}

/** Return the camera moved so that the middle of what is not covered stays over the box. */
export function kept(c: Camera, box: Box, cover = { left: 0, right: 0, top: 0, bottom: 0 }): Camera {
  const [dx, dy] = [(cover.left - cover.right) / 2 / c.scale, (cover.bottom - cover.top) / 2 / c.scale];
  return {
    x: Math.min(Math.max(c.x + dx, box.west), box.east) - dx,
    y: Math.min(Math.max(c.y + dy, box.south), box.north) - dy,
    scale: c.scale,
  };
}

/** Return a camera on the way between two, `t` from 0 to 1; scales are mixed by their ratio. */
export function between(a: Camera, b: Camera, t: number): Camera {
  const scale = a.scale * (b.scale / a.scale) ** t;
  const k = Math.abs(b.scale - a.scale) < 1e-9 ? t : (1 / scale - 1 / a.scale) / (1 / b.scale - 1 / a.scale);
  return { x: a.x + (b.x - a.x) * k, y: a.y + (b.y - a.y) * k, scale };
}
