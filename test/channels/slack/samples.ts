import type { ActRef, CardAction, CardBlock, CardItem, CardView } from '../../../src/views/card-view.ts';
import { itemIcons } from '../../../src/views/card-view.ts';
import type { FormField, FormView } from '../../../src/views/form-view.ts';

/** Everything a person could type to make a card say what it does not. */
export const hostileTexts = [
  '<!channel> <!here> <!everyone> <!subteam^S123>',
  '@channel @here @everyone',
  '<@U0MAYA> <#C0GENERAL|general>',
  '<https://evil.example.com|Sign in here>',
  'https://evil.example.com/sign-in mailto:me@evil.example.com',
  '*bold* _italic_ ~struck~ `code` ```block```',
  '> quoted\n> twice',
  ':white_check_mark: Verified :rotating_light:',
  '& &amp; &lt;!channel&gt; < > <',
  '\u202egnp.exe\u202c \u2066hidden\u2069 \u0000\u0007\u001b[31m',
  '"quotes" \\ \' ; -- {{name}} %s',
  '👩‍👩‍👧‍👦 Zażółć gęślą jaźń 日本語 مرحبا',
  '\ud800 half a character',
  '',
  '   \n\n   ',
] as const;

export const longName = `${'Maximiliane-Konstantina von und zu Hohenlohe-Langenburg '.repeat(4)}the Younger`;

export function ref(over: Partial<ActRef> = {}): ActRef {
  return { name: 'task.accept', departureId: 'dep-1', target: 'task-1', seen: '3', ...over };
}

export function button(over: Partial<CardAction> = {}): CardAction {
  return {
    act: ref(),
    label: 'Accept',
    accessibilityLabel: `${over.label ?? 'Accept'}: billing`,
    style: 'primary',
    confirm: null,
    ...over,
  };
}

export const dangerous = button({
  act: ref({ name: 'access.confirm', target: null, seen: 'a'.repeat(64) }),
  label: 'Confirm the cut',
  style: 'danger',
  confirm: { title: 'End access?', text: 'Access of Alex ends at 18:00.', confirm: 'End access', deny: 'Not yet' },
});

export function item(over: Partial<CardItem> = {}): CardItem {
  return { icon: 'todo', state: 'to do', text: 'Hand over billing', detail: null, action: null, ...over };
}

export function card(blocks: readonly CardBlock[], over: Partial<CardView> = {}): CardView {
  return {
    kind: 'departure',
    title: 'Alex Moreau leaves',
    subtitle: 'Last day: Friday 27 March 2026',
    tone: 'neutral',
    blocks,
    fallback: 'Alex Moreau leaves on Friday 27 March 2026.',
    ...over,
  };
}

