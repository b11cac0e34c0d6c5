import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { drawForm } from '../../../src/channels/slack/draw-form.ts';
import { decodeMetadata } from '../../../src/channels/slack/form-metadata.ts';
import { viewSchema } from '../../../src/channels/slack/payloads.ts';
import { readValues } from '../../../src/channels/slack/read-values.ts';
import { errorsByBlock, messagesWithLabels, redrawForm } from '../../../src/channels/slack/redraw-form.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import type { FormField, FormView } from '../../../src/views/form-view.ts';
import { slackWords } from '../../../src/views/slack-words.ts';
import { checkView, slackSchemas } from '../../support/slack-limits.ts';
import { allFields, drawing, form, hostileTexts, longName, ref } from './samples.ts';

const schemas = slackSchemas();

function problems(drawn: unknown): string[] {
  return [...checkView(drawn), ...(schemas?.view(drawn) ?? [])];
}

function withFields(...fields: readonly Partial<FormField>[]): FormView {
  const base = { id: 'f', label: 'F', hint: null, required: true, onChange: null };
  return form({ parts: fields.map((field) => ({ type: 'field', field: { ...base, ...field } as FormField })) });
}

function fieldsIn(view: FormView): types.InputBlock[] {
  return drawForm(view, drawing).blocks.filter((block): block is types.InputBlock => block.type === 'input');
}

function elementOf(view: FormView, index = 0): Record<string, unknown> {
  const field = fieldsIn(view)[index];
  if (field === undefined) throw new Error('no field there');
  return { ...field.element };
}

/** As Slack hands a modal back, with these inputs filled in: by the field's id. */
function submitted(view: FormView, state: Readonly<Record<string, Record<string, unknown>>>) {
  const drawn = drawForm(view, drawing);
  const values = Object.fromEntries(
    fieldsIn(view).flatMap((block) => {
      if (block.block_id === undefined) return [];
      const actionId = 'action_id' in block.element ? (block.element.action_id ?? '') : '';
      const filled = state[actionId.replace('field:', '')] ?? { value: null };
      return [[block.block_id, { [actionId]: { type: block.element.type, ...filled } }]];
    }),
  );
  return viewSchema.parse({ id: 'V1', ...JSON.parse(JSON.stringify(drawn)), state: { values } });
}

const directory = {
  named: async (_channel: string, who: { handle: string } | { name: string }): Promise<Person | null> =>
    'handle' in who && who.handle === 'U0MAYA' ? ({ id: 'p-maya' } as Person) : null,
};

describe('a drawn form', () => {
  it('is a modal with every kind of field', () => {
    const drawn = drawForm(form(), drawing);
    expect(problems(drawn)).toEqual([]);
    expect(drawn).toMatchObject({
      type: 'modal',
      callback_id: 'relais:sample',
      title: { text: 'A form' },
      submit: { text: 'Go on' },
      close: { text: 'Later' },
      notify_on_close: true,
    });
    const drawnTypes = fieldsIn(form()).map(({ element }) => element.type);
    expect(drawnTypes).toEqual([
      'plain_text_input',
      'plain_text_input',
      'number_input',
      'static_select',
      'radio_buttons',
      'checkboxes',
      'users_select',
      'datepicker',
      'timepicker',
      'conversations_select',
    ]);
    expect(drawn.blocks[4]).toMatchObject({ dispatch_action: true, element: { initial_option: { value: 'b' } } });
    expect(drawn.blocks[7]).toMatchObject({ element: { initial_user: 'U0MAYA' }, hint: { text: 'Whoever takes it' } });
    expect(drawn.blocks[10]).toMatchObject({ optional: true, element: { filter: { include: ['private'] } } });
  });

  it('carries its acts', () => {
    expect(decodeMetadata(drawForm(form(), drawing).private_metadata ?? '')).toEqual({
      kind: 'sample',
      submit: ref({ name: 'walk.day', target: null }),
      changes: { menu: ref({ name: 'walk.day.changed' }), who: ref({ name: 'walk.who.changed' }) },
      again: null,
    });
  });

  it.each([
    ...hostileTexts.map((text): [string, string] => [text.slice(0, 30), text]),
    ['a long name', longName.repeat(20)],
  ])('keeps to schema and limits with %j everywhere', (_name, text) => {
    const fields = allFields.map((field) => {
      const words = { ...field, label: text, hint: text };
      if ('options' in words)
        return { ...words, options: words.options.map((it) => ({ ...it, label: text, detail: text })) };
      return words.type === 'text' ? { ...words, placeholder: text, initial: text } : words;
    });
    const parts = fields.map((field) => ({ type: 'field' as const, field }));
    expect(
      problems(drawForm(form({ title: text, close: text, submit: { label: text, act: ref() }, parts }), drawing)),
    ).toEqual([]);
  });

  it('offers hundreds of choices in groups, and presets one of them', () => {
    const options = Array.from({ length: 420 }, (_, index) => ({
      value: `z${index}`,
      label: `Zone ${index}`,
      detail: null,
    }));
    const drawn = withFields({ type: 'choice', style: 'menu', options, initial: 'z317' });
    expect(problems(drawForm(drawn, drawing))).toEqual([]);
    const element = elementOf(drawn);
    expect(element['option_groups']).toHaveLength(5);
    expect(element['initial_option']).toMatchObject({ value: 'z317' });
  });

  it('turns long lists of radio buttons and ticks into menus', () => {
    const options = Array.from({ length: 12 }, (_, index) => ({
      value: `v${index}`,
      label: `Value ${index}`,
      detail: null,
    }));
    const drawn = withFields(
      { type: 'choice', style: 'buttons', options, initial: null },
      { id: 'g', type: 'choices', options, initial: ['v3'] },
    );
    expect(problems(drawForm(drawn, drawing))).toEqual([]);
    expect(elementOf(drawn)['type']).toBe('static_select');
    expect(elementOf(drawn, 1)).toMatchObject({ type: 'multi_static_select', initial_options: [{ value: 'v3' }] });
  });

  it('keeps what was typed while a preset stays, and shows a new one', () => {
    const idOf = (initial: string | null, kind = 'sample'): string | undefined => {
      const field = { type: 'text', multiline: false, maxLength: 9, minLength: 0, placeholder: null, initial } as const;
      return drawForm({ ...withFields(field), kind }, drawing).blocks[0]?.block_id;
    };
    expect(idOf('a')).toBe(idOf('a'));
    expect(idOf('a')).not.toBe(idOf('b'));
    expect(idOf('a')).not.toBe(idOf('a', 'other'));
  });
});

