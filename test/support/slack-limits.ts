/**
 * Whether Slack would take these blocks: its published limits, which are in no schema, in one table, and the house
 * rules for buttons and people's text. Kept apart from the drawing code on purpose: it is what that code is held to.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';

export type Surface = 'message' | 'modal' | 'home';

const blocksPer: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
/** Slack refuses somewhere above 11,300 characters, in all blocks of a message together. */
const messageText = 11_000;

/** Longest text by where it stands: the key of the text object in its parent, by the parent's type. */
const textLimits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  header: { text: 150 },
  section: { text: 3000, fields: 2000 },
  context: { elements: 2000 },
  input: { label: 2000, hint: 2000 },
  button: { text: 75 },
  option: { text: 75, description: 75 },
  group: { label: 75 },
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  modal: { title: 24, submit: 24, close: 24 },
};
const placeholder = 150;
const counts: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  section: { fields: 10 },
  context: { elements: 10 },
  actions: { elements: 25 },
  static_select: { options: 100, option_groups: 100 },
  multi_static_select: { options: 100, option_groups: 100 },
  radio_buttons: { options: 10 },
  checkboxes: { options: 10 },
  group: { options: 100 },
};
const stringLimits: Readonly<Record<string, number>> = {
  action_id: 255,
  block_id: 255,
  callback_id: 255,
  private_metadata: 3000,
  accessibility_label: 75,
};
const textInput = 3000;
const optionValue = 75;
const buttonValue = 2000;

const thing = z.record(z.string(), z.unknown());
type Thing = z.infer<typeof thing>;

/** Cheaper than parsing, for what is walked through thousands of times. */
function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// ── newer blocks ────────────────────────────────────────────────────────────────────────────────

const plainTitle = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean() });
const classicText = z.looseObject({ type: z.enum(['section', 'context', 'divider', 'actions']) });
const richText = z.looseObject({ type: z.literal('rich_text'), elements: z.array(z.looseObject({})).length(1) });
const point = z.strictObject({ label: z.string().min(1).max(20), value: z.number().min(0) });

/** As Slack describes them, and only what is used here: https://docs.slack.dev/reference/block-kit/blocks */
const newer: Readonly<Record<string, { surfaces: Partial<Record<Surface, number>>; shape: z.ZodType }>> = {
  container: {
    surfaces: { message: 50, modal: 100, home: 100 },
    shape: z.strictObject({
      type: z.literal('container'),
      title: plainTitle(150),
      child_blocks: z.array(classicText).min(1).max(10),
      is_collapsible: z.literal(true),
      default_collapsed: z.literal(true),
    }),
  },
  alert: {
    surfaces: { modal: 100 },
    shape: z.strictObject({
      type: z.literal('alert'),
      level: z.enum(['default', 'info', 'warning', 'error', 'success']),
      text: z.looseObject({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(200) }),
    }),
  },
  table: {
    surfaces: { message: 1 },
    shape: z.strictObject({
      type: z.literal('table'),
      rows: z
        .array(
          z
            .array(z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }))
            .min(1)
            .max(20),
        )
        .min(2)
        .max(100),
      column_settings: z.array(z.strictObject({ is_wrapped: z.boolean() })).max(20),
    }),
  },
  data_table: {
    surfaces: { message: 1 },
    shape: z
      .strictObject({
        type: z.literal('data_table'),
        caption: z.string().min(1),
        page_size: z.int().min(1).max(100),
        row_header_column_index: z.literal(0),
        rows: z
          .array(
            z
              .array(
                z.discriminatedUnion('type', [
                  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
                  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
                ]),
              )
              .min(1)
              .max(20),
          )
          .min(2)
          .max(101),
      })
      .refine(({ rows }) => rows[0]?.every(({ type }) => type === 'raw_text'), 'a header of plain text')
      .refine(({ rows }) => rows.every((row) => row.length === rows[0]?.length), 'rows of one length'),
  },
  plan: {
    surfaces: { message: 1 },
    shape: z.strictObject({
      type: z.literal('plan'),
      title: z.string().min(1),
      tasks: z.array(
        z.strictObject({
          type: z.literal('task_card'),
          task_id: z.string().min(1),
          title: z.string().min(1),
          status: z.enum(['pending', 'in_progress', 'complete', 'error']),
          details: richText.optional(),
        }),
      ),
    }),
  },
  data_visualization: {
    surfaces: { message: 2, home: 2 },
    shape: z.strictObject({
      type: z.literal('data_visualization'),
      title: z.string().min(1).max(50),
      chart: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('pie'), segments: z.array(point).min(1).max(6) }),
        z
          .strictObject({
            type: z.literal('bar'),
            series: z.array(z.strictObject({ name: z.string().min(1).max(20), data: z.array(point).min(1) })).length(1),
            axis_config: z.strictObject({
              categories: z.array(z.string().min(1).max(20)).min(1).max(20),
              y_label: z.string().min(1).max(50),
            }),
          })
          .refine(({ series, axis_config: { categories } }) => {
            const labels = series[0]?.data.map(({ label }) => label) ?? [];
            return new Set(labels).size === labels.length && JSON.stringify(labels) === JSON.stringify(categories);
          }, 'each category once, in the order of its points'),
      ]),
    }),
  },
};

