import type { Departure } from '../../domain/departure.ts';
import { oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** What people call the system, as far as anything of the departure still names it; its id says nothing to them. */
export function systemLabelOf(departure: Departure, system: string, voice: Voice): string {
  const { systems, accounts, revocations } = departure;
  const known = [...systems, ...accounts, ...revocations.map(({ action }) => action)];
  const label = known.find((one) => one.system === system)?.systemLabel;
  return label === undefined ? voice.t('word.formerSystem') : oneLine(label);
}
