/** Sentences in pieces: what is a number, with its unit, and what are the words about it. */

export interface Piece {
  words: string;
  number: boolean;
}

const NUMBER = String.raw`\d(?:[\d.,]*\d)?`;
const UNIT = String.raw`(?:\s?(?:%|°(?:\sN)?|km|t(?=\s)|to 1)(?![\p{L}\d]))?`;
const RANGE = new RegExp(String.raw`[+−±-]?${NUMBER}(?:\s?[–…]\s?[+−-]?${NUMBER})?${UNIT}`, 'gu');

/** Return a sentence in pieces, every number with its unit a piece of its own. */
export function pieces(sentence: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of sentence.matchAll(RANGE)) {
    if (match.index > at) found.push({ words: sentence.slice(at, match.index), number: false });
    found.push({ words: match[0], number: true });
    at = match.index + match[0].length;
  }
  if (at < sentence.length) found.push({ words: sentence.slice(at), number: false });
  return found;
}
