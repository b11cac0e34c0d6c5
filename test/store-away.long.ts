import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../src/config.ts';
import { startRelais } from '../src/start.ts';
import { company } from '../src/workspace/company.ts';
import { scratchFolder } from './cli/run-relais.ts';
import { until } from './scheduling/scratch.ts';
import { hasKit, type ReplicaSet, startSet } from './support/mongo/mongod.ts';
import { createCompany, onMongo } from './support/processes/company.ts';

const english = 'Relais cannot reach its database at the moment, so nothing was done.';
const french = 'Relais n’atteint pas sa base de données en ce moment : rien n’a été fait.';

/** French is set with spaces that do not break. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

function ownServer(): ReplicaSet {
  const server = startSet(1);
  onTestFinished(() => server.stop());
  return server;
}

async function kill({ pids }: ReplicaSet): Promise<void> {
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await wait(200);
}

describe.skipIf(!hasKit())('a MongoDB that dies and comes back', { timeout: 180_000 }, () => {
  it('is told by /readyz and to whoever asks, on both platforms, and by nothing any more once it is back', async () => {
    const server = ownServer();
    const folder = join(scratchFolder(), 'data');
    const env = { PORT: '0', RELAIS_DATA_DIR: folder, RELAIS_LOG_LEVEL: 'silent', MONGODB_URI: server.uri };
    const relais = await startRelais({ config: readConfig(env), env: {} });
    onTestFinished(() => relais.stop());
    const { slack, teams } = relais.workspace ?? {};
    const leaver = company.find(({ managerId }) => managerId === 'U0MAYA');
    if (!slack || !teams || !leaver) throw new Error('there is no local workspace');
    const [maya, claire] = [slack.as('U0MAYA'), teams.as('U0CLAIRE')];
    await claire.install();
    const ready = async () => {
      const began = performance.now();
      const response = await fetch(`${relais.url}/readyz`);
      return { status: response.status, body: await response.json(), took: performance.now() - began };
    };
    const whispers = () => maya.inbox().filter(({ ephemeral }) => ephemeral);
    expect(await ready()).toMatchObject({ status: 200 });

    await kill(server);
    const away = await ready();
    expect(away).toMatchObject({
      status: 503,
      body: { status: 'not ready', reason: 'the database does not answer' },
    });
    expect(away.took).toBeLessThan(2_500);
    expect((await fetch(`${relais.url}/healthz`)).status).toBe(200);
    const typed = performance.now();
    await maya.type(`/offboard <@${leaver.id}>`);
    const said = await maya.waitFor('an answer', () => whispers().at(-1));
    expect(performance.now() - typed).toBeLessThan(2_900);
    expect(maya.read(said)).toContain(english);
    expect(plain(maya.read(said))).toContain(french);
    const wrote = performance.now();
    await claire.say('offboard');
    expect(performance.now() - wrote).toBeLessThan(2_900);
    expect(claire.inbox().at(-1)?.text).toContain(english);
    expect(plain(claire.inbox().at(-1)?.text ?? '')).toContain(french);

    server.startAgain();
    await until(async () => (await ready()).status === 200, 'to be ready again', 30_000);
    await maya.type(`/offboard <@${leaver.id}>`);
    await maya.waitFor('the first page', (me) => me.modal()?.callbackId === 'relais:who', { within: 20_000 });
  });

  it('has a confirmed cut-off, whose time passed meanwhile, begin as soon as it is back', async () => {
    const server = ownServer();
    const made = await createCompany(onMongo(server.uri));
    onTestFinished(() => made.close());
    const worker = await made.start();
    onTestFinished(async () => {
      await worker.engine.stop();
      await worker.close();
    });
    const id = await made.confirmed(worker);
    await made.comeCloseToCutOff(worker, 5_000);
    expect(made.system.calls).toEqual([]);
    await kill(server);
    await wait(10_000);
    expect(made.system.calls).toEqual([]);
    server.startAgain();
    const back = performance.now();
    await until(() => made.system.calls.length > 0, 'the first call', 40_000);
    // The next sweep, up to a minute later, would be too late.
    expect(performance.now() - back).toBeLessThan(15_000);
    const isCut = async () => (await made.load(id)).revocations.every(({ status }) => status === 'verified');
    await until(isCut, 'everything proven', 30_000);
  });
});
