import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { askEverything } from './ask-everything.ts';
import { missingSpec, vendorSpec } from './http-vendor-spec.ts';
import { personOf } from './people.ts';
import { missingSlackSpec, slackSpec } from './slack-spec.ts';
import { outsiders, slackWorld } from './slack-world.ts';

const absent = missingSlackSpec() ?? missingSpec('scim');
const loud = absent ? ` (${absent})` : '';
const init = { headers: {}, redirect: 'manual', signal: new AbortController().signal } as const;

describe('slack as its vendor describes it', () => {
  it.skipIf(absent)(`is asked what it knows, and answered by the sandbox as it answers${loud}`, async () => {
    const spec = slackSpec();
    // SCIM is no Slack description: that its requests are the standard's is what can be held.
    const scim = await vendorSpec('scim', '/scim/v2');
    const onlyScim =
      (send: Fetch): Fetch =>
      (url, asked) =>
        url.pathname.startsWith('/scim/') ? scim.watch(send)(url, asked) : send(url, asked);
    for (const plan of ['enterprise', 'business', 'other'] as const) {
      const world = await slackWorld({ plan, watch: (fetch) => spec.watchAnswers(spec.watch(onlyScim(fetch))) });
      try {
        const { connector, people } = world;
        await askEverything(connector, [
          people.present,
          personOf(outsiders.guest),
          personOf(outsiders.stranger),
          people.absent,
        ]);
      } finally {
        await world.close();
      }
    }
    expect(spec.checked()).toBeGreaterThan(200);
    expect(scim.checked()).toBeGreaterThan(2);
    expect([...spec.complaints(), ...scim.complaints()]).toEqual([]);
  });

  it.skipIf(absent)(`canary: a request or an answer that it does not know is seen${loud}`, async () => {
    const spec = slackSpec();
    const answer = (body: object) => spec.watchAnswers(async () => Response.json(body));
    const asked: [string, string, string | null][] = [
      ['GET', 'users.info?usr=U1', null],
      ['GET', 'users.list?limit=many', null],
      ['GET', 'users.deactivate?user=U1', null],
      ['POST', 'admin.users.session.reset', 'user=U1'],
      ['POST', 'admin.users.deactivate', 'user=U1'],
    ];
    for (const [method, rest, body] of asked) {
      const before = spec.complaints().length;
      await spec.watch(async () => new Response())(new URL(`https://slack.com/api/${rest}`), { ...init, method, body });
      expect(spec.complaints().length, rest).toBeGreaterThan(before);
    }
    const before = spec.complaints().length;
    const url = new URL('https://slack.com/api/users.info');
    await answer({ ok: true, user: { id: 7 } })(url, { ...init, method: 'GET', body: null });
    expect(spec.complaints().length).toBeGreaterThan(before);
  });
});
