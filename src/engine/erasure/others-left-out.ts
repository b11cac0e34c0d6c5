import type { Departure } from '../../domain/departure.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';

/** Takes everybody but one person out of plain JSON. */
export interface OthersLeftOut {
  of(value: unknown): unknown;
}

/** What stands for an address that is nobody's of the departure. */
const otherAddress = '[an address]';
/** Of a UUID, by which Relais names people. */
const idLength = 36;

/**
 * Of one departure, for the person whom it is about: each other person becomes `person-1`, `person-2` … wherever their
 * id, name, part of their name, address, number or user name stands, also within a text and as a key. Addresses that
 * are nobody's known here go too. A name that only a free text knows stays: somebody has to read it before it goes out.
 */
export function othersLeftOut(
  { people }: Pick<Departure, 'people'>,
  { self, ownAddresses }: { self: Person; ownAddresses: readonly string[] },
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
    return without.replace(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, (address) =>
      own.has(folded(address)) ? address : otherAddress,
    );
  }

  function of(value: unknown): unknown {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(of);
    if (typeof value !== 'object' || value === null) return value;
    // Somebody as a whole, with title and team.
    if ('id' in value && typeof value.id === 'string' && 'name' in value) {
      const code = whole.get(folded(value.id));
      if (code !== undefined && value.id !== self.id) return code;
    }
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [inText(key), of(inside)]));
  }

  return { of };
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
