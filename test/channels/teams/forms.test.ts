import { describe, expect, it } from 'vitest';
import { drawForm as drawInSlack } from '../../../src/channels/slack/draw-form.ts';
import { viewSchema } from '../../../src/channels/slack/payloads.ts';
import { readValues as readInSlack } from '../../../src/channels/slack/read-values.ts';
import { drawForm } from '../../../src/channels/teams/draw-form.ts';
import { encodeOption } from '../../../src/channels/teams/field-values.ts';
import { packed } from '../../../src/channels/teams/form-data.ts';
import { readValues } from '../../../src/channels/teams/read-values.ts';
import type { FormField, FormView } from '../../../src/views/form-view.ts';
import { checkCard, wordsIn } from '../../support/teams-limits.ts';
import { allFields, drawing, form, hostileTexts, longName, ref } from '../slack/samples.ts';

const options = { locale: 'en' } as const;
const personOf = (id: string) => (id === 'p-maya' ? { handle: '29:maya', name: 'Maya Lindqvist' } : null);
const directory = {
  named: async (_channel: string, who: { handle: string } | { name: string }) =>
    'handle' in who && ['entra-jonas', 'U0JONAS'].includes(who.handle) ? jonas : null,
};
const jonas = {
  id: 'p-jonas',
  name: 'Jonas Weber',
  email: 'jonas@example.com',
  title: null,
  team: null,
  managerId: null,
  locale: 'en' as const,
  timeZone: 'UTC',
  country: 'DE',
  photoUrl: null,
  handles: {},
};

/** Every element and action of a card, in order. */
function nodes(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.fromEntries(Object.entries(value));
  return [own, ...Object.values(own).flatMap(nodes)];
}

/** What Teams posts for a click on this button: its data, and every input's value as text. */
function posted(view: FormView, verb: string, typed: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  const drawn = nodes(drawForm(view, { ...options, personOf }));
  const action = drawn.find((node) => node['type'] === 'Action.Execute' && node['verb'] === verb);
  const inputs = drawn.filter((node) => String(node['type']).startsWith('Input.'));
  const values = inputs.map((input) => {
    const id = String(input['id']);
    return [id, typed[id] ?? String(input['value'] ?? '')];
  });
  if (!action) throw new Error(`no button "${verb}"`);
  return { ...Object.fromEntries(Object.entries(action['data'] ?? {})), ...Object.fromEntries(values) };
}

const read = (data: unknown) => readValues(data, { directory, locale: 'en' });

/** What Slack would post for the same modal, filled in the same way. */
async function readFromSlack(view: FormView, filled: Readonly<Record<string, Record<string, unknown>>>) {
  const drawn = drawInSlack(view, drawing);
  const values = Object.fromEntries(
    drawn.blocks.flatMap((block) => {
      if (!('element' in block)) return [];
      const { action_id = '', type } = block.element as { action_id?: string; type: string };
      return [[block.block_id, { [action_id]: { type, ...filled[action_id.replace('field:', '')] } }]];
    }),
  );
  return readInSlack(viewSchema.parse({ ...drawn, id: 'V1', state: { values } }), directory);
}

