import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { company } from '../../../src/workspace/company.ts';
import { createOktaSandbox } from '../../../src/workspace/systems/okta/okta-sandbox.ts';
import { sandboxToken } from '../../../src/workspace/systems/sandbox.ts';
import { client, handClock, serve, temporaryFolder } from './serving.ts';

const alex = 'alex.moreau@example.com';

async function open() {
  const clock = handClock();
  const sandbox = createOktaSandbox({ dataDir: temporaryFolder(), people: company, now: clock.now });
  const okta = client(await serve(sandbox.router), { authorization: `SSWS ${sandboxToken}` });
  const id = String((await okta('GET', `/api/v1/users/${alex}`)).body.id);
  const suspend = () => okta('POST', `/api/v1/users/${id}/lifecycle/suspend`);
  const endSessions = () => okta('DELETE', `/api/v1/users/${id}/sessions?oauthTokens=true`);
  return { sandbox, okta, id, suspend, endSessions, clock };
}

describe('a sandbox system that misbehaves', () => {
  it('is down: every call answers 503 and changes nothing', async () => {
    const { sandbox, suspend } = await open();
    sandbox.misbehave('down');
    expect((await suspend()).status).toBe(503);
    sandbox.misbehave('none');
    expect((await suspend()).status).toBe(200);
  });

  it('is slow: an answer takes three seconds', async () => {
    const { sandbox, suspend } = await open();
    sandbox.misbehave('slow');
    const started = performance.now();
    expect((await suspend()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(2900);
  });

  it('is throttled: every second call answers 429 and says when to come again', async () => {
    const { sandbox, okta, clock } = await open();
    sandbox.misbehave('throttled');
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await okta('GET', '/api/v1/users'));
    expect(answers.map((each) => each.status)).toEqual([200, 429, 200, 429]);
    expect(answers[1]?.headers.get('x-rate-limit-remaining')).toBe('0');
    expect(Number(answers[1]?.headers.get('x-rate-limit-reset')) * 1000).toBeGreaterThan(clock.now().getTime());
  });

  it('lies: answers success and changes nothing', async () => {
    const { sandbox, okta, id, suspend } = await open();
    sandbox.misbehave('lies');
    expect((await suspend()).status).toBe(200);
    expect((await okta('GET', `/api/v1/users/${id}`)).body.status).toBe('ACTIVE');
    expect(sandbox.signIn(alex)).toBe(true);
  });

  it('half fails: the first kind of write works, the later kinds answer 500 and change nothing', async () => {
    const { sandbox, suspend, endSessions } = await open();
    sandbox.misbehave('half-failing');
    expect((await suspend()).status).toBe(200);
    expect((await endSessions()).status).toBe(500);
    expect(sandbox.accounts().find((each) => each.email === alex)).toMatchObject({ status: 'SUSPENDED', live: true });
    sandbox.misbehave('none');
    expect((await endSessions()).status).toBe(204);
    expect(sandbox.signIn(alex)).toBe(false);
  });
});

describe('a sandbox system', () => {
  it('logs the latest hundred calls, newest first, and tells listeners of each change', async () => {
    const { sandbox, okta, suspend } = await open();
    let told = 0;
    const stop = sandbox.onChange(() => {
      told += 1;
    });
    await suspend();
    expect(sandbox.calls()[0]).toMatchObject({ method: 'POST', status: 200 });
    expect(sandbox.calls()[0]?.path).toMatch(/^\/api\/v1\/users\/00u\w+\/lifecycle\/suspend$/);
    expect(told).toBeGreaterThan(0);
    stop();
    const before = told;
    for (let i = 0; i < 105; i += 1) await okta('GET', '/api/v1/users/00unobody');
    expect(sandbox.calls()).toHaveLength(100);
    expect(told).toBe(before);
  });

  it('refuses a state file that is not its own and says what to do', () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'okta.json'), '{"half": ');
    expect(() => createOktaSandbox({ dataDir, people: company, now: () => new Date() })).toThrow(/Remove the file/);
  });
});
