import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Actor } from '../../domain/people/people.ts';
import { spread } from '../../domain/waves/spread.ts';
import type { Floor } from '../../domain/waves/wave.ts';
import type { EngineDeps } from '../deps.ts';
import { transact } from '../transact.ts';
import type { WaveState } from './wave-state.ts';

/** What one account and one action ask of their system at least: a search, two looks; a call and a read-back. */
const callsPerAccount = 3;
const callsPerAction = 2;

/** Moves each cut-off to where the limits of systems have room for it, and says what they take. */
export async function spreadOut(deps: EngineDeps, { people }: WaveState, actor: Actor): Promise<Floor[]> {
  const perMinute = Object.fromEntries([...deps.connectors.values()].map((one) => [one.id, one.perMinute ?? null]));
  const planned = people.flatMap(({ member, departure }) =>
    departure?.status === 'active' && departure.runStartedAt === null && departure.dates
      ? [{ member, departure, dates: departure.dates, calls: callsOf(departure) }]
      : [],
  );
  const starts = spread(
    planned.map(({ member, calls }) => ({ departure: member.departure, from: member.from, calls })),
    perMinute,
  );
  for (const { departure, dates } of planned) {
    const at: Instant = starts.get(departure.id) ?? dates.cutOff.at;
    if (at === dates.cutOff.at) continue;
    const moved = { ...dates, cutOff: { ...dates.cutOff, at } };
    await transact(deps, departure.id, { type: 'departure.reschedule', dates: moved }, actor);
  }
  return floorsOf(planned, perMinute, deps);
}

function callsOf({ revocations, accounts }: Departure): Record<string, number> {
  const calls: Record<string, number> = {};
  const add = (system: string, count: number) => {
    calls[system] = (calls[system] ?? 0) + count;
  };
  for (const { system } of accounts) add(system, callsPerAccount);
  for (const { action } of revocations) if (!action.manual) add(action.system, callsPerAction);
  return calls;
}

function floorsOf(
  planned: readonly { calls: Readonly<Record<string, number>> }[],
  perMinute: Readonly<Record<string, number | null>>,
  { connectors }: Pick<EngineDeps, 'connectors'>,
): Floor[] {
  const total: Record<string, number> = {};
  for (const { calls } of planned)
    for (const [system, count] of Object.entries(calls)) total[system] = (total[system] ?? 0) + count;
  return Object.entries(total).map(([system, calls]) => ({
    ...{ system, calls, perMinute: perMinute[system] ?? null },
    label: connectors.get(system)?.label ?? system,
  }));
}