describe('drawForm', () => {
  it('draws every kind of field, so that Teams takes it', () => {
    const drawn = drawForm(form(), { ...options, personOf });
    expect(checkCard(drawn)).toEqual([]);
    const inputs = nodes(drawn).filter((node) => String(node['type']).startsWith('Input.'));
    expect(inputs.map(({ id }) => id)).toEqual(allFields.map(({ id }) => `field:${id}`));
    expect(inputs.every(({ label }) => label)).toBe(true);
    expect(wordsIn(drawn)).toContain('A field (optional)');
    expect(inputs.find(({ id }) => id === 'field:who')).toMatchObject({
      value: 'person:p-maya',
      choices: [{ title: 'Maya Lindqvist', value: 'person:p-maya' }],
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    });
  });

  it.each(hostileTexts.map((text) => [JSON.stringify(text), text]))('takes %s as words', (_shown, text) => {
    const named = allFields.map((field): FormField => {
      const words = { ...field, label: text || 'A field', hint: text };
      return 'options' in words ? { ...words, options: [{ value: 'a', label: text, detail: text }] } : words;
    });
    const parts = named.map((field) => ({ type: 'field' as const, field }));
    expect(
      checkCard(drawForm(form({ title: text, parts }), { ...options, errors: { line: text, other: text } })),
    ).toEqual([]);
  });

  it('keeps the longest names below the size that Teams takes', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      value: `v${index}`,
      label: longName.slice(0, 75),
      detail: longName.slice(0, 75),
    }));
    const parts = allFields.map((field) => ({
      type: 'field' as const,
      field: 'options' in field ? { ...field, options: many } : field,
    }));
    expect(checkCard(drawForm(form({ parts }), options))).toEqual([]);
  });

  it('lets people go back, and ask what a choice changes, from a half-empty page, but not submit it', async () => {
    const drawn = nodes(drawForm(form(), options));
    // The client would hold every button back.
    expect(drawn.filter(({ isRequired }) => isRequired === true)).toEqual([]);
    const empty = Object.fromEntries(allFields.map(({ id }) => [`field:${id}`, '']));
    for (const verb of ['walk.back', 'walk.day.changed', 'walk.who.changed'])
      expect((await read(posted(form(), verb, empty)))?.errors, verb).toEqual({});
    const required = allFields.filter((field) => field.required).map(({ id }) => [id, 'Please fill this in.']);
    expect((await read(posted(form(), 'walk.day', empty)))?.errors).toEqual(Object.fromEntries(required));
  });

  it('lets the client check a form that goes nowhere but on', () => {
    const parts = allFields.map((field) => ({ type: 'field' as const, field: { ...field, onChange: null } }));
    const inputs = nodes(drawForm(form({ parts }), options)).filter(({ isRequired }) => isRequired === true);
    expect(inputs).toHaveLength(allFields.filter(({ required }) => required).length);
    expect(inputs.every(({ errorMessage }) => errorMessage === 'Please fill this in.')).toBe(true);
  });

  it('does not send what was typed with a button that has nothing to do with it', () => {
    const parts = [...form().parts, { type: 'block' as const, block: { type: 'actions' as const, actions: [] } }];
    const other = { ...ref({ name: 'departure.open' }) };
    const act = { act: other, label: 'Add', accessibilityLabel: 'Add', style: 'default' as const, confirm: null };
    const drawn = nodes(
      drawForm(form({ parts: [...parts, { type: 'block', block: { type: 'actions', actions: [act] } }] }), options),
    );
    expect(drawn.find(({ verb }) => verb === 'departure.open')?.['associatedInputs']).toBe('none');
    expect(drawn.find(({ verb }) => verb === 'walk.back')?.['associatedInputs']).toBeUndefined();
  });

  it('shows a mistake at its field, and what was typed; what has no field here stands on top', () => {
    const drawn = drawForm(form(), {
      ...options,
      values: { line: 'typed before', ticks: ['b'] },
      errors: { line: 'Too short', gone: 'Something else' },
    });
    expect(checkCard(drawn)).toEqual([]);
    const all = nodes(drawn);
    const place = (find: (node: Record<string, unknown>) => boolean) => all.findIndex(find);
    expect(place(({ text }) => text === '⚠️ Something else')).toBeLessThan(
      place(({ text }) => text === 'Please fill this in.'),
    );
    expect(place(({ text }) => text === '⚠️ Too short')).toBeLessThan(place(({ id }) => id === 'field:line'));
    expect(place(({ text }) => text === '⚠️ Too short')).toBeGreaterThan(
      place(({ text }) => text === 'Please fill this in.'),
    );
    expect(all.find(({ id }) => id === 'field:line')?.['value']).toBe('typed before');
    expect(all.find(({ id }) => id === 'field:ticks')?.['value']).toBe('b');
  });
});

