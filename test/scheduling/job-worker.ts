import { Agenda, type Job } from 'agenda';
import { SqliteBackend } from '../../src/scheduling/agenda-sqlite-backend.ts';

/**
 * A process that runs the jobs named `work` of a file and says so, one line each, until its input ends:
 * `job-worker.ts <file> <lock lifetime in ms> <how long a job takes in ms>`.
 */
const [path = '', lockLifetime = '', takes = ''] = process.argv.slice(2);

const agenda = new Agenda({
  backend: new SqliteBackend({ path }),
  processEvery: 100,
  maxConcurrency: 50,
  name: `worker ${process.pid}`,
});
agenda.on('error', (error: Error) => process.stderr.write(`${error.stack}\n`));
async function work(job: Job<number>): Promise<void> {
  process.stdout.write(`start ${job.attrs.data}\n`);
  await new Promise((done) => setTimeout(done, Number(takes)));
  process.stdout.write(`end ${job.attrs.data}\n`);
}
// biome-ignore lint/nursery/noMisusedPromises: the linter sees only Agenda's overload for callbacks; this is the one for promises.
agenda.define('work', work, { lockLifetime: Number(lockLifetime), concurrency: 10 });
await agenda.start();
process.stdout.write('ready\n');

process.stdin.resume();
process.stdin.on('end', () => {
  void agenda.stop().then(() => process.exit(0));
});
