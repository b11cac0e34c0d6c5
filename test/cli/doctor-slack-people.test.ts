import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lookAtSlackPeople } from '../../src/cli/doctor/look-at-slack-people.ts';
import { readConfig } from '../../src/config.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { inEnglishToo } from '../support/english.ts';

const slackEnv = { SLACK_BOT_TOKEN: 'xoxb-right', SLACK_SIGNING_SECRET: 's'.repeat(32) };
const organisation = organisationSchema.parse({
  roles: { hr: ['nadia@example.com'], it: ['gone@example.com', 'guest@example.com'] },
  people: [{ email: 'alex@example.com', manager: 'boss@example.com' }, { email: 'nadia@example.com' }],
});

/** Slack's `users.lookupByEmail`, as it answers for these people. */
async function slack(known: Record<string, object>, over: { error?: string; throttles?: number } = {}) {
  const asked: string[] = [];
  let throttles = over.throttles ?? 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (throttles > 0) {
        throttles -= 1;
        return response.writeHead(429, { 'retry-after': '0' }).end('{"ok":false,"error":"ratelimited"}');
      }
      const email = new URLSearchParams(body).get('email') ?? '';
      asked.push(`${request.url} ${email}`);
      const user = known[email];
      const { error = user ? undefined : 'users_not_found' } = over;
      return response.end(JSON.stringify(error ? { ok: false, error } : { ok: true, user: { id: 'U1', ...user } }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => void server.close(() => done())));
  return { asked, apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

const members = { 'nadia@example.com': {}, 'alex@example.com': {}, 'boss@example.com': {} };

describe('the people of relais.yaml on Slack', () => {
  const config = readConfig(slackEnv);

  it('are each looked up, once, and who is not found is named with why', async () => {
    const { apiUrl, asked } = await slack({ ...members, 'guest@example.com': { is_restricted: true } });
    const found = await lookAtSlackPeople({ config, organisation, fetch, apiUrl });
    expect(asked).toEqual(
      ['alex', 'boss', 'gone', 'guest', 'nadia'].map((name) => `/users.lookupByEmail ${name}@example.com`),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ level: 'problem', area: 'slack' });
    expect(inEnglishToo(found)[0]?.message.split('\n')).toEqual([
      '2 of the 5 people of relais.yaml are not found on Slack:',
      '  gone@example.com: Slack knows nobody with this address',
      '  guest@example.com: they are a guest',
    ]);
  });

  it('are good when all are there, also after a pause that Slack asks for', async () => {
    const everybody = { ...members, 'gone@example.com': {}, 'guest@example.com': {} };
    const { apiUrl } = await slack(everybody, { throttles: 2 });
    const found = await lookAtSlackPeople({ config, organisation, fetch, apiUrl });
    expect(inEnglishToo(found)).toEqual([
      { level: 'good', area: 'slack', message: 'Slack knows all 5 people of relais.yaml.' },
    ]);
  });

  it('are worth a note where Teams is there as well', async () => {
    const teams = { MICROSOFT_APP_ID: '00000000-0000-4000-8000-000000000001', MICROSOFT_APP_PASSWORD: 'secret-of-app' };
    const both = readConfig({ ...slackEnv, ...teams, MICROSOFT_APP_TENANT_ID: '00000000-0000-4000-8000-000000000002' });
    const { apiUrl } = await slack(members);
    expect((await lookAtSlackPeople({ config: both, organisation, fetch, apiUrl })).map(({ level }) => level)).toEqual([
      'note',
    ]);
  });

  it('cannot be looked up without the scope, which is said once', async () => {
    const { apiUrl, asked } = await slack({}, { error: 'missing_scope' });
    const found = await lookAtSlackPeople({ config, organisation, fetch, apiUrl });
    expect(inEnglishToo(found).map(({ message }) => message)).toEqual([
      'Slack does not tell who the people of relais.yaml are: missing_scope.',
    ]);
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('xoxb-right');
  });

  it('are not asked about where there is no Slack, and a Slack that cannot be reached is told', async () => {
    const apiUrl = 'http://127.0.0.1:9/';
    expect(await lookAtSlackPeople({ config: readConfig({}), organisation, fetch, apiUrl })).toEqual([]);
    const found = await lookAtSlackPeople({ config, organisation, fetch, apiUrl });
    expect(found.map(({ level }) => level)).toEqual(['problem']);
  });
});
