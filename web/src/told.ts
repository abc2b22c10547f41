/** Sentences in pieces: what is a number, with its unit, and what are the words about it. */

import { written } from './calendar';

export interface Piece {
  words: string;
  number: boolean;
  row: string; // of the claim or row of the record that it names, '' where it is a number
  before: string; // what no line may part from it: brackets that open,
  after: string; // and what closes or ends
}

const NUMBER = String.raw`\d(?:[\d.,]*\d)?`;
const UNIT = String.raw`(?:\s?(?:%|°(?:\sN)?|km²?|t(?=\s)|to 1|in \d+)(?![\p{L}\d²]))?`;
const DAY = String.raw`\d{4}-\d{2}(?:-\d{2})?(?:\/\d{4}-\d{2}(?:-\d{2})?)?`;
const MONTHS = 'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?';
const SPOKEN = String.raw`\d{1,2}\s(?:${MONTHS})(?:\s\d{4})?(?![\p{L}\d])`;
const ROW = String.raw`(?:[a-z]{2}\.\d+|[a-z]{3,}:[\w\/.-]*\w)`;
const BOUNDARY = String.raw`(?<![\p{L}\d.\-])`;
const RANGE = String.raw`[+−±-]?${NUMBER}(?:\s?[–…]\s?[+−-]?${NUMBER})?${UNIT}(?![\p{L}\d])`;
const ALL = new RegExp(String.raw`${BOUNDARY}(?:(${ROW})|(${DAY})(?![\d-])|${SPOKEN}|${RANGE})`, 'gu');

/** Return the name of what rests on claims, and what is said of how it does, which may be much. */
export function named(label: string): [name: string, how: string] {
  const found = /^(.*?)(?:,\s(?=claims |works )|\s(?=\(judgement))(.*)$/su.exec(label);
  return found ? [found[1]!, found[2]!.replace(/^\((.*)\)$/su, '$1')] : [label, ''];
}

const OPENS = /[(“‘]+$/u;
const CLOSES = /^[)”’.,;:!?]+/u;

/** Return a sentence in pieces: every number with its unit, every day (in words) and the name of every row a piece of its own. */
export function pieces(sentence: string): Piece[] {
  const found: Piece[] = [];
  const words = (text: string) => { if (text) found.push({ words: text, number: false, row: '', before: '', after: '' }); };
  let at = 0;
  for (const match of sentence.matchAll(ALL)) {
    const between = sentence.slice(at, match.index);
    const before = OPENS.exec(between)?.[0] ?? '';
    words(between.slice(0, between.length - before.length));
    at = match.index + match[0].length;
    const after = CLOSES.exec(sentence.slice(at))?.[0] ?? '';
    at += after.length;
    found.push({ words: match[2] ? written(match[0]) : match[0], number: true, row: match[1] ?? '', before, after });
  }
  words(sentence.slice(at));
  return found;
}
