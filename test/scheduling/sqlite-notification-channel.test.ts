import { type JobNotification, type JobStateNotification, toJobId } from 'agenda';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SqliteBackend } from '../../src/scheduling/agenda-sqlite-backend.ts';
import { aJob, connectedBackend, fromNow, pause, scratchFile, until } from './scratch.ts';

const notification = (change: Partial<JobNotification> = {}): JobNotification => ({
  jobId: toJobId('specific-id'),
  jobName: 'test-job',
  nextRunAt: new Date('2024-01-15T10:30:00.000Z'),
  priority: 42,
  timestamp: new Date('2024-01-15T10:30:00.123Z'),
  source: 'test-source',
  ...change,
});

async function channelOn(path: string) {
  const { notificationChannel: channel } = await connectedBackend(path);
  await channel.connect();
  onTestFinished(() => channel.disconnect());
  const received: JobNotification[] = [];
  channel.subscribe((message) => void received.push(message));
  return { channel, received };
}

describe('the life of a channel', () => {
  it('goes from disconnected to connected and back, as often as asked', async () => {
    const channel = new SqliteBackend({ path: scratchFile() }).notificationChannel;
    const states: string[] = [];
    channel.on('stateChange', (state) => void states.push(state));
    expect(channel.state).toBe('disconnected');
    for (let n = 0; n < 2; n++) {
      await channel.connect();
      expect(channel.state).toBe('connected');
      await channel.disconnect();
      expect(channel.state).toBe('disconnected');
    }
    expect(states.filter((state) => state === 'connected')).toHaveLength(2);
  });

  it('refuses to publish while disconnected', async () => {
    const { channel } = await channelOn(scratchFile());
    await channel.disconnect();
    const state: JobStateNotification = { ...notification(), type: 'start' };
    await expect(channel.publish(notification())).rejects.toThrow(/not connected/i);
    await expect(channel.publishState(state)).rejects.toThrow(/not connected/i);
  });

  it('says so when the file cannot be opened', async () => {
    const channel = new SqliteBackend({ path: `${scratchFile()}/nowhere/jobs.db` }).notificationChannel;
    await expect(channel.connect()).rejects.toThrow();
    expect(channel.state).toBe('error');
  });

  it('stops with its backend', async () => {
    const backend = await connectedBackend();
    await backend.notificationChannel.connect();
    await backend.disconnect();
    expect(backend.notificationChannel.state).toBe('disconnected');
  });
});

describe('messages', () => {
  it('reach every subscriber of this channel once, whole, in order', async () => {
    const { channel, received } = await channelOn(scratchFile());
    const others: JobNotification[] = [];
    channel.subscribe((message) => void others.push(message));
    const sent = Array.from({ length: 5 }, (_, n) =>
      notification({ priority: n, nextRunAt: n % 2 ? null : new Date(n) }),
    );
    for (const message of sent) await channel.publish(message);
    await pause(120);
    expect(received).toEqual(sent);
    expect(others).toEqual(sent);
  });

  it('stop with the subscription', async () => {
    const { channel } = await channelOn(scratchFile());
    const received: string[] = [];
    const unsubscribe = channel.subscribe((message) => void received.push(message.jobName));
    await channel.publish(notification({ jobName: 'first' }));
    unsubscribe();
    await channel.publish(notification({ jobName: 'second' }));
    expect(received).toEqual(['first']);
  });

  it('reach other connections to the file once, whole, dates as dates', async () => {
    const path = scratchFile();
    const [left, right] = [await channelOn(path), await channelOn(path)];
    const states: JobStateNotification[] = [];
    right.channel.subscribeState((message) => void states.push(message));
    const state: JobStateNotification = {
      type: 'complete',
      jobId: toJobId('j'),
      jobName: 'n',
      timestamp: new Date(1),
      progress: 5,
      error: 'e',
      failCount: 1,
      retryAt: new Date(2),
      retryAttempt: 2,
      duration: 3.5,
      lastRunAt: new Date(3),
      lastFinishedAt: new Date(4),
    };
    const { source, ...anonymous } = notification({ nextRunAt: null });
    expect(source).toBe('test-source');
    await left.channel.publish(notification());
    await left.channel.publish(anonymous);
    await left.channel.publishState(state);
    await until(() => right.received.length === 2 && states.length === 1, 'the messages');
    await pause(120);
    expect(right.received).toEqual([notification(), anonymous]);
    expect(left.received).toEqual([notification(), anonymous]);
    expect(states).toEqual([state]);
  });

  it('reach another backend on the same connection once', async () => {
    const database = new Database(':memory:');
    onTestFinished(() => void database.close());
    const [left, right] = [new SqliteBackend({ database }), new SqliteBackend({ database })];
    const received: JobNotification[] = [];
    for (const { notificationChannel } of [left, right]) {
      await notificationChannel.connect();
      onTestFinished(() => notificationChannel.disconnect());
    }
    right.notificationChannel.subscribe((message) => void received.push(message));
    await left.notificationChannel.publish(notification());
    await until(() => received.length > 0, 'the message');
    await pause(120);
    expect(received).toEqual([notification()]);
  });

  it('from before the connection are not delivered', async () => {
    const path = scratchFile();
    const { channel } = await channelOn(path);
    await channel.publish(notification());
    const late = await channelOn(path);
    await pause(120);
    expect(late.received).toEqual([]);
  });

  it('survive a subscriber that throws, which is reported as an error', async () => {
    const { channel, received } = await channelOn(scratchFile());
    channel.subscribe(() => {
      throw new Error('bad subscriber');
    });
    await channel.publish(notification());
    const errors: string[] = [];
    channel.on('error', (error) => void errors.push(error.message));
    await channel.publish(notification());
    await pause(20);
    expect(received).toHaveLength(2);
    expect(errors).toEqual(['bad subscriber']);
  });
});

