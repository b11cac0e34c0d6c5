import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDisagreed, merge } from '../../../src/engine/people/sources/merge.ts';
import type { Precedence } from '../../../src/engine/people/sources/precedence.ts';
import { ownFile, type SourcedRecord } from '../../../src/engine/people/sources/record.ts';
import { contradictedNames } from '../../../src/engine/people/sources/user-names.ts';
import { told } from './told.ts';

function merged(records: readonly SourcedRecord[], precedence: Precedence = {}) {
  return merge(records, { order: ['okta', 'hris'], precedence });
}

const alexIn = (source: string, more: Parameters<typeof told>[2] = {}) =>
  told(source, `${source}-alex`, { email: 'alex@example.com', ...more });

it('joins by work address whatever its capitals, by alias and by employee number', () => {
  for (const [okta, hris] of [
    [{ email: 'Alex@Example.com' }, { email: 'alex@example.com' }],
    [{ email: 'alex@example.com', otherEmails: ['a.moreau@example.com'] }, { email: 'a.moreau@example.com' }],
    [
      { email: 'alex@example.com', employeeNumber: '0042' },
      { email: null, employeeNumber: '0042' },
    ],
  ] as const) {
    const { people, conflicts } = merged([
      told('okta', '1', { ...okta, otherEmails: [...(okta.otherEmails ?? [])] }),
      told('hris', '2', hris),
    ]);
    expect(people).toHaveLength(1);
    expect(conflicts).toEqual([]);
  }
});

it('never joins by a name', () => {
  const { people } = merged([
    told('okta', '1', { name: 'Alex Moreau', email: 'a1@example.com' }),
    told('hris', '2', { name: 'Alex Moreau', email: 'a2@example.com' }),
  ]);
  expect(people).toHaveLength(2);
});

it('takes an address that one source gives to two people for nobody’s there, and says so', () => {
  const { byAddress, conflicts } = merged([
    told('okta', '1', { email: 'sales@example.com' }),
    told('okta', '2', { email: 'sales@example.com' }),
    told('hris', '3', { email: 'sales@example.com', title: 'Sales' }),
  ]);
  expect(conflicts).toMatchObject([{ type: 'shared', source: 'okta', what: 'address', value: 'sales@example.com' }]);
  expect(byAddress.get('sales@example.com')?.records.map(({ source }) => source)).toEqual(['hris']);
});

it('leaves an address with whoever is there when a closed account still has it', () => {
  const { byAddress, conflicts } = merged([
    told('okta', 'old', { email: 'alex@example.com', active: false, title: 'Former' }),
    told('okta', 'new', { email: 'alex@example.com', title: 'Current' }),
  ]);
  expect(conflicts).toEqual([]);
  expect(byAddress.get('alex@example.com')?.fields.title.value).toBe('Current');
});

it('goes by main addresses alone where aliases and numbers lead to two people of one source', () => {
  const { people, byAddress, conflicts } = merged([
    told('okta', '1', { email: 'ana@example.com', employeeNumber: '7' }),
    told('okta', '2', { email: 'bea@example.com' }),
    told('hris', '3', { email: 'bea@example.com', employeeNumber: '7', title: 'Accountant' }),
  ]);
  expect(conflicts).toMatchObject([{ type: 'several', source: 'okta' }]);
  expect(people).toHaveLength(2);
  expect(byAddress.get('bea@example.com')?.fields.title.value).toBe('Accountant');
  expect(byAddress.get('ana@example.com')?.fields.title.value).toBeNull();
  // A number that led to two people finds nobody's accounts.
  expect(byAddress.get('bea@example.com')?.fields.employeeNumber.value).toBeNull();
});

it('gives nobody the right of a manager where sources contradict one another and no precedence says which counts', () => {
  const records = [
    told('okta', 'maya'),
    told('okta', 'hugo'),
    alexIn('okta', { managerId: 'maya' }),
    alexIn('hris', { managerEmail: 'hugo@example.com' }),
  ];
  const { manager } = merged(records).byAddress.get('alex@example.com')?.fields ?? {};
  expect(manager).toMatchObject({ value: null, from: null, why: 'contradicted' });
  expect(manager && isDisagreed(manager)).toBe(true);
  const decided = merged(records, { manager: ['hris'] }).byAddress.get('alex@example.com')?.fields.manager;
  expect(decided).toMatchObject({ value: 'hugo@example.com', from: 'hris', why: 'precedence' });
});

it('compares managers as people and not as they are written', () => {
  const { byAddress } = merged([
    told('okta', 'maya', { otherEmails: ['m.chen@example.com'] }),
    alexIn('okta', { managerId: 'maya' }),
    alexIn('hris', { managerEmail: 'M.Chen@example.com' }),
  ]);
  expect(byAddress.get('alex@example.com')?.fields.manager).toMatchObject({ value: 'maya@example.com', why: 'agreed' });
});

it('lets relais.yaml win over every source and every precedence', () => {
  const records = [
    told('okta', 'maya'),
    told('okta', 'hugo'),
    alexIn('okta', { managerId: 'maya', country: 'DE' }),
    told(ownFile, 'alex@example.com', {
      name: null,
      email: 'alex@example.com',
      managerEmail: 'hugo@example.com',
      active: null,
    }),
  ];
  const { fields } = merged(records, { manager: ['okta'] }).byAddress.get('alex@example.com') ?? {};
  expect(fields?.manager).toMatchObject({ value: 'hugo@example.com', from: ownFile, why: 'own-file' });
  expect(fields?.country).toMatchObject({ value: 'DE', from: 'okta', why: 'alone' });
});

