import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { noHolidays } from '../src/domain/calendar/business-days.ts';
import type { PersonCommand } from '../src/domain/command.ts';
import type { Departure, DepartureId } from '../src/domain/departure.ts';
import type { Person, PersonId } from '../src/domain/people/people.ts';
import { unresolvedOf } from '../src/domain/systems/asked-system.ts';
import { preflight } from '../src/engine/access/preflight.ts';
import { createSystemGates } from '../src/engine/access/system-gates.ts';
import { brakesSchema } from '../src/engine/brakes/limits.ts';
import type { Conversation } from '../src/engine/conversation/conversation.ts';
import { createConversation } from '../src/engine/conversation/create-conversation.ts';
import type { EngineDeps } from '../src/engine/deps.ts';
import { createEngine, type Engine } from '../src/engine/engine.ts';
import { createMetrics } from '../src/engine/metrics.ts';
import { createDirectory } from '../src/engine/people/directory.ts';
import { createKnownLeaving } from '../src/engine/people/known-leaving.ts';
import { organisationSchema } from '../src/engine/people/organisation.ts';
import { createSettings, withSettings } from '../src/engine/people/settings.ts';
import type { Connector } from '../src/engine/ports/connector.ts';
import type { Directory } from '../src/engine/ports/directory.ts';
import type { Store } from '../src/engine/ports/store.ts';
import type { Transaction } from '../src/engine/turns.ts';
import { createAgendaScheduler } from '../src/scheduling/agenda-scheduler.ts';
import { createMemoryChannel } from '../test/support/memory/memory-channel.ts';
import { mustDo, testFlow, testPeople, worldDates } from '../test/support/memory/memory-world.ts';
import { sampleDossiers } from '../test/support/sample-dossier.ts';
import { type OpenedStore, openKept } from './opened-store.ts';

/**
 * The real engine, store and scheduler over one SQLite file, or a MongoDB database, with the systems it is given. Cards
 * go to a channel in memory, so that no chat platform is measured.
 */
export interface EngineWorld {
  /** May be changed between one measurement and the next. */
  connectors: Map<string, Connector>;
  store: Store;
  deps: EngineDeps;
  conversation: Conversation;
  directory: Directory;
  /** Plans a departure and has it confirmed; nothing is due before its cut-off but what people do. */
  plan(leaver: Person): Promise<DepartureId>;
  load(id: DepartureId): Promise<Departure>;
  /** Brings time to so many milliseconds before every cut-off, and rests until nothing is being worked on. */
  comeCloseToCutOff(milliseconds: number): Promise<void>;
  /** So many milliseconds pass at once, and what is due by then is done. */
  pass(milliseconds: number): Promise<void>;
  /** See `OpenedStore`. */
  bytes: OpenedStore['bytes'];
  /** Milliseconds since 1970, in the time people live in. */
  now(): number;
  cutOffAt: number;
  waitForDisk: OpenedStore['waitForDisk'];
  stop(): Promise<void>;
}

const mostTries = 5;
const worldStart = Date.parse('2026-03-02T09:00:00.000Z');
const cutOffAt = Date.parse(worldDates.cutOff.at);

