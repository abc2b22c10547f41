/** What lies over the map: bars and panels say on which side of it they stand (data-covers). */

export interface Cover {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Return how far what covers a map reaches in from each of its sides [px]. */
export function covered(map: Element): Cover {
  const box = map.getBoundingClientRect();
  const found: Cover = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const one of document.querySelectorAll<HTMLElement>('[data-covers]')) {
    const it = one.getBoundingClientRect();
    if (!it.width || it.right <= box.left || it.left >= box.right || it.bottom <= box.top || it.top >= box.bottom) continue;
    const wide = one.dataset['covers'] === 'right' || one.dataset['covers'] === 'left';
    // what goes from side to side stands on the phone's lower edge, whatever it does on a wall
    const side = wide && it.width >= box.width * 0.9 ? 'bottom' : (one.dataset['covers'] as keyof Cover);
    const reach = { left: it.right - box.left, right: box.right - it.left, top: it.bottom - box.top, bottom: box.bottom - it.top }[side];
    found[side] = Math.max(found[side], reach);
  }
  return found;
}