/** One of every block, with this text in every place that can hold people's words. */
export function everything(text: string, times = 1): CardView {
  const blocks: CardBlock[] = [
    { type: 'text', text },
    { type: 'text', text: ['Moves to ', { strong: text }, { muted: text }, { mention: 'p-maya', name: text }, '.'] },
    {
      type: 'text',
      text: [
        { mention: 'p-nobody', name: text },
        ' see ',
        { link: 'https://relais.example.com/a?b=1&c=|>', label: text },
      ],
    },
    { type: 'heading', text },
    { type: 'note', text },
    { type: 'note', text: [{ muted: text }] },
    { type: 'quote', text },
    { type: 'facts', facts: Array.from({ length: 12 }, () => ({ label: text, value: text })) },
    { type: 'items', items: itemIcons.map((icon) => item({ icon, state: text, text, detail: text })) },
    {
      type: 'items',
      items: Array.from({ length: times }, () => item({ text: [text], action: button({ label: text }) })),
    },
    { type: 'progress', label: text, done: 3, total: 10 },
    { type: 'progress', label: text, done: 0, total: 0 },
    { type: 'progress', label: text, done: 10, total: 10 },
    { type: 'status', tone: 'attention', state: text, next: text, who: [text, { mention: 'p-maya', name: text }] },
    {
      ...{ type: 'status', tone: 'neutral', state: text, who: [{ mention: 'p-maya', name: text }] },
      next: [
        { strong: text },
        ' is due ',
        { moment: '2026-11-26T17:00:00.000Z', words: `${text} (${text})`, beside: ` (${text})` },
        { link: 'https://relais.example.com/a?b=1&c=|>', label: text },
      ],
    },
    {
      type: 'items',
      items: [item({ state: text, text, detail: [{ moment: '2026-11-26T17:00:00.000Z', words: text, beside: '' }] })],
    },
    {
      type: 'fold',
      title: text,
      blocks: [
        { type: 'note', text },
        { type: 'text', text: [{ strong: text }] },
        { type: 'items', items: itemIcons.map((icon) => item({ icon, state: text, text, detail: text })) },
        { type: 'code', lines: Array.from({ length: 12 }, () => text) },
      ],
    },
    { type: 'steps', title: text, items: itemIcons.map((icon) => item({ icon, state: text, text, detail: text })) },
    {
      ...{ type: 'table', caption: text, columns: [text, text, text] },
      rows: Array.from({ length: 20 }, (_, value) => [text, text, { words: text, value }]),
    },
    ...(['bars', 'parts'] as const).map(
      (shape): CardBlock => ({
        type: 'plot',
        shape,
        title: text,
        unit: text,
        told: shape === 'bars' ? 'here' : 'nearby',
        points: Array.from({ length: 14 }, (_, value) => ({ label: text, value, words: text, said: text })),
      }),
    ),
    { type: 'divider' },
    { type: 'actions', actions: [button({ label: text, accessibilityLabel: text }), dangerous] },
  ];
  return card(blocks, { title: text, subtitle: text, tone: 'danger', fallback: text });
}

const options = [
  { value: 'a', label: 'First', detail: null },
  { value: 'b', label: 'Second', detail: 'with a detail' },
] as const;

const base = { label: 'A field', hint: null, required: true, onChange: null };

/** One field of each type. */
export const allFields: readonly FormField[] = [
  {
    ...base,
    id: 'line',
    type: 'text',
    multiline: false,
    maxLength: 150,
    minLength: 3,
    placeholder: 'Like this',
    initial: 'typed',
  },
  {
    ...base,
    id: 'lines',
    required: false,
    type: 'text',
    multiline: true,
    maxLength: 9000,
    minLength: 0,
    placeholder: null,
    initial: null,
  },
  { ...base, id: 'amount', type: 'number', min: 0, max: 10, initial: 4 },
  {
    ...base,
    id: 'menu',
    type: 'choice',
    style: 'menu',
    options,
    initial: 'b',
    onChange: ref({ name: 'walk.day.changed' }),
  },
  { ...base, id: 'radio', type: 'choice', style: 'buttons', options, initial: null },
  { ...base, id: 'ticks', type: 'choices', options, initial: ['a'] },
  {
    ...base,
    id: 'who',
    type: 'person',
    initial: 'p-maya',
    hint: 'Whoever takes it',
    onChange: ref({ name: 'walk.who.changed' }),
  },
  { ...base, id: 'day', type: 'date', initial: '2026-03-27' },
  { ...base, id: 'hour', type: 'time', initial: '18:00', zone: 'Europe/Paris' },
  { ...base, id: 'place', type: 'channel', initial: null, offers: 'private', required: false },
];

export function form(over: Partial<FormView> = {}): FormView {
  return {
    kind: 'sample',
    title: 'A form',
    submit: { label: 'Go on', act: ref({ name: 'walk.day', target: null }) },
    close: 'Later',
    parts: [
      { type: 'block', block: { type: 'text', text: 'Please fill this in.' } },
      ...allFields.map((field) => ({ type: 'field' as const, field })),
      {
        type: 'block',
        block: { type: 'actions', actions: [button({ act: ref({ name: 'walk.back' }), label: 'Back' })] },
      },
    ],
    ...over,
  };
}

export const drawing = {
  handleOf: (id: string): string | null => (id === 'p-maya' ? 'U0MAYA' : null),
  more: (count: number): string => `and ${count} more`,
  moment: '{date_long_pretty} at {time}',
};
