import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/engine/ports/clock.ts';
import type { Scheduler } from '../../src/engine/ports/scheduler.ts';
import { createAgendaScheduler } from '../../src/scheduling/agenda-scheduler.ts';
import { MongoWakeBackend } from '../../src/scheduling/mongo-wake-backend.ts';
import { MongoWakeRepository } from '../../src/scheduling/mongo-wake-repository.ts';
import { throughElections } from '../../src/stores/mongo/persistently.ts';
import { type SchedulerBench, schedulerContract } from '../contracts/scheduler-contract.ts';
import { hasKit, type ReplicaSet, startSet } from '../support/mongo/mongod.ts';
import { fromNow, pause, until } from './scratch.ts';

const silent = pino({ level: 'silent' });
const serverUri = inject('mongodbUri');

function schedulerOn(uri: string, database: string, log = silent): Scheduler {
  const backend = new MongoWakeBackend({ uri, database, log, throughElections });
  return createAgendaScheduler({ backend, log, clock: systemClock });
}

describe.skipIf(serverUri === null)('MongoDB', () => {
  const uri = serverUri ?? '';
  let client: MongoClient;
  beforeAll(async () => {
    client = await new MongoClient(uri).connect();
  });
  afterAll(() => client?.close());

  function ownDatabase(): string {
    const database = `relais_test_${randomUUID().slice(0, 13)}`;
    onTestFinished(async () => void (await client.db(database).dropDatabase()));
    return database;
  }

  schedulerContract('Agenda over MongoDB', async (): Promise<SchedulerBench> => {
    const database = `relais_test_${randomUUID().slice(0, 13)}`;
    const opened: Scheduler[] = [];
    let offset = 0;
    const clock = { now: () => new Date(Date.now() + offset) };
    return {
      clock,
      async open() {
        const backend = new MongoWakeBackend({ uri, database, log: silent, throughElections });
        const scheduler = createAgendaScheduler({ backend, log: silent, clock });
        opened.push(scheduler);
        return scheduler;
      },
      moveClock(milliseconds) {
        offset += milliseconds;
      },
      async dispose() {
        for (const scheduler of opened) await scheduler.stop();
        await client.db(database).dropDatabase();
      },
    };
  });

  it('keeps one wake-up for each departure when two processes ask for it at once', async () => {
    const database = ownDatabase();
    const both = [schedulerOn(uri, database), schedulerOn(uri, database)];
    for (const scheduler of both) onTestFinished(() => scheduler.stop());
    const asked = Array.from({ length: 40 }, (_, turn) =>
      both[turn % 2]?.wakeAt(`d${turn % 4}`, fromNow(3_600_000 + turn), 'recheck'),
    );
    await Promise.all(asked);
    const jobs = await client.db(database).collection('agendaJobs').find().toArray();
    expect(jobs.map(({ data }) => data.departureId).sort()).toEqual(['d0', 'd1', 'd2', 'd3']);
  });

  it('lets the later of two wake-ups of one departure replace the other, whatever instant that was asked for', async () => {
    const database = ownDatabase();
    const repository = new MongoWakeRepository(client.db(database));
    await repository.connect();
    const wake = (at: string) => ({
      ...{ name: 'recheck', type: 'normal' as const, priority: 0, nextRunAt: new Date(at) },
      data: { departureId: 'd1', at },
    });
    // As two processes that ask in the same moment: each has removed what was there before, and there was nothing.
    await repository.saveJob(wake('2026-03-20T17:00:00.000Z'), undefined);
    await repository.saveJob(wake('2026-03-20T17:00:00.007Z'), undefined);
    const jobs = await client.db(database).collection('agendaJobs').find().toArray();
    expect(jobs.map(({ data }) => data)).toEqual([{ departureId: 'd1', at: '2026-03-20T17:00:00.007Z' }]);
  });

  it('asks and takes back by index, however many wake-ups wait', async () => {
    const database = ownDatabase();
    const db = client.db(database);
    const scheduler = schedulerOn(uri, database);
    onTestFinished(() => scheduler.stop());
    for (let turn = 0; turn < 40; turn += 1) await scheduler.wakeAt(`d${turn}`, fromNow(3_600_000), 'recheck');
    await db.command({ profile: 2 });
    await scheduler.wakeAt('d7', fromNow(7_200_000), 'recheck');
    await scheduler.forget('d8');
    await db.command({ profile: 0 });
    const ns = `${database}.agendaJobs`;
    const done = await db
      .collection('system.profile')
      .find({ ns, op: { $in: ['remove', 'update', 'command'] } })
      .toArray();
    const read = done.map(({ planSummary, docsExamined }) => ({ planSummary, docsExamined: docsExamined ?? 0 }));
    expect(read.length).toBeGreaterThanOrEqual(2);
    expect(read.filter(({ planSummary, docsExamined }) => planSummary === 'COLLSCAN' || docsExamined > 2)).toEqual([]);
  });

  it('wakes in one of two processes, also where the other has asked', async () => {
    const database = ownDatabase();
    const both = [schedulerOn(uri, database), schedulerOn(uri, database)] as const;
    const woken: string[] = [];
    for (const scheduler of both) {
      await scheduler.start(async (id) => void woken.push(id));
      onTestFinished(() => scheduler.stop());
    }
    const ids = Array.from({ length: 20 }, (_, turn) => `d${turn}`);
    await Promise.all(ids.map((id, turn) => both[turn % 2 === 0 ? 0 : 1].wakeAt(id, fromNow(200), 'verify')));
    await until(() => woken.length >= ids.length, 'every wake-up');
    await pause(300);
    expect(woken.toSorted()).toEqual(ids.toSorted());
  });
});

