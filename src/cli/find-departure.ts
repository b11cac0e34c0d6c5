import type { Departure } from '../domain/departure.ts';
import type { Store } from '../engine/ports/store.ts';
import { CommandError } from './command-error.ts';

/** By its id, or by its first characters where only one begins so. Throws CommandError. */
export async function findDeparture({ departures }: Pick<Store, 'departures'>, wanted: string): Promise<Departure> {
  const exact = await departures.load(wanted);
  if (exact) return exact;
  const found: Departure[] = [];
  for await (const one of departures.search({})) if (one.id.startsWith(wanted)) found.push(one);
  const [only] = found;
  if (only && found.length === 1) return only;
  throw new CommandError(
    found.length > 1
      ? `${found.length} departures begin with ${wanted}; write more of the id.`
      : `There is no departure ${wanted}, or its data was erased. "relais audit show" lists those there are.`,
  );
}
