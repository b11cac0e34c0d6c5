import { join } from 'node:path';
import { z } from 'zod';
import { toInstant } from '../../src/domain/calendar/time.ts';
import { audience } from '../../src/domain/cards/audience.ts';
import { keyOf } from '../../src/domain/cards/card-spec.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { replay } from '../../src/domain/evolve.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { openMongoDatabase } from '../../src/stores/mongo/connection.ts';
import { createMongoStore } from '../../src/stores/mongo/store.ts';
import { openSqliteDatabase } from '../../src/stores/sqlite/database.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { leaversAmong } from './leavers.ts';
import { asksForChange, botToken, type Call, type Outside } from './outside.ts';

/**
 * Everything that must hold after the kills, looked at from outside and in what Relais kept: in its folder, or there
 * with the key from its folder. Each line says what does not hold.
 */
export async function verdict(outside: Outside, dataDir: string, mongodbUri: string | null = null): Promise<string[]> {
  const masterKey = loadMasterKey({ value: undefined, dataDir });
  if (mongodbUri !== null) {
    const database = await openMongoDatabase(mongodbUri);
    const store = await createMongoStore({ database, masterKey });
    return looked(outside, store, async () => []).finally(() => store.close());
  }
  const database = openSqliteDatabase(join(dataDir, 'relais.db'));
  const store = await createSqliteStore({ database, masterKey });
  return looked(outside, store, async () => integrity(database.pragma('integrity_check'))).finally(() =>
    database.close(),
  );
}

async function looked(outside: Outside, store: Store, sound: () => Promise<string[]>): Promise<string[]> {
  const departures: Departure[] = [];
  for await (const one of store.departures.search({})) departures.push(one);
  return [
    ...(await sound()),
    ...(await chains(store)),
    ...(await readModels(store)),
    ...(await histories(store, departures)),
    ...departures.flatMap(ending),
    ...missing(outside, departures),
    ...accountsLeft(outside),
    ...repeatedWrites(outside.calls, await meantAgain(store, departures)),
    ...(await cards(outside, departures)),
  ];
}

function integrity(answer: unknown): string[] {
  const text = JSON.stringify(answer);
  return text === '[{"integrity_check":"ok"}]' ? [] : [`the database is damaged: ${text}`];
}

async function chains({ audit }: Store): Promise<string[]> {
  const found: string[] = [];
  for await (const { findings } of audit.verify())
    found.push(...findings.map((finding) => `a chain does not verify: ${JSON.stringify(finding)}`));
  return found;
}

/** Lists and numbers are what the departures say. */
async function readModels({ audit }: Store): Promise<string[]> {
  const { findings } = await audit.rebuild();
  return findings.map((finding) => `a read model is not what its departures say: ${JSON.stringify(finding)}`);
}

/**
 * The journal alone gives the state that is stored; no confirmation came after the first call; nothing was begun twice
 * at once.
 */
async function histories({ departures: kept }: Store, departures: readonly Departure[]): Promise<string[]> {
  const found: string[] = [];
  for (const departure of departures) {
    const entries: Entry[] = [];
    for await (const entry of kept.journal(departure.id)) entries.push(entry);
    const { version: _, ...state } = departure;
    const { version: __, ...replayed } = replay(entries) ?? { version: 0 };
    if (JSON.stringify(sorted(replayed)) !== JSON.stringify(sorted(state)))
      found.push(`${departure.leaver.name}: the journal does not replay to the stored state`);
    const types = entries.map(({ event }) => event.type);
    const confirmed = types.indexOf('access-confirmed');
    const begun = types.indexOf('revocation-intended');
    if (confirmed === -1 || begun === -1 || begun < confirmed)
      found.push(`${departure.leaver.name}: revoked before it was confirmed`);
  }
  return found;
}

/** Keys in one order, so that two equal values read the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function ending({ leaver, status, revocations }: Departure): string[] {
  const unproven = revocations.filter((one) => one.status !== 'verified');
  return [
    ...(status === 'completed' ? [] : [`${leaver.name}: the departure is ${status}`]),
    ...(revocations.length > 0 ? [] : [`${leaver.name}: nothing was planned to be revoked`]),
    ...unproven.map((one) => `${leaver.name}: ${one.action.id} is ${one.status} (${one.failure?.message ?? '-'})`),
  ];
}

function missing({ people }: Outside, departures: readonly Departure[]): string[] {
  const leavers = leaversAmong(people);
  return departures.length === leavers.length ? [] : [`${departures.length} departures instead of ${leavers.length}`];
}

/** The systems themselves are asked: no account of a leaver lets anybody in, and everybody else's still does. */
function accountsLeft({ systems, people, isConnected }: Outside): string[] {
  const gone = new Set(leaversAmong(people).map(({ email }) => email));
  return systems.systems
    .filter(({ id }) => isConnected(id))
    .flatMap((system) =>
      system
        .accounts()
        .filter(({ email, live }) => live === gone.has(email))
        .map(({ email, live }) => `${system.id}: the account of ${email} is ${live ? 'still' : 'no longer'} live`),
    );
}