function checkNewer(blocks: readonly Thing[], surface: Surface): string[] {
  return Object.entries(newer).flatMap(([kind, { surfaces, shape }]) => {
    const found = blocks.filter((block) => block['type'] === kind);
    const most = surfaces[surface] ?? 0;
    const wrong = found.flatMap((block) => shape.safeParse(block).error?.issues ?? []);
    return [
      ...(found.length > most ? [`blocks: ${found.length} ${kind}, at most ${most} fit a ${surface}`] : []),
      ...wrong.map(({ path, message }) => `${kind}.${path.join('.')}: ${message}`),
    ];
  });
}

/** Everything that is wrong, each with its path; empty when Slack would take it. */
export function checkBlocks(blocks: unknown, surface: Surface): string[] {
  const list = z.array(thing).safeParse(blocks);
  if (!list.success) return ['blocks: not a list of blocks'];
  const problems: string[] = [];
  if (list.data.length === 0) problems.push('blocks: empty');
  if (list.data.length > blocksPer[surface])
    problems.push(`blocks: ${list.data.length}, at most ${blocksPer[surface]} fit a ${surface}`);
  problems.push(...checkNewer(list.data, surface));
  problems.push(...doubles(list.data, 'block_id'), ...doubles(list.data, 'action_id'));
  for (const [index, block] of list.data.entries()) {
    if (surface === 'message' && block['type'] === 'input') problems.push(`blocks.${index}: a field in a message`);
    problems.push(...checkThing(block, String(block['type']), `blocks.${index}`));
  }
  const length = lengthOf(list.data);
  if (surface === 'message' && length > messageText) problems.push(`blocks: ${length} characters in one message`);
  return problems;
}

/** A modal or home page, blocks included. */
export function checkView(view: unknown): string[] {
  const parsed = thing.safeParse(view);
  if (!parsed.success) return ['view: no object'];
  const { blocks, ...rest } = parsed.data;
  const surface = rest['type'] === 'home' ? 'home' : 'modal';
  const problems = surface === 'modal' && rest['title'] === undefined ? ['view: no title'] : [];
  const hasInput =
    z
      .array(thing)
      .safeParse(blocks)
      .data?.some((block) => block['type'] === 'input') ?? false;
  if (hasInput && rest['submit'] === undefined && surface === 'modal')
    problems.push('view: fields without a submit button');
  return [...problems, ...checkThing(rest, 'modal', 'view'), ...checkBlocks(blocks, surface)];
}

/** The `text` of a message, which notifications and screen readers get. */
export function checkFallback(text: unknown): string[] {
  if (typeof text !== 'string' || text.trim() === '') return ['text: a message without a fallback'];
  return [...(text.length > 4000 ? [`text: ${text.length} characters`] : []), ...dangers(text, 'text')];
}

