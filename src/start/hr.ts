import { contractSourceId } from '../domain/hr/employment-fact.ts';
import { createHrFeedBrake } from '../engine/brakes/hr-feed-brake.ts';
import { contractSource } from '../engine/contracts/contract-source.ts';
import type { EngineDeps } from '../engine/deps.ts';
import type { Engine } from '../engine/engine.ts';
import { createHrFeed, type HrFeed } from '../engine/hr/hr-feed.ts';
import type { HrSystem } from '../engine/ports/hr-system.ts';
import { hrHooks } from '../hris/mount-hooks.ts';
import type { HttpServer } from '../http/server.ts';
import type { RelaisFile } from '../relais-file.ts';

/** The contracts for a time as one more source of HR's word: of no vendor, so it has one name in both languages. */
const contractFeed = { id: contractSourceId, label: 'Contracts · Contrats' } as const;

/** Whether an end of a contract can be told at all; where none can, nothing is read. */
function mayHaveContracts({ organisation }: Pick<RelaisFile, 'organisation'>): boolean {
  return organisation.sources.length > 0 || organisation.people.some(({ contractEnd }) => contractEnd !== undefined);
}

/** Everything whose word about employments is read: the HR systems, and the contracts for a time. */
export function hrSourcesOf(file: Pick<RelaisFile, 'organisation' | 'hris'>): { id: string; label: string }[] {
  const systems = file.hris.map(({ id, label }) => ({ id, label }));
  return mayHaveContracts(file) ? [...systems, contractFeed] : systems;
}

/**
 * Joins the HR systems to the engine: read by their schedule where this process works, and heard at `/hr/<id>` in any.
 */
export function startHr(
  systems: readonly HrSystem[],
  {
    file,
    deps,
    engine,
    http,
    works,
    headcount,
  }: {
    file: Pick<RelaisFile, 'organisation' | 'hr' | 'brakes' | 'contracts'>;
    deps: EngineDeps;
    engine: Engine;
    http: HttpServer;
    /** Whether this process reads; hooks are taken by any. */
    works: boolean;
    /** How many people the company has; null where nobody knows. */
    headcount(): Promise<number | null>;
  },
): HrFeed {
  const numbers = new Map(
    file.organisation.people.flatMap(({ email, employeeNumber }) =>
      employeeNumber === undefined ? [] : [[employeeNumber, email] as const],
    ),
  );
  const { clock, store } = deps;
  const brake = createHrFeedBrake({ notes: store.notes, clock, limits: file.brakes.hrFeed, headcount });
  const feed = createHrFeed({ engine: deps, numbers, brake, reconcile: (id) => engine.reconcile(id) }, [
    ...systems.map((system) => ({ system, rules: file.hr })),
    ...(mayHaveContracts(file)
      ? [
          {
            system: contractSource(deps, contractFeed),
            rules: { ...file.hr, lookAheadDays: file.contracts.draftDaysBefore },
          },
        ]
      : []),
  ]);
  // Signatures carry real time, also where the clock of the local workspace was moved.
  http.mount(hrHooks({ hook: feed.hook, log: deps.log, now: () => new Date() }));
  if (works) feed.start();
  return feed;
}
