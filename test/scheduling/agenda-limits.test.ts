import { Agenda } from 'agenda';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SqliteBackend } from '../../src/scheduling/agenda-sqlite-backend.ts';
import { pause, scratchFile, until } from './scratch.ts';

/** As Agenda's suite for its processor sets it up. */
async function processorOn(kind: 'path' | 'database') {
  const path = scratchFile();
  const backend = new SqliteBackend(kind === 'path' ? { path } : { database: new Database(path) });
  const limits = { maxConcurrency: 4, defaultConcurrency: 1, lockLimit: 15, defaultLockLimit: 6 };
  const agenda = new Agenda({ backend, processEvery: 100, name: 'agendaTest', ...limits });
  onTestFinished(() => agenda.stop());
  await agenda.ready;
  return agenda;
}

describe.each(['path', 'database'] as const)('many jobs of many names, on a %s', (kind) => {
  it('share the locks evenly, so that concurrency is filled up', async () => {
    const agenda = await processorOn(kind);
    agenda.maxConcurrency(300).lockLimit(150).defaultLockLimit(20).defaultConcurrency(10);
    const names = Array.from({ length: 10 }, (_, n) => `test job ${n}`);
    for (const name of names) agenda.define(name, () => pause(5_000), { lockLifetime: 10_000 });
    const saves = names.flatMap((name) => Array.from({ length: 25 }, () => agenda.now(name)));
    await agenda.start();
    await until(async () => Number((await agenda.getRunningStats()).runningJobs) >= 90, 'ninety running', 1_500);
    await Promise.all(saves);
  });

  it('let a new name in while an old one fills its share', async () => {
    const agenda = await processorOn(kind);
    let short = 0;
    agenda.define('test long', () => pause(300));
    agenda.define('test short', async () => {
      short++;
    });
    await agenda.start();
    const saves = Array.from({ length: 40 }, () => agenda.now('test long'));
    await pause(400);
    saves.push(...Array.from({ length: 20 }, () => agenda.now('test short')));
    await until(() => short > 0, 'a short one', 2_000);
    await Promise.all(saves);
  });

  it('time out when they are slow and silent, and not when they say so', async () => {
    const agenda = await processorOn(kind);
    const errors: string[] = [];
    const ended: string[] = [];
    agenda.on('error', (error: Error) => void errors.push(error.message));
    agenda.on('success', (job) => void ('attrs' in job && ended.push(job.attrs.name)));
    agenda.define('silent', () => pause(1_200), { lockLifetime: 400 });
    agenda.define(
      'touching',
      async (job) => {
        for (let n = 0; n < 10; n++) {
          await pause(100);
          await job.touch();
        }
      },
      { lockLifetime: 400 },
    );
    await agenda.start();
    await agenda.now('touching');
    await until(() => ended.includes('touching'), 'the one that touches');
    expect(errors).toEqual([]);
    await agenda.now('silent');
    await until(() => errors.length > 0, 'the time-out');
    expect(errors[0]).toContain('execution took more than 400ms');
  });
});
