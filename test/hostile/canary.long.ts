import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createConnectors, loadSystems } from '../../src/connectors/registry.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { readRelaisFile } from '../../src/relais-file.ts';
import { startRelais } from '../../src/start.ts';
import { testFlow, testPeople } from '../support/memory/memory-world.ts';
import { close, listen } from './listen.ts';
import { signed } from './slack-door.ts';

const canaries = {
  signingSecret: 'canary1signing2secret3of4the5test',
  botToken: 'xoxb-canary-bot-token-0123456789',
  scimToken: 'canary.scim/token+0123456789==',
  doorsSecret: 'canary doors "secret" 0123456789',
  masterKey: Buffer.from('canary-master-key-of-32-bytes-ok').toString('base64'),
};
/** As it stands, and as it comes back in addresses, JSON and base64. */
const forms = Object.values(canaries).flatMap((one) => [
  one,
  encodeURIComponent(one),
  JSON.stringify(one).slice(1, -1),
  Buffer.from(one).toString('base64'),
  Buffer.from(one).toString('hex'),
]);
const found = (text: string) => forms.filter((form) => text.includes(form));

async function serve(server: Server): Promise<string> {
  onTestFinished(() => close(server));
  return listen(server);
}

const people = Object.values(testPeople);

it('no secret leaves Relais but to whom it is for, even when everybody echoes what they are sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'relais-canary-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const user = { id: '1', userName: testPeople.leaver.email, active: true };
  let echoed = 0;
  const vendor = await serve(
    createServer((request, response) => {
      const reads = request.method === 'GET';
      const status = reads ? 200 : 400;
      const told = `${request.headers.authorization ?? ''} ${String(request.headers['x-relais-signature'] ?? '')}`;
      if (!reads) echoed += 1;
      const list = request.url?.startsWith('/Users?') || request.url?.startsWith('/Groups');
      const asked = new URL(request.url ?? '/', 'http://vendor').searchParams.get('filter');
      // Honest about who exists, so that a departure can be planned at all.
      const isFound = asked === null || asked.toLowerCase().includes(`"${user.userName.toLowerCase()}"`);
      const found = request.url?.startsWith('/Groups') || !isFound ? [] : [user];
      const read = list ? { totalResults: found.length, Resources: found } : { ...user, state: 'active' };
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-request-id': told.slice(0, 60) })
        .end(JSON.stringify(reads ? read : { error: `refused ${told}`, again: encodeURIComponent(told) }));
    }),
  );
  const cards: string[] = [];
  const slackApi = await serve(
    createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        cards.push(body);
        const method = request.url?.split('/').at(-1) ?? '';
        const of = new URLSearchParams(body);
        const person = people.find(
          ({ handles, email }) => handles.slack === of.get('user') || email === of.get('email'),
        );
        const known = { ok: true, user_id: 'U-relais', team_id: 'T1', channel: { id: 'D1' } };
        // Messages are refused with the very header they came with.
        const answer = method.startsWith('users.')
          ? person
            ? { ok: true, user: { id: person.handles.slack, real_name: person.name, profile: { email: person.email } } }
            : { ok: false, error: 'users_not_found' }
          : /^(auth|conversations)/.test(method)
            ? known
            : { ok: false, error: `refused_${request.headers.authorization ?? ''}` };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    }),
  );

  const configFile = join(folder, 'relais.yaml');
  writeFileSync(
    configFile,
    JSON.stringify({
      organisation: { roles: { hr: [testPeople.hr.email], it: [testPeople.it.email, testPeople.security.email] } },
      systems: [
        {
          id: 'crm',
          type: 'scim',
          label: 'CRM',
          tier: 'crm',
          baseUrl: vendor,
          token: 'env:SCIM',
          deactivateSemantics: 'suspend',
          groups: 'leave',
        },
        {
          id: 'doors',
          type: 'webhook',
          label: 'Doors',
          url: `${vendor}/hook`,
          statusUrl: `${vendor}/state/{email}`,
          secret: 'env:DOORS',
        },
      ],
    }),
  );
  const env = { SCIM: canaries.scimToken, DOORS: canaries.doorsSecret };
  const config = readConfig({
    PORT: '0',
    RELAIS_HOST: '127.0.0.1',
    RELAIS_DATA_DIR: join(folder, 'data'),
    RELAIS_CONFIG: configFile,
    RELAIS_MASTER_KEY: canaries.masterKey,
    RELAIS_LOG_LEVEL: 'trace',
    RELAIS_ALLOW_PRIVATE_ADDRESSES: 'true',
    SLACK_BOT_TOKEN: canaries.botToken,
    SLACK_SIGNING_SECRET: canaries.signingSecret,
  });
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  // It goes on: what is allowed in a second is counted by it.
  let ahead = Date.parse('2026-03-02T09:00:00.000Z') - Date.now();
  const clock = { now: () => new Date(Date.now() + ahead) };
  const relais = await startRelais({
    config,
    env,
    log,
    clock,
    slackElsewhere: { slackApiUrl: `${slackApi}/api/`, pace: { messages: 100, milliseconds: 1000 } },
  });
  onTestFinished(() => relais.stop());

  for (const person of people) await relais.store.people.save(person);
  const connectors = createConnectors(await loadSystems(readRelaisFile(configFile).systems), {
    env,
    log,
    now: clock.now,
    allowPrivateAddresses: true,
  });
  const maya = { type: 'person' as const, id: 'maya', roles: [] };
  const begun = await relais.engine.begin(
    {
      type: 'draft.start',
      leaver: testPeople.leaver,
      manager: 'maya',
      people: Object.fromEntries(people.map((one) => [one.id, one])),
    },
    maya,
  );
  if (begun.type !== 'done') throw new Error(begun.refusal.code);
  const { id } = begun.departure;
  const dates = {
    lastWorkingDay: { date: '2026-03-20', zone: 'Europe/Paris' },
    contractEnd: { date: '2026-03-31', zone: 'Europe/Paris' },
    cutOff: { at: '2026-03-20T17:00:00.000Z', zone: 'Europe/Paris' },
  };
  await relais.engine.command(
    id,
    { type: 'draft.edit', patch: { kind: 'resignation', workerType: 'employee', dates } },
    maya,
  );
  const planned = await relais.engine.command(
    id,
    {
      type: 'plan.submit',
      flow: testFlow,
      preflight: await preflight(
        { connectors, clock, log, directory: { byId: async () => null }, store: relais.store },
        testPeople.leaver,
      ),
      cast: { hr: ['nadia'], it: ['tom', 'ines'], admin: [] },
      people: {},
    },
    maya,
  );
  if (planned.type !== 'done') throw new Error(JSON.stringify(planned.refusal));
  const hash = planned.departure.planHash ?? '';
  const confirmed = await relais.engine.command(
    id,
    { type: 'access.confirm', planHash: hash },
    { type: 'person', id: 'tom', roles: ['it'] },
  );
  if (confirmed.type !== 'done') throw new Error(JSON.stringify(confirmed.refusal));
  await relais.engine.idle();
  ahead = Date.parse('2026-03-20T17:00:01.000Z') - Date.now();
  await relais.engine.reconcile(id);
  await relais.engine.idle();

  const answers: string[] = [];
  const command = new URLSearchParams({
    command: '/offboard',
    text: 'status',
    user_id: 'U-maya',
    team_id: 'T1',
    channel_id: 'D1',
    trigger_id: 't',
    response_url: 'http://127.0.0.1:1/',
  }).toString();
  for (const headers of [signed(command, canaries.signingSecret), signed(command, 'a guess')]) {
    const response = await fetch(`${relais.url}/slack/events`, {
      method: 'POST',
      body: command,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    });
    answers.push(`${response.status} ${await response.text()}`);
  }
  for (const path of ['/metrics', '/healthz', '/readyz', '/nothing']) {
    const response = await fetch(`${relais.url}${path}`);
    answers.push(`${await response.text()} ${JSON.stringify([...response.headers])}`);
  }
  await new Promise((done) => setTimeout(done, 300));

  const departure = await relais.store.departures.load(id);
  const journal: unknown[] = [];
  for await (const entry of relais.store.departures.journal(id)) journal.push(entry);
  const failed = departure?.revocations.filter(({ failure }) => failure !== null) ?? [];
  // Or this would prove nothing: the vendor was asked, its refusal is in the evidence, the chat platform refused, and
  // all of it was logged.
  expect(echoed).toBeGreaterThan(0);
  expect(failed.map(({ action }) => action.system)).toEqual(expect.arrayContaining(['crm', 'doors']));
  expect(JSON.stringify(failed)).toContain('[redacted]');
  expect(journal.length).toBeGreaterThan(5);
  expect(lines.length).toBeGreaterThan(3);
  expect(cards.length).toBeGreaterThan(3);
  expect(answers[0]).toMatch(/^200/);
  expect(answers[1]).toMatch(/^401/);
  expect({ logs: lines.filter((line) => found(line).length > 0) }).toEqual({ logs: [] });
  expect(found(JSON.stringify(departure))).toEqual([]);
  expect(found(JSON.stringify(journal))).toEqual([]);
  expect(found(cards.join('\n'))).toEqual([]);
  expect(found(answers.join('\n'))).toEqual([]);
});