describe('readValues', () => {
  it('gives what Slack gives for the same form, filled in the same way', async () => {
    const odd = [
      { value: 'okta:grant,all%2C', label: 'Odd', detail: null },
      { value: 'plain', label: 'Plain', detail: null },
    ];
    const view = form({
      parts: allFields.map(
        (field) =>
          ({
            type: 'field',
            field: field.id === 'ticks' ? { ...field, options: odd } : field,
          }) as FormView['parts'][number],
      ),
    });
    const inTeams = await read(
      posted(view, 'walk.day', {
        'field:line': '  as typed, 100% ',
        'field:lines': 'one\ntwo',
        'field:amount': '7',
        'field:menu': 'a',
        'field:radio': 'b',
        'field:ticks': 'okta:grant%2Call%252C,plain',
        'field:who': 'entra-jonas',
        'field:day': '2026-04-01',
        'field:hour': '09:30',
      }),
    );
    const inSlack = await readFromSlack(view, {
      line: { value: '  as typed, 100% ' },
      lines: { value: 'one\ntwo' },
      amount: { value: '7' },
      menu: { selected_option: { value: 'a' } },
      radio: { selected_option: { value: 'b' } },
      ticks: { selected_options: odd.map(({ value }) => ({ value })) },
      who: { selected_user: 'U0JONAS' },
      day: { selected_date: '2026-04-01' },
      hour: { selected_time: '09:30' },
      place: { selected_conversation: null },
    });
    expect(inTeams?.values).toEqual(inSlack);
    expect(inTeams?.values['ticks']).toEqual(odd.map(({ value }) => value));
    expect(inTeams?.errors).toEqual({});
  });

  it('gives back what was preset, and null for all that is empty, as Slack does', async () => {
    const untouched = await read(posted(form(), 'walk.day'));
    expect(untouched?.kind).toBe('sample');
    expect(untouched?.values).toEqual({
      line: 'typed',
      lines: null,
      amount: '4',
      menu: 'b',
      radio: null,
      ticks: ['a'],
      who: 'p-maya',
      day: '2026-03-27',
      hour: '18:00',
      place: null,
    });
    const empty = Object.fromEntries(allFields.map(({ id }) => [`field:${id}`, '']));
    expect((await read(posted(form(), 'walk.day', empty)))?.values).toEqual(await readFromSlack(form(), {}));
  });

  it('names a stranger so that nobody is meant, and takes a number as a number', async () => {
    const data = { ...posted(form(), 'walk.day', { 'field:who': 'entra-guest' }), 'field:amount': 3 };
    const values = (await read(data))?.values;
    expect(values?.['who']).toBe('unknown:teams:entra-guest');
    expect(values?.['amount']).toBe('3');
  });

  it.each([
    ['19:abc123@thread.tacv2', '19:abc123@thread.tacv2'],
    [
      'https://teams.microsoft.com/l/channel/19%3aabc123%40thread.tacv2/General?groupId=1&tenantId=2',
      '19:abc123@thread.tacv2',
    ],
    ['https://teams.microsoft.com/l/channel/19%3aabc%zz/General', null],
    ['https://example.com/l/chat/19%3aabc123%40thread.tacv2', null],
    ['General', null],
  ])('reads the channel %s', async (pasted, id) => {
    const read1 = await read(posted(form(), 'walk.day', { 'field:place': pasted }));
    expect(read1?.values['place']).toBe(id);
    expect(Object.keys(read1?.errors ?? {}).includes('place')).toBe(id === null);
  });

  it.each([
    null,
    'text',
    {},
    { form: { kind: 'x', fields: { a: 'nothing' }, required: [] } },
    { form: { kind: 'x', fields: { a: 'text' }, required: [] }, 'field:a': { deep: 1 } },
    { form: { kind: 'x', fields: { a: 'text' }, required: [] }, 'field:a': 'x'.repeat(20_001) },
    { form: 'x a:z' },
    { form: 'x a' },
    { form: 'x %e0%a4%a:t' },
    { form: 'x a:t', 'field:a': { deep: 1 } },
    { form: 'x'.repeat(20_001) },
  ])('reads nothing from what no form of ours posts: %j', async (data) => {
    expect(await read(data)).toBeNull();
  });

  it('carries in few characters how it is read, and reads cards that stand from before', async () => {
    const carried = {
      kind: 'day',
      fields: { last: 'date', 'heir:a b': 'person', zone: 'choice' },
      required: ['last'],
    } as const;
    expect(packed({ ...carried, required: [...carried.required] })).toBe('day last:d! heir%3Aa%20b:p zone:o');
    for (const form of [packed({ ...carried, required: [...carried.required] }), carried]) {
      const found = await read({ form, 'field:last': '', 'field:zone': encodeOption('Europe/Paris') });
      expect(found).toMatchObject({ kind: 'day', values: { last: null, 'heir:a b': null, zone: 'Europe/Paris' } });
      expect(Object.keys(found?.errors ?? {})).toEqual(['last']);
    }
  });
});