function checkThing(it: Thing, kind: string, path: string): string[] {
  const problems: string[] = kind === 'date' ? checkDate(it, path) : [];
  for (const [key, value] of Object.entries(it)) {
    const at = `${path}.${key}`;
    const limit = key === 'placeholder' ? placeholder : textLimits[kind]?.[key];
    if (limit !== undefined) problems.push(...textsIn(value).flatMap((text) => checkText(text, limit, at)));
    const most = counts[kind]?.[key];
    if (most !== undefined && Array.isArray(value)) {
      if (value.length === 0) problems.push(`${at}: empty`);
      if (value.length > most) problems.push(`${at}: ${value.length} of at most ${most}`);
    }
    const longest = stringLimits[key];
    if (longest !== undefined && (typeof value !== 'string' || value.length > longest))
      problems.push(`${at}: longer than ${longest}`);
    for (const [index, child] of (Array.isArray(value) ? value : [value]).entries()) {
      if (isThing(child)) problems.push(...checkThing(child, kindOf(child, key), `${at}.${index}`));
    }
  }
  if (kind === 'button') problems.push(...checkButton(it, path));
  if (kind === 'option') problems.push(...checkOption(it, path));
  if (kind === 'section' && it['text'] === undefined && it['fields'] === undefined)
    problems.push(`${path}: nothing in it`);
  if (kind === 'plain_text_input') problems.push(...checkTextInput(it, path));
  return [...problems, ...checkInitial(it, path)];
}

/** A moment in rich text: whole seconds, a format that says day and time, and words for where it cannot be read. */
function checkDate({ timestamp, format, fallback }: Thing, path: string): string[] {
  const good =
    Number.isInteger(timestamp) &&
    typeof format === 'string' &&
    /\{date_\w+\}.*\{time\}/.test(format) &&
    (fallback === undefined || (typeof fallback === 'string' && fallback.trim() !== '' && fallback.length <= 200));
  return good ? [] : [`${path}: a bad date`];
}

function kindOf(child: Thing, key: string): string {
  if (typeof child['type'] === 'string') return child['type'];
  if (key === 'options' || key.startsWith('initial_option')) return 'option';
  if (key === 'option_groups') return 'group';
  return key;
}

function textsIn(value: unknown): Thing[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter(isThing).filter((each) => typeof each['text'] === 'string');
}

function checkText(text: Thing, longest: number, path: string): string[] {
  const words = String(text['text']);
  const problems: string[] = [];
  if (words.trim() === '') problems.push(`${path}: empty text`);
  if (words.length > longest) problems.push(`${path}: ${words.length} characters, at most ${longest}`);
  if (text['type'] === 'mrkdwn') {
    if (text['verbatim'] !== true) problems.push(`${path}: mrkdwn that Slack may turn into links`);
    problems.push(...dangers(words, path));
  }
  return problems;
}

/** Control sequences beyond a mention of one person and a link that Relais made. */
function dangers(mrkdwn: string, path: string): string[] {
  const problems: string[] = [];
  for (const [whole, inside = ''] of mrkdwn.matchAll(/<([^>]*)>/g))
    if (!/^@[UW][A-Z0-9]+$/.test(inside) && !/^(https?:\/\/|mailto:)[^|<>]+\|[^|<>]+$/.test(inside))
      problems.push(`${path}: the control sequence ${whole}`);
  const rest = mrkdwn.replaceAll(/<[^>]*>/g, '');
  if (/[<>]/.test(rest)) problems.push(`${path}: an unescaped < or >`);
  if (/&(?!amp;|lt;|gt;)/.test(rest)) problems.push(`${path}: an unescaped &`);
  if (/@(here|channel|everyone)\b/i.test(rest)) problems.push(`${path}: a ping`);
  return problems;
}

/** Nothing happens by this click: it opens a form that asks for the reason, whose button is the confirmation. */
const opensForm = /^relais:departure\.cancel:/;

function checkButton(button: Thing, path: string): string[] {
  const problems: string[] = [];
  if (!button['accessibility_label']) problems.push(`${path}: a button without accessibility label`);
  const asksByForm = opensForm.test(String(button['action_id']));
  if (button['style'] === 'danger' && !button['confirm'] && !asksByForm)
    problems.push(`${path}: a dangerous button without confirm dialog`);
  if (typeof button['value'] === 'string' && button['value'].length > buttonValue)
    problems.push(`${path}: value too long`);
  const confirm = thing.safeParse(button['confirm']);
  if (confirm.success)
    for (const part of ['title', 'text', 'confirm', 'deny'])
      if (confirm.data[part] === undefined) problems.push(`${path}.confirm: no ${part}`);
  return problems;
}

