import stringify from 'safe-stable-stringify';
import { z } from 'zod';
import { shippedPolicies } from '../../domain/retention/shipped-policies.ts';
import type { EngineDeps } from '../deps.ts';
import { digest } from '../sha256.ts';

/** Under which key stands by which policies departures were last told when they go. */
const key = 'retention-policies';
const noteSchema = z.string().nullable().catch(null);

/** Departures asked for beside one another. */
const beside = 20;

/**
 * A departure at rest is woken when its time comes, by the policies of then. Where these have changed since, every
 * departure that has ended is woken once and asks for its next wake-up anew. Safe to be cut short: the note goes last.
 */
export async function wakeForRetention({ store, scheduler, clock, retention, log }: EngineDeps): Promise<void> {
  if (retention === undefined) return;
  const current = digest(stringify({ retention, shippedPolicies }) ?? '');
  if (noteSchema.parse(await store.notes.read(key)) === current) return;
  const ids: string[] = [];
  const ended = { status: ['completed', 'cancelled', 'retained'] as const };
  for await (const { id } of store.departures.search(ended)) ids.push(id);
  const departures = ids.length;
  await Promise.all(
    Array.from({ length: beside }, async () => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift())
        await scheduler.wakeAt(id, clock.now(), 'continue');
    }),
  );
  await store.notes.write(key, current);
  if (departures > 0) log.info({ departures }, 'how long things are kept has changed; every ended departure is asked');
}