it('never lets a source that says nothing overrule one that does, not by precedence either', () => {
  const records = [alexIn('okta', { country: 'DE' }), alexIn('hris')];
  const country = merged(records, { country: ['hris'] }).byAddress.get('alex@example.com')?.fields.country;
  expect(country).toMatchObject({ value: 'DE', from: 'okta' });
});

it('takes the manager from everybody in a circle, and from nobody below it', () => {
  const { byAddress, circles } = merged([
    told('okta', 'a', { managerId: 'b' }),
    told('okta', 'b', { managerId: 'a' }),
    told('okta', 'c', { managerId: 'a' }),
    told('okta', 'self', { managerId: 'self' }),
  ]);
  expect(circles.map((one) => one.map(({ addresses }) => addresses[0]))).toEqual([['a@example.com', 'b@example.com']]);
  expect(byAddress.get('a@example.com')?.fields.manager).toMatchObject({ value: null, why: 'circle' });
  expect(byAddress.get('b@example.com')?.fields.manager).toMatchObject({ value: null, why: 'circle' });
  expect(byAddress.get('c@example.com')?.fields.manager.value).toBe('a@example.com');
  expect(byAddress.get('self@example.com')?.fields.manager).toMatchObject({ value: null, why: 'nothing' });
});

it('believes whoever still lists the person before whoever does not', () => {
  const gone = { ...alexIn('okta', { team: 'Old' }), missingSince: '2026-11-10T08:00:00.000Z' };
  const { team } = merged([gone, alexIn('hris', { team: 'New' })]).byAddress.get('alex@example.com')?.fields ?? {};
  expect(team).toMatchObject({ value: 'New', from: 'hris' });
  expect(team && isDisagreed(team)).toBe(false);
});

it('joins the same people in whatever order they were told', () => {
  const person = fc.record({
    source: fc.constantFrom('okta', 'hris', 'csv'),
    id: fc.constantFrom('1', '2', '3', '4'),
    email: fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com', null),
    alias: fc.constantFrom('a@example.com', 'd@example.com', null),
    number: fc.constantFrom('1', '2', null),
    active: fc.boolean(),
  });
  const unique = fc.uniqueArray(person, { selector: ({ source, id }) => `${source}/${id}`, maxLength: 9 });
  const shape = (records: readonly SourcedRecord[]) =>
    merged(records)
      .people.map(({ records }) =>
        records
          .map(({ source, person }) => `${source}/${person.id}`)
          .sort()
          .join('+'),
      )
      .sort();
  fc.assert(
    fc.property(unique, fc.infiniteStream(fc.nat()), (all, random) => {
      const records = all.map(({ source, id, email, alias, number, active }) =>
        told(source, id, { email, otherEmails: alias === null ? [] : [alias], employeeNumber: number, active }),
      );
      const shuffled = records
        .map((record) => ({ record, at: random.next().value ?? 0 }))
        .sort((one, other) => one.at - other.at)
        .map(({ record }) => record);
      expect(shape(shuffled)).toEqual(shape(records));
      // Nobody is two people of one source at once.
      for (const { records } of merged(shuffled).people)
        expect(new Set(records.map(({ source }) => source)).size).toBe(records.length);
    }),
  );
});

it('takes a user name that is said of two people for nobody’s, whoever says it, but not against somebody who is there', () => {
  const { people, conflicts } = merged([
    alexIn('okta', { userNames: { github: ['amoreau', 'shared'] } }),
    alexIn('hris', { userNames: { github: ['AMoreau'], gitlab: ['alex'] } }),
    told('okta', 'jonas', { userNames: { github: ['Shared', 'jweber'] } }),
    told('okta', 'gone', { userNames: { github: ['jweber'] }, active: false }),
  ]);
  expect(Object.fromEntries(people.map(({ addresses, userNames }) => [addresses[0], userNames]))).toEqual({
    'alex@example.com': [
      { system: 'github', name: 'amoreau', sources: ['okta', 'hris'] },
      { system: 'gitlab', name: 'alex', sources: ['hris'] },
    ],
    'jonas@example.com': [{ system: 'github', name: 'jweber', sources: ['okta'] }],
    'gone@example.com': [],
  });
  expect(conflicts).toMatchObject([{ type: 'shared', what: 'user-name', value: 'github:Shared' }]);
});

it('finds user names that sources contradict one another about, and no contradiction where one only tells more', () => {
  const contradicted = (okta: string[], hris: string[], more: Parameters<typeof told>[2] = {}) => {
    const { people } = merged([
      alexIn('okta', { userNames: { github: okta, gitlab: ['alex'] } }),
      alexIn('hris', { userNames: { github: hris, gitlab: ['Alex'] }, ...more }),
    ]);
    return people.flatMap(contradictedNames);
  };
  expect(contradicted(['amoreau'], ['alex-m'])).toEqual([
    {
      system: 'github',
      said: [
        { source: 'okta', names: ['amoreau'] },
        { source: 'hris', names: ['alex-m'] },
      ],
    },
  ]);
  expect(contradicted(['amoreau', 'a'], ['AMoreau', 'b'])).toMatchObject([{ system: 'github' }]);
  expect(contradicted(['amoreau'], ['amoreau', 'alex-m'])).toEqual([]);
  expect(contradicted(['amoreau'], ['alex-m'], { active: false })).toEqual([]);
});
