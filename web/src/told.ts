/** Sentences in pieces: what is a number, with its unit, and what are the words about it. */

export interface Piece {
  words: string;
  number: boolean;
  row: string; // of the claim or row of the record that it names, '' where it is a number
  before: string; // what no line may part from it: brackets that open,
  after: string; // and what closes or ends
}

const NUMBER = String.raw`\d(?:[\d.,]*\d)?`;
const UNIT = String.raw`(?:\s?(?:%|°(?:\sN)?|km|t(?=\s)|to 1)(?![\p{L}\d]))?`;
const DAY = String.raw`\d{4}-\d{2}(?:-\d{2})?(?:\/\d{4}-\d{2}(?:-\d{2})?)?`;
const ROW = String.raw`(?:[a-z]{2}\.\d+|[a-z]{3,}:[\w\/.-]*\w)`;
const BOUNDARY = String.raw`(?<![\p{L}\d.\-])`;
const RANGE = String.raw`[+−±-]?${NUMBER}(?:\s?[–…]\s?[+−-]?${NUMBER})?${UNIT}(?![\p{L}\d])`;
const ALL = new RegExp(String.raw`${BOUNDARY}(?:(${ROW})|${DAY}|${RANGE})`, 'gu');

const OPENS = /[(“‘]+$/u;
const CLOSES = /^[)”’.,;:!?]+/u;

/** Return a sentence in pieces: every number with its unit, every day and the name of every row a piece of its own. */
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
    found.push({ words: match[0], number: true, row: match[1] ?? '', before, after });
  }
  words(sentence.slice(at));
  return found;
}
