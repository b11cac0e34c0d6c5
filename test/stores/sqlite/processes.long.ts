import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collect } from '../samples.ts';
import { makeSqliteBench, type SqliteBench } from './bench.ts';

const script = fileURLToPath(new URL('./commit-loop.ts', import.meta.url));

describe('several processes on one file', () => {
  let bench: SqliteBench;
  beforeEach(async () => {
    bench = await makeSqliteBench();
  });
  const running: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    await bench.dispose();
  });

  function start(id: string, leaver: string, count: number) {
    const child = spawn(process.execPath, ['--import', 'tsx', script, bench.path, id, leaver, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(child);
    let said = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      said += text;
    });
    const exited = once(child, 'close');
    return {
      child,
      exited,
      /** The latest version the process said was committed; 1 before any. */
      latest: () => Number(said.trimEnd().split('\n').at(-1) || 1),
    };
  }

  it('keeps every commit that was told as done, when killed in the middle, again and again', async () => {
    let reached = 1;
    for (let round = 0; round < 4; round += 1) {
      const loop = start('d1', 'lea', 1_000_000);
      const before = reached + 20 + round * 7;
      while (loop.latest() < before && loop.child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 5));
      loop.child.kill('SIGKILL');
      await loop.exited;
      expect(loop.child.signalCode).toBe('SIGKILL');

      const database = new Database(bench.path);
      expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(database.pragma('foreign_key_check')).toEqual([]);
      database.close();
      const store = await bench.open();
      const departure = await store.departures.load('d1');
      expect(departure?.version).toBeGreaterThanOrEqual(loop.latest());
      expect(loop.latest()).toBeGreaterThan(reached);
      reached = departure?.version ?? 0;
      const journal = await collect(store.departures.journal('d1'));
      expect(journal).toHaveLength(((departure?.version ?? 0) - 1) * 2 + 1);
      expect(await collect(store.audit.verify())).toEqual([
        { departureId: 'd1', entries: journal.length, findings: [] },
      ]);
      await store.close();
    }
  });

  it('lets them work on the same and on other departures at once', async () => {
    const loops = [start('d1', 'lea', 40), start('d1', 'lea', 40), start('d2', 'leo', 40)];
    for (const loop of loops) expect((await loop.exited)[0]).toBe(0);
    const store = await bench.open();
    expect((await store.departures.load('d1'))?.version).toBe(81);
    expect((await store.departures.load('d2'))?.version).toBe(41);
    expect(await collect(store.departures.journal('d1'))).toHaveLength(161);
    expect(await collect(store.audit.verify())).toEqual([
      expect.objectContaining({ findings: [] }),
      expect.objectContaining({ findings: [] }),
    ]);
  });

  it('gives each key to one of them only', async () => {
    const takeLoop = fileURLToPath(new URL('./take-loop.ts', import.meta.url));
    const asking = [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['--import', 'tsx', takeLoop, bench.path, '60'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.push(child);
      let said = '';
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString();
      });
      expect((await once(child, 'close'))[0]).toBe(0);
      return said.trim().split('\n').filter(Boolean).map(Number);
    });
    const taken = (await Promise.all(asking)).flat();
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, key) => key));
  });

  it('calls one vendor from all of them no more at once than it takes, also when one dies over its calls', async () => {
    let underWay = 0;
    let most = 0;
    let answered = 0;
    const vendor = createServer((_, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      let open = true;
      const end = () => {
        if (open) underWay -= 1;
        open = false;
      };
      // Before the answer: whoever has read it may begin the next call at once.
      response.on('close', end);
      setTimeout(() => {
        answered += 1;
        end();
        response.end('{}');
      }, 20);
    });
    await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
    const { port } = z.object({ port: z.int() }).parse(vendor.address());
    const callLoop = fileURLToPath(new URL('./call-loop.ts', import.meta.url));
    const start = (calls: number) => {
      const arguments_ = ['--import', 'tsx', callLoop, bench.path, `http://127.0.0.1:${port}`, String(calls)];
      const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'inherit', 'inherit'] });
      running.push(child);
      return { child, closed: once(child, 'close') };
    };
    const doomed = start(5_000);
    while (answered < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    const others = [start(60), start(60)];
    while (answered < 60) await new Promise((resolve) => setTimeout(resolve, 5));
    doomed.child.kill('SIGKILL');
    await doomed.closed;
    for (const { closed } of others) expect((await closed)[0]).toBe(0);
    expect(most).toBe(2);
    vendor.close();
  }, 120_000);
});
