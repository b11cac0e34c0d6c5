import type { Directory } from '../../engine/ports/directory.ts';
import type { CardAction, CardBlock, CardView, Text } from '../../views/card-view.ts';
import type { FormField, FormValues, FormView } from '../../views/form-view.ts';
import { plainText } from './plain-text.ts';
import { personIdOf } from './typed.ts';

const run = (text: Text, more: object = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text: plainText(text).slice(0, 400), ...more }],
});

function action(one: CardAction): object {
  const data = { relais: one.act };
  const execute = {
    type: 'Action.Execute',
    verb: one.act.name,
    title: one.confirm?.confirm ?? one.label,
    data,
    fallback: { type: 'Action.Submit', title: one.label, data },
  };
  if (!one.confirm) return execute;
  return {
    type: 'Action.ShowCard',
    title: one.label,
    card: { type: 'AdaptiveCard', body: [run(one.confirm.text)], actions: [execute] },
  };
}

function block(one: CardBlock): object[] {
  switch (one.type) {
    case 'text':
    case 'note':
    case 'quote':
      return [run(one.text)];
    case 'heading':
      return [run(one.text, { weight: 'Bolder' })];
    case 'facts':
      return one.facts.map(({ label, value }) => run(`${label}: ${plainText(value)}`));
    case 'items':
      return one.items
        .slice(0, 20)
        .flatMap((item) => [
          run(`${item.state} ${plainText(item.text)}`),
          ...(item.action ? [{ type: 'ActionSet', actions: [action(item.action)] }] : []),
        ]);
    case 'progress':
      return [run(`${one.label}: ${one.done}/${one.total}`)];
    case 'divider':
      return [];
    case 'actions':
      return [{ type: 'ActionSet', actions: one.actions.map(action) }];
  }
}

export function interimCard(view: CardView): object {
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      run(view.title, { size: 'Large' }),
      ...(view.subtitle ? [run(view.subtitle)] : []),
      ...view.blocks.flatMap(block),
    ],
  };
}

function input(field: FormField): object {
  const base = { id: field.id, label: field.label, isRequired: field.required };
  const initial = 'initial' in field && field.initial !== null ? { value: String(field.initial) } : {};
  switch (field.type) {
    case 'text':
      return { type: 'Input.Text', ...base, isMultiline: field.multiline, ...initial };
    case 'number':
      return { type: 'Input.Number', ...base, ...(field.initial !== null && { value: field.initial }) };
    case 'date':
      return { type: 'Input.Date', ...base, ...initial };
    case 'time':
      return { type: 'Input.Time', ...base, ...initial };
    case 'choice':
      return {
        type: 'Input.ChoiceSet',
        ...base,
        choices: field.options.map(({ value, label }) => ({ title: label, value })),
        ...initial,
      };
    case 'choices':
      return {
        type: 'Input.ChoiceSet',
        ...base,
        isMultiSelect: true,
        choices: field.options.map(({ value, label }) => ({ title: label, value })),
        value: field.initial.join(','),
      };
    case 'person':
      return {
        type: 'Input.ChoiceSet',
        ...base,
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
        ...initial,
      };
    case 'channel':
      return { type: 'Input.Text', ...base, isVisible: false };
  }
}

export function interimForm(form: FormView): object {
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      run(form.title, { size: 'Large' }),
      ...form.parts.flatMap((part) => (part.type === 'block' ? block(part.block) : [input(part.field)])),
    ],
    actions: form.submit
      ? [
          action({
            act: form.submit.act,
            label: form.submit.label,
            accessibilityLabel: '',
            style: 'primary',
            confirm: null,
          }),
        ]
      : [],
  };
}

export async function interimValues(
  data: Readonly<Record<string, unknown>>,
  form: FormView | null,
  directory: Directory,
): Promise<FormValues> {
  const fields = (form?.parts ?? []).flatMap((part) => (part.type === 'field' ? [part.field] : []));
  return Object.fromEntries(
    await Promise.all(
      fields.map(async (field) => {
        const raw = data[field.id];
        const text = typeof raw === 'string' && raw !== '' ? raw : null;
        if (text === null) return [field.id, null];
        if (field.type === 'choices') return [field.id, text.split(',')];
        if (field.type === 'person')
          return [field.id, (await directory.byId(text))?.id ?? (await personIdOf(text, directory))];
        return [field.id, text];
      }),
    ),
  );
}