/**
 * An action that the journal says is called once more, and why: what was ended while the account was open is ended
 * again.
 */
type MeantAgain = Pick<PlannedAction, 'system' | 'accountId' | 'accountLogin'>;

async function meantAgain({ departures: kept }: Store, departures: readonly Departure[]): Promise<MeantAgain[]> {
  const found: MeantAgain[] = [];
  for (const { id, revocations } of departures)
    for await (const { event } of kept.journal(id))
      if (event.type === 'revocation-repeated')
        found.push(...revocations.flatMap(({ action }) => (action.id === event.actionId ? action : [])));
  return found;
}

/**
 * What a system has taken once is never asked of it again, but for what the journal names: whoever lost the answer
 * reads before anything is repeated.
 */
export function repeatedWrites(calls: readonly Call[], meant: readonly MeantAgain[]): string[] {
  const left = [...meant];
  const isMeant = (system: string, write: string): boolean => {
    const own = left.findIndex(
      (one) => one.system === system && (write.includes(one.accountId) || write.includes(one.accountLogin)),
    );
    // Some calls name only what they take away.
    const at = own === -1 ? left.findIndex((one) => one.system === system) : own;
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  };
  const taken = new Set<string>();
  const found: string[] = [];
  for (const { system, method, path, body, status } of calls) {
    if (!asksForChange(method, path)) continue;
    const write = `${system}: ${method} ${path} ${body}`.trimEnd();
    if (taken.has(write) && !isMeant(system, write))
      found.push(`made again although it had been taken: ${write} (${status})`);
    else if (status < 400) taken.add(write);
  }
  return found;
}

const historySchema = z.looseObject({
  ok: z.literal(true),
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      reply_count: z.number().optional(),
      metadata: z.looseObject({ event_type: z.string(), event_payload: z.looseObject({ key: z.string() }) }).optional(),
    }),
  ),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});
const openedSchema = z.looseObject({ ok: z.literal(true), channel: z.looseObject({ id: z.string() }) });

/** Each card stands where Relais thinks it does, once. */
async function cards(outside: Outside, departures: readonly Departure[]): Promise<string[]> {
  const found: string[] = [];
  const standing = new Map<string, string[]>();
  for (const person of outside.people) {
    const { channel } = openedSchema.parse(await ask(outside, 'conversations.open', { users: person.id }));
    for (const { ts, metadata } of await messagesOf(outside, channel.id))
      if (metadata?.event_type === 'relais_card') {
        const key = `${channel.id} ${metadata.event_payload.key}`;
        standing.set(key, [...(standing.get(key) ?? []), ts]);
      }
  }
  for (const [key, stamps] of standing)
    if (stamps.length > 1) found.push(`a card stands ${stamps.length} times: ${key}`);
  let known = 0;
  for (const departure of departures) {
    const { id, posts } = departure;
    const wanted = new Set(audience(departure, toInstant(outside.now())).map(keyOf));
    for (const key of wanted)
      if (!posts.some((post) => post.key === key && post.ref)) found.push(`a card was never posted: ${id}/${key}`);
    for (const { key, ref, lease, notBefore } of posts) {
      if (ref) {
        known += 1;
        if (!standing.get(`${ref.conversation} ${id}/${key}`)?.includes(ref.message))
          found.push(`a card is not where it was posted: ${id}/${key}`);
      } else if (lease ?? notBefore) found.push(`nobody knows whether a card was posted: ${id}/${key}`);
    }
  }
  if (known !== standing.size) found.push(`${standing.size} cards stand in Slack, Relais knows ${known} of them`);
  return found;
}

async function messagesOf(outside: Outside, channel: string) {
  const roots = await pagesOf(outside, 'conversations.history', { channel });
  const threads = await Promise.all(
    roots
      .filter(({ reply_count }) => (reply_count ?? 0) > 0)
      .map(({ ts }) => pagesOf(outside, 'conversations.replies', { channel, ts })),
  );
  // A thread's first message is its root, which is there already.
  return [...roots, ...threads.flatMap((replies) => replies.slice(1))];
}

async function pagesOf(outside: Outside, method: string, given: Record<string, string>) {
  const found: z.infer<typeof historySchema>['messages'] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const answer: z.infer<typeof historySchema> = historySchema.parse(
      await ask(outside, method, { ...given, limit: '200', include_all_metadata: 'true', ...(cursor && { cursor }) }),
    );
    found.push(...answer.messages);
    cursor = answer.response_metadata?.next_cursor || undefined;
  }
  return found;
}

async function ask({ slackApiUrl }: Outside, method: string, given: Record<string, string>): Promise<unknown> {
  const response = await fetch(`${slackApiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${botToken}` },
    body: new URLSearchParams(given),
  });
  return response.json();
}