/** In a database of `mongodbUri` where that is given, else in a file of `folder`. */
export async function openEngineWorld(
  folder: string,
  leavers: readonly Person[],
  mongodbUri: string | null = null,
): Promise<EngineWorld> {
  const began = Date.now();
  let ahead = worldStart - began;
  const clock = { now: () => new Date(Date.now() + ahead) };
  const people = [...Object.values(testPeople), ...leavers];
  const kept = await openKept(mongodbUri === null ? { folder } : { mongodbUri }, randomBytes(32));
  const { store } = kept;
  for (const person of people) await store.people.save(person);
  const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
  const scheduler = createAgendaScheduler({ backend: kept.wakes, log, clock });
  const channels = new Map([['slack' as const, createMemoryChannel(people)]]);
  const organisation = organisationSchema.parse({
    roles: { hr: [testPeople.hr.email], it: [testPeople.it.email, testPeople.security.email] },
    people: people.map(({ email, timeZone, country, locale }) => ({ email, timeZone, country, locale })),
  });
  const connectors = new Map<string, Connector>();
  const deps: EngineDeps = {
    gates: createSystemGates(),
    turns: new Map(),
    leaving: createKnownLeaving(),
    store,
    scheduler,
    clock,
    calendar: noHolidays,
    // A bench ends the access of more people in an hour than any company.
    brakes: brakesSchema.parse({ cutOffs: { perHour: 10_000, perDay: 10_000 }, destructivePerDeparture: 10_000 }),
    channels,
    connectors,
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
    log,
    newId: randomUUID,
  };
  const engine = createEngine(deps);
  await engine.start();

  const pass = async (milliseconds: number) => {
    ahead += milliseconds;
    await scheduler.clockMoved(milliseconds);
    while ((await engine.sweep()) > 0) await engine.idle();
    await engine.idle();
  };

  return {
    connectors,
    store,
    deps,
    conversation: createConversation(deps, engine),
    directory: deps.directory,
    plan: (leaver) => plan(deps, engine, leaver),
    async load(id) {
      const found = await store.departures.load(id);
      if (!found) throw new Error(`there is no departure ${id}`);
      return found;
    },
    async comeCloseToCutOff(milliseconds) {
      const jump = cutOffAt - milliseconds - clock.now().getTime();
      if (jump < 0) throw new Error(`setting up took longer than there is time until the cut-off`);
      await pass(jump);
    },
    pass,
    bytes: kept.bytes,
    now: () => clock.now().getTime(),
    cutOffAt,
    waitForDisk: kept.waitForDisk,
    async stop() {
      await engine.stop();
      await kept.close();
    },
  };
}

/** As a manager and IT would, through the commands; cards and calls follow by themselves. */
async function plan(deps: EngineDeps, engine: Engine, leaver: Person): Promise<DepartureId> {
  const actor = (id: PersonId) => {
    const person = Object.values(testPeople).find((one) => one.id === id) ?? leaver;
    return { type: 'person' as const, id, roles: deps.directory.rolesOf(person) };
  };
  const manager = testPeople.manager.id;
  const people = Object.fromEntries(Object.values(testPeople).map((person) => [person.id, person]));
  const begun = await mustDo(engine.begin({ type: 'draft.start', leaver, manager, people }, actor(manager)));
  const ask = (who: PersonId, command: PersonCommand): Promise<Transaction> =>
    engine.command(begun.id, command, actor(who));
  await mustDo(
    ask(manager, {
      type: 'draft.edit',
      patch: { kind: 'resignation', workerType: 'employee', dates: worldDates },
    }),
  );
  const found = await everySystem(deps, leaver);
  const cast = { hr: ['nadia'], it: ['tom', 'ines'], admin: [] };
  const planned = await mustDo(
    ask(manager, { type: 'plan.submit', flow: testFlow, preflight: found, cast, people: {} }),
  );
  if (planned.planHash === null) throw new Error('a plan without a hash');
  await mustDo(ask('tom', { type: 'access.confirm', planHash: planned.planHash }));
  await engine.idle();
  return begun.id;
}

/** What every system says of the leaver. On a busy machine one may be late: it is asked again, as IT would. */
async function everySystem(deps: EngineDeps, leaver: Person): ReturnType<typeof preflight> {
  for (let tries = 1; ; tries += 1) {
    const found = await preflight(deps, leaver);
    const missing = unresolvedOf(found);
    if (missing.length === 0) return found;
    if (tries === mostTries) throw new Error(missing.map((one) => JSON.stringify(one)).join('; '));
  }
}

/** Whether every action was read back. */
export function isProven({ revocations }: Departure): boolean {
  return revocations.length > 0 && revocations.every(({ status }) => status === 'verified');
}

/** When the last action was verified, in milliseconds since 1970. */
export function provenAt({ revocations }: Departure): number {
  return Math.max(...revocations.map(({ endedAt }) => (endedAt === null ? Number.NaN : Date.parse(endedAt))));
}
