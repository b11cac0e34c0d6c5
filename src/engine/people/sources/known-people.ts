import type { Logger } from 'pino';
import { type Instant, toInstant } from '../../../domain/calendar/time.ts';
import { type UserNames, userNamesTogether } from '../../../domain/people/people.ts';
import type { Clock } from '../../ports/clock.ts';
import { type ConnectorContext, ConnectorError } from '../../ports/connector.ts';
import { type PeopleSource, sourcePersonSchema } from '../../ports/people-source.ts';
import type { Organisation } from '../organisation.ts';
import type { KeptLists, ListHead } from './kept-lists.ts';
import { type Merged, type MergedPerson, merge } from './merge.ts';
import { type KeptRecord, ownFile, type SourcedRecord } from './record.ts';

/** One entry of `organisation.sources`. */
export interface NamedSource {
  id: string;
  label: string;
  /** Null where people bring the list: `relais people import`. */
  source: PeopleSource | null;
  /** Read daily alone, because to find one person there is to read everybody: HR systems. */
  isDaily?: boolean;
}

/** Everybody whom the sources and `relais.yaml` tell about, put together; kept in memory, as it stands in the store. */
export interface KnownPeople {
  readonly sources: readonly NamedSource[];
  /** As it was last loaded: at most a minute old once `load` was called. */
  merged(): Merged;
  /** Who has this address; null for nobody, and for an address of which it cannot be told whose it is. */
  about(address: string): MergedPerson | null;
  /** The user names that `relais.yaml` tells of this person; no source tells any. */
  userNamesOf(person: MergedPerson): UserNames;
  /** Reads what was written since, by this process or another. */
  load(): Promise<void>;
  /**
   * Asks every source about this address now, for as long as `patienceMs`; whatever does not come in time stays as it
   * was.
   */
  ask(address: string, patienceMs?: number): Promise<void>;
}

/** How long what was loaded is believed to be what is stored. */
const loadedFor = 60_000;
/** A source that read its list, or was asked about somebody, so recently is not asked again. */
const askedFor = 10 * 60_000;
/** Within what Slack waits for, with what else an answer takes. */
const usualPatience = 1_000;
/** Addresses of which it is remembered when sources were asked. */
const mostAsked = 2_000;

interface LoadedList {
  head: ListHead;
  records: Map<string, KeptRecord>;
}

