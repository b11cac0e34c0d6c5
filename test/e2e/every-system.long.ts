import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { hour, minute } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { startRelais } from '../../src/start.ts';
import type { ActName } from '../../src/views/act-names.ts';
import { company } from '../../src/workspace/company.ts';
import { scratchFolder } from '../cli/run-relais.ts';
import { buttons, walk } from '../kills/people.ts';

/** Beside the six of the first run. */
const added = ['google', 'microsoft-365', 'slack', 'gitlab', 'atlassian', 'salesforce', 'hubspot', 'zoom'] as const;
const liar = 'gitlab';

/**
 * What Relais asks of a vendor so that what the leaver owned passes on, and what it asks for only once that has
 * happened: by hand, from the vendors' documents.
 */
const passesOnBefore: Readonly<Record<string, { data: readonly RegExp[]; licence: readonly RegExp[] }>> = {
  google: {
    data: [/^POST \/admin\/datatransfer\/v1\/transfers$/],
    licence: [/^DELETE \/apps\/licensing\/v1\//],
  },
  'microsoft-365': {
    data: [/^POST \/v1\.0\/groups\/[\w-]+\/owners\/\$ref$/, /^POST \/v1\.0\/drives\/[\w-]+\/items\/[\w-]+\/invite$/],
    licence: [/^POST \/v1\.0\/users\/[\w-]+\/assignLicense$/],
  },
  salesforce: {
    data: [/^PATCH \/services\/data\/v64\.0\/composite\/sobjects$/],
    licence: [
      /^DELETE \/services\/data\/v64\.0\/sobjects\/PermissionSetLicenseAssign\//,
      /^DELETE \/services\/data\/v64\.0\/sobjects\/UserPackageLicense\//,
      /^PATCH \/services\/data\/v64\.0\/sobjects\/User\//,
    ],
  },
};

/**
 * Relais and its local workspace as they are started, with all fourteen systems, and what each of these was asked to
 * do.
 */
async function openCompany() {
  const relais = await startRelais({
    config: readConfig({ PORT: '0', RELAIS_DATA_DIR: scratchFolder(), RELAIS_LOG_LEVEL: 'silent' }),
    env: {},
  });
  onTestFinished(() => relais.stop());
  const { workspace } = relais;
  if (!workspace) throw new Error('there is no local workspace');
  for (const id of added) await workspace.controls.addSystem(id);
  const { systems } = workspace.systems;
  const asked = new Map<string, string[]>();
  for (const system of systems) {
    const calls: string[] = [];
    asked.set(system.id, calls);
    let last: unknown;
    system.onChange(() => {
      const [call] = system.calls();
      if (!call || call === last) return;
      last = call;
      if (call.method !== 'GET' && call.status < 300) calls.push(`${call.method} ${call.path}`);
    });
  }
  const leaver = company.find(({ id }) => id === 'U0ALEX');
  if (!leaver) throw new Error('nobody leaves');
  const departure = async (): Promise<Departure> => {
    for await (const one of relais.store.departures.search({ leaverEmail: leaver.email })) return one;
    throw new Error('there is no departure');
  };
  const until = async (satisfied: (departure: Departure) => boolean, what: string) => {
    for (const end = Date.now() + 60_000; !satisfied(await departure()); await wait(50))
      if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await relais.engine.idle();
  };
  const moveTo = (at: number) => workspace.controls.moveBy(Math.max(0, at - workspace.controls.now().getTime()));
  /** What the system itself says of the leaver; Relais is not asked. */
  const accounts = () =>
    systems.flatMap((system) =>
      system
        .accounts()
        .filter(({ email }) => email === leaver.email)
        .map(({ live, sessions, tokens }) => ({ system: system.id, live, sessions, tokens })),
    );
  const system = (id: string) => {
    const found = systems.find((one) => one.id === id);
    if (!found) throw new Error(`there is no system ${id}`);
    return found;
  };
  return { relais, workspace, leaver, asked, departure, until, moveTo, accounts, system };
}

describe('a leaver with an account in fourteen systems, one of which lies', { timeout: 900_000 }, () => {
  it('passes data on before licences fall, and leaves nothing that is not in somebody’s hands', async () => {
    const { relais, workspace, leaver, asked, departure, until, moveTo, accounts, system } = await openCompany();
    const tom = workspace.slack.as('U0TOM');
    await walk(workspace.slack.as('U0MAYA'), leaver);
    await relais.engine.idle();
    expect((await departure()).systems.map((one) => one.system).toSorted()).toEqual(
      ['bank', 'crm', 'design', 'doors', 'entra', 'github', 'okta', ...added].toSorted(),
    );
    expect(accounts().filter(({ live }) => live)).toHaveLength(14);
    const press = async (act: ActName, nth = 0) => {
      const button = buttons(tom, act).at(nth);
      if (!button) throw new Error(`Tom has no button for ${act}`);
      await tom.click(button.actionId, { where: button.message });
    };
    await press('access.confirm');
    await until(({ confirmations }) => confirmations.length === 1, 'the confirmation counts');

    system(liar).misbehave('lies');
    const cutOff = Date.parse((await departure()).dates?.cutOff.at ?? '');
    await moveTo(cutOff - minute);
    expect([...asked.values()].flatMap((calls) => calls.filter((call) => call.startsWith('DELETE')))).toEqual([]);
    await moveTo(cutOff + 4 * hour);

    // The truth of the systems: whoever did not lie lets nobody in.
    expect(accounts().flatMap((one) => (one.live ? [one.system] : []))).toEqual([liar]);
    expect(accounts().filter((one) => one.system !== liar && one.sessions + one.tokens > 0)).toEqual([]);
    const lied = await departure();
    const of = (state: Departure, id: string) => state.revocations.filter(({ action }) => action.system === id);
    expect(of(lied, liar).some(({ status }) => status === 'verified')).toBe(false);
    expect(lied.alerts.some(({ subject, clearedAt }) => subject.startsWith(`${liar}/`) && clearedAt === null)).toBe(
      true,
    );
    // The mailbox becomes a shared one by hand: the licence that keeps it waits for that.
    expect(asked.get('microsoft-365')?.filter((call) => call.endsWith('/assignLicense'))).toEqual([]);
    const mailbox = system('microsoft-365')
      .accounts()
      .find(({ email }) => email === leaver.email);
    expect(system('microsoft-365').endByHand?.(mailbox?.id ?? '')).toBe(true);
    system(liar).misbehave('none');
    await press('access.retry');
    await until((state) => of(state, liar).some(({ status }) => status === 'verified'), 'what lied is tried again');
    await moveTo(cutOff + 48 * hour);

    for (const [id, { data, licence }] of Object.entries(passesOnBefore)) {
      const calls = asked.get(id) ?? [];
      const first = (one: RegExp) => calls.findIndex((call) => one.test(call));
      const lastOf = (one: RegExp) => calls.findLastIndex((call) => one.test(call));
      for (const one of [...data, ...licence]) expect(first(one), `${id} was asked: ${one}`).toBeGreaterThan(-1);
      for (const one of data)
        for (const other of licence) expect(lastOf(one), `${id}: ${one} before ${other}`).toBeLessThan(first(other));
    }
    // Zoom passes things on in the very call that removes the user, so there is one, and it names all of them.
    const removals = (asked.get('zoom') ?? []).filter((call) => /^DELETE \/v2\/users\/\w+\?/.test(call));
    expect(removals).toHaveLength(1);
    for (const what of ['meeting', 'webinar', 'recording', 'whiteboard'])
      expect(removals[0]).toContain(`transfer_${what}=true`);
    // By the journal, wherever an account has both.
    const ended = await departure();
    const both: string[] = [];
    for (const { action, startedAt } of ended.revocations.filter((one) => one.action.stage === 'licence'))
      for (const { endedAt } of of(ended, action.system).filter((one) => one.action.stage === 'data')) {
        both.push(action.system);
        expect(startedAt !== null && endedAt !== null && startedAt >= endedAt, action.id).toBe(true);
      }
    expect([...new Set(both)].toSorted()).toEqual(['google', 'microsoft-365', 'salesforce', 'zoom']);

    // The last look: nothing opens, and whatever is not proven is a person's, who has it on a card.
    expect(accounts().filter(({ live, sessions, tokens }) => live || sessions + tokens > 0)).toEqual([]);
    const left = ended.revocations.filter(({ status }) => status !== 'verified');
    expect(
      left.map(({ action, status }) => `${action.system} ${action.id.split('/')[2]}: ${status}`).toSorted(),
    ).toEqual([
      'atlassian automation: manual',
      // Given up while the system lied, and behind a closed door since: IT has them, with Retry.
      'gitlab memberships: failed',
      'gitlab memberships: failed',
      'gitlab memberships: failed',
      'gitlab projects: manual',
      'gitlab runners: manual',
      'gitlab schedules: manual',
      'google mail-route: manual',
      'microsoft-365 mailbox-permissions: manual',
      'microsoft-365 sharing-links: manual',
      'salesforce dashboards: manual',
      'salesforce jobs: manual',
      'salesforce reports: manual',
      'slack apps: manual',
      'slack channels: manual',
      'zoom phone: manual',
    ]);
  });
});
