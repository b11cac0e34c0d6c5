import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';

/** So long one call goes on, in milliseconds: below the minute that the engine gives it. */
const patience = 40_000;
const goesOnAfterSeconds = 5;

export interface Batches {
  /** The next ids, behind the last one of the batch before; empty at the end. */
  next(after: string | null): Promise<{ ids: readonly string[]; evidence: readonly Evidence[] }>;
  /** Once, before the first batch: throws where whoever takes over cannot any more. */
  before(): Promise<readonly Evidence[]>;
  /** Moves these. What could not be moved is left: the read-back counts it. */
  move(ids: readonly string[]): Promise<Evidence>;
  /** What is moved, as people read it: `contacts`. */
  named: Localized;
}

/**
 * Moves everything that `next` tells, batch by batch. What does not fit into one call throws `throttled` with how far
 * it came, so that the engine calls again soon; it goes on with what is left, because what was moved is not told any
 * more.
 */
export async function moveInBatches(
  { next, before, move, named }: Batches,
  context: ConnectorContext,
): Promise<{ moved: number; evidence: Evidence[] }> {
  const until = context.now().getTime() + patience;
  const evidence: Evidence[] = [];
  let moved = 0;
  let after: string | null = null;
  for (;;) {
    const { ids, evidence: read }: Awaited<ReturnType<Batches['next']>> = await next(after);
    // The first and the last say enough: there may be hundreds.
    if (moved === 0 || ids.length === 0) evidence.push(...read);
    if (ids.length === 0) return { moved, evidence };
    // One batch at least: else nothing would ever end.
    if (moved > 0 && context.now().getTime() >= until)
      throw new ConnectorError(
        'throttled',
        {
          en: `${moved} ${named.en} are moved so far; it goes on with the rest`,
          fr: `${moved} ${named.fr} transférés jusqu’ici ; la suite est en cours`,
        },
        { retryAfterSeconds: goesOnAfterSeconds, evidence },
      );
    if (moved === 0) evidence.push(...(await before()));
    const done = await move(ids);
    if (moved === 0) evidence.push(done);
    moved += ids.length;
    after = ids.at(-1) ?? null;
  }
}
