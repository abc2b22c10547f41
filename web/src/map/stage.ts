/** The canvas of what moves: laid over the ground alone, so that frames touch no more of a large wall. */

import type { Stage } from './scene';

/** Return the stage that lies over a map. */
export function stageOver(map: HTMLCanvasElement, front: HTMLCanvasElement): Stage {
  const { style } = front;
  let lies = '';
  return {
    ctx: front.getContext('2d', { alpha: false })!,
    put: (box) => {
      style.display = box ? 'block' : 'none';
      if (!box) return;
      const [x, y, w, h] = box;
      if (front.width !== w || front.height !== h) [front.width, front.height] = [w, h];
      const ratio = map.width / map.clientWidth;
      const at = [x, y, w, h].map((v) => `${v / ratio}px`);
      if (at.join() === lies) return;
      lies = at.join();
      [style.left, style.top, style.width, style.height] = at as [string, string, string, string];
    },
  };
}
