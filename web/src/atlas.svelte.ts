/** What the page knows and shows: runs, one war or all, the day, the panel, the look. */

import { get, message, q, remove } from './api';
import { dayOf, isoOf } from './calendar';
import type { WhatIfAnswer } from './asked';
import type { Ground, Job, Order, Run, RunEntry, WarRecord } from './data';
import type { Camera } from './map/camera';
import type { Names } from './map/labels';
import { controlOf, type Control } from './holding';
import { march, type March } from './map/units';
import { t } from './strings';
import { NOWHERE, read, write } from './url';
import type { Message } from './wire';

export const SPEEDS = [1, 3, 7, 15, 30, 60];
const JOBS_EVERY = 800; // [ms]
const SYNC_AFTER = 200; // [ms]
const CHANGED = '.after'; // end of the name of a what-if's changed run

/** The ensemble that a what-if is held against: the same wars, unchanged. */
export class Other {
  chances = $state.raw<Message | null>(null);
  bands = $state.raw<Message | null>(null);
  control = $state.raw<Control | null>(null);
  march = $state.raw<March | null>(null);
  private wanted = 0;

  constructor(readonly name: string) {}

  async open(war: number): Promise<void> {
    const mark = ++this.wanted;
    const base = `/runs/${q(this.name)}`;
    this.march = null;
    this.chances ??= await message(`${base}/chances`);
    this.bands ??= await message(`${base}/bands`);
    const control = controlOf(await message(`${base}/wars/${war}/control`));
    if (mark !== this.wanted) return;
    this.control = control;
    const found = march(await message(`${base}/wars/${war}/formations`));
    if (mark === this.wanted) this.march = found;
  }
}

class Atlas {
  answer = $state.raw<WhatIfAnswer | null>(null);
  other = $state.raw<Other | null>(null);
  compare = $state<'' | 'side' | 'diff'>('');
  runs = $state.raw<RunEntry[]>([]);
  run = $state.raw<Run | null>(null);
  ground = $state.raw<Ground | null>(null);
  record = $state.raw<WarRecord | null>(null);
  order = $state.raw<Order | null>(null);
  chances = $state.raw<Message | null>(null);
  bands = $state.raw<Message | null>(null);
  control = $state.raw<Control | null>(null);
  series = $state.raw<Message | null>(null);
  march = $state.raw<March | null>(null);
  marchTrouble = $state('');
  jobs = $state.raw<Job[]>([]);
  trouble = $state('');
  day = $state(0);
  playing = $state(false);
  speed = $state(2); // index of SPEEDS
  mode = $state<'war' | 'all'>('war');
  war = $state(-1);
  panel = $state('');
  theme = $state<'' | 'light' | 'dark'>('');
  systemDark = $state(false);
  names = $state<Names>('then');
  off = $state.raw<ReadonlySet<string>>(new Set());
  camera: Camera | null = null; // not watched: the map moves it every frame
  flyTo = $state.raw<{ x: number; y: number; scale: number; exact?: boolean } | null>(null);
  steps = $state(0); // panels opened one from another
  images = $state.raw<Map<number, string>>(new Map());
  welcome = $state(false);
  finding = $state(false); // the field for finding, which a phone opens when asked
  way = $state.raw<number[]>([]); // of supplies, as points [km], drawn on the map
  /** The clock: days and parts of days; the map reads it every frame. */
  time = 0;
  private wanted = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  get dark(): boolean {
    return this.theme === 'dark' || (this.theme === '' && this.systemDark);
  }

  /** Whether ground, record and order of battle are there. */
  get ready(): boolean {
    return !!(this.run && this.ground && this.record && this.order);
  }

  get last(): number {
    return (this.run?.days ?? 1) - 1;
  }

  get start(): string {
    return this.run?.start ?? '1950-06-25';
  }

  get date(): string {
    return isoOf(this.start, this.day);
  }

  base(): string {
    return `/runs/${q(this.run?.name ?? '')}`;
  }

