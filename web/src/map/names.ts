/** Names of formations and armies, short enough to stand beside a symbol. */

const LONGEST = 16; // letters of the name of an army
const FEW = 14; // letters of a name that has no number
const NUMBER = /(\d+)(st|nd|rd|th|d)?/;
const ARMS: [RegExp, string][] = [
  [/marine/i, 'Mar'], [/cavalry/i, 'Cav'], [/airborne/i, 'Abn'], [/commonwealth/i, 'Cwlth'], [/security/i, 'Sec'],
  [/tank/i, 'Tank'], [/armou?red/i, 'Armd'], [/mechani[sz]ed/i, 'Mech'], [/border/i, 'Border'],
];
const SIZES: [RegExp, string][] = [
  [/battalion(?! combat)|\bBn\b/i, 'Bn'], [/division/i, 'Div'], [/brigade/i, 'Bde'], [/regiment|combat team|RCT/i, 'Regt'],
];
const OWNERS = /^(ROK|KPA|PVA)\b/;

const first = (marks: [RegExp, string][], name: string) => marks.find(([words]) => words.test(name))?.[1] ?? '';

/** Return the first words of a name that are no more than so many letters, whole. */
function whole(name: string, letters: number): string {
  let text = '';
  for (const word of name.split(/\s+/)) {
    if (text && text.length + 1 + word.length > letters) break;
    text = text ? `${text} ${word}` : word;
  }
  return text.replace(/[,;(]+$/, '').replace(/( (of|the|and|at))+$/, '').trim();
}

/** Return a formation's number and a letter or two, as beside its own symbol. */
export function short(name: string): string {
  const number = NUMBER.exec(name)?.[1];
  if (!number) return whole(name, FEW);
  const arm = first(ARMS.slice(0, 4), name);
  return arm ? `${number} ${arm}` : number;
}

/** Return a formation's number with what it is, as seen from afar: `ROK 8th Div`. */
export function brief(name: string): string {
  const found = NUMBER.exec(name);
  const size = first(SIZES, name);
  if (!found && size === 'Bn') return `${name.split(' ')[0]} ${size}`;
  if (!found || !size) return whole(name.split(/[,(]/)[0]!, LONGEST);
  return [OWNERS.exec(name)?.[1], found[0], first(ARMS, name), size].filter(Boolean).join(' ');
}

/** Return an army's name without what its symbol says: whose it is. */
export function shortArmy(name: string): string {
  const bare = name
    .replace(/United States |Korean People's Army|Republic of Korea/g, '')
    .replace(/Chinese People's Volunteers?,? troops of the headquarters/, 'PVA headquarters')
    .replace(/Chinese People's Volunteers?/, 'PVA')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,]+/, '');
  return whole(bare, LONGEST);
}
