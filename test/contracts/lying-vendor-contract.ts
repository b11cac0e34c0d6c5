import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { accountsOf, type Probe, probeOf } from './lying-vendor-probe.ts';
import type { LyingWorld, Switches } from './lying-vendor-world.ts';
import { refusedOnce, type When } from './refused-once.ts';

/** What a vendor cannot do, by switch, each with the reason, which is printed. A switch that is null needs one. */
export type LyingSkips = Partial<Record<keyof Switches, string>>;

/**
 * What no connector may say of a vendor that lies: `desired` of what is there, `none` of who has an account, nothing of
 * what was left out, `protectedBecause: null` of whom it could not tell. It may throw a ConnectorError, or name a list
 * as untold: that is the honest answer.
 */
export function lyingVendorContract(name: string, makeWorld: () => Promise<LyingWorld>, skips: LyingSkips = {}): void {
  describe(`lying vendor: ${name}`, () => {
    let world: LyingWorld;
    let probe: Probe;
    const open = async () => {
      world = await makeWorld();
      probe = probeOf(world);
    };
    beforeEach(open);
    afterEach(() => world.close());

    /** Skipped with the reason, which is printed; a switch that is there may not be skipped. */
    const when: When = (name, says, run) => {
      const reason = skips[name];
      if (reason !== undefined) {
        it.skip(`${name}: ${says} (skipped: ${reason})`, () => {});
        return;
      }
      it(`${name}: ${says}`, async () => {
        const flip = world.switches[name];
        if (flip === null) throw new Error(`${name} is neither in the world nor skipped with a reason`);
        await run(flip);
      });
    };

    it('has every switch, or says why not', () => {
      const missing = Object.entries(world.switches).flatMap(([name, flip]) => (flip === null ? [name] : []));
      expect(missing.toSorted()).toEqual(Object.keys(skips).toSorted());
      for (const reason of Object.values(skips)) expect(reason.length).toBeGreaterThan(10);
    });

    it('says nothing false while nothing is wrong', async () => {
      const { account, plan, byHand } = await probe.start();
      expect(plan.length + byHand.length).toBeGreaterThan(0);
      expect(await probe.untrue(account, plan)).toEqual([]);
      for (const action of [...plan, ...byHand]) await probe.act(action);
      expect(await probe.untrue(account, plan)).toEqual([]);
      expect(probe.stillOpen(plan)).toEqual([]);
    });

    when('renameTargets', 'never calls gone what has another name by now', async (flip) => {
      const { account, plan } = await probe.start();
      flip();
      expect(await probe.untrue(account, plan)).toEqual([]);
      for (const action of plan) {
        const { value } = await probe.act(action);
        if (action.target !== null && value?.status === 'already')
          expect(world.truth.isOpen(action), `${action.id} is called done already`).toBe(false);
      }
      expect(await probe.untrue(account, plan)).toEqual([]);
      expect(probe.stillOpen(plan)).toEqual([]);
    });

    when('recreateTargets', 'sees what stands in the place of what it knew', async (flip) => {
      const { account, plan } = await probe.start();
      flip();
      for (const action of plan) await probe.act(action);
      expect(await probe.untrue(account, plan)).toEqual([]);
    });

    when('otherTenant', 'neither acts nor believes there', async (flip) => {
      const { account, plan, found } = await probe.start();
      flip();
      expect(await probe.untrue(account, plan), 'within the minute').toEqual([]);
      world.pass(61);
      const again = await probe.find();
      if (again.value) expect(again.value.tenant, 'the tenant of another answer').not.toBe(found.tenant);
      const writes = world.writes();
      expect(['mismatch', 'unproven']).toContain((await probe.look(account)).error?.kind);
      for (const action of plan) {
        expect(['mismatch', 'unproven'], action.id).toContain((await probe.act(action)).error?.kind);
        expect(['mismatch', 'unproven'], action.id).toContain((await probe.readBack(action)).error?.kind);
      }
      expect(world.writes(), 'sent to another tenant').toBe(writes);
    });

    when('hideFields', 'takes what it may not see for unknown', async (flip) => {
      const { account, plan } = await probe.start();
      flip();
      expect(await probe.untrue(account, plan)).toEqual([]);
      if (world.lastAdministrator === null) return;
      const { value: admin } = await probe.find(world.lastAdministrator);
      expect(admin?.status, 'the last administrator').not.toBe('none');
      if (admin?.status !== 'found') return;
      for (const each of admin.accounts) expect(each.protectedBecause, each.login).not.toBeNull();
    });

    when('emptyPages', 'reads on after a page without items', async (flip) => {
      const { account, plan } = await probe.start();
      flip();
      expect(await probe.untrue(account, plan)).toEqual([]);
      const { value: look } = await probe.look(account);
      expect(look?.items.map(({ action }) => action.id)).toEqual(expect.arrayContaining(plan.map(({ id }) => id)));
    });

    when('repeatPages', 'ends, and concludes nothing', async (flip) => {
      const { account, plan } = await probe.start();
      flip();
      expect(await probe.untrue(account, plan)).toEqual([]);
      const { value } = await probe.find(world.people.absent);
      expect(value?.status, 'who cannot be looked for to the end').not.toBe('none');
    });

    refusedOnce(when, () => ({ world, probe }), 'in-turn');

    when('drifts', 'closes the account whatever it has become, or says who must decide', async (drifts) => {
      for (const name of Object.keys(drifts)) {
        await world.close();
        await open();
        const { account, plan } = await probe.start();
        world.switches.drifts?.[name]?.(account.id);
        expect(await probe.untrue(account, plan), name).toEqual([]);
        for (const action of plan) {
          const { value, error } = await probe.act(action);
          if (error)
            expect(['conflict', 'still-open', 'not-found', 'mismatch'], `${name}: ${action.id}`).toContain(error.kind);
          if (action.stage !== 'disable' || value?.status === 'manual') continue;
          // Decided anew, as the engine does: what a fresh look offers has to close it.
          const { value: look } = error ? await probe.look(account) : { value: null };
          for (const { action: anew, standing } of look?.items ?? [])
            if (anew.stage === 'disable' && standing !== 'closed' && !anew.manual) await probe.act(anew);
          expect(world.truth.isOpen(action), `${name}: ${action.id} is still open`).toBe(false);
        }
        expect(await probe.untrue(account, plan), name).toEqual([]);
      }
    });

    when('lag', 'waits for answers that come late, without an error', async (flip) => {
      const { plan } = await probe.start();
      flip();
      for (const action of plan) {
        const { error } = await probe.act(action);
        if (error) expect(['conflict', 'still-open'], action.id).toContain(error.kind);
        expect(['not-desired', 'pending', 'unreadable'], action.id).toContain(await probe.stateOf(action));
      }
      await world.switches.catchUp?.();
      // What had to wait for another's effect is done now.
      for (const action of plan) await probe.act(action);
      expect(probe.stillOpen(plan)).toEqual([]);
      for (const action of plan) expect(['desired', 'unreadable'], action.id).toContain(await probe.stateOf(action));
    });

    it('lies: does not believe success without effect', async () => {
      const { account, plan } = await probe.start();
      world.trouble('lies');
      for (const action of plan) await probe.act(action);
      expect(await probe.untrue(account, plan)).toEqual([]);
      expect(probe.stillOpen(plan)).toEqual(plan.map(({ id }) => id));
    });

    when('widen', 'notices when others were taken out as well', async (flip) => {
      const { plan } = await probe.start();
      flip();
      const noticed: string[] = [];
      for (const action of plan) {
        const error = (await probe.act(action)).error ?? (await probe.readBack(action)).error;
        if (error?.kind === 'rejected' && error.evidence.length > 0) noticed.push(action.id);
      }
      expect(noticed.length, 'actions that fail, and say why').toBeGreaterThan(0);
    });

    when('secondAccount', 'finds every account of one person', async (flip) => {
      const person = flip();
      const there = world.truth.accounts(person);
      expect(there.length).toBeGreaterThan(1);
      const { value: found } = await probe.find(person);
      expect(found && accountsOf(found).toSorted()).toEqual(there.toSorted());
      if (found?.status !== 'found') return;
      for (const account of found.accounts) {
        const { value: look } = await probe.look(account);
        expect(look && probe.leftOut(account, look), account.login).toEqual([]);
      }
    });

    when('many', 'reads to the end of every list', async (flip) => {
      flip(250);
      const { account, plan, byHand } = await probe.start();
      expect(plan.length).toBeGreaterThan(249);
      const listed = new Set([...plan, ...byHand].map(({ id }) => id));
      expect(world.truth.open(account.id).filter((id) => !listed.has(id))).toEqual([]);
      for (const action of plan.filter(({ target }) => target === null)) await probe.act(action);
      for (const action of lastOfEach(plan)) {
        // What went along with the account, such as a team with the membership, is gone by now.
        if (world.truth.isOpen(action)) expect(await probe.stateOf(action), action.id).not.toBe('desired');
        expect(['accepted', 'already'], action.id).toContain((await probe.act(action)).value?.status);
        expect(['desired', 'unreadable'], action.id).toContain(await probe.stateOf(action));
        expect(world.truth.isOpen(action), action.id).toBe(false);
      }
    });

    for (const lie of ['mindCapitals', 'answerOthers', 'emptyTenant'] as const)
      when(lie, 'is no proof that somebody has no account', async (flip) => {
        const { account, plan } = await probe.start();
        const there = world.truth.accounts(world.people.present);
        flip();
        const { value: found } = await probe.find();
        expect(found?.status, 'who has an account').not.toBe('none');
        for (const id of found ? accountsOf(found) : []) expect(there, 'an account of somebody else').toContain(id);
        if (lie === 'mindCapitals') return;
        const { value: absent } = await probe.find(world.people.absent);
        expect(absent?.status, 'who cannot be looked for').not.toBe('none');
        if (lie === 'answerOthers') expect(await probe.untrue(account, plan)).toEqual([]);
      });

    when('emptyMembers', 'does not take an empty list for the end of what was in it', async (flip) => {
      const { account, plan } = await probe.start();
      flip();
      expect(await probe.untrue(account, plan)).toEqual([]);
    });
  });
}

/** The last of each class is on the last page. */
function lastOfEach(plan: readonly PlannedAction[]): PlannedAction[] {
  const last = new Map<string, PlannedAction>();
  for (const action of plan) if (action.target !== null) last.set(action.id.split('/').slice(0, 3).join('/'), action);
  return [...last.values()];
}
