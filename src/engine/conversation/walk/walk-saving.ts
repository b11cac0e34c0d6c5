import type { Departure } from '../../../domain/departure.ts';
import type { WalkPage } from '../../../views/forms/fields.ts';
import type { CatalogueKey } from '../../../views/words/translate.ts';
import type { Reply } from '../conversation.ts';
import { refusalReply } from '../replies.ts';
import { command, type Turn } from '../turn.ts';
import { pageReply } from './walk-pages.ts';

/** What a page of the walk brings. */
export type Draft = Partial<Departure['draft']>;

/** What to do about an empty field, by the field. */
const missingWords: Readonly<Record<string, CatalogueKey>> = {
  leaver: 'notice.personMissing',
  manager: 'notice.personMissing',
  to: 'notice.personMissing',
  lastWorkingDay: 'notice.dateInvalid',
  contractEnd: 'notice.dateInvalid',
  cutOffDate: 'notice.dateInvalid',
  dueDate: 'notice.dateInvalid',
  cutOffTime: 'notice.timeInvalid',
  zone: 'notice.zoneInvalid',
};

export function required(turn: Turn, field: string): Reply {
  return { type: 'errors', errors: { [field]: turn.voice.t(missingWords[field] ?? 'notice.choiceMissing') } };
}

/** Saves what a page brought and goes on. */
export async function edit(
  turn: Turn,
  departure: Departure,
  patch: Draft,
  next: WalkPage,
  people: Departure['people'] = {},
): Promise<Reply> {
  const result = await command(turn, departure.id, { type: 'draft.edit', patch, people });
  return result.type === 'refused' ? refusalReply(turn, result.refusal) : pageReply(turn, result.departure, next);
}
