import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTeamsAppInstaller, installPermissions } from '../../../src/connectors/entra/teams-app.ts';
import { createTransport, type Fetch } from '../../../src/connectors/http/transport.ts';
import { textOf } from '../../../src/workspace/teams/card-reading.ts';
import { catalogueIdOf, objectIdOf } from '../../../src/workspace/teams/identity.ts';
import { inEnglishToo } from '../../support/english.ts';
import { card } from '../slack/samples.ts';
import { listen, originOf, personOf, type TeamsWorld, teamsWorld } from './teams-world.ts';

const appId = '0a1b2c3d-0000-4000-8000-00000000000a';
const tenantId = '0a1b2c3d-0000-4000-8000-00000000000b';
const password = 'canary-teams-0123456789';

interface Graph {
  permissions: string[];
  catalogued: boolean;
  /** Answers every call to Graph with this instead. */
  trouble: { status: number; headers?: Readonly<Record<string, string>> } | null;
  /** Says that it installed, and did not. */
  lies: boolean;
  asked: string[];
}

/** Production code over HTTP on both sides: Relais against a Graph that installs in the local Teams. */
async function reach(): Promise<{ world: TeamsWorld; graph: Graph; check: () => ReturnType<Installer['check']> }> {
  const graph: Graph = {
    permissions: [...installPermissions],
    catalogued: true,
    trouble: null,
    lies: false,
    asked: [],
  };
  const at: { installer: Installer | null } = { installer: null };
  const context = () => ({ now: () => new Date(), signal: AbortSignal.timeout(30_000) });
  const installer = (): Installer => {
    if (!at.installer) throw new Error('not there yet');
    return at.installer;
  };
  const world = await teamsWorld({ installFor: (id) => installer().install(id, context()) });
  const server = express();
  const app = {
    tenants: [tenantId, tenantId] as const,
    clientId: appId,
    clientSecret: password,
    permissions: graph.permissions,
  };
  server.use('/v1.0', (request, response, next) => {
    if (graph.trouble)
      response
        .status(graph.trouble.status)
        .set(graph.trouble.headers ?? {})
        .json({ error: {} });
    else if (graph.lies && request.method === 'POST') response.status(201).end();
    else next();
  });
  server.use(world.teams.graph(app, () => graph.catalogued));
  const listening = await listen(server);
  const origin = originOf(listening);
  const transport = createTransport({ allowPrivateAddresses: true });
  const watched: Fetch = (url, init) => {
    graph.asked.push(`${init?.method ?? 'GET'} ${decodeURIComponent(String(url).replace(origin, ''))}`);
    return transport(url, init);
  };
  at.installer = createTeamsAppInstaller(
    { appId, tenantId, password, baseUrl: `${origin}/v1.0`, loginUrl: origin, perMinute: 60_000 },
    { allowPrivateAddresses: true, fetch: watched },
  );
  onTestFinished(async () => {
    await world.stop();
    listening.closeAllConnections();
    await new Promise((done) => listening.close(done));
  });
  // So that Relais knows of Alex at all; the app is nobody's yet.
  await world.teams.addToTeam('everybody', ['U0MAYA', 'U0ALEX'], 'U0MAYA');
  await world.app.channel.lookUp({ email: personOf('U0ALEX').email });
  return { world, graph, check: () => installer().check(context()) };
}
type Installer = ReturnType<typeof createTeamsAppInstaller>;

const toAlex = { to: { type: 'person' as const, person: personOf('U0ALEX') }, thread: null };
const post = ({ app }: TeamsWorld, key = 'k') => app.channel.post(toAlex, card([], { title: 'For you' }), key);

