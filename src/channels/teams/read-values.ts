import { z } from 'zod';
import type { Locale } from '../../domain/people/people.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { FormValues } from '../../views/form-view.ts';
import { type AdaptiveWords, adaptiveWords } from '../../views/words/adaptive-words.ts';
import { unknownPersonId } from '../unknown-person.ts';
import { channelIdOf } from './channel-link.ts';
import { decodeOption, decodePerson, inputIdOf } from './field-values.ts';
import { type FieldType, packedFormSchema } from './form-data.ts';

const postedSchema = z.looseObject({ form: packedFormSchema });
/** Everything arrives as text, except that some clients send a number as one. */
const valueSchema = z.union([z.string().max(20_000), z.number().transform(String)]).nullish();

export interface ReadForm {
  kind: string;
  /** Every field of the form, null for what is empty. People come as Relais' PersonIds. */
  values: FormValues;
  /** By field, in the reader's language: what could not be read, and what must not be empty. */
  errors: Readonly<Record<string, string>>;
}

/** What came with a click on one of a form's buttons; null for a click that carries no form of ours. */
export async function readValues(
  data: unknown,
  { directory, locale }: { directory: Pick<Directory, 'named'>; locale: Locale },
): Promise<ReadForm | null> {
  const posted = postedSchema.safeParse(data);
  if (!posted.success) return null;
  const { kind, fields, required } = posted.data.form;
  const words = adaptiveWords(locale);
  const values: Record<string, string | readonly string[] | null> = {};
  const errors: Record<string, string> = {};
  for (const [id, type] of Object.entries(fields)) {
    const read = valueSchema.safeParse(posted.data[inputIdOf(id)]);
    if (!read.success) return null;
    const text = read.data ?? '';
    const value = text === '' ? null : await fromPosted(text, type, directory);
    values[id] = value;
    const error = problemOf(value, { text, type, isRequired: required.includes(id), words });
    if (error !== null) errors[id] = error;
  }
  return { kind, values, errors };
}

async function fromPosted(
  text: string,
  type: FieldType,
  directory: Pick<Directory, 'named'>,
): Promise<string | readonly string[] | null> {
  switch (type) {
    case 'text':
    case 'number':
    case 'date':
    case 'time':
      return text;
    case 'choice':
      return decodeOption(text);
    case 'choices': {
      const chosen = text.split(',').filter((one) => one !== '');
      return chosen.length === 0 ? null : chosen.map(decodeOption);
    }
    case 'person': {
      const preset = decodePerson(text);
      return preset ?? (await directory.named('teams', { handle: text }))?.id ?? unknownPersonId('teams', text);
    }
    case 'channel':
      return channelIdOf(text);
  }
}

function problemOf(
  value: string | readonly string[] | null,
  { text, type, isRequired, words }: { text: string; type: FieldType; isRequired: boolean; words: AdaptiveWords },
): string | null {
  if (type === 'channel' && value === null && text.trim() !== '') return words.notAChannel;
  const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
  return isRequired && isEmpty ? words.required : null;
}
