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
  counted: (wars: string, run: string) => `This number is computed from the wars of the run ${run} (${wars}). No source says it.`,
  given: 'This number comes from the data of the scenario, by a stated rule; no single source prints it.',
  manifest: (data: string, rates: string, code: string) => `The run’s manifest: data ${data}, rates ${rates}, code ${code}.`,
  census: 'Residents of provinces',
  lead: (war: string, run: string, date: string) => `This number is the model’s own: ${war} of the run ${run}, on ${date}. No source says it. It follows from the rules and from these rates, each with its claims or its stated judgement.`,
  rules: (n: number) => `Made by ${many(n, 'rule')}`,
  rates: (n: number) => `Rests on ${many(n, 'rate')}`,
  works: (n: number) => many(n, 'source'),
  again: 'To compute it again',
  of: {
    strength: { name: 'Strength of a formation', how: 'What it had the day before, less losses, sickness and stragglers, plus replacements and the healed.' },
    cohesion: { name: 'Cohesion of a formation', how: 'Falls with losses, hunger, cold and being cut off; comes back with rest.' },
    supply: { name: 'Supplies', how: 'Each day a share of full delivery arrives that falls with the effort of the way and with what aircraft strike; fighting and marching use it up.' },
    front: { name: 'Front of the model', how: 'The line between the cells that the two sides hold.' },
    killed: { name: 'Killed', how: 'A part of the losses of each day’s fighting.' },
    wounded: { name: 'Wounded', how: 'A part of the losses of each day’s fighting.' },
    missing: { name: 'Missing', how: 'Stragglers who never came back.' },
    captured: { name: 'Captured', how: 'Men of cut-off and overrun formations who gave themselves up.' },
    nonbattle: { name: 'Sick and injured', how: 'Daily rates of sickness, by season, supply and equipment.' },
    frozen: { name: 'Cold injuries', how: 'By temperature, exposure and winter clothing.' },
    civilians: { name: 'Civilians', how: 'Driven by the front that passes over them, and by occupation.' },
    quantiles: { name: 'Quantiles over the wars', how: 'Each war of the run has one value on this day. Sorted, the one in the middle is the median; between the two bounds lie nine wars in ten.' },
    share: { name: 'Share of the wars', how: 'Counted over the wars of the run: in how many the South held that ground on the evening of this day, out of all.' },
    decided: { name: 'When a decision falls', how: 'Counted over the wars of the run: in how many it had fallen by this day. A quarter of all wars took it before the first of the two dates, a quarter after the second or never.' },
    error: { name: 'Distance from the record', how: 'The ground that most wars of the run have in the wrong hands on that date, divided by the width of the front.' },
    holders: { name: 'Places in the right hands', how: 'Of the places and days for which the record says who held them, the share that a war of the run has in the same hands, averaged over the wars.' },
    restraint: { name: 'How far a what-if lies from history', how: 'Surprise is minus the binary logarithm of the chance that the time itself would have given the change. Decisions changed, and the lead, from the first day on which the two wars of a pair differ to the last, are medians over the pairs (docs/whatif.md).' },
    interval: { name: 'One interval out of several claims', how: 'Claims of another scope or time are left out; of the rest those of the best grade are used, and one number from one source counts once, however often it is quoted. The interval runs from the least to the most that these may mean (docs/evidence.md).' },
    grid: { name: 'The cells of the map', how: 'Hexagons of one size laid over the peninsula; what lies in each is measured from heights, coast, roads and rivers by the recipe of the data (ground/RECIPE.md).' },
    stock: { name: 'Supplies of the front', how: 'Days of full combat that the formations in touch with the enemy carry, on average, weighted by their men.' },
    losses: { name: 'Killed of a week', how: 'What was killed of all nations of a side in the seven days up to this one: a part of the losses of each day’s fighting.' },
    contrast: { name: 'Effect of a change', how: 'In each pair of wars of the same number and luck, what is measured with the change less what is measured without; then the mean over all pairs. The interval is that of the mean, 95 %, by Student’s t.' },
    fights: { name: 'Formations that attack or are cut off', how: 'Counted in this war on this evening: formations in the field whose orders name a cell to attack; and those that no supplies can reach over land or from the sea.' },
    posture: { name: 'What a headquarters wants', how: 'Strengths are in men of full quality, as the headquarters believes them. The rules themselves are asked on the state of this morning: with other luck, with more and less strength and supplies, without alarm, talks or limits, and with one rule after another switched off. Where luck has a say, the luckiest draw is asked about.' },
    people: { name: 'Residents of a cell', how: 'Towns keep their own residents. The rest of a province’s census is spread over its cells: the more land, the lower and the smoother a cell, the more (ground/RECIPE.md).' },
    relief: { name: 'Ruggedness', how: 'From 0, flat, to 1: three quarters by the range of heights within 11.5 km, a quarter by the mean height. Heights are those of the ITU’s model of the Earth (ground/RECIPE.md).' },
    decisions: { name: 'Odds of a decision', how: 'The rule is asked on the state of this morning; its hazard is the chance for today. Nobody’s decision is dated.' },
  } as Record<string, { name: string; how: string }>,
};

/** Why a headquarters wants what it wants. */
export const hq = {
  asking: 'Asking the rules of both headquarters …',
  over: 'The war is over: nobody orders anything.',
  sees: (own: number, enemy: number) => `It counts ${number(own)} of its own against ${number(enemy)}:`,
  odds: (ratio: number) => `${ratio.toFixed(ratio < 10 ? 1 : 0)} to 1`,
  chance: (what: string, share: string) => `Whether it is to ${what} is left to luck this morning: ${share}`,
  better: (odds: string, what: string) => `At ${odds} or better it would ${what}.`,
  worse: (odds: string, what: string) => `At ${odds} or worse it would ${what}.`,
  fed: (days: number, what: string) => `With ${days.toFixed(1)} days of supplies or more it would ${what}.`,
  starved: (days: number, what: string) => `With ${days.toFixed(1)} days of supplies or fewer it would ${what}.`,
  days: (days: number) => `Its front has ${days.toFixed(1)} days of supplies.`,
  butFor: {
    alarm: 'Were it not alarmed', talks: 'Were there no talks', limited: 'Were the war not limited',
    waited: 'Had it not waited so long',
  } as Record<string, string>,
  would: (what: string) => `, it would ${what}.`,
  without: (what: string) => `Without this rule it would ${what}:`,
  firm: 'No single condition, rule or number decides this: with any one of them otherwise it would want the same.',
};

export const score = {
  lead: 'The wars of this run held against the record. Each date and range opens what it rests on; the model’s numbers open the rates behind them.',
  front: 'Front, distance from the record',
  mean: (km: number) => `On average the even line of the wars lies ${km} km from the record.`,
  right: (share: number) => `${share} % of the places that changed hands are in the right hands.`,
  losses: 'Losses over the whole war', sources: 'sources', model: 'model, nine wars in ten', middle: 'its median',
  verdicts: { below: 'too few', inside: 'in range', above: 'too many', near: 'nearly in range' } as Record<string, string>,
};
