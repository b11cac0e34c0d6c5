import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Account } from '../../src/domain/systems/account.ts';
import { rememberNames } from '../../src/engine/people/remembered-names.ts';
import { createKeptLists } from '../../src/engine/people/sources/kept-lists.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { toldPerson } from '../engine/people/told.ts';
import { sampleDeparture, sampleEntries, samplePerson } from '../stores/samples.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const at = '2026-11-01T08:00:00.000Z';
let folder: string;
let env: Record<string, string>;

const list = (...lines: string[]) => {
  const path = join(folder, 'people.csv');
  writeFileSync(path, ['email,name,manager,country', ...lines].join('\n'));
  return path;
};

const storeOf = () =>
  createSqliteStore({
    path: join(folder, 'relais.db'),
    masterKey: loadMasterKey({ value: undefined, dataDir: folder }),
  });

beforeEach(async () => {
  folder = scratchFolder();
  const config = join(folder, 'relais.yaml');
  writeFileSync(
    config,
    [
      'organisation:',
      '  sources: [{ id: staff-list, label: Staff list, csv: {} }, { from: okta }]',
      '  precedence: { country: [okta] }',
      '  people: [{ email: maya@example.com, team: Platform }]',
      'systems:',
      '  - { id: okta, type: okta, label: Okta, baseUrl: https://acme.okta.com, auth: { method: token, token: env:T } }',
    ].join('\n'),
  );
  env = { RELAIS_DATA_DIR: folder, RELAIS_CONFIG: config, T: 'x' };
  const userNames = { okta: ['amoreau'] };
  const store = await storeOf();
  await createKeptLists(store.notes).write(
    'okta',
    [
      toldPerson('00uM', { email: 'maya@example.com', name: 'Maya Chen' }),
      toldPerson('00uH', { email: 'hugo@example.com', name: 'Hugo Martin' }),
      toldPerson('00uA', {
        email: 'alex@example.com',
        name: 'Alex Moreau',
        managerId: '00uM',
        country: 'GB',
        userNames,
      }),
    ].map((person) => ({ person, at, missingSince: null })),
    { readAt: at, unreadable: 0, failure: null },
  );
  await store.close();
});

it('previews a list and keeps it only when told to', async () => {
  const path = list('alex@example.com,Alex Moreau,hugo@example.com,FR', 'bea@example.com,Bea,,FR');
  const preview = await callRelais(['people', 'import', path], { env });
  expect(preview).toMatchObject({ code: 0, err: '' });
  expect(preview.out).toContain('2 people in the list: 2 new, 0 changed.');
  expect((await callRelais(['people', 'show'], { env })).out).not.toContain('bea@example.com');
  expect((await callRelais(['people', 'import', path, '--apply'], { env })).code).toBe(0);
  expect((await callRelais(['people', 'show'], { env })).out).toContain('bea@example.com  Bea');
});

it('keeps nothing of a list with a line that cannot be read, nor of one that is far shorter', async () => {
  const wrong = await callRelais(['people', 'import', list('alex@example.com,,,Atlantis'), '--apply'], { env });
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain('line 2: country:');
  const many = list(...Array.from({ length: 20 }, (_, index) => `p${index}@example.com,P${index},,`));
  await callRelais(['people', 'import', many, '--apply'], { env });
  const short = await callRelais(['people', 'import', list('p0@example.com,P0,,'), '--apply'], { env });
  expect(short.code).toBe(1);
  expect(short.err).toContain('--accept-fewer');
  expect((await callRelais(['people', 'show', '--missing'], { env })).out).toContain('0 people');
  await callRelais(['people', 'import', list('p0@example.com,P0,,'), '--apply', '--accept-fewer'], { env });
  expect((await callRelais(['people', 'show', '--missing'], { env })).out).toContain('19 people');
});

