import { addDays } from '../../src/domain/calendar/time.ts';
import { figuresSettingsSchema } from '../../src/domain/figures/figures-settings.ts';
import type { EightAnswers } from '../../src/domain/survey/survey.ts';
import { confirm } from './memory/confirmed-run.ts';
import { type MemoryWorld, mustDo, testFlow, testPerson } from './memory/memory-world.ts';

interface Leaver {
  id: string;
  team: string;
  /** The last working day. */
  date: string;
  answers: EightAnswers;
}

const leaver = (id: string, team: string, date: string, answers: EightAnswers): Leaver => ({ id, team, date, answers });
const [product, sales] = ['Produit et ingénierie', 'Vente'];
const [march, april, may] = ['2026-03-20', '2026-04-17', '2026-05-22'];

/** Seven people of two teams, who leave over three months and say why. */
const leavers: readonly Leaver[] = [
  leaver('ada', product, march, { overall: 4, role: 5, manager: 2, recommend: 10, reason: 'pay', best: 'Lunch' }),
  leaver('ben', product, march, { overall: 2, role: 4, manager: 3, recommend: 9, reason: 'growth' }),
  leaver('cleo', product, march, { overall: 3, role: 5, manager: 1, recommend: 3, reason: 'pay' }),
  leaver('dora', product, april, { overall: 5, role: 3, manager: 4, recommend: 8, reason: 'personal' }),
  leaver('emil', product, april, { overall: 4, role: 4, manager: 2, recommend: 10 }),
  leaver('fay', sales, may, { overall: 1, role: 5, manager: 5, recommend: 6, reason: 'pay' }),
  leaver('gus', sales, may, { manager: 3 }),
];

/**
 * Plans their departures and lets time pass until all have left. What `code` holds is open for a while after the
 * cut-off in March; nobody confirmed that of Gus. Each answers the survey. Returns the ids, in that order.
 */
export async function seedEnded(world: MemoryWorld): Promise<readonly string[]> {
  world.deps.figures = figuresSettingsSchema.parse({
    ...{ hourlyRate: 60, minutesByHand: 8, licences: { code: 21 } },
    goals: { minutesToDeactivate: 15, verifiedPercent: 100, handoverPercent: 95, equipmentPercent: 98 },
  });
  const planned: { id: string; person: Leaver }[] = [];
  for (const person of leavers) planned.push({ id: await plan(world, person), person });
  for (const date of [march, april, may]) {
    const leaving = planned.filter(({ person }) => person.date === date);
    await world.advanceTo(`${date}T12:00:00.000Z`);
    for (const { id, person } of leaving) {
      if (person.id !== 'gus') await confirm(world, id);
      const actor = { type: 'person', id: person.id, roles: [] } as const;
      await mustDo(world.engine.command(id, { type: 'survey.answer', answers: person.answers }, actor));
    }
    if (date === march) world.systems.code.mood = 'down';
    await world.advanceTo(`${date}T18:00:00.000Z`);
    world.systems.code.mood = 'well';
    await world.advanceTo(`${addDays(date, 3)}T09:00:00.000Z`);
  }
  return planned.map(({ id }) => id);
}

function plan(world: MemoryWorld, { id, team, date }: Leaver): Promise<string> {
  const zone = 'Europe/Paris';
  const dates = {
    lastWorkingDay: { date, zone },
    contractEnd: { date: addDays(date, 10), zone },
    cutOff: { at: `${date}T17:00:00.000Z`, zone },
  };
  const name = `${id[0]?.toUpperCase()}${id.slice(1)} Example`;
  return world.plan(
    { dates, equipment: ['Laptop'], handovers: [] },
    testFlow,
    testPerson(id, name, { managerId: 'maya', team }),
  );
}
