import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import type { CompanyRole } from '../../src/domain/people/people.ts';
import { homeCard } from '../../src/views/cards/home.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';

const now = '2026-11-20T09:00:00.000Z';

function due(id: string, at: string, more: Partial<Departure> = {}): Departure {
  const { dates, leaver } = sampleDeparture();
  if (!dates) throw new Error('the sample has dates');
  return sampleDeparture({
    id,
    leaver: { ...leaver, id: `leaver-${id}`, name: `Leaver ${id}` },
    dates: { ...dates, cutOff: { ...dates.cutOff, at } },
    tasks: [],
    ...more,
  });
}

/** Headings, and the names below each. */
function lists(
  departures: readonly Departure[],
  { locale = 'en' as 'en' | 'fr', roles = ['it'] as CompanyRole[] } = {},
) {
  const reader = reading(people.tom, locale);
  const numbers = {
    active: 0,
    lateTasks: 0,
    openConfirmations: 0,
    failedActions: 0,
    manualActions: 0,
    handovers: { done: 0, total: 0 },
    equipment: { done: 0, total: 0 },
    licences: { done: 0, total: 0 },
    knowledge: { done: 0, total: 0 },
    timeToDeactivate: [],
  };
  const card = homeCard({ reader, roles, now, departures, numbers, survey: null });
  const found: Record<string, string[]> = {};
  let heading = '';
  for (const block of card.blocks) {
    if (block.type === 'heading') heading = block.text;
    if (block.type === 'items')
      found[heading] = block.items.map(({ icon, text }) => `${icon} ${JSON.stringify(text).match(/Leaver \w+/)?.[0]}`);
  }
  return { found, order: Object.keys(found) };
}

describe('the cut-offs on the home page of IT', () => {
  const all = [
    due('far', '2026-12-05T09:00:00.000Z'),
    due('week', '2026-11-27T17:00:00.000Z'),
    due('missed', '2026-11-19T17:00:00.000Z'),
    due('tomorrow', '2026-11-21T17:00:00.000Z'),
    due('over', '2026-11-18T17:00:00.000Z', { status: 'cancelled' }),
    due('ended', '2026-11-18T17:00:00.000Z', {
      runStartedAt: '2026-11-18T17:00:00.000Z',
      runEndedAt: '2026-11-18T17:05:00.000Z',
    }),
    due('now', '2026-11-20T08:59:00.000Z', { runStartedAt: '2026-11-20T08:59:01.000Z' }),
  ];

  it('has the overdue ones in red on top, then those of fourteen days, the soonest first', () => {
    const { found, order } = lists(all);
    expect(found['Overdue: this access still works']).toEqual(['failed Leaver missed']);
    expect(found['Access that ends within 14 days']).toEqual([
      'running Leaver now',
      'todo Leaver tomorrow',
      'todo Leaver week',
    ]);
    expect(order[0]).toBe('Overdue: this access still works');
    // What is further away still waits for a confirmation, and is listed once.
    expect(found['Waiting for your confirmation']).toEqual(['todo Leaver far']);
  });

  it('says so in French', () => {
    const [overdue, ahead] = lists(all, { locale: 'fr' }).order;
    expect(overdue).toMatch(/^En retard\s: ces accès fonctionnent encore$/);
    expect(ahead).toBe('Accès qui prennent fin sous 14 jours');
  });

  it('lists neither the own departure nor anything for those who do not read access', () => {
    const own = due('own', '2026-11-21T17:00:00.000Z', { leaver: { ...people.tom, name: 'Leaver own' } });
    expect(lists([own]).order).not.toContain('Access that ends within 14 days');
    expect(lists(all, { roles: ['hr'] }).order).not.toContain('Access that ends within 14 days');
  });
});
