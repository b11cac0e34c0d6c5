import { beforeEach, describe, expect, it } from 'vitest';
import type { InstallationEvent } from '../../../src/domain/installation.ts';
import {
  installationHashOf,
  installationHead,
  readInstallation,
  recordInstallation,
  verifyInstallation,
} from '../../../src/engine/installation/installation-journal.ts';
import type { NotesStore } from '../../../src/engine/ports/store.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';

const clock = { now: () => new Date('2026-11-30T10:00:00.000Z') };
let store: ReturnType<typeof createMemoryStore>;
let notes: NotesStore;

beforeEach(() => {
  store = createMemoryStore();
  notes = store.notes;
});

const invited: InstallationEvent = {
  ...{ type: 'auditor-invited', auditor: 'a1', person: null, locale: 'en', secondPerson: false },
  ...{ period: { from: '2026-01-01', to: '2026-06-30' } },
  ...{ from: '2026-11-30T10:00:00.000Z', until: '2026-12-30T10:00:00.000Z' },
};
const opened: InstallationEvent = { type: 'auditor-opened', auditor: 'a1', page: 'departures', departures: 3 };

const record = (...events: InstallationEvent[]) =>
  recordInstallation({ store, clock }, { by: 'nadia', decide: () => ({ type: 'events', events }) });

/** One that is invited, and has opened this many pages. */
async function written(pages: number): Promise<void> {
  await record(invited);
  for (let left = pages; left > 0; left -= 50)
    await record(...Array.from({ length: Math.min(50, left) }, () => opened));
}

interface Kept {
  before: string;
  pages: number;
  tail: { seq: number; at: string; event: Record<string, unknown>; hash: string }[];
  state: { auditors: Record<string, unknown>[] };
}
const tampered = async (change: (kept: Kept) => void, key = 'installation') => {
  const kept = structuredClone(await notes.read(key)) as Kept;
  change(kept);
  await notes.write(key, kept);
};

describe('the journal of the installation', () => {
  it('is whole over several pages, and says what its entries lead to', async () => {
    await written(450);
    expect(await verifyInstallation(notes)).toEqual({ entries: 451, findings: [] });
    expect((await readInstallation(notes)).auditors[0]?.opened.pages).toBe(450);
    const head = await installationHead(notes);
    expect(head?.seq).toBe(451);
    expect(await installationHashOf(notes, 451)).toBe(head?.hash);
    expect(await installationHashOf(notes, 200)).toMatch(/^[0-9a-f]{64}$/);
    expect(await installationHashOf(notes, 452)).toBeNull();
  });

  it('loses no entry of many who write at once', async () => {
    await written(190);
    await Promise.all(Array.from({ length: 20 }, () => record(opened)));
    expect(await verifyInstallation(notes)).toEqual({ entries: 211, findings: [] });
    expect((await readInstallation(notes)).auditors[0]?.opened.pages).toBe(210);
  });

  it.each<[string, (kept: Kept) => void, unknown]>([
    [
      'a value',
      ({ tail }) => void Object.assign(tail[1]?.event ?? {}, { departures: 4 }),
      { kind: 'changed', seq: 402 },
    ],
    [
      'its time',
      ({ tail }) => void Object.assign(tail[0] ?? {}, { at: '2026-11-30T09:00:00.000Z' }),
      { kind: 'changed', seq: 401 },
    ],
    ['an entry that was taken out', ({ tail }) => void tail.splice(1, 1), { kind: 'changed', seq: 402 }],
    ['two that were swapped', ({ tail }) => void tail.reverse(), { kind: 'changed', seq: 401 }],
    ['the end that was cut off', ({ tail }) => void tail.pop(), { kind: 'state' }],
    [
      'what is kept as true',
      ({ state }) => void Object.assign(state.auditors[0] ?? {}, { until: '2027-12-30T10:00:00.000Z' }),
      { kind: 'state' },
    ],
    ['where a page ends', (kept) => void Object.assign(kept, { before: '00' }), { kind: 'changed', seq: 400 }],
  ])('finds %s', async (_, change, finding) => {
    await written(409);
    await tampered(change);
    expect((await verifyInstallation(notes)).findings).toEqual([finding]);
  });

  it('finds a page that was changed, and one that is gone', async () => {
    await written(409);
    const page = structuredClone(await notes.read('installation/1')) as { at: string }[];
    await notes.write('installation/1', page.with(6, { ...page[6], at: '2026-11-30T09:00:00.000Z' }));
    expect((await verifyInstallation(notes)).findings).toEqual([{ kind: 'changed', seq: 7 }]);
    await notes.write('installation/1', page);
    await notes.write('installation/2', null);
    expect((await verifyInstallation(notes)).findings).toEqual([{ kind: 'missing', seq: 201 }]);
  });

  it('finds that its end was taken out or set back by pages, and writes over none of them', async () => {
    await written(150);
    const early = await notes.read('installation');
    for (let more = 0; more < 5; more += 1) await record(...Array.from({ length: 60 }, () => opened));
    const page = await notes.read('installation/1');
    await notes.write('installation', null);
    expect((await verifyInstallation(notes)).findings).toEqual([{ kind: 'beyond', seq: 1 }]);
    const entered = { type: 'auditor-entered', auditor: 'a1' } as const;
    await record(invited, ...Array.from({ length: 200 }, () => entered));
    await expect(record(opened)).rejects.toMatchObject({ kind: 'corrupt' });
    expect(await notes.read('installation/1')).toEqual(page);
    await notes.write('installation', early);
    expect((await verifyInstallation(notes)).findings).toContainEqual({ kind: 'beyond', seq: 1 });
  });

  it('is whole when somebody stopped between a page and the note that says so', async () => {
    await written(210);
    const before = await notes.read('installation');
    await record(opened);
    expect(await notes.read('installation/1')).not.toBeNull();
    await notes.write('installation', before);
    expect(await verifyInstallation(notes)).toEqual({ entries: 211, findings: [] });
    await record(opened);
    expect(await verifyInstallation(notes)).toEqual({ entries: 212, findings: [] });
  });

  it('decides nothing on an end that is not whole', async () => {
    await written(3);
    await tampered(({ tail }) => void tail.splice(1, 1));
    await expect(record(opened)).rejects.toMatchObject({ kind: 'corrupt' });
    await expect(readInstallation(notes)).rejects.toMatchObject({ kind: 'corrupt' });
  });
});
