import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { departureSchema } from '../../src/domain/departure.ts';
import { changedParts, joinState, partOf, splitState } from '../../src/stores/state-parts.ts';
import { anyEdit, edited, largeDeparture } from './large-departure.ts';
import { sampleDeparture } from './samples.ts';

const large = largeDeparture('d1', { accounts: 3, actionsEach: 7 });
/** As it comes back from the file. */
const parsed = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('a state in parts', () => {
  it('is the same once it is joined again, whatever was done to it', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 12 }), (edits) => {
        const state = edits.reduce(edited, large);
        expect(departureSchema.safeParse(state).success).toBe(true);
        const { core, parts } = splitState(state);
        const stored = new Map([...parts].map(([part, value]) => [part, parsed(value)]));
        expect(joinState({ core: parsed(core), parts: stored })).toEqual(state);
        for (const [part, value] of parts) expect(partOf(state, part)).toEqual(value);
      }),
    );
  });

  it('follows another by the parts that differ, and by no others', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 6 }), fc.array(anyEdit, { maxLength: 4 }), (first, then) => {
        const before = first.reduce(edited, large);
        const next = then.reduce(edited, before);
        const old = splitState(before).parts;
        const now = splitState(next).parts;
        const { written, removed } = changedParts(before, next);
        const differs = (part: string, value: unknown) =>
          JSON.stringify([...old].find(([name]) => name === part)?.[1]) !== JSON.stringify(value);
        expect([...written.keys()].sort()).toEqual(
          [...now].flatMap(([part, value]) => (differs(part, value) ? [part] : [])).sort(),
        );
        expect([...removed].sort()).toEqual([...old.keys()].filter((part) => !now.has(part)).sort());
        for (const [part, value] of written) expect(value).toEqual(now.get(part));
      }),
    );
  });

  it('stands in these rows', () => {
    expect([...splitState(large).parts.keys()]).toEqual([
      ...['flow/0', 'people/0', 'draft/0', 'systems/0', 'accounts/0', 'snapshots/0', 'snapshots/1', 'snapshots/2'],
      ...['tasks/0', 'tasks/1', 'tasks/2', 'tasks/3', 'revocations/0', 'revocations/1', 'revocations/2'],
      ...['posts/0', 'posts/1', 'posts/2'],
    ]);
    expect([...splitState(sampleDeparture('d1')).parts.keys()]).toEqual(['people/0', 'draft/0']);
  });

  it.each([
    ['the answer to one call', { list: 'revocations', how: 'change', at: 9 }, ['revocations/1']],
    ['a look at one account', { list: 'accounts', how: 'change', at: 2 }, ['accounts/0']],
    ['the snapshot of one account', { list: 'accounts', how: 'change', at: 1 }, ['snapshots/1']],
    ['a card that was posted', { list: 'posts', how: 'append', at: 1 }, ['posts/2']],
    ['a task that begins a row', { list: 'alerts', how: 'append', at: 1 }, ['alerts/0']],
    ['the same actions made anew', { list: 'revocations', how: 'same', at: 1 }, []],
    ['another requester', { list: 'core', how: 'change', at: 1 }, []],
  ] as const)('rewrites for %s', (_, edit, expected) => {
    expect([...changedParts(large, edited(large, edit)).written.keys()]).toEqual(expected);
  });

  it('has a small core, whatever the departure holds', () => {
    const bytes = (accounts: number) =>
      JSON.stringify(splitState(largeDeparture('d1', { accounts, actionsEach: 12 })).core).length;
    expect(bytes(1)).toBeLessThan(1500);
    expect(bytes(18)).toBe(bytes(1));
  });
});