describe('due jobs', () => {
  it('are announced when they become due, though nobody published them', async () => {
    const path = scratchFile();
    const { received } = await channelOn(path);
    const silent = await connectedBackend(path);
    const due = fromNow(250);
    await silent.repository.saveJob(aJob({ name: 'soon', nextRunAt: due, priority: 3 }), undefined);
    await silent.repository.saveJob(aJob({ name: 'never', nextRunAt: due, disabled: true }), undefined);
    await silent.repository.saveJob(aJob({ name: 'taken', nextRunAt: due, lockedAt: new Date() }), undefined);
    await until(() => received.length > 0, 'the announcement');
    expect(Date.now()).toBeGreaterThanOrEqual(due.getTime());
    expect(Date.now() - due.getTime()).toBeLessThan(1_000);
    expect(received[0]).toMatchObject({ jobName: 'soon', nextRunAt: due, priority: 3 });
    await pause(150);
    expect(new Set(received.map((message) => message.jobName))).toEqual(new Set(['soon']));
  });

  it('are announced again only when something changed', async () => {
    const path = scratchFile();
    const { received } = await channelOn(path);
    const silent = await connectedBackend(path);
    await silent.repository.saveJob(aJob({ name: 'stuck' }), undefined);
    await until(() => received.length > 0, 'the announcement');
    await pause(200);
    expect(received).toHaveLength(1);
    await silent.repository.saveJob(aJob({ name: 'another' }), undefined);
    await until(() => received.length === 3, 'both names');
  });

  it('are found when waiting jobs are brought forward', async () => {
    const backend = await connectedBackend();
    await backend.notificationChannel.connect();
    const received: string[] = [];
    backend.notificationChannel.subscribe((message) => void received.push(message.jobName));
    const hour = 3_600_000;
    const saved = await backend.repository.saveJob(
      aJob({ name: 'tomorrow', nextRunAt: fromNow(24 * hour) }),
      undefined,
    );
    const locked = await backend.repository.saveJob(
      aJob({ lockedAt: new Date(), nextRunAt: fromNow(hour) }),
      undefined,
    );
    await backend.repository.saveJob(aJob({ nextRunAt: null }), undefined);
    await backend.shiftWaiting(23 * hour);
    expect(received).toEqual([]);
    const shifted = await backend.repository.getJobById(String(saved._id));
    expect(shifted?.nextRunAt?.getTime()).toBe((saved.nextRunAt?.getTime() ?? 0) - 23 * hour);
    await backend.shiftWaiting(hour);
    expect(received).toEqual(['tomorrow']);
    expect((await backend.repository.getJobById(String(locked._id)))?.nextRunAt).toEqual(locked.nextRunAt);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('cannot be shifted by %d', async (milliseconds) => {
    const backend = await connectedBackend();
    await expect(backend.shiftWaiting(milliseconds)).rejects.toThrow(RangeError);
  });
});
