import { toInstant } from '../../domain/calendar/time.ts';
import { brakesNoteKey, inUse, readKept } from '../../engine/brakes/kept-brakes.ts';
import type { BrakeLimits } from '../../engine/brakes/limits.ts';
import type { Organisation } from '../../engine/people/organisation.ts';
import type { NotesStore } from '../../engine/ports/store.ts';
import { counted } from '../terminal.ts';
import { type Finding, good, note, problem } from './finding.ts';

/** How much of a cap is used before it is worth saying so. */
const close = 0.8;

/** How close the brakes are, and what they hold. */
export async function lookAtBrakes(notes: NotesStore, limits: BrakeLimits, now: Date): Promise<Finding[]> {
  const { lastHour, lastDay, wipesLastDay, held } = inUse(readKept(await notes.read(brakesNoteKey)), toInstant(now));
  const { cutOffs, devicesPerDay } = limits;
  const words = `${lastHour} of ${cutOffs.perHour} cut-offs in the last hour, ${lastDay} of ${cutOffs.perDay} in the last day, ${wipesLastDay} of ${devicesPerDay} wipes of devices`;
  if (held > 0)
    return [
      problem(
        'data',
        `The brake holds ${counted(held, 'confirmed cut-off', 'confirmed cut-offs')}: access stays open there. Used: ${words}.`,
        'Two people of HR, IT or the administrators release what is meant, on the messages that Relais sent them; cancel what is not.',
      ),
    ];
  const isClose =
    lastHour >= close * cutOffs.perHour || lastDay >= close * cutOffs.perDay || wipesLastDay >= close * devicesPerDay;
  return [
    isClose
      ? note('data', `The brakes are close: ${words}. What comes beyond waits for two people.`)
      : good('data', `The brakes are off: ${words}.`),
  ];
}

/** Whoever asks for a departure never releases it, so a brake needs three people who may. */
export function lookAtReleasers({ roles }: Organisation): Finding[] {
  const members = [...(roles.hr ?? []), ...(roles.it ?? []), ...(roles.admin ?? [])];
  const people = new Set(members.flatMap((one) => (typeof one === 'string' ? [one.toLowerCase()] : [])));
  // How many a group has is the platform's to say.
  const hasGroup = members.some((one) => typeof one !== 'string');
  return people.size >= 3 || hasGroup
    ? []
    : [
        note(
          'configuration',
          `Only ${counted(people.size, 'person holds', 'people hold')} a role: what a brake holds takes two who did not ask for the departure, so it may have to be cancelled. Name three at least under organisation.roles.`,
        ),
      ];
}
