import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import type { PersonCommand } from '../../../src/domain/command.ts';
import type { Departure, DepartureId } from '../../../src/domain/departure.ts';
import type { Entry } from '../../../src/domain/journal/entry.ts';
import { preflight } from '../../../src/engine/access/preflight.ts';
import { createSystemGates } from '../../../src/engine/access/system-gates.ts';
import { brakesSchema } from '../../../src/engine/brakes/limits.ts';
import type { EngineDeps } from '../../../src/engine/deps.ts';
import { createEngine, type Engine, type EngineOptions } from '../../../src/engine/engine.ts';
import { createMetrics } from '../../../src/engine/metrics.ts';
import { createDirectory } from '../../../src/engine/people/directory.ts';
import { createKnownLeaving } from '../../../src/engine/people/known-leaving.ts';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { createSettings, withSettings } from '../../../src/engine/people/settings.ts';
import type { Connector } from '../../../src/engine/ports/connector.ts';
import type { Store } from '../../../src/engine/ports/store.ts';
import { createAgendaScheduler, type WakeBackend } from '../../../src/scheduling/agenda-scheduler.ts';
import { SqliteBackend } from '../../../src/scheduling/agenda-sqlite-backend.ts';
import { MongoWakeBackend } from '../../../src/scheduling/mongo-wake-backend.ts';
import { databaseOf, openMongoDatabase } from '../../../src/stores/mongo/connection.ts';
import { throughElections } from '../../../src/stores/mongo/persistently.ts';
import { createMongoStore } from '../../../src/stores/mongo/store.ts';
import { openSqliteDatabase } from '../../../src/stores/sqlite/database.ts';
import { createSqliteStore } from '../../../src/stores/sqlite/store.ts';
import { createMemoryChannel } from '../memory/memory-channel.ts';
import { createMemorySystem, type MemorySystem } from '../memory/memory-system.ts';
import { mustDo, testFlow, testPeople, worldDates } from '../memory/memory-world.ts';
import { sampleDossiers } from '../sample-dossier.ts';

/** What several processes keep together; each opens it for itself. */
export interface Place {
  open(): Promise<{ store: Store; wakes: WakeBackend; close(): Promise<void> }>;
}

const silent = pino({ level: 'silent' });

export function onSqlite(folder: string): Place {
  const masterKey = randomBytes(32);
  return {
    async open() {
      const database = openSqliteDatabase(join(folder, 'relais.db'));
      const store = await createSqliteStore({ database, masterKey });
      const close = async () => {
        await store.close();
        database.close();
      };
      return { store, wakes: new SqliteBackend({ database }), close };
    },
  };
}

export function onMongo(uri: string): Place {
  const masterKey = randomBytes(32);
  return {
    async open() {
      const store = await createMongoStore({ database: await openMongoDatabase(uri), masterKey });
      const wakes = new MongoWakeBackend({ uri, database: databaseOf(uri), log: silent, throughElections });
      return { store, wakes, close: () => store.close() };
    },
  };
}

export interface Process {
  engine: Engine;
  /** Without ending anything, so that the engine's own end can be looked at. */
  close(): Promise<void>;
}

