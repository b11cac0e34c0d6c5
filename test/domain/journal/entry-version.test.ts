import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/domain/journal/entry.ts';
import { entryVersion, readEntry, type Upcaster, written } from '../../../src/domain/journal/entry-version.ts';

const entry: Entry = {
  departureId: 'd1',
  seq: 4,
  at: '2026-03-02T08:00:00.000Z',
  by: 'nadia',
  event: { type: 'cancelled', reason: 'came to stay' },
};

/**
 * As if the reason had been called `why` in the first version, and had been left out where there was none in the
 * second.
 */
const steps: Readonly<Record<number, Upcaster>> = {
  1: ({ event, ...rest }) => {
    const { why, ...others } = event as { why?: string };
    return { ...rest, event: { ...others, ...(why && { reason: why }) } };
  },
  2: ({ event, ...rest }) => ({ ...rest, event: { reason: null, ...(event as object) } }),
};

describe('an entry of the journal', () => {
  it('is read as it was written', () => {
    expect(written(entry)).toMatchObject({ v: entryVersion, seq: 4 });
    expect(readEntry(JSON.parse(JSON.stringify(written(entry))))).toEqual({ type: 'entry', entry });
  });

  it('of an older version is brought up step by step', () => {
    const first = { ...entry, v: 1, event: { type: 'cancelled', why: 'came to stay' } };
    const second = { ...entry, v: 2, event: { type: 'cancelled' } };
    expect(readEntry(first, { steps, current: 3 })).toEqual({ type: 'entry', entry });
    expect(readEntry(second, { steps, current: 3 })).toEqual({
      type: 'entry',
      entry: { ...entry, event: { type: 'cancelled', reason: null } },
    });
  });

  it('of a newer version is not read, however well known it looks', () => {
    expect(readEntry({ ...entry, v: entryVersion + 1 })).toEqual({ type: 'newer', version: entryVersion + 1 });
  });

  it('without a version, without a step to the next, or of another shape is unknown', () => {
    expect(readEntry(entry)).toEqual({ type: 'unknown' });
    expect(readEntry({ ...entry, v: 1 }, { steps: {}, current: 2 })).toEqual({ type: 'unknown' });
    expect(readEntry({ ...entry, v: 1, event: { type: 'invented' } })).toEqual({ type: 'unknown' });
    expect(readEntry(null)).toEqual({ type: 'unknown' });
  });
});