export function createKnownPeople({
  sources,
  lists,
  organisation,
  clock,
  log,
}: {
  sources: readonly NamedSource[];
  lists: Pick<KeptLists, 'head' | 'records'>;
  organisation: Organisation;
  clock: Clock;
  log?: Pick<Logger, 'warn'>;
}): KnownPeople {
  const own = ownRecords(organisation);
  const order = sources.map(({ id }) => id);
  const loaded = new Map<string, LoadedList>();
  /** What a source said when it was asked about one person, until its next list. */
  const answers = new Map<string, Map<string, KeptRecord>>();
  const asked = new Map<string, number>();
  let current = build();
  let loadedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | null = null;

  function build(): Merged {
    const records = sources.flatMap(({ id }) => {
      const list = loaded.get(id);
      const said = new Map([...(list?.records ?? []), ...(answers.get(id) ?? [])]);
      return [...said.values()].map((record): SourcedRecord => ({ ...record, source: id }));
    });
    return merge([...own, ...records], { order, precedence: organisation.precedence });
  }

  async function loadNow(): Promise<void> {
    let changed = false;
    for (const { id } of sources) {
      const head = await lists.head(id);
      if (head.version === loaded.get(id)?.head.version) continue;
      const records = await lists.records(id, head);
      // Written anew meanwhile: found at the next load. What was known stays until then.
      if (records === null) continue;
      loaded.set(id, { head, records: new Map(records.map((record) => [record.person.id, record])) });
      const since = [...(answers.get(id) ?? [])].filter(([, { at }]) => head.readAt === null || at > head.readAt);
      answers.set(id, new Map(since));
      changed = true;
    }
    if (changed) current = build();
    loadedAt = clock.now().getTime();
  }

  function load(): Promise<void> {
    if (Math.abs(clock.now().getTime() - loadedAt) < loadedFor) return Promise.resolve();
    loading ??= loadNow().finally(() => {
      loading = null;
    });
    return loading;
  }

  async function askOne({ id, source }: NamedSource & { source: PeopleSource }, address: string, signal: AbortSignal) {
    const context: ConnectorContext = { now: () => clock.now(), signal };
    try {
      const told = await source.byEmail(address, context);
      const person = told === null ? null : sourcePersonSchema.parse(told);
      return learn(id, address, person === null ? null : { person, at: toInstant(clock.now()), missingSince: null });
    } catch (error) {
      const kind = error instanceof ConnectorError ? error.kind : 'rejected';
      log?.warn({ event: 'people.source-not-asked', source: id, kind }, 'A source of people did not answer about one');
      return false;
    }
  }

  /** Keeps what was said. Tells whether it is news. */
  function learn(source: string, address: string, said: KeptRecord | null): boolean {
    const list = loaded.get(source)?.records;
    const known = answers.get(source) ?? new Map<string, KeptRecord>();
    answers.set(source, known);
    if (said === null) return unlisted(source, address, toInstant(clock.now()));
    const before = known.get(said.person.id) ?? list?.get(said.person.id);
    known.set(said.person.id, said);
    return JSON.stringify(before?.person) !== JSON.stringify(said.person) || before?.missingSince !== null;
  }

  /** The source, having answered, has nobody by this address: whoever it listed by it is missing there from now on. */
  function unlisted(source: string, address: string, now: Instant): boolean {
    const record = current.byAddress.get(address)?.records.find((one) => one.source === source);
    if (!record || record.missingSince !== null) return false;
    const { person, at } = record;
    answers.get(source)?.set(person.id, { person, at, missingSince: now });
    return true;
  }

  return {
    sources,
    merged: () => current,
    about: (address) => current.byAddress.get(address.toLowerCase()) ?? null,
    userNamesOf: ({ records }) =>
      records
        .filter(({ source }) => source === ownFile)
        .map(({ person }) => organisation.people.find(({ email }) => email === person.id)?.userNames ?? {})
        .reduce(userNamesTogether, {}),
    load,
    async ask(given, patienceMs = usualPatience) {
      const address = given.toLowerCase();
      const now = clock.now().getTime();
      const due = sources.filter((one): one is NamedSource & { source: PeopleSource } => {
        const readAt = loaded.get(one.id)?.head.readAt;
        const lastAt = Math.max(asked.get(`${one.id}\n${address}`) ?? 0, readAt ? Date.parse(readAt) : 0);
        return one.source !== null && one.isDaily !== true && now - lastAt > askedFor;
      });
      if (due.length === 0) return;
      const patience = AbortSignal.timeout(patienceMs);
      const answered = due.map(async (one) => {
        asked.set(`${one.id}\n${address}`, now);
        const isNews = await askOne(one, address, patience);
        // Rebuilt also where the answer came after patience ended: the next who asks has it.
        if (isNews) current = build();
      });
      forgetOldest(asked, mostAsked);
      await Promise.race([Promise.all(answered), ended(patience)]);
    },
  };
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

/** What `relais.yaml` says about people, as records beside those of the sources. */
function ownRecords({ people }: Organisation): SourcedRecord[] {
  return people.map((one) => ({
    source: ownFile,
    at: beginning,
    missingSince: null,
    person: {
      id: one.email,
      name: one.name ?? null,
      email: one.email,
      otherEmails: one.alsoKnownAs ?? [],
      employeeNumber: one.employeeNumber ?? null,
      ...(one.userNames && { userNames: one.userNames }),
      managerId: null,
      managerEmail: one.manager ?? null,
      title: one.title ?? null,
      team: one.team ?? null,
      country: one.country ?? null,
      locale: one.locale ?? null,
      timeZone: one.timeZone ?? null,
      workerType: one.workerType ?? null,
      contractEnd: one.contractEnd ?? null,
      sponsor: one.sponsor ?? null,
      active: null,
    },
  }));
}

/** A file has no time of its own; nobody reads this. */
const beginning = '1970-01-01T00:00:00.000Z';
