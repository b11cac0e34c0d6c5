import { setTimeout as wait } from 'node:timers/promises';
import { it, onTestFinished } from 'vitest';
import { startSet } from './support/mongo/mongod.ts';
import { createCompany, onMongo } from './support/processes/company.ts';
for (const n of [1,2,3,4]) it(`debug ${n}`, { timeout: 180_000 }, async () => {
  const server = startSet(1);
  onTestFinished(() => server.stop());
  const made = await createCompany(onMongo(server.uri));
  onTestFinished(() => made.close());
  const worker = await made.start();
  onTestFinished(async () => { await worker.engine.stop(); await worker.close(); });
  const id = await made.confirmed(worker);
  await made.comeCloseToCutOff(worker, 5_000);
  for (const pid of server.pids) process.kill(pid, 'SIGKILL');
  await wait(10_000);
  server.startAgain();
  for (let i = 0; i < 3000; i += 1) {
    try { const d = await made.load(id); if (i % 300 === 0) console.log(i, 'ok', d.version, d.revocations.map((r) => r.status).join()); }
    catch (error) { console.log(i, 'FAILED', String(error), (error as Error).cause); }
    await wait(5);
  }
});