  async begin(): Promise<void> {
    const link = read(location.hash);
    this.theme = link.theme;
    this.names = link.names || 'then';
    this.off = new Set(link.off);
    this.panel = link.panel;
    if (link.camera) this.camera = { x: link.camera[0], y: link.camera[1], scale: link.camera[2] };
    this.welcome = location.hash.length < 2;
    try {
      await this.open(link.run, link);
    } catch (error) {
      this.trouble = String((error as Error).message);
    }
  }

  /** Open a run by its name, or the latest; without any, wait for the first to be fought. */
  async open(name: string, link = NOWHERE): Promise<void> {
    this.trouble = '';
    this.runs = (await get<{ runs: RunEntry[] }>('/runs')).runs;
    const changed = name.endsWith(CHANGED);
    const chosen = changed ? name : (this.runs.find((one) => one.name === name) ?? this.runs[0])?.name;
    if (!chosen) {
      await this.waitForFirst();
      return;
    }
    const base = `/runs/${q(chosen)}`;
    this.answer = changed ? await get<WhatIfAnswer>(`/answers/${q(name.slice(0, -CHANGED.length))}`) : null;
    this.other = this.answer ? new Other(this.answer.runs.before) : null;
    this.compare = this.answer ? link.compare : '';
    this.control = null;
    this.march = null;
    this.chances = null;
    this.bands = null;
    const ground = get<Ground>(`${base}/ground`);
    const record = get<WarRecord>(`${base}/record`);
    const order = get<Order>(`${base}/order`);
    const run = await get<Run>(base);
    this.run = run;
    this.mode = link.mode || 'war';
    this.war = link.war >= 0 && run.numbers.includes(link.war) ? link.war : run.typical;
    const day = dayOf(run.start, link.date);
    this.goTo(Number.isFinite(day) ? day : 0);
    [this.ground, this.record, this.order] = await Promise.all([ground, record, order]);
    await Promise.all([this.openWar(), this.openAll(), this.other?.open(this.war)]);
  }

  private async openAll(): Promise<void> {
    const base = this.base();
    this.chances = await message(`${base}/chances`);
    this.bands = await message(`${base}/bands`);
  }

  /** Fetch the days of the chosen war. */
  async openWar(): Promise<void> {
    const mark = ++this.wanted;
    const base = `${this.base()}/wars/${this.war}`;
    this.march = null;
    this.marchTrouble = '';
    const [control, series] = await Promise.all([message(`${base}/control`), message(`${base}/series`)]);
    if (mark !== this.wanted) return;
    this.control = controlOf(control);
    this.series = series;
    try {
      const found = march(await message(`${base}/formations`));
      if (mark === this.wanted) this.march = found;
    } catch (error) {
      if (mark === this.wanted) this.marchTrouble = String((error as Error).message);
    }
  }

  async choose(war: number): Promise<void> {
    this.mode = 'war';
    if (war === this.war && this.control) return this.sync();
    this.war = war;
    this.sync();
    try {
      await Promise.all([this.openWar(), this.other?.open(war)]);
    } catch (error) {
      this.trouble = String((error as Error).message);
    }
  }

  private async waitForFirst(): Promise<void> {
    for (;;) {
      this.jobs = await get<Job[]>('/jobs');
      const first = this.jobs[0];
      if (!first || first.state === 'failed' || first.state === 'cancelled') {
        this.trouble = first?.said || t.jobs.none;
        return;
      }
      if (first.state === 'finished') return this.open('');
      await new Promise((done) => setTimeout(done, JOBS_EVERY));
    }
  }

  async cancel(job: number): Promise<void> {
    await remove(`/jobs/${job}`);
    this.jobs = await get<Job[]>('/jobs');
  }