function checkOption(option: Thing, path: string): string[] {
  const value = option['value'];
  return typeof value === 'string' && value !== '' && value.length <= optionValue
    ? []
    : [`${path}: a bad option value`];
}

function checkTextInput(input: Thing, path: string): string[] {
  const most = z
    .number()
    .min(1)
    .max(textInput)
    .safeParse(input['max_length'] ?? textInput);
  if (!most.success) return [`${path}: a bad max_length`];
  const initial = input['initial_value'];
  return typeof initial === 'string' && initial.length > most.data ? [`${path}: preset longer than allowed`] : [];
}

/** Slack refuses a preset that is not, to the letter, among the options. */
function checkInitial(it: Thing, path: string): string[] {
  if (it['initial_option'] === undefined && it['initial_options'] === undefined) return [];
  const presets = [it['initial_option'], ...(Array.isArray(it['initial_options']) ? it['initial_options'] : [])];
  const groups = z.array(thing).safeParse(it['option_groups']).data ?? [];
  const options = [it['options'], ...groups.map((group) => group['options'])].flat();
  const known = new Set(options.map((option) => JSON.stringify(option)));
  return presets
    .filter((preset) => preset !== undefined && !known.has(JSON.stringify(preset)))
    .map(() => `${path}: a preset that is no option`);
}

function doubles(blocks: readonly Thing[], key: string): string[] {
  const seen = new Set<string>();
  return valuesOf(blocks, key).flatMap((id) => {
    const double = seen.has(id);
    seen.add(id);
    return double ? [`blocks: ${key} "${id}" twice`] : [];
  });
}

function valuesOf(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(each, key));
  if (!isThing(value)) return [];
  const own = value[key];
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap((each) => valuesOf(each, key))];
}

function lengthOf(value: unknown): number {
  return valuesOf(value, 'text').reduce((sum, text) => sum + text.length, 0);
}

// ── the generated schemas ───────────────────────────────────────────────────────────────────────

const specs = resolve(import.meta.dirname, '../../../shared/specs');

export interface SlackSchemas {
  blocks(blocks: unknown): string[];
  view(view: unknown): string[];
}

/** Null, with a loud line, where the schemas are not at hand. */
export function slackSchemas(): SlackSchemas | null {
  const files = ['slack-Blocks.schema.json', 'slack-SlackView.schema.json'].map((name) => resolve(specs, name));
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length > 0) {
    process.stderr.write(
      `SKIPPED: Block Kit is not checked against Slack's schemas, because ../shared/specs lacks them\n`,
    );
    return null;
  }
  const [blocks, view] = files.map((file) => {
    const schema = thing.parse(JSON.parse(readFileSync(file, 'utf8')));
    return new Ajv({ strict: false, allErrors: false }).compile(schema);
  });
  // Each block on its own and each kind of it once: the schema's union of all blocks is slow.
  const known = new Map<string, string[]>();
  const checkOne = (block: unknown): string[] => {
    // The schemas are older than this block; see `newer`.
    if (thing.parse(block)['type'] === 'data_visualization') return [];
    const key = JSON.stringify(block);
    const found = known.get(key) ?? problemsOf(blocks, [block]);
    known.set(key, found);
    return found;
  };
  const checkAll = (list: unknown): string[] => (Array.isArray(list) ? list.flatMap(checkOne) : ['no list of blocks']);
  return {
    blocks: checkAll,
    view: (value) => {
      const { blocks: inside, ...rest } = thing.parse(value);
      return [...problemsOf(view, { ...rest, blocks: [] }), ...checkAll(inside)];
    },
  };
}

function problemsOf(validate: ValidateFunction | undefined, value: unknown): string[] {
  if (validate === undefined) return ['no schema'];
  // As it goes over the wire: keys that are undefined are not there.
  if (validate(JSON.parse(JSON.stringify(value)))) return [];
  return (validate.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