/** One company with one system, and as many processes as a test starts. */
export interface Company {
  system: MemorySystem;
  /** Takes the place of the system's connector, in every process that is started from then on. */
  connector: Connector;
  start(options?: EngineOptions): Promise<Process>;
  /** Planned and confirmed, by commands to this process; the cut-off lies ahead. */
  confirmed(process: Process): Promise<DepartureId>;
  load(id: DepartureId): Promise<Departure>;
  journal(id: DepartureId): Promise<Entry[]>;
  passCutOff(): void;
  /** So many milliseconds are left until the cut-off, and the scheduler of this process knows. */
  comeCloseToCutOff(process: Process, milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function createCompany(place: Place): Promise<Company> {
  // The clock runs, so many milliseconds off.
  let offset = Date.parse('2026-03-02T09:00:00.000Z') - Date.now();
  const clock = { now: () => new Date(Date.now() + offset) };
  const people = Object.values(testPeople);
  const channel = createMemoryChannel(people);
  const channels = new Map([['slack' as const, channel]]);
  const system = createMemorySystem('okta', { tier: 'identity', now: clock.now });
  const organisation = organisationSchema.parse({
    roles: { hr: [testPeople.hr.email], it: [testPeople.it.email, testPeople.security.email] },
    people: people.map(({ email, timeZone, country, locale }) => ({ email, timeZone, country, locale })),
  });
  const seen = await place.open();
  for (const person of people) await seen.store.people.save(person);
  const depsOf = new Map<Process, EngineDeps>();

  const company: Company = {
    system,
    connector: system.connector,
    async start(options = {}) {
      const { store, wakes, close } = await place.open();
      const deps: EngineDeps = {
        gates: createSystemGates(),
        turns: new Map(),
        leaving: createKnownLeaving(),
        store,
        scheduler: createAgendaScheduler({ backend: wakes, log: silent, clock }),
        clock,
        calendar: noHolidays,
        brakes: brakesSchema.parse({}),
        channels,
        connectors: new Map([[company.connector.id, company.connector]]),
        directory: withSettings(
          createDirectory({ people: store.people, channels, organisation, clock, newId: randomUUID }),
          createSettings(store.notes),
        ),
        settings: createSettings(store.notes),
        flows: [testFlow],
        dossierTemplates: sampleDossiers,
        organisationName: 'Atelier Lumen',
        mailsAfter: null,
        metrics: createMetrics(),
        log: silent,
        newId: randomUUID,
      };
      const process: Process = { engine: createEngine(deps, options), close };
      depsOf.set(process, deps);
      await process.engine.start();
      return process;
    },
    async confirmed(process) {
      const deps = depsOf.get(process);
      if (!deps) throw new Error('this process was not started here');
      const actor = (id: keyof typeof testPeople) => ({
        type: 'person' as const,
        id: testPeople[id].id,
        roles: deps.directory.rolesOf(testPeople[id]),
      });
      const everybody = Object.fromEntries(people.map((person) => [person.id, person]));
      const { leaver, manager } = testPeople;
      const draft = { type: 'draft.start', leaver, manager: manager.id, people: everybody } as const;
      const { id } = await mustDo(process.engine.begin(draft, actor('manager')));
      const ask = (who: keyof typeof testPeople, command: PersonCommand) =>
        mustDo(process.engine.command(id, command, actor(who)));
      const patch = { kind: 'resignation', workerType: 'employee', dates: worldDates } as const;
      await ask('manager', { type: 'draft.edit', patch });
      const cast = { hr: ['nadia'], it: ['tom', 'ines'], admin: [] };
      const found = await preflight(deps, leaver);
      await ask('manager', { type: 'plan.submit', flow: testFlow, preflight: found, cast, people: {} });
      const { planHash } = await company.load(id);
      await ask('it', { type: 'access.confirm', planHash: planHash ?? '' });
      await process.engine.idle();
      return id;
    },
    async load(id) {
      const found = await seen.store.departures.load(id);
      if (!found) throw new Error(`there is no departure ${id}`);
      return found;
    },
    async journal(id) {
      const entries: Entry[] = [];
      for await (const entry of seen.store.departures.journal(id)) entries.push(entry);
      return entries;
    },
    passCutOff() {
      offset = Math.max(offset, Date.parse(worldDates.cutOff.at) + 1_000 - Date.now());
    },
    async comeCloseToCutOff(process, milliseconds) {
      const next = Date.parse(worldDates.cutOff.at) - milliseconds - Date.now();
      const moved = next - offset;
      offset = next;
      await depsOf.get(process)?.scheduler.clockMoved(moved);
      await process.engine.sweep();
      await process.engine.idle();
    },
    close: () => seen.close(),
  };
  return company;
}
