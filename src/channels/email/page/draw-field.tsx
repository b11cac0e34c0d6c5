import type { Child } from 'hono/jsx';
import type { FormField, FormValues } from '../../../views/form-view.ts';
import type { MailWords } from '../../../views/words/mail-words.ts';
import { clean } from '../../clean.ts';
import { nameOfField } from './read-form.ts';

export interface FieldDrawing {
  words: MailWords;
  /** What was typed, when the form is shown again; what is missing here shows as the form has it. */
  values: FormValues;
  errors: Readonly<Record<string, string>>;
  /** Of the people whom fields name: their addresses, by PersonId. */
  addresses: ReadonlyMap<string, string>;
}

/** One field with its label, hint and error; nothing for a channel, which only chats have. */
export function drawField(field: FormField, drawing: FieldDrawing): Child {
  if (field.type === 'channel') return null;
  const { words, values, errors } = drawing;
  const name = nameOfField(field.id);
  const error = Object.hasOwn(errors, field.id) ? errors[field.id] : undefined;
  const hint = [field.hint, field.type === 'person' ? words.person : null].filter((one) => one !== null).join(' ');
  const described = [hint !== '' && `${name}-hint`, error !== undefined && `${name}-error`].filter(Boolean).join(' ');
  const about = {
    ...(described !== '' && { 'aria-describedby': described }),
    ...(error !== undefined && { 'aria-invalid': 'true' as const }),
  };
  const given = Object.hasOwn(values, field.id) ? values[field.id] : undefined;
  const label = field.required ? clean(field.label) : words.optional(clean(field.label));
  const below = (
    <>
      {hint !== '' && (
        <p class="hint" id={`${name}-hint`}>
          {clean(hint)}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${name}-error`}>
          {clean(error)}
        </p>
      )}
    </>
  );
  if (field.type === 'choices' || (field.type === 'choice' && field.style === 'buttons')) {
    const chosen = new Set([given ?? field.initial ?? []].flat());
    const kind = field.type === 'choice' ? 'radio' : 'checkbox';
    return (
      <fieldset class="field" {...about}>
        <legend>{label}</legend>
        {field.options.map(({ value, label: text, detail }, index) => (
          <div class="choice">
            <input type={kind} id={`${name}-${index}`} name={name} value={value} checked={chosen.has(value)} />{' '}
            <label for={`${name}-${index}`}>
              {clean(text)}
              {detail !== null && <span class="hint"> {clean(detail)}</span>}
            </label>
          </div>
        ))}
        {below}
      </fieldset>
    );
  }
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {input(field, { id: name, name, ...about }, { given, drawing })}
      {below}
    </div>
  );
}

type Shared = { id: string; name: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' };

function input(
  field: Exclude<FormField, { type: 'choices' | 'channel' }>,
  shared: Shared,
  { given, drawing }: { given: FormValues[string] | undefined; drawing: FieldDrawing },
): Child {
  const value = given === undefined ? String(field.initial ?? '') : String(given ?? '');
  const { required } = field;
  switch (field.type) {
    case 'text':
      return field.multiline ? (
        <textarea {...shared} required={required} maxlength={field.maxLength}>
          {value}
        </textarea>
      ) : (
        <input
          {...shared}
          type="text"
          value={value}
          required={required}
          maxlength={field.maxLength}
          {...(field.placeholder !== null && { placeholder: clean(field.placeholder) })}
        />
      );
    case 'number':
      return <input {...shared} type="number" min={field.min} max={field.max} value={value} required={required} />;
    case 'date':
      return <input {...shared} type="date" value={value} required={required} />;
    case 'time':
      return <input {...shared} type="time" value={value} required={required} />;
    case 'person': {
      const address = given === undefined ? (drawing.addresses.get(field.initial ?? '') ?? '') : value;
      return <input {...shared} type="email" value={address} required={required} autocomplete="off" />;
    }
    case 'choice':
      return (
        <select {...shared} required={required}>
          {(!required || field.initial === null) && <option value="" />}
          {field.options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {clean([option.label, option.detail].filter((one) => one !== null).join(' – '))}
            </option>
          ))}
        </select>
      );
  }
}
