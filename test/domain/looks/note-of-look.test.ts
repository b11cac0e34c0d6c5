import { expect, it } from 'vitest';
import { evolve } from '../../../src/domain/evolve.ts';
import { replan } from '../../../src/domain/looks/replan.ts';
import { heldBackBy } from '../../../src/domain/systems/asked-system.ts';
import { untoldNotes } from '../../../src/views/access/asked-systems.ts';
import { voiceFor } from '../../../src/views/words/voice.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { sampleAction, sampleRevocation } from '../../support/sample-plan.ts';

const later = '2026-11-20T00:00:00.000Z';

it('keeps what merely could not be told this time in the plan, says so, and holds nothing back', () => {
  const disable = sampleAction('okta', 'disable');
  const task = { ...sampleAction('okta', 'task'), manual: true };
  const state = sampleDeparture({ revocations: [sampleRevocation(disable), sampleRevocation(task)] });
  const [account] = state.accounts;
  if (!account) throw new Error('no account');
  const { seenAt: _1, covered: _2, watchedFrom: _3, snapshot: _4, ...plain } = account;
  const look = {
    ...{ system: 'okta', systemLabel: 'Okta', at: later, accessRev: 1, asked: [], tenant: account.tenant },
    accounts: [{ account: plain, snapshot: {}, items: [{ action: disable, standing: 'open' as const }] }],
    problem: null,
  };
  const replanned = (notes: { actionId: string; words: { en: string; fr: string } }[]) => {
    const context = { digest: (text: string) => text, now: later, actor: { type: 'system' as const } };
    const outcome = replan(state, { systems: [{ ...look, notes }] }, context as Parameters<typeof replan>[2]);
    const [event] = 'events' in outcome ? outcome.events : [];
    if (event?.type !== 'plan-changed') throw new Error('the plan is made anew');
    return { event, after: evolve(state, { at: later, by: 'system', event }) };
  };
  const words = { en: 'could not be told: 503', fr: 'n’a pas pu être su : 503' };
  const { event, after } = replanned([{ actionId: task.id, words }]);
  expect(event.actions.map(({ id }) => id)).toEqual([disable.id, task.id]);
  expect(heldBackBy(after)).toEqual([]);
  const said = (locale: 'en' | 'fr') =>
    JSON.stringify(untoldNotes(after.systems, voiceFor({ ...state.leaver, locale })));
  expect(said('en')).toContain('Okta · could not be told: 503');
  expect(said('fr')).toMatch(/Okta · n’a pas pu être su\s: 503/);
  // What is told not to be there goes.
  expect(replanned([]).event.actions.map(({ id }) => id)).toEqual([disable.id]);
});
