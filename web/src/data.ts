/** The shapes of what the server tells. */

export interface RunEntry {
  name: string;
  scenario: string;
  wars: number;
  seed: number;
  days: number;
  commander: string;
  created: string;
  changes: Record<string, number | string>;
}

export interface Spread {
  p05: number;
  p50: number;
  p95: number;
  source_low: number | null;
  source_high: number | null;
  verdict: string | null;
}

export interface Decided {
  label: string;
  record: string | null;
  p05: string | null;
  p50: string | null;
  p95: string | null;
  share_never: number;
}

export interface Card {
  front_error_km?: { mean_map: number; by_date: Record<string, { map: number; single: number }> };
  losses?: Record<string, Record<string, Spread>>;
  decisions?: Record<string, Decided>;
  holders?: { share_right: number };
  dates?: Record<string, unknown>;
}

export interface Run {
  name: string;
  title: string;
  scenario: string;
  start: string;
  end: string;
  days: number;
  history: number;
  wars: number;
  seed: number;
  commander: string;
  command: string;
  created: string;
  version: string;
  hashes: Record<string, string>;
  typical: number;
  nearest: number;
  numbers: number[];
  ends: number[];
  card: Card;
}

export interface Line {
  name: string;
  class: number;
  points: number[];
}

export interface Place {
  id: string;
  name: string;
  modern: string;
  hangul: string;
  kind: string;
  province: string;
  x: number;
  y: number;
  lat: number;
  lon: number;
  cell: number;
  worth: number;
  people: number;
  port: boolean;
  source: string;
}

export interface Ground {
  pitch: number;
  start: string;
  end: string;
  cells: {
    x: number[];
    y: number[];
    lat: number[];
    lon: number[];
    home: number[];
    sanctuary: number[];
    relief: number[];
    people: number[];
    near: number[][];
  };
  heights: {
    x: number;
    y: number;
    step: number;
    columns: number;
    metres: number;
    values: number[];
  } | null;
  lines: { coast: Line[]; rivers: Line[]; parallels: Line[] };
  routes: { kind: 'road' | 'rail'; id: string; class: number; cells: number[] }[];
  places: Place[];
  around: Around[];
  census: { province: string; people: string; source: string; note: string }[];
}

/** The name of a sea or land around the ground. */
export interface Around {
  name: string;
  second: string; // a second line
  hangul: string;
  lat: number;
  lon: number;
  size: number; // of the letters, a town's being 1
  turn: number; // [degrees], clockwise
  land: boolean;
}

export interface RecordFront {
  day: number;
  date: string;
  precision: number;
  lines: number[][];
  sources: string[];
}

export interface RecordEvent {
  day: number | null;
  date: string;
  id: string;
  actor: string;
  kind: string;
  text: string;
  verified: boolean;
  source: string;
}

export interface HolderFact {
  place: string;
  day: number;
  side: number;
  holder: string;
  slack: number;
  source: string;
  note: string;
}

export interface Offensive {
  id: string;
  name: string;
  side: string;
  first: number;
  last: number;
  stop: string;
  source: string;
}

export type Photo = Record<
  | 'id' | 'caption' | 'section' | 'day' | 'day_record' | 'place' | 'place_printed' | 'actors'
  | 'formations' | 'subject' | 'equipment' | 'theme' | 'times_printed' | 'verdict' | 'checked'
  | 'reason' | 'rests_on' | 'source_key' | 'actor_names' | 'equipment_names' | 'place_name',
  string
>;

export interface LossRange {
  low: number;
  high: number;
  unit: string;
  meaning: string;
}

export interface WarRecord {
  fronts: RecordFront[];
  parallel: { day: number; latitude: number }[];
  holders: HolderFact[];
  events: RecordEvent[];
  offensives: Offensive[];
  ranges: Record<string, Record<string, LossRange>>;
  civilians: { [key: string]: unknown }[];
  sides: Record<'south' | 'north', { name: string; other_name: string }>;
  photos: Photo[];
  chapters: Chapter[];
}

