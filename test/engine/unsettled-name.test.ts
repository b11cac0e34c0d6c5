import { expect, it } from 'vitest';
import { isLastLookWhole, lookBefore } from '../../src/domain/looks/look-due.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertsUp, askAgain, confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryWorld, testPeople } from '../support/memory/memory-world.ts';
import { actNamesOf, cardTexts } from '../support/view-text.ts';

const email = testPeople.leaver.email;
const because = {
  en: 'The user name amoreu leads to nobody. Correct it.',
  fr: 'Le nom d’utilisateur amoreu ne mène à personne. Corrigez-le.',
};

/** A departure whose code system is certain of one account, and was told a name besides that does not hold there. */
async function plannedWithAName() {
  const world = await createMemoryWorld();
  const { connector } = world.systems.code;
  let isSettled = false;
  let lists: 'told' | 'untold' = 'told';
  (world.deps.connectors as Map<string, Connector>).set('code', {
    ...connector,
    find: async (...asked) => {
      const found = await connector.find(...asked);
      const unsettled = { because, notTheirs: [] };
      return found.status === 'found' && !isSettled ? { ...found, unsettled } : found;
    },
    look: async (...asked) => {
      const seen = await connector.look(...asked);
      const named = { en: 'tokens', fr: 'jetons' };
      const untold = { what: 'tokens', named, reason: { en: 'cut short', fr: 'coupée' } };
      return lists === 'told' ? seen : { ...seen, untold: [untold] };
    },
  });
  return {
    ...{ world, id: await world.plan() },
    settle: () => {
      isSettled = true;
    },
    tell: (how: typeof lists) => {
      lists = how;
    },
  };
}

it('a name that a person must settle holds no certain account back, and the departure is not whole before', async () => {
  const { world, id, settle } = await plannedWithAName();
  const planned = await world.load(id);
  expect(planned.systems.find(({ system }) => system === 'code')?.problem).toEqual({
    kind: 'incomplete',
    reason: { en: `told-wrongly: ${because.en}`, fr: `told-wrongly: ${because.fr}` },
  });
  const card = accessCard(planned, testPeople.it, world.clock.now().toISOString());
  expect(cardTexts(card).join('\n')).toContain(because.en);
  // Nothing waits for the system, so that it is not offered to go on without it.
  expect(actNamesOf(card)).not.toContain('access.set-aside');
  expect(alertsUp(planned)).toContainEqual(['plan-unresolved', 'code']);
  const rung = world.channel.inbox('U-tom').map(({ view }) => view.title);
  expect(rung).toContain('Whose a user name is has to be settled');
  await confirm(world, id);
  await world.advanceTo('2026-03-20T18:30:00.000Z');
  expect(world.systems.code.live(email, 'disable')).toBe(false);
  const cut = await world.load(id);
  expect(cut.revocations.filter(({ action }) => action.system === 'code').map(({ status }) => status)).toEqual(
    cut.revocations.filter(({ action }) => action.system === 'code').map(() => 'verified'),
  );
  expect(alertsUp(cut)).toContainEqual(['plan-unresolved', 'code']);
  expect(isLastLookWhole(cut)).toBe(false);
  settle();
  await askAgain(world, id);
  await world.advanceTo('2026-03-20T19:30:00.000Z');
  const settled = await world.load(id);
  expect(alertsUp(settled)).toEqual([]);
  expect(isLastLookWhole(settled)).toBe(true);
});

it('the system of such a name is looked at whenever something is due there, although its look told not everything', async () => {
  const { world, id } = await plannedWithAName();
  const state = await world.load(id);
  expect(lookBefore(state, 'code', state.createdAt)).toBe(state.createdAt);
});

it('a list that was not told beside such a name holds the confirmation back as ever, and says both', async () => {
  const { world, id, tell } = await plannedWithAName();
  tell('untold');
  const state = await askAgain(world, id);
  expect(state.systems.find(({ system }) => system === 'code')?.problem).toEqual({
    kind: 'incomplete',
    reason: {
      en: `unproven: tokens: cut short; ${because.en}`,
      fr: `unproven: jetons : coupée ; ${because.fr}`,
    },
  });
  const confirming = { type: 'access.confirm', planHash: state.planHash ?? '' } as const;
  expect(await world.ask('it', id, confirming)).toMatchObject({ refusal: { code: 'systems-unresolved' } });
});