describe('somebody who has not installed Relais', () => {
  it('gets it, is welcomed, and gets their card: installed by Graph, and read back', async () => {
    const { world, graph } = await reach();
    const ref = await post(world);
    const alex = world.teams.as('U0ALEX');
    expect(ref.conversation).toBe('a:U0ALEX');
    expect(alex.inbox().map(({ card: drawn }) => textOf(drawn).split('\n')[0])).toEqual([
      expect.stringContaining('Relais'),
      'For you',
    ]);
    const user = `/v1.0/users/${objectIdOf('U0ALEX')}/teamwork/installedApps`;
    const id = catalogueIdOf(appId);
    expect(graph.asked).toEqual([
      `POST /${tenantId}/oauth2/v2.0/token`,
      `GET /v1.0/appCatalogs/teamsApps?$filter=externalId+eq+'${appId}'&$select=id,externalId`,
      `POST ${user}`,
      `GET ${user}?$expand=teamsApp&$filter=teamsApp/id+eq+'${id}'`,
      expect.stringMatching(/^GET .*\/chat$/),
    ]);
    // The next card needs none of it.
    await post(world, 'k2');
    expect(graph.asked).toHaveLength(5);
    expect(alex.inbox()).toHaveLength(3);
  });

  it('gets it once, though several cards come at once', async () => {
    const { world, graph } = await reach();
    await Promise.all(['a', 'b', 'c'].map((key) => post(world, key)));
    expect(graph.asked.filter((call) => call.startsWith('POST /v1.0'))).toHaveLength(1);
    expect(world.teams.as('U0ALEX').inbox()).toHaveLength(4);
  });

  it('and asks among others gets it too, and the answer there', async () => {
    const { world, graph } = await reach();
    const place = world.teams.chat('19:everybody@thread.tacv2');
    if (!place) throw new Error('there is no such team');
    const notice = { tone: 'good', text: 'Two are leaving.', actions: [] } as const;
    world.conversation.answers.set('status', () => ({ type: 'notice', notice }));
    const alex = world.teams.as('U0ALEX');
    await alex.say('status', [], place);
    expect(graph.asked.filter((call) => call.startsWith('POST /v1.0'))).toHaveLength(1);
    expect(textOf(alex.inbox().at(-1)?.card)).toContain('Two are leaving.');
    expect(place.messages.at(-1)?.text).toContain('nobody else reads it');
  });

  it('who removed it is left alone', async () => {
    const { world, graph } = await reach();
    const alex = world.teams.as('U0ALEX');
    await alex.install();
    await alex.uninstall();
    await expect(post(world)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(graph.asked).toEqual([]);
  });

  it.each([
    ['TeamsAppInstallation.ReadWriteSelfForUser.All', 1],
    ['AppCatalog.Read.All', 0],
  ] as const)('is not reached without %s, and the permission is named', async (permission, at) => {
    const { world, graph, check } = await reach();
    graph.permissions.splice(at === 1 ? 0 : 1, 1);
    await expect(post(world)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(permission),
    });
    expect(world.teams.as('U0ALEX').inbox()).toEqual([]);
    const lacking = await check();
    expect(lacking.ok).toBe(false);
    expect(inEnglishToo(lacking.problems)).toMatchObject([{ message: expect.stringContaining(permission) }]);
  });

  it('is not reached while the app is not in the catalogue', async () => {
    const { world, graph, check } = await reach();
    graph.catalogued = false;
    await expect(post(world)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('no app of your catalogue'),
    });
    const uncatalogued = await check();
    expect(uncatalogued.ok).toBe(false);
    expect(inEnglishToo(uncatalogued.problems)).toMatchObject([{ fix: expect.stringContaining('relais-teams.zip') }]);
    graph.catalogued = true;
    expect(await check()).toMatchObject({ ok: true, problems: [] });
  });

  it.each([
    [{ status: 503 }, 'unavailable'],
    [{ status: 500 }, 'unavailable'],
    [{ status: 429, headers: { 'retry-after': '1' } }, 'throttled'],
  ] as const)('is tried again later when Graph answers %j', async (trouble, kind) => {
    const { world, graph } = await reach();
    graph.trouble = trouble;
    const failure = await post(world).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind, ...(kind === 'throttled' && { retryAfterSeconds: 1 }) });
    // Not even the failure's causes hold what opens doors.
    expect(JSON.stringify([failure, String(failure), (failure as Error).cause])).not.toContain('canary');
    graph.trouble = null;
    await expect(post(world)).resolves.toMatchObject({ channel: 'teams' });
  });

  it('is not called reached when Teams took the installation and does not show it', async () => {
    const { world, graph } = await reach();
    graph.lies = true;
    await expect(post(world)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(world.teams.as('U0ALEX').inbox()).toEqual([]);
    graph.lies = false;
    await expect(post(world)).resolves.toMatchObject({ channel: 'teams' });
  });
});
