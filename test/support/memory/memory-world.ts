import { pino } from 'pino';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import type { PersonCommand } from '../../../src/domain/command.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import { type Flow, flowSchema } from '../../../src/domain/flow/flow.ts';
import type { Draft } from '../../../src/domain/lifecycle/draft.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import { preflight } from '../../../src/engine/access/preflight.ts';
import { createSystemGates } from '../../../src/engine/access/system-gates.ts';
import { brakesSchema } from '../../../src/engine/brakes/limits.ts';
import type { EngineDeps } from '../../../src/engine/deps.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { createMetrics } from '../../../src/engine/metrics.ts';
import { createDirectory } from '../../../src/engine/people/directory.ts';
import { createKnownLeaving } from '../../../src/engine/people/known-leaving.ts';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { createSettings, withSettings } from '../../../src/engine/people/settings.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import type { Transaction } from '../../../src/engine/turns.ts';
import { sampleDossiers } from '../sample-dossier.ts';
import { createMemoryChannel, type MemoryChannel } from './memory-channel.ts';
import { createMemoryStore } from './memory-store.ts';
import { createMemorySystem, type MemorySystem } from './memory-system.ts';
import {
  createVirtualClock,
  createVirtualScheduler,
  type VirtualClock,
  type VirtualScheduler,
} from './virtual-time.ts';

export function testPerson(id: string, name: string, more: Partial<Person> = {}): Person {
  return {
    id,
    name,
    email: `${id}@example.com`,
    title: null,
    team: null,
    managerId: null,
    locale: 'en',
    timeZone: 'Europe/Paris',
    country: 'FR',
    photoUrl: null,
    handles: { slack: `U-${id}` },
    ...more,
  };
}

export const testPeople = {
  manager: testPerson('maya', 'Maya Chen'),
  leaver: testPerson('alex', 'Alex Moreau', { managerId: 'maya' }),
  jonas: testPerson('jonas', 'Jonas Weber', { managerId: 'maya' }),
  priya: testPerson('priya', 'Priya Nair', { managerId: 'maya' }),
  hr: testPerson('nadia', 'Nadia Berger', { locale: 'fr' }),
  it: testPerson('tom', 'Tom Okafor'),
  security: testPerson('ines', 'Inès Laurent', { locale: 'fr' }),
} as const;
export type TestPersonName = keyof typeof testPeople;

/** Roles of the organisation's own, for flows that name them. */
export const testOwnRoles = {
  legal: { name: { en: 'Legal', fr: 'le service juridique' }, people: ['jonas'] },
  finance: { name: { en: 'Finance', fr: 'la comptabilité' }, people: ['priya'] },
};

/** A short flow with one of everything. */
export const testFlow: Flow = flowSchema.parse({
  id: 'test-resignation',
  version: 1,
  name: { en: 'Resignation', fr: 'Démission' },
  kinds: ['resignation'],
  workerTypes: ['employee'],
  cutOff: { mode: 'scheduled', suggested: { from: 'last-working-day', at: '18:00' } },
  confirmation: { confirmers: [{ role: 'it', count: 1 }], validForDays: 30 },
  steps: [
    {
      id: 'paperwork',
      title: { en: 'Prepare the final papers', fr: 'Préparer les documents de fin de contrat' },
      owner: 'hr',
      due: { from: 'last-working-day', offset: -2, unit: 'business-days', at: '12:00' },
      reminders: [{ offset: -1 }, { offset: 1 }],
      escalate: { after: { offset: 2 }, to: 'manager' },
    },
    {
      id: 'return',
      title: { en: 'Hand in your equipment', fr: 'Rendre votre matériel' },
      owner: 'leaver',
      due: { from: 'last-working-day', at: '16:00' },
      reminders: [{ offset: -1 }],
    },
  ],
  handovers: {
    due: { from: 'last-working-day', offset: -1, unit: 'business-days' },
    reminders: [{ offset: -1 }, { offset: 0, unit: 'hours' }],
    escalate: { after: { offset: 1 }, to: 'manager' },
  },
  equipment: { due: { from: 'last-working-day', offset: 14, unit: 'days' } },
  credentials: { due: { from: 'cut-off', offset: 1, unit: 'days' } },
  survey: {
    opens: { from: 'last-working-day', offset: -1, unit: 'days', at: '10:00' },
    closes: { from: 'last-working-day', offset: 14, unit: 'days' },
  },
  farewell: { from: 'last-working-day', offset: -1, unit: 'business-days', at: '09:30' },
  recheckDays: [1, 7],
});

/** The same with a cut-off that waits for a click, seen by nobody before. */
export const confidentialFlow: Flow = {
  ...testFlow,
  id: 'test-dismissal',
  kinds: ['dismissal'],
  confidential: true,
  cutOff: { ...testFlow.cutOff, mode: 'released' },
  confirmation: { ...testFlow.confirmation, confirmers: [{ role: 'it', count: 2 }] },
};

export interface MemoryWorld {
  deps: EngineDeps;
  engine: Engine;
  clock: VirtualClock;
  scheduler: VirtualScheduler;
  channel: MemoryChannel;
  systems: Record<'okta' | 'code' | 'crm', MemorySystem>;
  /** Somebody asks something of a departure; waits until nothing is being worked on. */
  ask(who: TestPersonName, id: string, command: PersonCommand): Promise<Transaction>;
  load(id: string): Promise<Departure>;
  /** Moves time to the instant, stopping at every wake-up on the way. */
  advanceTo(instant: string): Promise<void>;
  /** Draft and plan in one go; returns the departure's id. */
  plan(draft?: Partial<Draft>, flow?: Flow, leaver?: Person): Promise<string>;
}

