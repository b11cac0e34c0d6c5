import { describe, expect, it } from 'vitest';
import { livesFrom } from './moments.ts';
import { prepare } from './prepare.ts';
import { playRound, replayLine } from './round.ts';
import { repeatedWrites } from './verdict.ts';

/** The script kills 200 times; here the same ten moments every time. */
const seed = 5;
const kills = 10;

describe('killed in the middle of ten departures', () => {
  it('finishes every one of them after a restart, and does and says nothing twice', { timeout: 900_000 }, async () => {
    const prepared = await prepare();
    try {
      const { problems, ...result } = await playRound(prepared, seed, kills);
      expect(problems, `again: ${replayLine({ seed, kills }, livesFrom(seed, kills))}`).toEqual([]);
      expect(result.kills).toBe(kills);
      // The canary of the test: a kill that never meets a request would prove little.
      expect(result.amidCalls).toBeGreaterThan(0);
    } finally {
      await prepared.dispose();
    }
  });

  it('would notice a write that is made again after it was taken', () => {
    const write = { system: 'crm', method: 'PATCH', path: '/Users/1', body: '{"active":false}' };
    const read = { system: 'crm', method: 'GET', path: '/Users/1', body: '', status: 200 };
    expect(repeatedWrites([{ ...write, status: 503 }, read, { ...write, status: 204 }, read, read])).toEqual([]);
    expect(repeatedWrites([{ ...write, status: 204 }, read, { ...write, status: 204 }])).toHaveLength(1);
  });

  it('has the same kills again from the same seed', () => {
    expect(livesFrom(7, 20)).toEqual(livesFrom(7, 20));
    expect(livesFrom(7, 20)).not.toEqual(livesFrom(8, 20));
  });
});
