import type { Instant } from '../../domain/calendar/time.ts';
import type { CardSpec } from '../../domain/cards/card-spec.ts';
import { type Collected, collectedLines } from '../../domain/cards/collected-cards.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import { collectedCard } from '../../views/cards/collected-card.ts';
import type { CollectedLine } from '../../views/cards/collected-line.ts';
import { cardFor, type DrawingDeps, discreet } from '../cards/draw-card.ts';
import type { EngineDeps } from '../deps.ts';
import { readWave } from './wave-journal.ts';
import { stateOfWave, type WaveState } from './wave-state.ts';

/** One collected card: which of a wave, and whose. */
export interface CollectedId {
  wave: string;
  group: string;
  reader: PersonId;
}

/** Every collected card that a wave is to have by now, with its lines in the order of the wave. */
export function collectedCardsOf(
  { wave, people }: WaveState,
  now: Instant,
): ReadonlyMap<string, { id: CollectedId; lines: readonly CollectedLine[] }> {
  const found = new Map<string, { id: CollectedId; lines: CollectedLine[] }>();
  for (const { departure } of people) {
    if (departure === null) continue;
    for (const one of collectedLines(departure, now)) {
      const id = { wave: wave.id, group: one.group, reader: one.reader };
      const card = found.get(nameOf(id)) ?? { id, lines: [] };
      found.set(nameOf(id), card);
      card.lines.push(lineOf(departure, one));
    }
  }
  return found;
}

/** Within its wave; kept in the register of the collected cards that were posted. */
export function nameOf({ group, reader }: CollectedId): string {
  return `${group}/${reader}`;
}

/** The other way round; null for what is no such name. */
export function readName(wave: string, name: string): CollectedId | null {
  const [group = '', ...reader] = name.split('/');
  return reader.length === 0 ? null : { wave, group, reader: reader.join('/') };
}

/** The lines of one card as they are now; none where there is no such wave. */
export async function linesFor(
  deps: Pick<EngineDeps, 'store'>,
  id: CollectedId,
  now: Instant,
): Promise<readonly CollectedLine[]> {
  const wave = await readWave(deps.store, id.wave);
  return wave === null ? [] : (collectedCardsOf(await stateOfWave(deps, wave), now).get(nameOf(id))?.lines ?? []);
}

function lineOf(departure: Departure, { taskId, isOpen }: Collected): CollectedLine {
  return { departure, task: departure.tasks.find(({ id }) => id === taskId) ?? null, isOpen };
}

interface Drawing {
  id: CollectedId;
  reader: Person;
  lines: readonly CollectedLine[];
  now: Instant;
}

/** A single line is the card that it would be outside a wave. A mail about it names nobody before it is opened. */
export function drawCollected(deps: DrawingDeps, { id, reader, lines, now }: Drawing): CardView {
  const [only] = lines;
  const alone =
    only && lines.length === 1
      ? cardFor(deps, specOfLine(id.group, only, reader.id), { departure: only.departure, reader, now })
      : null;
  return discreet(alone ?? collectedCard({ ...id, reader, lines, now }), true);
}

/** The card as which a line would be brought by itself. */
export function specOfLine(group: string, { task }: CollectedLine, reader: PersonId): CardSpec {
  if (task === null) return { card: 'departure', subject: null, reader };
  return { card: group.startsWith('escalation.') ? 'escalation' : 'task', subject: task.id, reader };
}
