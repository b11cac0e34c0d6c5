import { describe, expect, it } from 'vitest';
import { actionOf, confirm } from '../../support/memory/confirmed-run.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { cutsSandboxes } from './cuts-sandboxes.ts';

const { email } = testPeople.leaver;

describe('a chat account that no program may close', () => {
  it('is verified by itself once a person has closed it on the page that they were told', async () => {
    const { world, systems } = await cutsSandboxes(['slack-free'], 'U0ALEX', { added: ['slack-free'] });
    const [slack] = systems;
    const id = await world.plan();
    await confirm(world, id);
    await world.advanceTo('2026-03-20T17:05:00.000Z');
    const door = 'slack-free/U0ALEX/disable';
    const waiting = actionOf(await world.load(id), door);
    expect(waiting).toMatchObject({ status: 'manual', action: { verifiable: true }, proof: null });
    expect(slack?.signIn(email)).toBe(true);

    expect(slack?.endByHand?.('U0ALEX')).toBe(true);
    await world.advanceTo('2026-03-20T17:40:00.000Z');
    expect(actionOf(await world.load(id), door)).toMatchObject({ status: 'verified', proof: null });
    expect(slack?.signIn(email)).toBe(false);
  });
});
