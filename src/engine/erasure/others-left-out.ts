import type { Departure } from '../../domain/departure.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';

/** Takes everybody but one person out of plain JSON. */
export interface OthersLeftOut {
  of(value: unknown): unknown;
}

/** What stands for an address that is nobody's of the departure. */
const otherAddress = '[an address]';
/** What stands for an id that is not known to be the person's own, or for somebody whom the departure does not know. */
const otherId = '[an id]';
const uuid = /(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/giu;
/** Fields that hold a person's id, or several, and nothing else. */
const personFields: ReadonlySet<string> = new Set([
  ...['by', 'auditor', 'signer', 'requester', 'manager', 'assignee', 'successor', 'next', 'fallback'],
  ...['candidates', 'escalateTo', 'readers', 'members'],
]);
/** Of a UUID, by which Relais names people. */
const idLength = 36;

/**
 * Of one departure, for the person whom it is about: each other person becomes `person-1`, `person-2` … wherever their
 * id, name, part of their name, address, number or user name stands, also within a text and as a key. Addresses that
 * are nobody's known here go too, and so do ids: of people and departures that this one does not know nobody can tell
 * what they are, so only `ownIds` (UUIDs, in lower case) stay. A name that only a free text knows stays: somebody has
 * to read it before it goes out.
 */
export function othersLeftOut(
  { people }: Pick<Departure, 'people'>,
  { self, ownAddresses, ownIds }: { self: Person; ownAddresses: readonly string[]; ownIds: ReadonlySet<string> },
): OthersLeftOut {
  const own = new Set([...addressesOf(self), ...ownAddresses].map(folded));
  const others = Object.values(people)
    .filter(({ id }) => id !== self.id)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const whole = new Map<string, string>();
  const parts: { pattern: RegExp; code: string }[] = [];
  for (const [index, person] of others.entries()) {
    const code = `person-${index + 1}`;
    for (const text of wholeTexts(person)) whole.set(folded(text), code);
    const words = person.name.split(/[\s.'’-]+/).filter((word) => word.length > 2 && !isIn(word, self.name));
    // An id of ours is long; it stands within the ids of cards and alarms too.
    const names = [...addressesOf(person), person.name, ...(person.id.length >= idLength ? [person.id] : [])];
    parts.push({ pattern: new RegExp(names.map(escaped).join('|'), 'giu'), code });
    // A part of a name in its case alone: "Will" is a person, "will" is not.
    if (words.length > 0)
      parts.push({
        pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu'),
        code,
      });
  }

  function inText(text: string): string {
    if (text === self.id) return 'you';
    const known = whole.get(folded(text));
    if (known !== undefined) return known;
    const without = parts.reduce((rest, { pattern, code }) => rest.replace(pattern, code), text);
    const withoutIds = without.replace(uuid, (id) => (id === self.id || ownIds.has(folded(id)) ? id : otherId));
    return withoutIds.replace(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, (address) =>
      own.has(folded(address)) ? address : otherAddress,
    );
  }

  function of(value: unknown): unknown {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(of);
    if (typeof value !== 'object' || value === null) return value;
    // Somebody as a whole, with title and team.
    if ('id' in value && typeof value.id === 'string' && 'name' in value) {
      const code = whole.get(folded(value.id)) ?? ('email' in value ? otherId : undefined);
      if (code !== undefined && value.id !== self.id) return code;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, inside]) => [inText(key), personFields.has(key) ? person(inside) : of(inside)]),
    );
  }

  function person(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(person);
    if (typeof value !== 'string' || value === 'system') return of(value);
    return value === self.id ? 'you' : (whole.get(folded(value)) ?? otherId);
  }

  return { of };
}

/** Every UUID that stands anywhere in plain JSON, in lower case. */
export function uuidsIn(value: unknown): Set<string> {
  return new Set((JSON.stringify(value).match(uuid) ?? []).map(folded));
}

/** What says a person only where nothing stands beside it. */
function wholeTexts({ id, employeeNumber, userNames = {}, handles, photoUrl }: Person): string[] {
  const texts = [id, employeeNumber, photoUrl, ...Object.values(userNames).flat(), ...Object.values(handles)];
  return texts.filter((text) => text !== undefined && text !== null);
}

function folded(text: string): string {
  return text.toLowerCase();
}

function isIn(word: string, name: string): boolean {
  return name.split(/[\s.'’-]+/).includes(word);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
