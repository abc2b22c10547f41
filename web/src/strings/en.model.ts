/** What the atlas says of the model's own numbers: their ways, what they rest on, how good they are. */

import { many, number } from './numbers';

export const supply = {
  title: 'Way of supplies in the model',
  kinds: { port: 'the port of', frontier: 'the crossing at', depot: 'the depot at', beach: 'the beach at' } as Record<string, string>,
  from: (kind: string, place: string) => `From ${kind} ${place}`,
  named: (id: string) => id.replace(/_/g, ' ').replace(/^./, (letter) => letter.toUpperCase()),
  by: (km: number, kind: string) => `${Math.round(km)} km ${kind === 'rail' ? 'by rail' : kind === 'track' ? 'by track' : `on ${kind}`}`,
  here: 'it comes in here',
  share: 'of full delivery arrives, before what aircraft destroy on the way.',
  effort: (effort: number, handicap: number, reach: number) =>
    `The way costs as much as ${number(effort)} km of main road${handicap ? `, of which ${number(handicap)} for how little the source can take in` : ''}; at ${number(reach)} km little more than a third is left.`,
  source: (tonnes: string) => `The source can take in ${tonnes} t a day`,
  sea: (share: number) => `No way over land; ships bring ${share} % of full delivery to this coast.`,
  none: 'No way over land leads here from any port or crossing that the side holds: it is cut off.',
};

export const own = {
  rests: 'what this rests on',
  lead: (war: string, run: string, date: string) => `This number is the model’s own: ${war} of the run ${run}, on ${date}. No source says it. It follows from the rules and from these rates, each with its claims or its stated judgement.`,
  rates: (n: number) => `Rests on ${many(n, 'rate')}`,
  works: (n: number) => many(n, 'source'),
  again: 'To compute it again',
  of: {
    strength: { name: 'Strength of a formation', how: 'What it had the day before, less losses, sickness and stragglers, plus replacements and the healed.', rates: ['arrive.', 'combat.loss', 'combat.', 'morale.', 'surrender.'] },
    cohesion: { name: 'Cohesion of a formation', how: 'Falls with losses, hunger, cold and being cut off; comes back with rest.', rates: ['morale.'] },
    supply: { name: 'Supplies', how: 'Each day a share of full delivery arrives that falls with the effort of the way and with what aircraft strike; fighting and marching use it up.', rates: ['supply.', 'air.'] },
    front: { name: 'Front of the model', how: 'The line between the cells that the two sides hold.', rates: ['combat.', 'move.', 'march.'] },
    killed: { name: 'Killed', how: 'A part of the losses of each day’s fighting.', rates: ['combat.'] },
    wounded: { name: 'Wounded', how: 'A part of the losses of each day’s fighting.', rates: ['combat.'] },
    missing: { name: 'Missing', how: 'Stragglers who never came back.', rates: ['surrender.', 'combat.'] },
    captured: { name: 'Captured', how: 'Men of cut-off and overrun formations who gave themselves up.', rates: ['surrender.'] },
    nonbattle: { name: 'Sick and injured', how: 'Daily rates of sickness, by season, supply and equipment.', rates: ['morale.'] },
    frozen: { name: 'Cold injuries', how: 'By temperature, exposure and winter clothing.', rates: ['morale.', 'weather.'] },
    civilians: { name: 'Civilians', how: 'Driven by the front that passes over them, and by occupation.', rates: ['civil.'] },
    decisions: { name: 'Odds of a decision', how: 'The rule is asked on the state of this morning; its hazard is the chance for today. Nobody’s decision is dated.', rates: ['government.', 'landing.'] },
  } as Record<string, { name: string; how: string; rates: string[] }>,
};

export const score = {
  lead: 'The wars of this run held against the record. Each date and range opens what it rests on; the model’s numbers open the rates behind them.',
  front: 'Front, distance from the record',
  mean: (km: number) => `On average the even line of the wars lies ${km} km from the record.`,
  right: (share: number) => `${share} % of the places that changed hands are in the right hands.`,
  losses: 'Losses over the whole war', sources: 'sources',
};
