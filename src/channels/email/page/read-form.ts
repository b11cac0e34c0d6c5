import type { PersonId } from '../../../domain/people/people.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import { type FormField, type FormValues, type FormView, flatParts } from '../../../views/form-view.ts';
import type { MailWords } from '../../../views/words/mail-words.ts';

/** Names of fields are kept apart from those of the page itself. */
export const nameOfField = (id: string): string => `f.${id}`;

/** The body of a posted page. */
export type Posted = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface ReadForm {
  values: FormValues;
  /** As typed, to be shown again: an address stays an address. */
  typed: FormValues;
  /** By field, in the reader's language. */
  errors: Readonly<Record<string, string>>;
}

/** A form cannot be posted that holds more than it asks for: what it does not ask for is not read. */
export async function readForm(
  form: FormView,
  posted: Posted,
  { directory, words }: { directory: Pick<Directory, 'byEmail' | 'byId'>; words: MailWords },
): Promise<ReadForm> {
  const values: Record<string, string | readonly string[] | null> = {};
  const typed: Record<string, string | readonly string[] | null> = {};
  const errors: Record<string, string> = {};
  for (const part of flatParts(form.parts)) {
    if (part.type !== 'field' || part.field.type === 'channel') continue;
    const { field } = part;
    const given = asText(posted[nameOfField(field.id)], field);
    typed[field.id] = given;
    const read = await readField(field, given, { directory, words });
    values[field.id] = 'value' in read ? read.value : null;
    if ('error' in read) errors[field.id] = read.error;
    else if (field.required && isEmpty(read.value)) errors[field.id] = words.required;
  }
  return { values, typed, errors };
}

function asText(given: Posted[string], field: FormField): string | readonly string[] | null {
  const list = (typeof given === 'string' ? [given] : (given ?? [])).map((one) => one.replaceAll('\r\n', '\n'));
  if (field.type === 'choices') return list.length === 0 ? null : list;
  const [first = ''] = list;
  return first === '' ? null : first;
}

type Read = { value: string | readonly string[] | null } | { error: string };

async function readField(
  field: FormField,
  given: string | readonly string[] | null,
  { directory, words }: { directory: Pick<Directory, 'byEmail' | 'byId'>; words: MailWords },
): Promise<Read> {
  if (given === null) return { value: null };
  switch (field.type) {
    case 'text': {
      const text = String(given);
      if (text.length > field.maxLength) return { error: words.tooLong(text.length, field.maxLength) };
      const isShort = text.trim() !== '' && text.trim().length < field.minLength;
      return isShort ? { error: words.tooShort(field.minLength) } : { value: text };
    }
    case 'number': {
      const number = Number(given);
      const fits = Number.isInteger(number) && number >= field.min && number <= field.max;
      return fits ? { value: String(number) } : { error: words.notANumber(field.min, field.max) };
    }
    case 'choice':
      return field.options.some(({ value }) => value === given) ? { value: given } : { error: words.notAChoice };
    case 'choices': {
      const all = [given].flat();
      const known = all.every((one) => field.options.some(({ value }) => value === one));
      return known ? { value: all } : { error: words.notAChoice };
    }
    case 'date':
      return isDay(String(given)) ? { value: given } : { error: words.notADay };
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(String(given)) ? { value: given } : { error: words.notATime };
    case 'person': {
      const id = await personOf(String(given).trim().toLowerCase(), directory);
      return id === null ? { error: words.noPerson } : { value: id };
    }
    // Not drawn here: a page knows no channels.
    case 'channel':
      return { value: null };
  }
}

async function personOf(address: string, directory: Pick<Directory, 'byEmail'>): Promise<PersonId | null> {
  return address.includes('@') ? ((await directory.byEmail(address))?.id ?? null) : null;
}

function isDay(text: string): boolean {
  const read = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return read !== null && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

function isEmpty(value: string | readonly string[] | null): boolean {
  return value === null || (typeof value === 'string' ? value.trim() === '' : value.length === 0);
}