/** Some captions of the story, and where clock and map go for one that names no day or place. */
export interface Chapter {
  id: string;
  captions: number[];
  date: string;
  place: string;
  rests_on: string[];
}

export interface FormationEntry {
  id: string;
  name: string;
  nation: number;
  side: number;
  kind: number;
  motor: number;
  army: number;
  toe: number;
  guns: number;
  tanks: number;
  note: string;
  source: string;
}

export interface Rule {
  rule: string;
  when: string;
  note: string;
  claims: string[];
  judgement: boolean;
  rates: string[];
}

export interface Order {
  nations: { id: string; name: string; other: string; group: string; side: number }[];
  groups: { id: string; name: string }[];
  armies: { id: string; name: string; parent: string }[];
  formations: FormationEntry[];
  rules: Record<string, Rule>;
  decides: Record<string, string>;
  behind: Record<string, { from: 'rates' | 'run' | 'data'; rates: string[] }>; // of a number of the model // by which rule each decision falls
}

export interface Claim {
  id: string;
  subject: string;
  quantity: string;
  object: string;
  low: number | null;
  high: number | null;
  unit: string;
  printed: string;
  date: string;
  scope: string[];
  source: string;
  title: string;
  via: string;
  locator: string;
  role: string;
  grade: string;
  text: string;
}

export interface Finding {
  id: string;
  rule: string;
  degree: string;
  where: string[];
  says: string;
  by: string;
  record: string;
  sure: boolean;
  ids: string[];
  claims: Claim[];
}

export interface Answer {
  subject: string;
  name: string;
  quantity: string;
  unit: string;
  claims: Claim[];
  intervals: { scope: string; low: number; high: number; centre: number; used: string[] }[];
  disputes: Finding[];
}

export interface Node {
  id: string;
  kind: string;
  label: string;
}

export interface Figure {
  names: Node[];
  rests_on: Node[];
  carries: Node[];
  claims: Claim[];
  disputes: Finding[];
}

export interface Work {
  id: string;
  claims: number;
  title: string;
  authors: string[];
  year: number | string;
  grade: string;
  school: string;
  publisher: string;
  document: string;
}

export interface AuditShare {
  kind: string;
  numbers: number;
  with_claims: number;
  two_sources: number;
  contradicted: number;
  judged: number;
}

export interface Audit {
  claims: number;
  shares: AuditShare[];
  grades: Record<string, number>;
  findings: Record<string, number>;
  faults: number;
}

/** One number of the audit: what it is, and how much lies under it. */
export interface Audited extends Node {
  sources: number;
  claims: number;
  disputed: boolean;
}

/** How a cell is supplied on the evening of a day. */
export interface SupplyWay {
  cell: number;
  day: number;
  side: number;
  share: number;
  reach_km: number;
  way: number[];
  by_sea: boolean;
  effort_km?: number;
  handicap_km?: number;
  km?: number;
  by?: Record<string, number>;
  source: { id: string; place: string; kind: string; tonnes_day: number; note: string; source: string } | null;
}

export interface Job {
  id: number;
  kind: string;
  title: string;
  state: 'waiting' | 'running' | 'finished' | 'failed' | 'cancelled';
  done: number;
  total: number;
  said: string;
  made: string;
  run: string;
}

/** What one headquarters wants on a morning, and what would make it want something else. */
export interface Wanted {
  side: number;
  before: string; // posture of the day before
  wants: string;
  by_luck: string; // what luck may make of it, '' where luck has no say
  chance: number;
  own: number; // men of full quality
  enemy: number;
  days: number; // of supplies
  alarm: number;
  more: Otherwise | null;
  less: Otherwise | null;
  fed: Otherwise | null;
  starved: Otherwise | null;
  but_for: { id: string; wants: string }[];
  rules: { id: string; wants: string }[];
}

export interface Otherwise {
  times: number;
  wants: string;
}

export interface HeadquartersOf {
  war: number;
  days: Wanted[][]; // by day, South and North
}
