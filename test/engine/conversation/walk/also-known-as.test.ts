import { describe, expect, it } from 'vitest';
import { leaverAsKnown } from '../../../../src/domain/people/leaver.ts';
import { addressesOf, userNamesIn } from '../../../../src/domain/people/people.ts';
import { readAlsoKnownAs } from '../../../../src/engine/conversation/walk/also-known-as.ts';
import { createDirectory } from '../../../../src/engine/people/directory.ts';
import { organisationSchema } from '../../../../src/engine/people/organisation.ts';
import type { PlatformUser } from '../../../../src/engine/ports/channel.ts';
import { createMemoryStore } from '../../../support/memory/memory-store.ts';
import { createVirtualClock } from '../../../support/memory/virtual-time.ts';
import { sampleDeparture } from '../../../support/sample-departures.ts';

const organisation = organisationSchema.parse({
  roles: { it: ['alex@agency.example.com'] },
  people: [
    {
      email: 'Alex.Moreau@example.com',
      alsoKnownAs: ['alex@agency.example.com'],
      employeeNumber: '1042',
      userNames: { github: ['amoreau'] },
    },
  ],
});

/** A platform that knows Alex by one address only. */
function directoryWhere(email: string) {
  const user: PlatformUser = {
    handle: 'U1',
    name: 'Alex Moreau',
    email,
    title: null,
    timeZone: null,
    locale: null,
    photoUrl: null,
    isBot: false,
    ours: true,
    usable: true,
  };
  const lookUp = async (who: { handle: string } | { email: string }) =>
    ('email' in who ? who.email.toLowerCase() === email.toLowerCase() : who.handle === 'U1') ? user : null;
  const ids: string[] = [];
  return createDirectory({
    people: createMemoryStore().people,
    channels: new Map([['slack' as const, { lookUp }]]),
    organisation,
    clock: createVirtualClock('2026-03-02T09:00:00.000Z'),
    newId: () => `id-${ids.push('')}`,
  });
}

describe('a person with several addresses and a number', () => {
  it.each(['alex.moreau@example.com', 'alex@agency.example.com'])(
    'is one person, whichever address the platform knows: %s',
    async (email) => {
      const directory = directoryWhere(email);
      const byHandle = await directory.byHandle('slack', 'U1');
      expect(byHandle && addressesOf(byHandle)).toEqual(['alex.moreau@example.com', 'alex@agency.example.com']);
      expect(byHandle?.employeeNumber).toBe('1042');
      expect(byHandle?.userNames).toEqual({ github: ['amoreau'] });
      expect((await directory.byEmail('alex@agency.example.com'))?.id).toBe(byHandle?.id);
      expect((await directory.byEmail('alex.moreau@example.com'))?.id).toBe(byHandle?.id);
      expect(byHandle && directory.rolesOf(byHandle)).toEqual(['it']);
    },
  );

  it('shares no address with another person of relais.yaml', () => {
    const twice = organisationSchema.safeParse({
      people: [{ email: 'a@example.com' }, { email: 'b@example.com', alsoKnownAs: ['A@example.com'] }],
    });
    expect(twice.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['people.1.alsoKnownAs', "a@example.com is also an address of people.0; each address is one person's"],
    ]);
  });

  it('is asked about by what the walk added as well', () => {
    const departure = sampleDeparture();
    const draft = { ...departure.draft, otherEmails: ['Alex@Agency.example.com'], employeeNumber: '77' };
    const known = leaverAsKnown({
      ...departure,
      leaver: { ...departure.leaver, otherEmails: ['am@example.com'] },
      draft,
    });
    expect(addressesOf(known)).toEqual([departure.leaver.email, 'am@example.com', 'Alex@Agency.example.com']);
    expect(known.employeeNumber).toBe('77');
  });

  it('is asked about by the number of the directory where the walk names none, and by none where nobody knows one', () => {
    const { leaver, draft, manager } = sampleDeparture();
    const numbered = { ...leaver, employeeNumber: '1042' };
    expect(leaverAsKnown({ leaver: numbered, draft: { ...draft, employeeNumber: null }, manager }).employeeNumber).toBe(
      '1042',
    );
    const { employeeNumber: _, ...nameless } = leaver;
    expect(leaverAsKnown({ leaver: nameless, draft, manager })).not.toHaveProperty('employeeNumber');
  });

  const systems = [
    { id: 'github', label: 'GitHub' },
    { id: 'crm', label: 'Sales CRM' },
  ];
  it.each([
    [null, [], null, {}],
    ['a@example.com, b@example.com\n1042', ['a@example.com', 'b@example.com'], '1042', {}],
    ['E-77', [], 'E-77', {}],
    ['github:amoreau', [], null, { github: ['amoreau'] }],
    [
      'GitHub: @amoreau; github:am2, GITHUB:amoreau am@example.com',
      ['am@example.com'],
      null,
      { github: ['amoreau', 'am2'] },
    ],
    ['SalesCRM\u00a0: a.moreau 1042', [], '1042', { crm: ['a.moreau'] }],
    ['crm:a.moreau@example.com', [], null, { crm: ['a.moreau@example.com'] }],
  ])('is read from what was typed: %j', (text, otherEmails, employeeNumber, userNames) => {
    expect(readAlsoKnownAs(text, systems)).toEqual({
      type: 'read',
      known: { otherEmails, employeeNumber, userNames },
    });
  });

  it.each([
    ['a@', { type: 'invalid' }],
    ['1042 1043', { type: 'invalid' }],
    ['@amoreau', { type: 'invalid' }],
    ['github:', { type: 'invalid' }],
    ['slack:amoreau', { type: 'no-such-system', said: 'slack' }],
    [':amoreau', { type: 'no-such-system', said: '' }],
  ])('is refused where it says nothing for certain: %j', (text, why) => {
    expect(readAlsoKnownAs(text, systems)).toEqual(why);
  });

  it('goes by user names of one system each, from relais.yaml and from the walk together', () => {
    const { leaver, draft, manager } = sampleDeparture();
    const told = { ...leaver, userNames: { github: ['amoreau'], crm: ['am'] } };
    const known = leaverAsKnown({
      leaver: told,
      draft: { ...draft, userNames: { github: ['am2', 'amoreau'] } },
      manager,
    });
    expect(userNamesIn(known, 'github')).toEqual(['amoreau', 'am2']);
    expect(userNamesIn(known, 'crm')).toEqual(['am']);
    expect(userNamesIn(known, 'gitlab')).toEqual([]);
    expect(leaverAsKnown({ leaver, draft, manager })).not.toHaveProperty('userNames');
  });
});

it('names an address once, however it is written', () => {
  expect(addressesOf({ email: 'Alex@example.com', otherEmails: ['alex@EXAMPLE.com', 'a.m@example.com'] })).toEqual([
    'Alex@example.com',
    'a.m@example.com',
  ]);
});
