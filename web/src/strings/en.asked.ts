/** What the atlas says where it can be asked: what if, and from which day. */

import { many, number } from './numbers';

export const whatif = {
  title: 'What if?',
  lead: 'The same wars are fought twice with the same luck, once with one thing changed. What differs between the two is what the change did, in this model.',
  cases: 'Named questions',
  own: 'A change of your own',
  onTop: 'Changes on top of it',
  ownLead: 'Move rates within the range that the sources or a stated judgement allow, or switch rules off.',
  ask: 'Ask',
  pairs: 'Pairs of wars',
  pairsNote: (n: number) => `about ${Math.max(Math.round((n * 0.25 + 20) / 10) * 10, 20)} seconds`,
  since: 'Change from', sinceAll: 'the first day',
  chance: (p: number) => `In the eyes of the time the chance was about 1 in ${Math.round(1 / p)}.`,
  answers: 'Answered',
  jobs: 'Under way',
  open: 'open its wars',
  familyNote: 'Each is changed alone, on the same wars with the same luck; the line in the middle is no difference.',
  family: (n: number) => `${many(n, 'case')} together`,
  members: 'Asks together',
  cancel: 'Cancel',
  wars: (n: number, of: number) => `${n} of ${of} wars`,
  what: 'What is changed',
  rate: 'Rate', rule: 'Rule to switch off', add: 'Add', remove: 'Remove', none: 'choose …',
  was: (v: string, unit: string) => `${v} ${unit} in the model`,
  unchanged: 'Unchanged', changed: (title: string) => `Changed: ${title}`,
  show: 'Show', after: 'Changed', side: 'Side by side', diff: 'Difference',
  back: 'Back to all questions',
  leave: 'Back to the run',
  effect: 'What the change does',
  effectNote: 'Mean difference over the pairs with its 95 % interval; the line in the middle is no difference.',
  verdicts: { 'cannot tell': 'cannot tell', 'no difference': 'no difference', more: 'more', less: 'less' } as Record<string, string>,
  foregone: 'by construction',
  restraint: { restrained: 'restrained', bold: 'bold', exuberant: 'exuberant' } as Record<string, string>,
  restraintLead: (bits: number, decisions: number, days: number) =>
    `surprise ${bits.toFixed(1)} bits, ${Math.round(decisions)} decisions changed, ${number(days)} days of lead`,
  ownError: (km: number) => `The model’s own wars lie ${Math.round(km)} km from the record on average: what hangs on that is an effect in the model.`,
  history: 'What happened', given: 'Given by the change itself', unknowable: 'What the model cannot know',
  again: 'To ask it again', all: (n: number) => `All ${n} measures`,
  more: 'more South', less: 'more North', changedFront: 'front with the change', unchangedFront: 'front without it',
};

export const date = {
  form: 'YYYY-MM-DD',
  shown: 'the day on the map',
  keys: 'Arrow up and down change the day, page up and down the week.',
  empty: (from: string, start: string, end: string) => `Year-month-day, ${start} to ${end}; empty: ${from}.`,
  faults: {
    form: () => 'Write the day as year-month-day, for example 1950-11-27.',
    none: () => 'There is no such day in the calendar.',
    outside: (start: string, end: string) => `A change can begin from ${start} to ${end}.`,
    '': () => '–',
  },
};
