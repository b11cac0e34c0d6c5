import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createBlockSupport } from '../../../src/channels/slack/block-support.ts';
import { readText } from '../../../src/channels/slack/command-words.ts';
import { createIdentity } from '../../../src/channels/slack/identity.ts';
import { withName } from '../../../src/channels/slack/people-by-name.ts';
import { createWebClient } from '../../../src/channels/slack/web-client.ts';

/** What Slack answers to a token of an app that was installed for a whole organisation. */
const authTest = {
  ok: true,
  team_id: 'E0ORG',
  enterprise_id: 'E0ORG',
  user_id: 'W0RELAIS',
  bot_id: 'B0RELAIS',
  is_enterprise_install: true,
};

const member = (id: string, name: string, organisation = 'E0ORG') => ({
  id,
  team_id: 'T0ONE',
  real_name: name,
  profile: { real_name: name },
  enterprise_user: { enterprise_id: organisation },
});
const people: Readonly<Record<string, object[]>> = {
  T0ONE: [member('W0ALEX', 'Alex Moreau'), member('W0GUEST', 'Sam Guest', 'E0OTHER')],
  // Alex is in two workspaces, by one id; there are two Leos.
  T0TWO: [member('W0ALEX', 'Alex Moreau'), member('W0LEO', 'Leo Dubois'), member('W0LEA', 'Leo Dubois')],
};

describe('an app that is installed for a whole Enterprise Grid', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function slack() {
    const asked: string[] = [];
    const listening = createServer(async (request, response) => {
      const form = new URLSearchParams(await text(request));
      const team = form.get('team_id');
      const method = (request.url ?? '').slice(1);
      asked.push(team === null ? method : `${method} ${team}`);
      const more = form.get('cursor') === null;
      const answers: Readonly<Record<string, object>> = {
        'auth.test': authTest,
        'auth.teams.list': more
          ? { ok: true, teams: [{ id: 'T0ONE' }], response_metadata: { next_cursor: 'next' } }
          : { ok: true, teams: [{ id: 'T0TWO' }], response_metadata: { next_cursor: '' } },
        'users.list':
          team === null ? { ok: false, error: 'missing_argument' } : { ok: true, members: people[team] ?? [] },
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answers[method] ?? { ok: false, error: 'unknown_method' }));
    });
    server = listening;
    await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
    const client = createWebClient({
      botToken: 'xoxb-org',
      slackApiUrl: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`,
      log: pino({ level: 'silent' }),
      support: createBlockSupport(),
    });
    return { client, asked, identity: await createIdentity(client)() };
  }

  it('is known by the organisation', async () => {
    expect((await slack()).identity).toEqual({
      ...{ teamId: 'E0ORG', enterpriseId: 'E0ORG', orgWide: true },
      ...{ botUserId: 'W0RELAIS', botId: 'B0RELAIS' },
    });
  });

  it('finds a person by name in every workspace, which each list must name', async () => {
    const { client, asked, identity } = await slack();
    expect((await withName(client, 'alex moreau', identity))?.handle).toBe('W0ALEX');
    expect(asked.slice(1)).toEqual(['auth.teams.list', 'auth.teams.list', 'users.list T0ONE', 'users.list T0TWO']);
    expect(await withName(client, 'Leo Dubois', identity)).toBeNull();
    // Another organisation's, in a shared channel.
    expect(await withName(client, 'Sam Guest', identity)).toBeNull();
  });

  it('reads mentions of W… ids as of any other', async () => {
    const asked: unknown[] = [];
    const typed = readText('offboard <@W0ALEX|alex.moreau>', 'command');
    await typed.words({
      named: async (_channel, who) => {
        asked.push(who);
        return null;
      },
      byEmail: async () => null,
    });
    expect(asked).toEqual([{ handle: 'W0ALEX' }]);
  });
});
