import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCalendars } from '../src/calendars/registry.ts';
import { connectorTypes, createConnectors, loadSystems } from '../src/connectors/registry.ts';
import { companyRoleSchema } from '../src/domain/people/people.ts';
import { shippedThemes } from '../src/domain/survey/themes.ts';
import { createHrSystems, hrSystemTypes } from '../src/hris/registry.ts';
import { parseRelaisFile, RelaisFileError, readRelaisFile } from '../src/relais-file.ts';
import { selfSigned } from './connectors/self-signed.ts';

function refusal(read: () => unknown): RelaisFileError {
  try {
    read();
  } catch (error) {
    if (error instanceof RelaisFileError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

const parse = (...lines: string[]) => parseRelaisFile(lines.join('\n'), 'relais.yaml');
const refused = (...lines: string[]) => refusal(() => parse(...lines)).message;

describe('relais.yaml', () => {
  it('may be empty: the defaults', () => {
    expect(parse('')).toEqual({
      organisation: {
        name: 'our company',
        country: 'FR',
        locale: 'en',
        timeZone: 'Europe/Paris',
        roles: {},
        ownRoles: [],
        precedence: {},
        people: [],
        sources: [],
      },
      systems: [],
      hris: [],
      calendars: [],
      sharedAccounts: [],
      criticalPosts: { deciders: [], decideWithinHours: 2, keepDays: 90 },
      alumni: { ask: [] },
      hr: { onTermination: 'draft', pollMinutes: 15, lookAheadDays: 60, lookBackDays: 14 },
      contracts: { askDaysBefore: 30, draftDaysBefore: 14, longestExtensionDays: 366 },
      brakes: {
        cutOffs: { perHour: 10, perDay: 40 },
        destructivePerDeparture: 100,
        devicesPerDay: 10,
        hrFeed: { people: 10, percent: 5 },
      },
      evidence: { controls: {}, auditors: { secondPerson: false, mostDays: 60 } },
      retention: { sector: null, policies: [] },
      review: { everyDays: null, dormantDays: 90, invitedDays: 14, keepDays: 90, accounts: [] },
      figures: {
        ...{ currency: 'EUR', hourlyRate: null, minutesByHand: null, licences: {} },
        goals: { minutesToDeactivate: null, verifiedPercent: null, handoverPercent: null, equipmentPercent: null },
      },
      survey: { themes: shippedThemes, leaveOut: [] },
    });
    expect(parse('# nothing yet')).toEqual(parse(''));
  });

  it('folds addresses, so that roles hold whatever the case', () => {
    expect(parse('organisation: { roles: { hr: [Nadia.Berger@Example.com] } }').organisation.roles.hr).toEqual([
      'nadia.berger@example.com',
    ]);
  });

  it.each([
    ['at the top', ['organisation: {}', 'sytems: []'], 'relais.yaml:2:1: sytems'],
    ['of the organisation', ['organisation:', '  name: A', '  nmae: B'], 'relais.yaml:3:9: organisation.nmae'],
    ['among the roles', ['organisation:', '  roles:', '    boss: [a@example.com]'], 'relais.yaml:3:5'],
    [
      'of a system',
      [
        'systems:',
        '  - id: bank',
        '    type: manual',
        '    label: Bank',
        '    colour: red',
        '    tasks: [{ id: card, label: Card, instructions: Block it }]',
      ],
      'relais.yaml:5:13: systems.0.colour',
    ],
  ])('refuses an unknown key %s, with its line', (_, lines, place) => {
    const message = refused(...lines);
    expect(message).toContain(place);
    expect(message).toContain('Relais knows no such key here');
    expect(message).toContain('See README.md, "Configuration".');
  });

  it('names every problem at once, each with its line', () => {
    const message = refused(
      'organisation:',
      '  country: France',
      '  timeZone: Europe/Pari',
      '  roles:',
      '    it: [somebody]',
    );
    expect(message).toMatch(/relais\.yaml:2:12: organisation\.country: expected .*; did you mean FR \(France\)\?/);
    expect(message).toContain('relais.yaml:3:13: organisation.timeZone: expected an IANA time zone');
    expect(message).toContain('relais.yaml:5:10: organisation.roles.it.0');
  });

  it('refuses a country that is none wherever one is written, with its line and what was probably meant', () => {
    const message = refused(
      'organisation:',
      '  country: UK',
      '  people:',
      '    - { email: alex.moreau@example.com, country: EL }',
      '    - email: jonas.weber@example.com',
      '      country: ZZ',
      'systems:',
      '  - id: bank',
      '    type: manual',
      '    label: Bank',
      '    appliesTo: { countries: [FR, UK] }',
      '    tasks: [{ id: card, label: Card, instructions: Block it }]',
    );
    const expected = 'expected the two letters of a country in ISO 3166-1, such as FR';
    const meant = `${expected}; UK is none, did you mean GB (United Kingdom)?`;
    expect(message).toContain(`relais.yaml:2:12: organisation.country: ${meant}`);
    expect(message).toContain(`organisation.people.0.country: ${expected}; EL is none, did you mean GR (Greece)?`);
    expect(message).toContain(`relais.yaml:6:16: organisation.people.1.country: ${expected}; there is no country ZZ`);
    expect(message).toContain(`relais.yaml:11:34: systems.0.appliesTo.countries.1: ${meant}`);
  });

  it('takes a country in small letters for what it is', () => {
    expect(parse('organisation: { country: gb }').organisation.country).toBe('GB');
  });

  it('refuses a secret that stands in the file, and does not repeat it', () => {
    const secret = '00-canary-of-a-token';
    const message = refused(
      'systems:',
      '  - id: okta',
      '    type: okta',
      '    label: Okta',
      '    baseUrl: https://example.okta.com',
      `    auth: { method: token, token: ${secret} }`,
    );
    expect(message).toContain('relais.yaml:6:35: systems.0.auth.token: expected a reference to the secret');
    expect(message).toContain('env:NAME');
    expect(message).not.toContain('canary');
  });

  it('repeats no value, whatever is wrong with it', () => {
    const message = refused(
      'organisation: { name: [canary], timeZone: canary, country: canary, locale: canary, people: canary }',
      'systems:',
      '  - { id: CANARY canary, type: scim, label: CRM, baseUrl: canary, token: canary, secret: canary }',
    );
    expect(message.match(/ {2}- /g)?.length).toBeGreaterThan(6);
    expect(message).not.toContain('canary');
  });

  it('refuses a system of an unknown kind, and says which there are', () => {
    const message = refused('systems:', '  - id: hr', '    type: workday', '    label: HR');
    expect(message).toContain('relais.yaml:3:11: systems.0.type');
    for (const type of ['okta', 'github', 'scim', 'webhook', 'manual']) expect(message).toContain(`'${type}'`);
  });

  it('refuses an HR system with a secret in it, of an unknown kind, or with an id used twice, each with its line', () => {
    const secret = 'canary-of-a-key';
    const message = refused(
      'hris:',
      '  - id: hr',
      '    type: bamboohr',
      '    label: HR',
      '    baseUrl: https://example.bamboohr.com',
      `    apiKey: ${secret}`,
      '    timeZone: Paris',
      '  - { id: hr, type: sage, label: HR }',
    );
    expect(message).toContain('relais.yaml:6:13: hris.0.apiKey: expected a reference to the secret');
    expect(message).toContain('relais.yaml:7:15: hris.0.timeZone: expected an IANA time zone');
    expect(message).toContain('relais.yaml:8:21: hris.1.type');
    for (const { type } of hrSystemTypes) expect(message).toContain(`'${type}'`);
    expect(message).not.toContain('canary');
    const one = '{ id: hr, type: tryton, label: HR, baseUrl: https://erp.example.com, database: a, key: env:KEY }';
    expect(refused('hris:', `  - ${one}`, `  - ${one}`)).toContain(
      'relais.yaml:3:11: hris.1.id: the id hr is used twice',
    );
  });

  it('refuses an id that is used twice', () => {
    const bank = '{ id: bank, type: manual, label: Bank, tasks: [{ id: card, label: Card, instructions: Block it }] }';
    expect(refused('systems:', `  - ${bank}`, `  - ${bank}`)).toContain('systems.1.id: the id bank is used twice');
  });

  it('refuses a user name in a system that is not there', () => {
    const alex = '    - { email: alex@example.com, userNames: { gihub: [amoreau] } }';
    expect(refused('organisation:', '  people:', alex)).toContain(
      'organisation.people.0.userNames.gihub: no system of this file has this id',
    );
  });

  it('refuses the price of a licence in a system that is not there', () => {
    expect(refused('figures:', '  licences: { gogle: 12 }')).toContain(
      'relais.yaml:2:22: figures.licences.gogle: no system of this file has this id',
    );
  });

  it.each([
    ['a list left open', ['systems: [1,', 'organisation: {}'], 'relais.yaml:2:1: this is not YAML'],
    ['a key written twice', ['organisation:', '  name: A', '  name: B'], 'relais.yaml:3:3: this is not YAML'],
    ['an alias of nothing', ['systems: *nothing'], 'relais.yaml: this is not YAML'],
  ])('refuses %s', (_, lines, place) => {
    expect(refused(...lines)).toContain(place);
  });

  it.each(['just words', '[]', '3'])('refuses %s instead of keys', (text) => {
    expect(refused(text)).toContain('relais.yaml: Invalid input: expected object');
  });
});

describe('the file relais.yaml', () => {
  it('says how to mend it when it cannot be read', () => {
    const { message, cause } = refusal(() => readRelaisFile(join(tmpdir(), 'there', 'is', 'no', 'relais.yaml')));
    expect(message).toContain('RELAIS_CONFIG');
    expect(message).toContain('README.md, "Configuration"');
    expect(cause).toBeInstanceOf(Error);
  });

  it('is read from the path it is given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'relais-file-'));
    try {
      await writeFile(join(folder, 'ours.yaml'), 'organisation: { name: Atelier Lumen }\n');
      expect(readRelaisFile(join(folder, 'ours.yaml')).organisation.name).toBe('Atelier Lumen');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('relais.example.yaml', () => {
  const file = join(import.meta.dirname, '..', 'relais.example.yaml');

  it('is a file that Relais takes, with every kind of system in it', () => {
    const { organisation, systems } = readRelaisFile(file);
    expect(new Set(systems.map(({ type }) => type))).toEqual(new Set(connectorTypes.map(({ type }) => type)));
    expect(Object.keys(organisation.roles).sort()).toEqual([...companyRoleSchema.options].sort());
    // The dismissal flow asks for two people of IT.
    expect(organisation.roles.it?.length).toBeGreaterThanOrEqual(2);
  });

  it('makes a connector of each system, given its secrets', async () => {
    const { systems } = readRelaisFile(file);
    const { key, certificate } = selfSigned();
    const connectors = createConnectors(await loadSystems(systems), {
      env: {
        RELAIS_SECRET_GITLAB: 'g',
        RELAIS_SECRET_GITEA: 't',
        RELAIS_SECRET_ZOOM: 'z',
        RELAIS_SECRET_SALESFORCE: 'f',
        RELAIS_SECRET_HUBSPOT: 'h',
        RELAIS_SECRET_ATLASSIAN: 'a',
        RELAIS_SECRET_JIRA: 'j',
        RELAIS_SECRET_SLACK_ADMIN: 's',
        RELAIS_SECRET_CRM: 'a',
        RELAIS_SECRET_DOORS: 'b',
        RELAIS_SECRET_KEYCLOAK: 'c',
        RELAIS_SECRET_DATABASE: 'd',
      },
      readFile(path) {
        if (path.includes('google'))
          return JSON.stringify({ client_email: 'relais@example-project.iam.gserviceaccount.com', private_key: key });
        return path.includes('certificate') ? certificate : key;
      },
      now: () => new Date(),
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: false,
    });
    expect([...connectors.keys()]).toEqual(systems.map(({ id }) => id));
  });

  it('makes each way into calendars, given its secrets', () => {
    const { calendars } = readRelaisFile(file);
    const env = { RELAIS_SECRET_CALDAV: 'a', RELAIS_SECRET_GRAPH: 'b' };
    const { key } = selfSigned();
    const made = createCalendars(calendars, {
      env,
      readFile: () =>
        JSON.stringify({ client_email: 'relais@example-project.iam.gserviceaccount.com', private_key: key }),
      now: () => new Date(),
      allowPrivateAddresses: false,
    });
    expect(made.map(({ id }) => id)).toEqual(['agendas', 'google-calendars', 'outlook']);
  });

  it('makes each HR system, given its secrets', () => {
    const { hris } = readRelaisFile(file);
    expect(hris).not.toEqual([]);
    const env = {
      RELAIS_SECRET_PERSONIO: 'a',
      RELAIS_SECRET_PERSONIO_HOOK: 'b',
      RELAIS_SECRET_HR_TOKEN: 'c',
      RELAIS_SECRET_HR_SIGNING: 'd',
    };
    const systems = createHrSystems(hris, { env, now: () => new Date(), allowPrivateAddresses: false });
    expect(systems.map(({ id }) => id)).toEqual(hris.map(({ id }) => id));
  });
});

describe('sources of people in relais.yaml', () => {
  const okta = [
    'systems:',
    '  - { id: okta, type: okta, label: Okta, baseUrl: https://acme.okta.com, auth: { method: token, token: env:T } }',
    '  - { id: doors, type: webhook, label: Doors, url: https://doors.example.com, secret: env:T, effect: reversible }',
  ];
  const file = (...organisation: string[]) => ['organisation:', ...organisation.map((line) => `  ${line}`), ...okta];

  it('are systems of the file and lists, in order, with a precedence by field', () => {
    const read = parse(
      ...file(
        'sources:',
        '  - { from: okta, userNames: { okta: githubUsername } }',
        '  - { id: staff-list, label: Staff list, csv: {} }',
        'precedence: { manager: [staff-list, okta] }',
        'roles: { hr: [nadia@example.com, { group: 00g1emaKYZTWRYYRRTSK, in: okta }, { slackGroup: S0614TZR7 }] }',
      ),
    );
    expect(read.organisation.sources).toEqual([
      { type: 'system', id: 'okta', userNames: { okta: 'githubUsername' } },
      { type: 'csv', id: 'staff-list', label: 'Staff list', file: null },
    ]);
    expect(read.organisation.precedence).toEqual({ manager: ['staff-list', 'okta'] });
  });

  it.each([
    [
      ['sources: [{ id: ad, ldap: { kind: ldap, url: "http://dc" } }]'],
      'expected an address such as ldaps://dc1.example.com',
    ],
    [
      [
        'sources: [{ id: ad, csv: {}, ldap: { kind: ldap, url: "ldaps://dc", bindDn: r, password: "env:P", peopleBases: ["dc=x"] } }]',
      ],
      '2:13: organisation.sources.0: expected either `from` with the id of a system, or `id` and one of',
    ],
    [
      [
        'sources: [{ id: ad, ldap: { kind: ldap, url: "ldap://dc/dc=x", bindDn: r, password: secret, peopleBases: [people] } }]',
      ],
      'expected a DN such as OU=People,DC=example,DC=com',
    ],
    [
      [
        'roles: { hr: [{ group: hr, in: ad }] }',
        'sources: [{ id: ad, ldap: { kind: ldap, url: "ldaps://dc", bindDn: r, password: "env:P", peopleBases: ["dc=x"] } }]',
      ],
      'roles.hr.0.group: expected the id of the group, such as 7b1b4a3e',
    ],
    [
      ['sources: [{ from: okta, userNames: { nowhere: githubUsername } }]'],
      'organisation.sources.0.userNames.nowhere: no system of this file has this id',
    ],
    [
      ['sources: [{ from: okta, userNames: { doors: "git hub" } }]'],
      'organisation.sources.0.userNames.doors: expected an attribute such as githubUsername',
    ],
    [
      ['sources: [{ id: list, csv: {}, userNames: { okta: x } }]'],
      'organisation.sources.0.userNames: stands beside `from`; a directory has its own',
    ],
    [['sources: [{ from: doors }]'], '2:21: organisation.sources.0.from: Doors does not tell who is who'],
    [['sources: [{ from: nowhere }]'], '2:21: organisation.sources.0.from: expected the id of a system'],
    [['sources: [{ from: okta }, { from: okta }]'], '2:37: organisation.sources.1.from: okta is sources.0 already'],
    [['sources: [{ id: okta, csv: {} }]'], '2:19: organisation.sources.0.id: is the id of a system'],
    [['sources: [{ id: list }]'], '2:13: organisation.sources.0: expected either `from`'],
    [['precedence: { manager: [okta] }'], '2:27: organisation.precedence.manager.0: expected the id of one of'],
    [['precedence: { shoe: [okta] }'], 'organisation.precedence'],
    [['roles: { hr: [{ group: HR, in: okta }] }'], '2:26: organisation.roles.hr.0.group: expected the id of the group'],
    [['roles: { hr: [{ group: HR, in: doors }] }'], '2:34: organisation.roles.hr.0.in: expected the id of an Okta or'],
    [
      ['roles: { hr: [{ slackGroup: hr-team }] }'],
      '2:31: organisation.roles.hr.0.slackGroup: expected the id of a Slack user group',
    ],
  ])('refuses %j at its place', (organisation, message) => {
    expect(refused(...file(...organisation))).toContain(message);
  });
});