it('explains who somebody is, from where, when and why, and shows what sources say differently', async () => {
  await callRelais(
    [
      'people',
      'import',
      list('alex@example.com,Alex Moreau,hugo@example.com,FR', 'maya@example.com,Maya Chen,,FR'),
      '--apply',
    ],
    { env },
  );
  const { out } = await callRelais(['people', 'explain', 'Alex@example.com'], { env });
  expect(out).toContain('Okta: id 00uA, told 2026-11-01 08:00 UTC');
  expect(out).toMatch(/manager {9}\(none\)\n\s+sources contradict one another, and organisation\.precedence\.manager/);
  expect(out).toContain('Staff list says Hugo Martin (hugo@example.com)');
  expect(out).toMatch(/country {9}GB\n\s+from Okta, because organisation\.precedence\.country names it first/);
  const maya = await callRelais(['people', 'explain', 'maya@example.com'], { env });
  expect(maya.out).toMatch(/team {12}Platform\n\s+because relais\.yaml says so/);
  const conflicts = await callRelais(['people', 'show', '--conflicts'], { env });
  expect(conflicts.out).toContain(
    'manager: Staff list says Hugo Martin (hugo@example.com), Okta says Maya Chen (maya@example.com)',
  );
  const doctor = await callRelais(['doctor'], { env: { ...env, SLACK_BOT_TOKEN: '' } });
  expect(doctor.out).toContain('things about people are not certain');
  const nobody = await callRelais(['people', 'explain', 'x@example.com'], { env });
  expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining('Neither relais.yaml nor a source') });
});

it('explains each user name by the sources that tell it, and shows two that disagree', async () => {
  const path = join(folder, 'names.csv');
  const told = async (name: string) => {
    writeFileSync(path, `email,name,user name: okta\nalex@example.com,Alex Moreau,${name}\n`);
    await callRelais(['people', 'import', path, '--apply'], { env });
    return (await callRelais(['people', 'explain', 'alex@example.com'], { env })).out;
  };
  expect(await told('AMoreau')).toMatch(/user name {7}okta:AMoreau\n\s+from Staff list, Okta\n/);
  const other = await told('alex-m');
  expect(other).toMatch(/okta:alex-m\n\s+from Staff list; others say something else, and each is asked for/);
  expect(other).toMatch(/okta:amoreau\n\s+from Okta; others say something else/);
  expect((await callRelais(['people', 'show', '--conflicts'], { env })).out).toContain(
    'user names in okta: Staff list says alex-m, Okta says amoreau; Relais asks for each.',
  );
});

it('writes what is held about one person into a new file, for its owner only', async () => {
  const store = await storeOf();
  const alex = samplePerson('alex');
  await store.people.save(alex);
  const secret = sampleDeparture('canary-draft', { leaver: alex });
  await store.departures.create(secret, sampleEntries('canary-draft', 1, 1), null);
  await store.close();
  const file = join(folder, 'held.json');
  const first = await callRelais(['people', 'export', 'Alex@example.com', file], { env });
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toContain('departure canary-draft is left out: the person may not know of it yet');
  const text = readFileSync(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 1, person: { email: 'alex@example.com' }, departures: [] });
  expect(text).not.toContain('canary');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await callRelais(['people', 'export', 'alex@example.com', file], { env });
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('There is already a file') });
  const other = ['people', 'export', 'alex@example.com', `${file}2`, '--take-in', 'canary-none'];
  expect(await callRelais(other, { env })).toMatchObject({
    code: 1,
    err: expect.stringContaining('nothing was written'),
  });
  const nobody = await callRelais(['people', 'export', 'x@example.com', `${file}2`], { env });
  expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining('Nobody, and no departure') });
});

it('forgets accounts that are not theirs, in one system or in all, and says where nothing is remembered', async () => {
  const remembered = (system: string, login: string): Account => ({
    ...{ system, systemLabel: system, tenant: 'org/1', id: `id-${login}`, login, name: null, status: 'member' },
    protectedBecause: null,
  });
  const store = await storeOf();
  const accounts = [remembered('code', 'alice'), remembered('lab', 'amoreau')];
  await rememberNames(store.notes, { email: 'alex@example.com' }, { accounts, told: ['alice'], at });
  await store.close();
  const relais = (...words: string[]) => callRelais(['people', ...words], { env });
  const told = (await relais('explain', 'alex@example.com')).out;
  expect(told).toContain('code:alice');
  expect(told).toContain('not theirs? relais people forget-names alex@example.com <system>');
  const wrong = await relais('forget-names', 'alex@example.com', 'okta');
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('but in: code, lab') });
  expect((await relais('forget-names', 'Alex@example.com', 'code')).out).toContain('forgotten: code:alice');
  const left = (await relais('explain', 'alex@example.com')).out;
  expect(left).not.toContain('code:alice');
  expect(left).toContain('lab:amoreau');
  expect((await relais('forget-names', 'alex@example.com')).out).toContain('forgotten: lab:amoreau');
  expect((await relais('explain', 'alex@example.com')).out).not.toContain('forget-names');
  expect(await relais('forget-names', 'nobody@example.com')).toMatchObject({
    code: 1,
    err: expect.stringContaining('No account is remembered of nobody@example.com.'),
  });
});
