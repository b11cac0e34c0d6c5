import { describe, expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import { accessCard } from '../../../src/views/cards/access-card.ts';
import { confirm } from '../../support/memory/confirmed-run.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { cardTexts } from '../../support/view-text.ts';
import { cutsSandboxes } from './cuts-sandboxes.ts';

const { email } = testPeople.leaver;

const notVerified = ({ revocations }: Departure) =>
  revocations.filter(({ status }) => status !== 'verified').map(({ action, status }) => [action.stage, status]);

describe('an account that only its source can close', () => {
  it('says so, and is left without sign-in methods and sessions as soon as a person has closed it there', async () => {
    const { world, systems } = await cutsSandboxes(['entra'], 'U0JONAS');
    const [entra] = systems;
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T19:00:00.000Z');

    const waiting = await world.load(id);
    const failed = waiting.revocations.filter(({ status }) => status === 'failed');
    expect(failed.map(({ action, failure }) => [action.stage, failure?.kind])).toEqual([
      ['credentials', 'still-open'],
      ['credentials', 'still-open'],
    ]);
    const texts = cardTexts(accessCard(waiting, testPeople.it, world.clock.now().toISOString())).join('\n');
    expect(texts).toContain('The account is still open; Relais calls this again once it is proven closed');
    expect(texts).not.toContain('at the same time');

    const account = entra?.accounts().find((one) => one.email === email);
    expect(entra?.endByHand?.(account?.id ?? '')).toBe(true);
    // Nobody says a word: Relais reads the account from time to time, for at most three hours by then.
    await world.advanceTo('2026-03-20T22:30:00.000Z');

    // What no read shows is still to be said.
    expect(notVerified(await world.load(id))).toEqual([['credentials', 'manual']]);
    expect(entra?.signIn(email)).toBe(false);
  });
});
