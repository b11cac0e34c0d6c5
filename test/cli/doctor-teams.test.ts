import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAddresses } from '../../src/channels/teams/addresses.ts';
import { lookAtReach, lookAtTeams } from '../../src/cli/doctor/look-at-teams.ts';
import { readConfig } from '../../src/config.ts';
import { organisationSchema } from '../../src/engine/people.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { openSqliteDatabase } from '../../src/stores/sqlite/database.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
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
    expect(bad).toMatchObject([{ level: 'problem', message: expect.stringContaining('invalid_client') }]);
    expect(JSON.stringify([good, bad])).not.toContain('canary');
    const managed = { ...settings, type: 'UserAssignedMSI', password: null } as const;
    expect(await lookAtTeams({ settings: managed, fetch: well.fetch })).toMatchObject([{ level: 'note' }]);
  });

  it('lists whom Relais cannot reach, why, and how it is mended', async () => {
    const dataDir = scratchFolder();
    const config = readConfig({ ...env, RELAIS_DATA_DIR: dataDir });
    const organisation = organisationSchema.parse({
      roles: { hr: ['here@example.com'], it: ['blocked@example.com'] },
      people: [{ email: 'missing@example.com' }, { email: 'guest@example.com' }, { email: 'twice@example.com' }],
    });
    const database = openSqliteDatabase(join(dataDir, 'relais.db'));
    const store = await createSqliteStore({ database, masterKey: loadMasterKey({ value: undefined, dataDir }) });
    const addresses = createAddresses(store.notes);
    const keep = (handle: string, email: string, over: object = {}) =>
      addresses.save({
        ...{ handle, userId: `29:${handle}`, conversation: `a:${handle}`, serviceUrl: 'https://smba.example.com/' },
        ...{ tenantId: null, botId: '28:1', name: handle, email, title: null, locale: null, timeZone: null },
        ...{ outsider: false, installed: true, blocked: null, ...over },
      });
    await keep('1', 'here@example.com');
    await keep('2', 'blocked@example.com', { blocked: 'This person has blocked Relais.' });
    await keep('3', 'guest@example.com', { outsider: true });
    await keep('4', 'twice@example.com');
    await keep('5', 'twice@example.com');
    await store.close();
    database.close();

    const [finding] = await lookAtReach(config, organisation);
    expect(finding).toMatchObject({
      level: 'problem',
      fix: expect.stringContaining('TeamsAppInstallation.ReadWriteSelfForUser.All'),
    });
    for (const line of [
      '4 of the 5 people',
      'missing@example.com: Relais is not installed',
      'blocked@example.com: they have blocked',
      'guest@example.com: they are a guest',
      'twice@example.com: two accounts',
    ])
      expect(finding?.message).toContain(line);
    expect(finding?.message).not.toContain('here@example.com');
  });
});