describe('what was filled in', () => {
  const filled = {
    line: { value: ' as typed ' },
    amount: { value: '7' },
    menu: { selected_option: { text: { type: 'plain_text', text: 'First' }, value: 'a' } },
    radio: { selected_option: { text: { type: 'plain_text', text: 'Second' }, value: 'b' } },
    ticks: { selected_options: [{ value: 'a' }, { value: 'b' }] },
    who: { selected_user: 'U0MAYA' },
    day: { selected_date: '2026-04-01' },
    hour: { selected_time: '09:30' },
    place: { selected_conversation: 'G0PEOPLE' },
  };

  it('is read field by field, people as Relais knows them', async () => {
    expect(await readValues(submitted(form(), filled), directory)).toEqual({
      line: ' as typed ',
      lines: null,
      amount: '7',
      menu: 'a',
      radio: 'b',
      ticks: ['a', 'b'],
      who: 'p-maya',
      day: '2026-04-01',
      hour: '09:30',
      place: 'G0PEOPLE',
    });
  });

  it('is null where nothing was', async () => {
    const empty = {
      who: { selected_user: null },
      ticks: { selected_options: [] },
      line: { value: '' },
      menu: { selected_option: null },
    };
    const values = await readValues(submitted(form(), empty), directory);
    expect(Object.values(values)).toEqual(allFields.map(() => null));
    expect(Object.keys(values)).toEqual(allFields.map(({ id }) => id));
  });

  it('names nobody when a stranger or a bot was picked', async () => {
    const values = await readValues(submitted(form(), { who: { selected_user: 'U0STRANGER' } }), directory);
    expect(values['who']).toBe('unknown:slack:U0STRANGER');
  });

  it('gets its messages at the fields', () => {
    const view = submitted(form(), filled);
    const { byBlock, rest } = errorsByBlock(view, { day: 'Too early', nothing: 'Lost' });
    expect(Object.entries(byBlock)).toEqual([[expect.stringMatching(/^sample\.day\./), 'Too early']]);
    expect(rest).toEqual(['Lost']);
    expect(messagesWithLabels(view, { day: 'Too early' }, slackWords('en'))).toEqual(['A field: Too early']);
    expect(messagesWithLabels(view, { day: 'Trop tôt' }, slackWords('fr'))).toEqual(['A field\u202f: Trop tôt']);
  });

  it('survives a redrawing, with the messages on top', async () => {
    const view = submitted(form(), filled);
    const again = redrawForm(view, ['A field: Too early <!here>']);
    expect(problems(again)).toEqual([]);
    expect(again.blocks[0]).toMatchObject({
      type: 'context',
      elements: [{ text: '⚠️ A field: Too early &lt;!here&gt;' }],
    });
    expect(again).toMatchObject({
      title: { text: 'A form' },
      submit: { text: 'Go on' },
      private_metadata: view.private_metadata,
    });
    const words = JSON.stringify(again.blocks);
    for (const typed of [' as typed ', '"initial_value":"7"', '2026-04-01', '09:30', 'U0MAYA', 'G0PEOPLE'])
      expect(words).toContain(typed);
  });
});
