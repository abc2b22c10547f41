/** What a symbol that stands for several is called: by the command that most of it is, or else by its greatest formation. */

import type { Order } from '../data';
import { brief, shortArmy } from './names';
import { commandOf, type Group, type Level } from './units';

const MOST = 0.5; // share of a command's men that must stand under a symbol for it to bear its name

/** Return the groups with their names, and for how many more than is named each stands. */
export function entitled(groups: Group[], order: Order, level: Level): Group[] {
  if (level === 'formation') return groups.map((one) => ({ ...one, more: one.members.length - 1 }));
  const direct = (index: number) => order.formations[index]!.army;
  const above = (index: number) => commandOf(order.formations[index]!, order, level);
  const all = new Map([above, direct].map((of) => [of, counted(groups.flatMap((one) => one.members), of)]));
  return groups.map((one) => {
    const lead = order.formations[one.members[0]!.index]!;
    if (one.members.length === 1) return { ...one, label: brief(lead.name), more: 0 };
    for (const of of all.keys()) {
      const here = counted(one.members, of);
      const [command, men] = [...here].reduce((a, b) => (b[1] > a[1] ? b : a));
      const army = order.armies[command];
      // a corps may bear its name beside its army; an army's own troops may not bear the army's
      if (of === direct && order.armies.some((one) => one.parent === army?.id)) continue;
      if (army && men >= MOST * all.get(of)!.get(command)!) return { ...one, label: shortArmy(army.name), more: here.size - 1 };
    }
    return { ...one, label: brief(lead.name), more: one.members.length - 1 };
  });
}

/** Return the men under each command. */
function counted(members: Group['members'], of: (index: number) => number): Map<number, number> {
  const found = new Map<number, number>();
  for (const unit of members) found.set(of(unit.index), (found.get(of(unit.index)) ?? 0) + Math.max(unit.men, 1));
  return found;
}
