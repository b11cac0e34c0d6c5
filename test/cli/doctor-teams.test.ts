import { join } from 'node:path';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAddresses } from '../../src/channels/teams/addresses.ts';
import { lookAtInstalling, lookAtReach, lookAtTeams } from '../../src/cli/doctor/look-at-teams.ts';
import { readConfig } from '../../src/config.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { openSqliteDatabase } from '../../src/stores/sqlite/database.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { company } from '../../src/workspace/company.ts';
import { createLocalTeams } from '../../src/workspace/teams/local-teams.ts';
import { listen, originOf } from '../channels/teams/teams-world.ts';
import { inEnglishToo } from '../support/english.ts';
import { scratchFolder } from './run-relais.ts';

const env = {
  MICROSOFT_APP_ID: '0a1b2c3d-0000-4000-8000-00000000000a',
  MICROSOFT_APP_PASSWORD: 'secret-canary',
  MICROSOFT_APP_TENANT_ID: '0a1b2c3d-0000-4000-8000-00000000000b',
};

function microsoft(status: number, body: object) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (url) => {
    asked.push(String(url));
    return Response.json(body, { status });
  };
  return { fetch, asked };
}

describe('the doctor on Teams', () => {
  it('asks Microsoft whether the app is known', async () => {
    const settings = readConfig(env).teams;
    if (!settings) throw new Error('Teams is not set');
    const well = microsoft(200, { access_token: 'token-canary' });
    const good = await lookAtTeams({ settings, fetch: well.fetch });
    expect(good).toMatchObject([{ level: 'good', area: 'teams' }]);
    expect(well.asked[0]).toContain(settings.tenantId);
    const bad = await lookAtTeams({ settings, fetch: microsoft(401, { error: 'invalid_client' }).fetch });
    expect(inEnglishToo(bad)).toMatchObject([{ level: 'problem', message: expect.stringContaining('invalid_client') }]);
    expect(JSON.stringify([good, bad])).not.toContain('canary');
    const managed = { ...settings, type: 'UserAssignedMSI', password: null } as const;
    expect(await lookAtTeams({ settings: managed, fetch: well.fetch })).toMatchObject([{ level: 'note' }]);
  });

  it('lists whom Relais cannot reach, why, and how it is mended', async () => {
    const dataDir = scratchFolder();
    const config = readConfig({ ...env, RELAIS_DATA_DIR: dataDir });
    const installing = readConfig({ ...env, RELAIS_DATA_DIR: dataDir, MICROSOFT_APP_INSTALL_FOR_PEOPLE: 'true' });
    const organisation = organisationSchema.parse({
      roles: { hr: ['here@example.com'], it: ['blocked@example.com'] },
      people: ['missing', 'guest', 'twice', 'removed', 'in-a-team'].map((name) => ({ email: `${name}@example.com` })),
    });
    const database = openSqliteDatabase(join(dataDir, 'relais.db'));
    const store = await createSqliteStore({ database, masterKey: loadMasterKey({ value: undefined, dataDir }) });
    const addresses = createAddresses(store.notes);
    const keep = (handle: string, email: string, over: object = {}) =>
      addresses.save({
        ...{ handle, userId: `29:${handle}`, conversation: `a:${handle}`, serviceUrl: 'https://smba.example.com/' },
        ...{ tenantId: null, botId: '28:1', name: handle, email, title: null, locale: null, timeZone: null },
        ...{ outsider: false, foreign: false, installed: true, blocked: null, ...over },
      });
    await keep('1', 'here@example.com');
    await keep('2', 'blocked@example.com', { blocked: 'This person has blocked Relais.' });
    await keep('3', 'guest@example.com', { outsider: true });
    await keep('4', 'twice@example.com');
    await keep('5', 'twice@example.com');
    await keep('6', 'removed@example.com', { installed: false });
    await keep('7', 'in-a-team@example.com', { installed: false, conversation: null });
    await store.close();
    database.close();

    const [finding] = inEnglishToo(await lookAtReach(config, organisation));
    expect(finding).toMatchObject({
      level: 'problem',
      fix: expect.stringContaining('TeamsAppInstallation.ReadWriteSelfForUser.All'),
    });
    for (const line of [
      '6 of the 7 people',
      'missing@example.com: Relais is not installed',
      'blocked@example.com: they have blocked',
      'guest@example.com: they are a guest',
      'twice@example.com: two accounts',
      'removed@example.com: they, or an administrator, have removed',
      'in-a-team@example.com: Relais is not installed',
    ])
      expect(finding?.message).toContain(line);
    expect(finding?.message).not.toContain('here@example.com');

    // Where Relais installs itself, nobody has to do it for those it has met.
    const [comes, rest] = inEnglishToo(await lookAtReach(installing, organisation));
    expect(comes).toMatchObject({ level: 'note', message: expect.stringMatching(/installs itself.*\n {2}in-a-team@/) });
    expect(rest?.message).toContain('5 of the 7 people');
    expect(rest?.message).toContain('missing@example.com: Relais has not met them');
    expect(rest?.message).not.toContain('in-a-team@');
  });

  it('says which permission is missing where Relais is to install itself', async () => {
    const config = readConfig({
      ...env,
      MICROSOFT_APP_INSTALL_FOR_PEOPLE: 'true',
      RELAIS_ALLOW_PRIVATE_ADDRESSES: 'true',
    });
    const teams = createLocalTeams({
      ...{ people: company, path: ':memory:', app: { commands: [], actions: [] } },
      ...{ messagesUrl: () => '', headers: {}, now: () => new Date(), tell: () => undefined },
    });
    const permissions: string[] = ['AppCatalog.Read.All'];
    const server = express();
    const { MICROSOFT_APP_TENANT_ID: tenant } = env;
    const app = { tenants: [tenant, tenant] as const, clientId: env.MICROSOFT_APP_ID, permissions };
    server.use(teams.graph({ ...app, clientSecret: env.MICROSOFT_APP_PASSWORD }, () => true));
    const listening = await listen(server);
    onTestFinished(() => void listening.close());
    const origin = originOf(listening);
    const look = () => lookAtInstalling(config, { baseUrl: `${origin}/v1.0`, loginUrl: origin });
    const lacking = await look();
    expect(inEnglishToo(lacking)).toMatchObject([
      { level: 'problem', message: expect.stringContaining('TeamsAppInstallation.ReadWriteSelfForUser.All') },
    ]);
    permissions.push('TeamsAppInstallation.ReadWriteSelfForUser.All');
    expect(await look()).toMatchObject([{ level: 'good' }]);
    expect(JSON.stringify(lacking)).not.toContain('canary');
    // Nobody asks where it was not allowed.
    expect(await lookAtInstalling(readConfig(env))).toEqual([]);
  });
});