describe.skipIf(!hasKit())('a stream of wake-ups', () => {
  let server: ReplicaSet;
  let admin: MongoClient;
  let database = '';
  beforeEach(() => {
    database = `relais_test_${randomUUID().slice(0, 13)}`;
  });
  beforeAll(async () => {
    server = startSet(1, '--test-commands');
    admin = await new MongoClient(server.uri).connect();
  });
  afterAll(async () => {
    await admin?.close();
    server?.stop();
  });

  const fail = (failCommands: string[], errorCode: number, mode: object | string = { times: 1 }) =>
    admin.db('admin').command({
      configureFailPoint: 'failCommand',
      mode,
      data: { failCommands, errorCode, appName: `relais-scheduler/${database}` },
    });

  async function started(): Promise<{ scheduler: Scheduler; woken: Map<string, number>; warnings: string[] }> {
    const warnings: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(JSON.parse(line).msg) });
    const scheduler = schedulerOn(server.uri, database, log);
    const woken = new Map<string, number>();
    await scheduler.start(async (id) => void woken.set(id, Date.now()));
    onTestFinished(() => scheduler.stop());
    await scheduler.wakeAt('first', new Date(), 'verify');
    // Where there is no stream, at the next poll.
    await until(() => woken.has('first'), 'the first', 8_000);
    return { scheduler, woken, warnings };
  }

  // 1: internal error, which no client resumes from by itself. 286: the place to go on from is gone.
  it.each([1, 286])('is opened again after error %s, and nothing waits for a poll', async (code) => {
    const { scheduler, woken } = await started();
    await fail(['getMore'], code);
    // The poll comes every five seconds; four in a row cannot be its doing.
    for (const id of ['a', 'b', 'c', 'd']) {
      await pause(400);
      const asked = Date.now();
      await scheduler.wakeAt(id, new Date(), 'verify');
      await until(() => woken.has(id), `wake-up ${id}`);
      if (id !== 'a') expect((woken.get(id) ?? Number.NaN) - asked).toBeLessThan(1_000);
    }
  });

  it('comes up while the set chooses a primary', async () => {
    // 11602: interrupted, because the server changed its role; each index is made in a command of its own.
    await fail(['createIndexes'], 11602, { times: 3 });
    const { woken } = await started();
    expect([...woken.keys()]).toEqual(['first']);
  });

  it('that cannot be prepared is told in the words of the store', async () => {
    await fail(['createIndexes'], 13);
    await expect(started()).rejects.toThrow(/may not do this; grant it the roles readWrite and dbAdmin/);
  });

  it('that this user may not have leaves the polling, and is told once', async () => {
    await fail(['aggregate'], 13, 'alwaysOn');
    onTestFinished(async () => void (await fail(['aggregate'], 13, 'off')));
    const { scheduler, woken, warnings } = await started();
    await scheduler.wakeAt('later', fromNow(100), 'verify');
    await until(() => woken.has('later'), 'the next', 8_000);
    expect(warnings.filter((words) => words.includes('change streams'))).toHaveLength(1);
  });
});
