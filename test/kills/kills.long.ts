import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playDrill } from './drill.ts';
import { playFullDisk } from './full-disk.ts';
import { livesFrom } from './moments.ts';
import { type Prepared, prepare } from './prepare.ts';
import { playRound, replayLine } from './round.ts';
import { repeatedWrites } from './verdict.ts';

/** The script kills 200 times; here the same ten moments every time. */
const seed = 5;
const kills = 10;

describe('ten departures in mid-run', { timeout: 900_000 }, () => {
  let prepared: Prepared;
  beforeAll(async () => {
    prepared = await prepare();
  }, 600_000);
  afterAll(() => prepared?.dispose());

  it('are finished after every kill and restart, and nothing is done or said twice', async () => {
    const { problems, ...result } = await playRound(prepared, seed, kills);
    expect(problems, `again: ${replayLine({ seed, kills }, livesFrom(seed, kills))}`).toEqual([]);
    expect(result.kills).toBe(kills);
    // The canary of the test: a kill that never meets a request would prove little.
    expect(result.amidCalls).toBeGreaterThan(0);
  });

  it('are backed up while they run, restored elsewhere, and finished there, with nothing done or said twice', async () => {
    const { problems, inBackup, writesAfter } = await playDrill(prepared);
    expect(problems).toEqual([]);
    // Canaries: the backup is one of mid-run, and the world went on without it.
    const { verified = 0, ...open } = inBackup;
    expect(verified).toBeGreaterThan(0);
    expect(Object.values(open).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    expect(writesAfter).toBeGreaterThan(0);
  });

  it('meet a full disk: nobody is told a falsehood, nothing is half-written, and they go on by themselves once there is space', async () => {
    const { answer, openWhileFull, log, problems } = await playFullDisk(prepared);
    expect(problems).toEqual([]);
    expect(answer).toContain('Relais a du mal à enregistrer en ce moment');
    expect(log).toContain('the disk is full; make space there: nothing was lost, and Relais goes on by itself');
    // The canary: it was full before everything was done, and stopped what was left.
    expect(openWhileFull).toBeGreaterThan(0);
    expect(log).toContain('a departure could not be reconciled; the sweep will try again');
  });
});

describe('the kill test', () => {
  it('would notice a write that is made again after it was taken', () => {
    const write = { system: 'crm', method: 'PATCH', path: '/Users/1', body: '{"active":false}' };
    const read = { system: 'crm', method: 'GET', path: '/Users/1', body: '', status: 200 };
    const refused = [{ ...write, status: 503 }, read, { ...write, status: 204 }, read, read];
    expect(repeatedWrites(refused, [])).toEqual([]);
    const twice = [{ ...write, status: 204 }, read, { ...write, status: 204 }];
    expect(repeatedWrites(twice, [])).toHaveLength(1);
    // Once for each time that the journal says so, and only in that system.
    const meant = { system: write.system, accountId: 'somebody', accountLogin: 'somebody@example.com' };
    expect(repeatedWrites(twice, [meant])).toEqual([]);
    expect(repeatedWrites([...twice, { ...write, status: 204 }], [meant])).toHaveLength(1);
    expect(repeatedWrites(twice, [{ ...meant, system: 'another' }])).toHaveLength(1);
  });

  it('has the same kills again from the same seed', () => {
    expect(livesFrom(7, 20)).toEqual(livesFrom(7, 20));
    expect(livesFrom(7, 20)).not.toEqual(livesFrom(8, 20));
  });
});
