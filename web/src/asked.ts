/** The shapes of what-ifs: what can be asked, and the answers. */

export interface Case {
  name: string;
  title: string;
  question: string;
  history: string;
  claims: string[];
  since: string;
  chance: number | null;
  given: string[];
  unknowable: string[];
  family: { name: string; title: string }[];
}

export interface Rate {
  name: string;
  value: number;
  unit: string;
  low: number;
  high: number;
  note: string;
  judgement: boolean;
  claims: string[];
}

export interface Contrast {
  name: string;
  label: string;
  unit: string;
  pairs: number;
  before: number | null;
  after: number | null;
  effect: number | null;
  low: number | null;
  high: number | null;
  sign_stability: number | null;
  detectable: number | null;
  verdict: string;
  sentence: string;
}

export interface Restraint {
  label: string;
  surprise_bits: number;
  decisions_changed: number;
  lead_days: number;
  reasons: string[];
}

export interface AnswerBrief {
  name: string;
  title: string;
  question: string;
  answer: string;
  changed: string[];
  wars: number;
  restraint: Restraint | null;
  members: number; // cases of a family; 0 for a single question
}

export interface WhatIfAnswer extends AnswerBrief {
  restraint: Restraint;
  id: string;
  history?: string;
  claims?: string[];
  given?: string[];
  unknowable?: string[];
  foregone?: string[];
  own_error_km: number | null;
  interval: string;
  command: string;
  since: number;
  contrasts: Record<string, Contrast>;
  runs: { before: string; after: string };
}

export interface FamilyAnswer {
  id: string;
  title: string;
  question: string;
  answer: string;
  measure: string;
  history: string;
  claims: string[];
  unknowable: string[];
  members: { name: string; title: string; question: string; answer: string; wars: number; contrast: Contrast }[];
}
