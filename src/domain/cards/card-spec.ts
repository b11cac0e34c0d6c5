import type { Instant } from '../calendar/time.ts';
import type { PersonId } from '../people/people.ts';
import type { MeetingCard } from './meeting.ts';

/** Which card, about what, for whom. The key is stored with the message and says the same. */
export type CardSpec =
  | {
      card: (typeof plainCards)[number];
      subject: null;
      reader: PersonId;
    }
  | { card: Exclude<(typeof subjectCards)[number], 'meeting'>; subject: string; reader: PersonId }
  | MeetingCard;

const plainCards = [
  'departure',
  'departure-details',
  'access',
  'handed',
  'outcome',
  'farewell',
  'survey',
  'heritage',
  'announcement-check',
  'keepsake',
] as const;
const subjectCards = ['task', 'escalation', 'alert', 'meeting', 'hr', 'contact', 'receipt', 'announcement'] as const;

/** The key under which a card is stored: its name, its subject and its reader. */
export function keyOf(spec: CardSpec): string {
  return [spec.card, spec.subject ?? '-', spec.reader].join('|');
}

/** The other way round; null for whatever is no such key. */
export function specOf(key: string): CardSpec | null {
  const [name, subject = '-', reader] = key.split('|');
  if (!reader) return null;
  const plain = plainCards.find((card) => card === name);
  if (plain) return { card: plain, subject: null, reader };
  const about = subjectCards.find((card) => card === name);
  return about ? { card: about, subject, reader } : null;
}

/** Below which card this one is posted; null: a card of its own. */
export function threadOf(spec: CardSpec): CardSpec | null {
  switch (spec.card) {
    case 'departure-details':
      return { card: 'departure', subject: null, reader: spec.reader };
    default:
      return null;
  }
}

/** Whether this is the key of a card that asked about the address given at that instant. */
export function isQuestion(key: string, given: Instant): boolean {
  const spec = specOf(key);
  return spec?.card === 'contact' && spec.subject.split('#')[0] === given;
}

const mailed = '|mail';

/** The key of what goes by mail in place of the card under this key, whose platform is down: its spec is the same. */
export function mailedKey(key: string): string {
  return `${key}${mailed}`;
}

export function isMailedKey(key: string): boolean {
  return key.endsWith(mailed);
}

/** Cut-off, confirmation and failure: what must not wait until a chat platform is well again. */
export function mattersNow({ card }: CardSpec): boolean {
  return card === 'access' || card === 'alert' || card === 'meeting';
}
