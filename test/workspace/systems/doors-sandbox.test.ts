import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { company } from '../../../src/workspace/company.ts';
import { createDoorsSandbox } from '../../../src/workspace/systems/doors/doors-sandbox.ts';
import { sandboxToken } from '../../../src/workspace/systems/sandbox.ts';
import { handClock, serve, temporaryFolder } from './serving.ts';

const alex = 'alex.moreau@example.com';

async function open(dataDir = temporaryFolder()) {
  const clock = handClock();
  const sandbox = createDoorsSandbox({ dataDir, people: company, now: clock.now });
  const base = await serve(sandbox.router, '/sandbox/doors');
  const call = async (
    method: string,
    path: string,
    {
      body,
      key = 'k1',
      age = 0,
      secret = sandboxToken,
    }: { body?: object; key?: string; age?: number; secret?: string } = {},
  ) => {
    const seconds = Math.floor(clock.now().getTime() / 1000) - age;
    const text = body === undefined ? '' : JSON.stringify(body);
    const signed = method === 'GET' ? `/sandbox/doors${path}` : text;
    const v1 = createHmac('sha256', secret).update(`${seconds}.${signed}`).digest('hex');
    const response = await fetch(base + path, {
      method,
      headers: {
        'x-relais-signature': `t=${seconds},v1=${v1}`,
        'idempotency-key': key,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: text }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const revoke = (email: string, options: { key?: string; age?: number; secret?: string } = {}) =>
    call('POST', '/revocations', { body: { action: 'disable', account: { id: 'U0ALEX', email } }, ...options });
  const badge = () => call('GET', `/badges/${encodeURIComponent(alex)}`);
  return { sandbox, call, revoke, badge, clock, dataDir };
}

describe('badge and doors sandbox', () => {
  it('takes a badge away a moment after it was asked to', async () => {
    const { sandbox, revoke, badge, clock } = await open();
    expect((await badge()).body).toMatchObject({ holder: 'Alex Moreau', state: 'active' });
    expect(await revoke(alex)).toMatchObject({ status: 202, body: { id: 'k1', status: 'taken' } });
    expect((await badge()).body.state).toBe('revoking');
    expect(sandbox.signIn(alex)).toBe(true);
    clock.moveBy(1000);
    expect((await badge()).body.state).toBe('revoked');
    expect(sandbox.signIn(alex)).toBe(false);
    expect(sandbox.accounts().find((each) => each.email === alex)).toMatchObject({ live: false, status: 'revoked' });
  });

  it('answers a repeated request as before and another one with 409', async () => {
    const { revoke } = await open();
    const first = await revoke(alex);
    expect(await revoke(alex)).toEqual(first);
    expect((await revoke(alex, { key: 'k2' })).status).toBe(409);
    expect((await revoke('nobody@example.com', { key: 'k3' })).status).toBe(404);
  });

  it('refuses what is not signed, signed by somebody else, too old, or not a revocation', async () => {
    const { revoke, sandbox, call } = await open();
    expect((await revoke(alex, { secret: 'another' })).status).toBe(401);
    expect((await revoke(alex, { age: 301 })).status).toBe(401);
    expect((await revoke(alex, { age: -301 })).status).toBe(401);
    expect((await call('POST', '/revocations', { body: {} })).status).toBe(400);
    expect(sandbox.signIn(alex)).toBe(true);
  });

  it('lies when told to, and keeps its state over a restart', async () => {
    const { revoke, badge, sandbox, clock, dataDir } = await open();
    sandbox.misbehave('lies');
    expect((await revoke(alex)).status).toBe(202);
    clock.moveBy(5000);
    expect((await badge()).body.state).toBe('active');
    sandbox.misbehave('none');
    await revoke(alex);
    clock.moveBy(5000);
    const again = await open(dataDir);
    again.clock.moveBy(10_000);
    expect(again.sandbox.signIn(alex)).toBe(false);
    expect(again.sandbox.recordActivity(alex)).toBe(true);
    expect((await again.badge()).body.lastUsedAt).toBe(again.clock.now().toISOString());
    expect(again.sandbox.reopen(alex)).toBe(true);
    expect(again.sandbox.signIn(alex)).toBe(true);
  });
});
