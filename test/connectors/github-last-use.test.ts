import { describe, expect, it } from 'vitest';
import type { GithubSystem } from '../../src/connectors/github/github-system.ts';
import { lastUse } from '../../src/connectors/github/last-use.ts';

const context = { now: () => new Date(0), signal: new AbortController().signal };
const evidence = { at: '2026-03-02T09:00:00.000Z', method: 'GET', url: '', http: 200, requestId: null, detail: '' };
const account = {
  system: 'github',
  systemLabel: 'GitHub',
  tenant: 'https://api.github.example.com 1',
  id: '42',
  login: 'alex-moreau',
  name: null,
  status: 'member',
  protectedBecause: null,
};

/** GitHub with these events of the login, the newest first. */
function withEvents(events: readonly object[]): GithubSystem {
  const http = {
    find: async () => ({ data: { id: '42', login: 'alex-moreau' }, evidence }),
    get: async () => ({ data: events, evidence }),
  };
  return { http, settings: { org: 'acme', auditLog: true } } as unknown as GithubSystem;
}

const events = (count: number, actor_id: string) =>
  Array.from({ length: count }, () => ({ actor_id, action: 'git.push', '@timestamp': Date.parse('2026-03-21') }));
const since = new Date('2026-03-20T18:00:00.000Z');

describe('the use of an account whose login somebody else has by now', () => {
  it('is not told where the newest hundred events are all theirs', async () => {
    const use = lastUse(withEvents(events(100, '7')), { account, since }, context);
    await expect(use).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('is told where the account is among them, and that it was not used where they are all there are', async () => {
    const both = withEvents([...events(99, '7'), ...events(1, '42')]);
    expect((await lastUse(both, { account, since }, context))?.at).toEqual(new Date('2026-03-21'));
    expect((await lastUse(withEvents(events(99, '7')), { account, since }, context))?.at).toBeNull();
  });
});