/** Monday, three weeks before the last working day. */
const worldStart = '2026-03-02T09:00:00.000Z';

export const worldDates = {
  lastWorkingDay: { date: '2026-03-20', zone: 'Europe/Paris' },
  contractEnd: { date: '2026-03-31', zone: 'Europe/Paris' },
  cutOff: { at: '2026-03-20T17:00:00.000Z', zone: 'Europe/Paris' },
};

/** The real engine over ports in memory, on a clock that only moves when told. */
export async function createMemoryWorld({
  manual = false,
  store = createMemoryStore(),
}: {
  manual?: boolean | 'shown';
  /** Another one than the one in memory. */
  store?: Store;
} = {}): Promise<MemoryWorld> {
  const clock = createVirtualClock(worldStart);
  const scheduler = createVirtualScheduler(clock);
  const people = Object.values(testPeople);
  const channel = createMemoryChannel(people);
  for (const person of people) await store.people.save(person);
  const systems = {
    okta: createMemorySystem('okta', { tier: 'identity' }),
    code: createMemorySystem('code', { tier: 'code' }),
    crm: createMemorySystem('crm', { tier: 'crm', manual }),
  };
  const organisation = organisationSchema.parse({
    roles: { hr: [testPeople.hr.email], it: [testPeople.it.email, testPeople.security.email] },
    ownRoles: Object.entries(testOwnRoles).map(([id, { name, people: holders }]) => ({
      ...{ id, name },
      people: holders.map((one) => `${one}@example.com`),
    })),
    people: people.map(({ email, timeZone, country, locale }) => ({ email, timeZone, country, locale })),
  });
  const channels = new Map([['slack' as const, channel]]);
  const ids: string[] = [];
  const newId = () => `id-${ids.push('')}`;
  const deps: EngineDeps = {
    gates: createSystemGates(),
    turns: new Map(),
    leaving: createKnownLeaving(),
    store,
    scheduler,
    clock,
    calendar: noHolidays,
    brakes: brakesSchema.parse({}),
    channels,
    calendars: [],
    connectors: new Map(Object.values(systems).map(({ connector }) => [connector.id, connector])),
    directory: withSettings(
      createDirectory({ people: store.people, channels, organisation, clock, newId }),
      createSettings(store.notes),
    ),
    settings: createSettings(store.notes),
    flows: [testFlow, confidentialFlow],
    dossierTemplates: sampleDossiers,
    organisationName: 'Atelier Lumen',
    mailsAfter: null,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
    newId,
  };
  const engine = createEngine(deps);
  await scheduler.start((id) => engine.reconcile(id));

  const actorOf = (who: TestPersonName) => ({
    type: 'person' as const,
    id: testPeople[who].id,
    roles: deps.directory.rolesOf(testPeople[who]),
  });
  const world: MemoryWorld = {
    deps,
    engine,
    clock,
    scheduler,
    channel,
    systems,
    async ask(who, id, command) {
      const result = await engine.command(id, command, actorOf(who));
      await engine.idle();
      return result;
    },
    async load(id) {
      const found = await store.departures.load(id);
      if (!found) throw new Error(`there is no departure ${id}`);
      return found;
    },
    async advanceTo(instant) {
      for (let next = scheduler.next(); next && next.at.toISOString() <= instant; next = scheduler.next()) {
        if (next.at > clock.now()) clock.set(next.at);
        await scheduler.fire();
        await engine.idle();
      }
      clock.set(new Date(instant));
      await engine.sweep();
      await engine.idle();
    },
    async plan(draft = {}, flow = testFlow, leaver = testPeople.leaver) {
      const begun = await engine.begin(
        {
          type: 'draft.start',
          leaver,
          manager: testPeople.manager.id,
          people: Object.fromEntries(people.map((person) => [person.id, person])),
        },
        actorOf('manager'),
      );
      if (begun.type !== 'done') throw new Error(`not begun: ${begun.refusal.code}`);
      const { id } = begun.departure;
      await mustDo(
        world.ask('manager', id, {
          type: 'draft.edit',
          patch: {
            kind: flow.kinds[0] ?? 'resignation',
            workerType: 'employee',
            dates: worldDates,
            handovers: [
              {
                title: 'Billing service',
                notes: 'Runbook in the wiki',
                to: 'priya',
                fallback: 'jonas',
                dueDate: '2026-03-19',
              },
            ],
            ...draft,
          },
        }),
      );
      await mustDo(
        world.ask('manager', id, {
          type: 'plan.submit',
          flow,
          preflight: await preflight(deps, leaver),
          cast: { hr: ['nadia'], it: ['tom', 'ines'], admin: [] },
          ownRoles: testOwnRoles,
          people: {},
        }),
      );
      return id;
    },
  };
  return world;
}

export async function mustDo(asked: Promise<Transaction>): Promise<Departure> {
  const result = await asked;
  if (result.type === 'refused')
    throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params)}`);
  return result.departure;
}
