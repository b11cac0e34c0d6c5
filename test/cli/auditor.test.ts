import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar/time.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const name = 'Ines Okafor, Example Audit';
const invite = (until: string) => [
  ...['auditor', 'invite', '--name', name, '--from', '2026-01-01', '--to', '2026-06-30', '--until', until],
];

describe('relais auditor', () => {
  let env: Record<string, string>;
  const soon = addDays(new Date().toISOString().slice(0, 10), 20);
  const run = (...args: string[]) => callRelais(args, { env });
  const invited = async () => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec((await run(...invite(soon))).out)?.[0] ?? '';
  const open = () => {
    const dataDir = env['RELAIS_DATA_DIR'] ?? '';
    const masterKey = loadMasterKey({ value: undefined, dataDir });
    return createSqliteStore({ path: join(dataDir, 'relais.db'), masterKey });
  };
  beforeEach(async () => {
    env = { RELAIS_DATA_DIR: scratchFolder(), RELAIS_PUBLIC_URL: 'https://relais.example.com' };
    await (await open()).close();
  });

  it('invites, makes links, lists and ends; each is an entry that audit verify walks', async () => {
    const id = await invited();
    const link = await run('auditor', 'link', id);
    expect(link.out).toMatch(/^https:\/\/relais\.example\.com\/audit\/open\/[\w-]{43}$/m);
    expect((await run('auditor', 'list')).out).toMatch(new RegExp(`${id} .*${name}.*open[^]*visits 0`));
    expect((await run('auditor', 'revoke', id)).code).toBe(0);
    expect((await run('auditor', 'list')).out).toContain('revoked');
    expect((await run('auditor', 'show', id)).out).toMatch(/system {2}invited[\s\S]*system {2}link-made[\s\S]*revoked/);
    const after = await run('auditor', 'link', id);
    expect([after.code, after.err]).toEqual([1, expect.stringContaining('not open')]);
    expect(await run('audit', 'verify')).toMatchObject({
      code: 0,
      out: expect.stringContaining('The journal of the installation: 3 entries.'),
    });
  });

  it('says what is wrong, and what to do', async () => {
    for (const [args, words] of [
      [invite('soon'), '--until soon is no day'],
      [invite('2026-01-02'), '--until has passed'],
      [invite(addDays(soon, 100)), 'evidence.auditors.mostDays'],
      [['auditor', 'revoke', 'nobody'], 'relais auditor list'],
      [['auditor', 'show', 'nobody'], 'relais auditor list'],
    ] as const) {
      const { code, err } = await run(...args);
      expect([code, err]).toEqual([1, expect.stringContaining(words)]);
    }
  });

  it('is found changed by audit verify', async () => {
    await invited();
    const store = await open();
    const note = (await store.notes.read('installation')) as { state: { auditors: { until: string }[] } };
    const auditors = note.state.auditors.map((one) => ({ ...one, until: '2099-01-01T00:00:00.000Z' }));
    await store.notes.write('installation', { ...note, state: { auditors } });
    await store.close();
    const { code, out } = await run('audit', 'verify');
    expect([code, out]).toEqual([1, expect.stringContaining('what is kept as true is not what its entries say')]);
  });
});
