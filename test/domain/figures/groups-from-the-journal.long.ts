import { beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/domain/journal/entry.ts';
import { createDesk } from '../../../src/engine/desk/desk.ts';
import type { DeskPage } from '../../../src/views/desk/desk-page.ts';
import { seedEnded } from '../../support/ended-departures.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  testFlow,
  testPeople,
  testPerson,
} from '../../support/memory/memory-world.ts';

interface Told {
  team: string;
  kind: string;
  month: string;
  proven: number;
  actions: number;
  recommend: number | undefined;
  reason: string | undefined;
}

/** What a journal says of one departure, read line by line; written by hand, and of the product it uses no function. */
function told(entries: readonly Entry[]): Told {
  const found: Told = { team: '', kind: '', month: '', proven: 0, actions: 0, recommend: undefined, reason: undefined };
  const proven = new Set<string>();
  let [planned, begun] = [0, false];
  for (const { event } of entries) {
    if (event.type === 'drafted') found.team = event.leaver.team ?? '';
    if (event.type === 'draft-edited') {
      found.kind = event.patch.kind ?? found.kind;
      found.month = event.patch.dates?.lastWorkingDay.date.slice(0, 7) ?? found.month;
    }
    if (event.type === 'planned') planned = event.actions.length;
    if (event.type === 'run-began') begun = true;
    if (event.type === 'revocation-recorded' && event.result.status === 'verified') proven.add(event.actionId);
    if (event.type === 'survey-answered') {
      found.recommend = event.answers.recommend;
      found.reason = event.answers.reason;
    }
  }
  return begun ? { ...found, proven: proven.size, actions: planned } : found;
}

/** `left`, and how much is proven, as the page writes it. */
function line(some: readonly Told[]): [string, string] {
  const [proven, actions] = [
    some.reduce((sum, one) => sum + one.proven, 0),
    some.reduce((sum, one) => sum + one.actions, 0),
  ];
  return [
    String(some.length),
    actions === 0 ? 'none yet' : `${proven} of ${actions} (${Math.round((proven / actions) * 100)}%)`,
  ];
}

/** Of the last table of a page: the name of each line, how many left, and how much is proven. */
function linesOf(page: DeskPage): Record<string, [string, string]> {
  const table = page.blocks.findLast(({ type }) => type === 'table');
  if (table?.type !== 'table') throw new Error('no table');
  return Object.fromEntries(table.rows.map((row) => [row[0]?.text, [row[1]?.text ?? '', row[3]?.text ?? '']]));
}

describe('what the desk tells apart, and of surveys', () => {
  let world: MemoryWorld;
  let journals: Told[];
  const read = async (query: Record<string, string>): Promise<DeskPage> => {
    const page = await createDesk(world.deps).page({ view: 'figures', query }, { ...testPeople.hr, locale: 'en' });
    if (!page) throw new Error('no page');
    return page;
  };

  beforeAll(async () => {
    world = await createMemoryWorld();
    const ids = [...(await seedEnded(world))];
    // Four more, who have not left yet: with them two teams are too small by themselves, and one is not.
    const zone = 'Europe/Paris';
    const dates = {
      lastWorkingDay: { date: '2026-06-19', zone },
      contractEnd: { date: '2026-06-30', zone },
      cutOff: { at: '2026-06-19T16:00:00.000Z', zone },
    };
    const retiring = { ...testFlow, kinds: ['retirement' as const] };
    for (const [id, team] of [
      ['hal', 'Vente'],
      ['ida', 'Vente'],
      ['joe', 'Caisse'],
      ['kim', 'Caisse'],
    ] as const)
      ids.push(
        await world.plan({ dates, kind: 'retirement' }, retiring, testPerson(id, id, { managerId: 'maya', team })),
      );
    journals = [];
    for (const id of ids) {
      const entries: Entry[] = [];
      for await (const entry of world.deps.store.departures.journal(id)) entries.push(entry);
      journals.push(told(entries));
    }
  }, 120_000);

  it('months and kinds are those of the journals', async () => {
    const names = { '2026-03': 'March 2026', '2026-04': 'April 2026', '2026-05': 'May 2026', '2026-06': 'June 2026' };
    const months = Object.entries(names).map(([month, name]) => [
      name,
      line(journals.filter((one) => one.month === month)),
    ]);
    expect(linesOf(await read({ by: 'month' }))).toEqual(Object.fromEntries(months));
    const kinds = { resignation: 'Resignation', retirement: 'Retirement' };
    const byKind = Object.entries(kinds).map(([kind, name]) => [
      name,
      line(journals.filter((one) => one.kind === kind)),
    ]);
    expect(linesOf(await read({ by: 'kind' }))).toEqual(Object.fromEntries(byKind));
    // By hand: nobody confirmed that of Gus, who left in May with Fay.
    expect(Object.fromEntries(months)).toEqual({
      'March 2026': ['3', '27 of 27 (100%)'],
      'April 2026': ['2', '18 of 18 (100%)'],
      'May 2026': ['2', '9 of 9 (100%)'],
      'June 2026': ['4', 'none yet'],
    });
  });

  it('a team of five has its line, and two smaller ones are one together', async () => {
    const large = 'Produit et ingénierie';
    expect(journals.filter(({ team }) => team === large)).toHaveLength(5);
    expect(linesOf(await read({ by: 'team' }))).toEqual({
      [large]: line(journals.filter(({ team }) => team === large)),
      'All others': line(journals.filter(({ team }) => team !== large)),
    });
    expect(linesOf(await read({ by: 'team' }))['All others']?.[0]).toBe('6');
  });

  it('the score and the reasons are those of the answers', async () => {
    const page = await read({});
    const answers = journals.flatMap(({ recommend }) => (recommend === undefined ? [] : [recommend]));
    const score = Math.round(
      ((answers.filter((one) => one > 8).length - answers.filter((one) => one < 7).length) / answers.length) * 100,
    );
    // By hand: 10, 9 and 10 less 3 and 6, of six.
    expect([score, answers.length]).toEqual([17, 6]);
    const facts = page.blocks.flatMap((block) => (block.type === 'facts' ? block.facts : []));
    expect(facts.find(({ label }) => label.includes('NPS'))?.value).toBe(
      '17, of all 6 answers to this question so far',
    );
    const reasons = page.blocks.findLast((block) => block.type === 'chart');
    const counted = (reason: string) => journals.filter((one) => one.reason === reason).length;
    expect(reasons?.points.map(({ value }) => value)).toEqual([counted('pay'), counted('growth'), counted('personal')]);
    expect(reasons?.points.map(({ value }) => value)).toEqual([3, 1, 1]);
    // IT is told neither.
    expect(JSON.stringify(page)).toMatch(/NPS.*Reasons for leaving/);
    const other = await createDesk(world.deps).page({ view: 'figures', query: {} }, testPeople.it);
    expect(JSON.stringify(other)).not.toMatch(/NPS|Reasons for leaving/);
  });
});
