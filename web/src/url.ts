/** The view as a link: everything that is seen stands behind the # of the address. */

export interface Link {
  run: string;
  date: string;
  mode: '' | 'war' | 'all';
  war: number; // -1: the typical one
  panel: string;
  camera: [number, number, number] | null; // easting, northing [km], scale [px/km]
  theme: '' | 'light' | 'dark';
  names: '' | 'then' | 'now' | 'hangul';
  off: string[]; // layers switched off
  compare: '' | 'side' | 'diff'; // of the two ensembles of a what-if
}

export const NOWHERE: Link = {
  run: '', date: '', mode: '', war: -1, panel: '', camera: null, theme: '', names: '', off: [], compare: '',
};

export function read(hash: string): Link {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const one = (name: string) => given.get(name) ?? '';
  const among = <T extends string>(name: string, ...known: T[]): T | '' =>
    known.find((k) => k === one(name)) ?? '';
  const camera = one('at').split(',').map(Number);
  const war = Number(one('war') || '-1');
  return {
    run: one('run').slice(0, 64),
    date: /^\d{4}-\d{2}-\d{2}$/.test(one('day')) ? one('day') : '',
    mode: among('show', 'war', 'all'),
    war: Number.isInteger(war) && war >= -1 ? war : -1,
    panel: one('open').slice(0, 160),
    camera:
      camera.length === 3 && camera.every(Number.isFinite)
        ? (camera as [number, number, number])
        : null,
    theme: among('theme', 'light', 'dark'),
    names: among('names', 'then', 'now', 'hangul'),
    compare: among('compare', 'side', 'diff'),
    off: one('off').split('.').filter((name) => /^[a-z]+$/.test(name)),
  };
}

export function write(link: Link): string {
  const parts: [string, string][] = [];
  const put = (name: string, text: string) => text && parts.push([name, text]);
  put('run', link.run);
  put('day', link.date);
  put('show', link.mode);
  put('war', link.war >= 0 ? String(link.war) : '');
  put('open', link.panel);
  put('at', link.camera ? link.camera.map((v, i) => v.toFixed(i === 2 ? 3 : 1)).join(',') : '');
  put('theme', link.theme);
  put('names', link.names === 'then' ? '' : link.names);
  put('compare', link.compare);
  put('off', link.off.join('.'));
  const quote = (text: string) => encodeURIComponent(text).replace(/%(3A|2C|2F)/g, decodeURIComponent);
  return parts.length ? `#${parts.map(([k, v]) => `${k}=${quote(v)}`).join('&')}` : '#';
}
