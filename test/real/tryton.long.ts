import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectorContext } from '../../src/engine/ports/connector.ts';
import type { Employment } from '../../src/engine/ports/hr-system.ts';
import type { CheckedHrSystem } from '../../src/hris/define-hr-system.ts';
import { createHrSystems, hrisSchema } from '../../src/hris/registry.ts';
import { inEnglishToo } from '../support/english.ts';
import { type RealSystem, startRealSystem, whyNoRealSystem } from '../support/real-system.ts';

const why = whyNoRealSystem(['tryton'], ['python3']);

const dayFrom = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe.skipIf(why !== null)('the real Tryton', () => {
  let tryton: RealSystem;
  let hr: CheckedHrSystem;

  const context = (): ConnectorContext => ({ now: () => new Date(), signal: AbortSignal.timeout(30_000) });
  const monthAgo = new Date(Date.now() - 30 * 86_400_000);

  const systemWith = (key: string | undefined) => {
    const entry = {
      id: 'hr',
      type: 'tryton',
      label: 'Tryton',
      baseUrl: tryton.values['URL'],
      database: 'acme',
      key: 'env:KEY',
    };
    const deps = { env: { KEY: key }, now: () => new Date(), allowPrivateAddresses: true };
    const [system] = createHrSystems(hrisSchema.parse([entry]), deps);
    if (!system) throw new Error('there is no system');
    return system;
  };

  /** HR writes down, or takes back, when somebody's contract ends. */
  async function setEnd(employee: string, day: string | null) {
    const [year, month, date] = (day ?? '').split('-').map(Number);
    const end_date = day === null ? null : { __class__: 'date', year, month, day: date };
    const answer = await fetch(`${tryton.values['REST']}/company.employee/${employee}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${tryton.values['HR_KEY']}`,
        'content-type': 'application/json',
        // Whoever has left is inactive, and not found otherwise.
        'x-tryton-context': Buffer.from(JSON.stringify({ active_test: false })).toString('base64'),
      },
      body: JSON.stringify({ end_date }),
    });
    expect(answer.status).toBe(200);
  }

  const everybody = async () => {
    const found: Employment[] = [];
    for await (const one of hr.everybody(context())) found.push(one);
    return found;
  };

  beforeAll(() => {
    tryton = startRealSystem('tryton');
    hr = systemWith(tryton.values['HR_KEY']);
  }, 120_000);
  afterAll(() => tryton?.stop());

  it('passes the check, and fails it with a wrong key', async () => {
    expect(await hr.check(context())).toMatchObject({ ok: true, problems: [] });
    const report = await systemWith('wrong').check(context());
    expect(report.ok).toBe(false);
    expect(inEnglishToo(report.problems)[0]?.message).toContain('refuses the credentials');
  });

  it('lists everybody with address, manager and first day', async () => {
    const people = await everybody();
    expect(people.map(({ person }) => person.name).toSorted()).toEqual([
      'Alex Moreau',
      'Jonas Weber',
      'Léo Dubois',
      'Maya Okafor',
      'Nadia Rossi',
      'Priya Nair',
      'Tom Hale',
    ]);
    const alex = people.find(({ person }) => person.name === 'Alex Moreau');
    const maya = people.find(({ person }) => person.name === 'Maya Okafor');
    expect(alex?.person).toMatchObject({
      id: tryton.values['LEAVER_EMPLOYEE_ID'],
      email: 'alex.moreau@acme.example',
      managerId: maya?.person.id,
      active: true,
    });
    expect(alex).toMatchObject({ startsOn: '2021-03-01', status: 'employed', end: null });
    expect(maya?.person.managerId).toBeNull();
  });

  it('tells by the poll that HR set the end, moved it and took it back', async () => {
    const alex = tryton.values['LEAVER_EMPLOYEE_ID'] ?? '';
    const first = await hr.changesSince(null, monthAgo, context());
    expect(first.employments).toEqual([]);

    const day = dayFrom(30);
    await setEnd(alex, day);
    const set = await hr.changesSince(first.cursor, monthAgo, context());
    const seen = set.employments.find(({ person }) => person.id === alex);
    expect(seen).toMatchObject({ status: 'employed', end: { contractEnd: day, lastWorkingDay: null, zone: null } });
    expect(seen?.changedAt).not.toBeNull();
    // Also to somebody who begins anew, and who asks for that one person.
    expect((await hr.changesSince(null, monthAgo, context())).employments.map(({ person }) => person.id)).toEqual([
      alex,
    ]);
    expect((await hr.byId(alex, context()))?.end?.contractEnd).toBe(day);

    const later = dayFrom(45);
    await setEnd(alex, later);
    const moved = await hr.changesSince(set.cursor, monthAgo, context());
    expect(moved.employments.find(({ person }) => person.id === alex)?.end?.contractEnd).toBe(later);

    await setEnd(alex, null);
    const back = await hr.changesSince(moved.cursor, monthAgo, context());
    expect(back.employments.find(({ person }) => person.id === alex)).toMatchObject({ status: 'employed', end: null });
  });

  it('still tells of somebody who has left, whom a search leaves out', async () => {
    const alex = tryton.values['LEAVER_EMPLOYEE_ID'] ?? '';
    const day = dayFrom(-5);
    await setEnd(alex, day);
    // The control: a plain search does not find them any more.
    const plain = execFileSync('curl', [
      '-sS',
      '-H',
      `Authorization: Bearer ${tryton.values['HR_KEY']}`,
      `${tryton.values['REST']}/company.employee?f=party.name`,
    ]).toString();
    expect(plain).not.toContain('Alex Moreau');
    const { employments } = await hr.changesSince(null, monthAgo, context());
    expect(employments.find(({ person }) => person.id === alex)).toMatchObject({
      status: 'ended',
      end: { contractEnd: day },
    });
    expect((await hr.byId(alex, context()))?.status).toBe('ended');
    expect((await everybody()).map(({ person }) => person.id)).not.toContain(alex);
    await setEnd(alex, null);
    expect((await hr.byId(alex, context()))?.status).toBe('employed');
  });

  it('knows that an id is nobody’s, and takes none that is no number', async () => {
    expect(await hr.byId('99999', context())).toBeNull();
    expect(await hr.byId('6 or 1', context())).toBeNull();
  });
});
