import { describe, expect, it } from 'vitest';
import { createStateCache } from '../../src/stores/state-cache.ts';
import { sampleDeparture } from './samples.ts';

const head = { version: 1, lastSeq: 1, lastHash: Buffer.from('end'), proof: Buffer.from('proof') };
const megabyte = 1024 * 1024;
const state = (id: string, bytes: number) => ({ departure: sampleDeparture(id), seals: null, bytes });

describe('the states that are kept opened', () => {
  it('are given for the row they were opened from, and for no other one', () => {
    const states = createStateCache();
    const departure = sampleDeparture('d1');
    states.offer('d1', head, { departure, seals: null, bytes: 1000 });
    expect(states.get('d1', { ...head, proof: Buffer.from('proof') })).toMatchObject({ departure });
    expect(states.get('d1', { ...head, proof: Buffer.from('other') })).toBeNull();
    expect(states.get('d2', head)).toBeNull();
  });

  it('are not pushed out by what is only read, but by what is worked on', () => {
    const states = createStateCache();
    const kept = () => ['d1', 'd2', 'd3'].filter((id) => states.get(id, head) !== null);
    states.keep('d1', head, state('d1', 5 * megabyte));
    states.offer('d2', head, state('d2', 4 * megabyte));
    expect(kept()).toEqual(['d1']);
    states.offer('d2', head, state('d2', 3 * megabyte));
    expect(kept()).toEqual(['d1', 'd2']);
    states.keep('d3', head, state('d3', 4 * megabyte));
    expect(kept()).toEqual(['d2', 'd3']);
  });
});
