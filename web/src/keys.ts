/** Everything that can be done from the keyboard, wherever the reader is. */

import { atlas, SPEEDS } from './atlas.svelte';
import { PANELS } from './panels/list';

const MONTH = 30;
const WEEK = 7;

/** Answer a key, unless it is typed into a field or belongs to a control. */
export function keyed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !atlas.run) return;
  const at = event.target as HTMLElement;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName);
  if (event.key === 'Escape') {
    if (atlas.welcome) atlas.welcome = false;
    else if (atlas.panel) atlas.open_('');
    return;
  }
  if (typing) return;
  const onMap = at.tagName === 'CANVAS';
  const onSlider = at.getAttribute('role') === 'slider';
  const onButton = at.tagName === 'BUTTON' || at.tagName === 'A' || at.tagName === 'SUMMARY';
  const week = event.shiftKey ? WEEK : 1;
  const moves: Record<string, () => void> = {
    ArrowLeft: () => atlas.step(-week),
    ArrowRight: () => atlas.step(week),
    PageUp: () => atlas.step(-MONTH),
    PageDown: () => atlas.step(MONTH),
    Home: () => atlas.step(-1e6),
    End: () => atlas.step(1e6),
  };
  const does: Record<string, () => void> = {
    ' ': () => atlas.toggle(),
    '[': () => (atlas.speed = Math.max(atlas.speed - 1, 0)),
    ']': () => (atlas.speed = Math.min(atlas.speed + 1, SPEEDS.length - 1)),
    m: () => {
      atlas.mode = atlas.mode === 'war' ? 'all' : 'war';
      atlas.sync();
    },
    D: () => atlas.show('day'),
    '?': () => atlas.show('help'),
    '/': () => {
      atlas.finding = true;
      setTimeout(() => document.getElementById('find')?.focus(), 0);
    },
  };
  PANELS.forEach((panel, i) => (does[String(i + 1)] = () => atlas.show(panel)));
  if (onMap && event.key.startsWith('Arrow')) return; // the map moves itself
  if (onButton && (event.key === ' ' || event.key === 'Enter')) return;
  if (at.closest('aside.panel') && /^(Page|Home|End)/.test(event.key)) return; // what is read is scrolled
  const move = onSlider || !onButton || event.key.startsWith('Arrow') ? moves[event.key] : undefined;
  const action = move ?? does[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
