import type { AnnouncementVersion } from '../../domain/announcement/announcement.ts';
import { announcedHandovers } from '../../domain/announcement/told.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { type Language, languageSchema } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { blocks, facts } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { firstName, manyLines, shownName } from '../words/plain.ts';
import { nameOf, voiceFor } from '../words/voice.ts';

/** The languages of a text, the reader's own first. */
export function languagesFor({ locale }: Pick<Person, 'locale'>): readonly Language[] {
  return [...languageSchema.options].sort((a, b) => Number(b === locale) - Number(a === locale));
}

/**
 * What Relais proposes to tell colleagues, in one language: who leaves, and whom to ask. It is warm where the leaver
 * wished to go and plain where not; why they leave, and how, stands in neither.
 */
export function proposedText(
  departure: Departure,
  language: Language,
  { reader, now }: { reader: Person; now: Instant },
): string {
  const voice = voiceFor({ ...reader, locale: language });
  const { leaver, manager, dates } = departure;
  const isOver = dates !== null && dates.cutOff.at <= now;
  return voice.t(`announcement.proposed.${toneOf(departure)}`, {
    name: shownName(leaver.name),
    first: firstName(leaver.name),
    over: isOver ? 'yes' : 'no',
    contact: manager === null || manager === leaver.id ? 'none' : nameOf(departure, manager, voice),
  });
}

/** Of kinds of the company's own nobody knows whether the leaver wished to go. */
function toneOf({ kind, flow }: Departure): 'move' | 'warm' | 'plain' {
  if (kind === 'internal-move') return 'move';
  const wished = kind === 'resignation' || kind === 'retirement' || kind === 'contract-end';
  return wished && flow?.confidential !== true ? 'warm' : 'plain';
}

/** The text with what is known by now below it, once in each language in which it is told. */
export function announcementBlocks(
  departure: Departure,
  version: Pick<AnnouncementVersion, 'texts' | 'handovers'>,
  reader: Person,
): readonly CardBlock[] {
  const told = languagesFor(reader).filter((language) => version.texts[language] !== undefined);
  return told.flatMap((language, index) =>
    blocks(
      index > 0 && { type: 'divider' },
      { type: 'quote', text: manyLines(version.texts[language] ?? '') },
      knownFacts(departure, version, { reader, language }),
    ),
  );
}

/** The day, where the departure was never a secret, and who has taken over what of the handovers that may be named. */
function knownFacts(
  departure: Departure,
  { handovers }: Pick<AnnouncementVersion, 'handovers'>,
  { reader, language }: { reader: Person; language: Language },
): CardBlock {
  const { dates, flow, kind } = departure;
  const voice = voiceFor({ ...reader, locale: language });
  const day = kind === 'internal-move' ? 'announcement.lastDayInRole' : 'departure.lastWorkingDay';
  return facts(
    dates === null || flow?.confidential ? null : [voice.t(day), voice.day(dates.lastWorkingDay)],
    ...announcedHandovers(departure, handovers).map(
      (task) => [taskTitle(task, voice), nameOf(departure, task.assignee, voice)] as const,
    ),
  );
}