  /** Open an answered what-if: its changed run on the map, the unchanged one beside it. */
  async openAnswer(id: string, compare: '' | 'side' | 'diff' = 'diff'): Promise<void> {
    const { date, names, theme, off } = { date: this.date, names: this.names, theme: this.theme, off: [...this.off] };
    try {
      await this.open(`${id}${CHANGED}`, { ...NOWHERE, date, mode: 'all', names, theme, off, compare });
      this.open_('whatif');
    } catch (error) {
      this.trouble = String((error as Error).message);
    }
  }

  goTo(time: number): void {
    this.time = Math.min(Math.max(time, 0), this.last);
    const day = Math.floor(this.time + 1e-6);
    if (day !== this.day) this.day = day;
  }

  step(days: number): void {
    this.playing = false;
    this.goTo(Math.floor(this.time + 1e-6) + days);
    this.sync();
  }

  toggle(): void {
    if (!this.playing && this.time >= this.last) this.goTo(0);
    this.playing = !this.playing;
    if (!this.playing) {
      this.goTo(Math.round(this.time));
      this.sync();
    }
  }

  show(panel: string): void {
    this.open_(this.panel === panel ? '' : panel);
  }

  /** Open a panel, '' for none; the way back to the one before is the browser's. */
  open_(panel: string): void {
    const other = panel !== this.panel;
    const steps = panel ? (this.panel ? Math.max(this.steps, 1) : 0) + 1 : 0;
    if (other) this.sync(true);
    this.panel = panel;
    this.welcome = false;
    if (!other || !this.run) return this.sync(true);
    this.steps = steps;
    history.pushState({ steps: this.steps }, '', this.link);
  }

  /** Go back to what was open before, if anything was opened here. */
  back(): void {
    if (this.steps > 1) history.back();
  }

  /** Move the map so that a point [km] is in view. */
  look(x: number, y: number, scale?: number): void {
    this.flyTo = { x, y, scale: scale ?? Math.max(this.camera?.scale ?? 0, 2.4) };
  }

  setOff(layer: string, hidden: boolean): void {
    const next = new Set(this.off);
    if (hidden) next.add(layer);
    else next.delete(layer);
    this.off = next;
    this.sync();
  }

  get link(): string {
    const c = this.camera;
    return write({
      run: this.run && (this.runs.length > 1 || this.answer) ? this.run.name : '',
      date: this.date,
      mode: this.mode === 'all' ? 'all' : '',
      war: this.run && this.war !== this.run.typical ? this.war : -1,
      panel: this.panel,
      camera: c ? [c.x, c.y, c.scale] : null,
      theme: this.theme,
      names: this.names,
      off: [...this.off].sort(),
      compare: this.compare,
    });
  }

  /** Put the view into the address, so that it is a link; a little later, unless `now`. */
  sync(now = false): void {
    clearTimeout(this.timer);
    const put = () => {
      const hash = this.link;
      if (this.run && hash !== location.hash) history.replaceState(history.state, '', hash);
    };
    if (now) put();
    else this.timer = setTimeout(put, SYNC_AFTER);
  }

  /** Leave the address alone that the reader has gone to: what was to be put there is of the view before. */
  gone(): void {
    clearTimeout(this.timer);
  }

  /** Go where an address points, when the reader changes it. */
  async follow(): Promise<void> {
    const link = read(location.hash);
    if (link.panel) this.welcome = false; // a view that was asked for is not hidden
    this.steps = Number((history.state as { steps?: number } | null)?.steps ?? 0);
    this.panel = link.panel;
    if (link.run ? link.run !== this.run?.name : this.answer) return this.open(link.run, link);
    const day = dayOf(this.start, link.date);
    if (Number.isFinite(day)) this.goTo(day);
    this.mode = link.mode || 'war';
    if (this.answer) this.compare = link.compare;
    if (link.camera) this.flyTo = { x: link.camera[0], y: link.camera[1], scale: link.camera[2], exact: true };
    if (link.war >= 0 && link.war !== this.war && this.run?.numbers.includes(link.war)) await this.choose(link.war);
  }
}

export const atlas = new Atlas();
