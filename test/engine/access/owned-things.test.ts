import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Words } from '../../../src/domain/localized.ts';
import { ownedThings } from '../../../src/engine/access/owned-things.ts';
import { type Connector, ConnectorError, type Found, type OwnedList } from '../../../src/engine/ports/connector.ts';
import { talk } from '../../support/talk.ts';

type Read = OwnedList['read'];

const told =
  (...things: readonly Words[]): Read =>
  async () => ({ things, untold: [] });

/** Systems that tell this, in this order; null for one that tells of no owners. */
async function systems(...reads: readonly (Read | null)[]) {
  const { world } = await talk();
  const [model] = [...world.deps.connectors.values()];
  if (!model) throw new Error('there is no system');
  const looked: string[] = [];
  const connectors = new Map(
    reads.map((read, index): [string, Connector] => {
      const id = `s${index + 1}`;
      const label = `System ${index + 1}`;
      const find: Connector['find'] = async (person, context) => {
        looked.push(id);
        return model.find(person, context);
      };
      return [id, { ...model, id, label, find, ...(read && { owned: { read } }) }];
    }),
  );
  const alex = await world.deps.directory.byId('alex');
  if (!alex) throw new Error('nobody is called alex');
  const person = { ...alex, managerId: null };
  const ask = (signal?: AbortSignal) => ownedThings({ ...world.deps, connectors }, person, signal);
  return { ask, looked, connectors };
}

describe('what the leaver owns', () => {
  it('is told with what matters most in each system first, each thing once, and only those are asked that tell of owners', async () => {
    const { ask, looked } = await systems(told('Approvers', 'On-call', 'approvers'), null, told('Approvers'));
    expect(await ask()).toEqual({
      things: [
        { systemLabel: 'System 1', name: 'Approvers' },
        { systemLabel: 'System 3', name: 'Approvers' },
        { systemLabel: 'System 1', name: 'On-call' },
      ],
      silent: [],
    });
    expect(looked).toEqual(['s1', 's3']);
  });

  it('lacks what a system that fails would have told, and nothing else, and names it', async () => {
    const failing: Read = async () => {
      throw new ConnectorError('unavailable', { en: 'away', fr: 'absent' });
    };
    const broken: Read = async () => {
      throw new TypeError('a defect');
    };
    const { ask } = await systems(failing, told('Approvers'), broken);
    expect(await ask()).toEqual({
      things: [{ systemLabel: 'System 2', name: 'Approvers' }],
      silent: ['System 1', 'System 3'],
    });
  });

  it('names a system that left a list out, and has what it told', async () => {
    const partly: Read = async () => ({
      things: ['On-call'],
      untold: [{ named: { en: 'groups', fr: 'groupes' }, reason: { en: 'away', fr: 'absent' } }],
    });
    const { ask } = await systems(told('Approvers'), partly);
    expect(await ask()).toEqual({
      things: [
        { systemLabel: 'System 1', name: 'Approvers' },
        { systemLabel: 'System 2', name: 'On-call' },
      ],
      silent: ['System 2'],
    });
  });

  it('waits no longer than its patience for a system that is silent', async () => {
    const { ask } = await systems(() => new Promise(() => {}), told('Approvers'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const asked = ask(AbortSignal.abort());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toEqual({ things: [{ systemLabel: 'System 2', name: 'Approvers' }], silent: ['System 1'] });
  });

  it('is nothing where nobody is there, and is not told where it is not sure who the person is', async () => {
    const { ask, connectors } = await systems(told('Approvers'), told('On-call'));
    const [first, second] = [...connectors.values()];
    if (!first || !second) throw new Error('two systems');
    const base = { tenant: 't', asked: [], evidence: [] };
    const ambiguous: Found = { ...base, status: 'ambiguous', candidates: [] };
    const none: Found = { ...base, status: 'none' };
    connectors.set('s1', { ...first, find: async () => ambiguous });
    connectors.set('s2', { ...second, find: async () => none });
    expect(await ask()).toEqual({ things: [], silent: ['System 1'] });
  });
});
