/**
 * Whether Teams would take this card, and whether anybody's words in it could do more than be read: the published
 * schema, the size, the official renderer's own checks, a markdown parser. Kept apart from the drawing code on purpose:
 * it is what that code is held to.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import markdown from 'markdown-it';
import { z } from 'zod';

const require = createRequire(import.meta.url);
const thing = z.record(z.string(), z.unknown());
type Thing = z.infer<typeof thing>;

/** A message is refused from 28 KB on; what stands around the card takes some of it. */
const mostBytes = 27_000;

/** What Teams knows and the published schema of 1.5 does not: each with the only shape that is allowed here. */
const extensions: Readonly<Record<string, z.ZodType>> = {
  msteams: z.strictObject({
    width: z.literal('Full').optional(),
    entities: z
      .array(
        z.strictObject({
          type: z.literal('mention'),
          text: z.string().regex(/^<at>[^<>]+<\/at>$/),
          mentioned: z.strictObject({ id: z.string().min(1), name: z.string().min(1) }),
        }),
      )
      .optional(),
  }),
  'choices.data': z.strictObject({ type: z.literal('Data.Query'), dataset: z.literal('graph.microsoft.com/users') }),
};

const chart = {
  title: z.string().min(1),
  fallback: z.union([z.literal('drop'), z.looseObject({ type: z.literal('TextBlock') })]),
};
/**
 * Elements that Teams draws beyond 1.5, each with the only shape that is used here and what stands for it elsewhere.
 * https://learn.microsoft.com/adaptive-cards/schema-explorer
 */
const elements: Readonly<Record<string, z.ZodType<{ fallback: unknown }>>> = {
  Badge: z.strictObject({
    type: z.literal('Badge'),
    text: z.string().min(1),
    style: z.enum(['Informative', 'Good', 'Warning', 'Attention']),
    appearance: z.literal('Tint'),
    size: z.literal('Large'),
    fallback: z.looseObject({ type: z.literal('TextBlock') }),
  }),
  Icon: z.strictObject({
    type: z.literal('Icon'),
    name: z.string().regex(/^[A-Z][A-Za-z]+$/),
    size: z.literal('xSmall'),
    color: z.enum(['Default', 'Accent', 'Good', 'Warning', 'Attention']),
    fallback: z.looseObject({ type: z.literal('TextBlock') }),
  }),
  ProgressBar: z
    .strictObject({
      type: z.literal('ProgressBar'),
      spacing: z.literal('None').optional(),
      value: z.number().min(0),
      max: z.number().min(1),
      color: z.literal('Accent'),
      fallback: z.looseObject({ type: z.literal('RichTextBlock') }),
    })
    .refine(({ value, max }) => value <= max),
  CodeBlock: z.strictObject({
    type: z.literal('CodeBlock'),
    spacing: z.literal('Small').optional(),
    codeSnippet: z.string().min(1),
    language: z.literal('PlainText'),
    fallback: z.looseObject({ type: z.literal('Container') }),
  }),
  'Chart.HorizontalBar': z.strictObject({
    type: z.literal('Chart.HorizontalBar'),
    ...chart,
    xAxisTitle: z.string(),
    displayMode: z.literal('AbsoluteWithAxis'),
    data: z
      .array(z.strictObject({ x: z.string().min(1), y: z.number().min(0) }))
      .min(1)
      .max(12),
  }),
  'Chart.Donut': z.strictObject({
    type: z.literal('Chart.Donut'),
    ...chart,
    data: z
      .array(z.strictObject({ legend: z.string().min(1), value: z.number().min(0) }))
      .min(1)
      .max(12),
  }),
};

/** Everything that is wrong, each with its path; empty when Teams would take it. */
export function checkCard(card: object): string[] {
  const { plain, problems } = withoutExtensions(card, 'card');
  const nodes = nodesOf(card);
  const mentions = mentionsOf(card);
  const bytes = Buffer.byteLength(JSON.stringify(card));
  return [
    ...problems,
    ...(bytes > mostBytes ? [`card: ${bytes} bytes`] : []),
    ...(schemaProblems?.(plain) ?? []),
    ...officialProblems(plain),
    ...doubleIds(nodes),
    ...texts(nodes).flatMap(({ path, text }) => dangers(text, mentions).map((danger) => `${path}: ${danger}`)),
    ...actionsOf(nodes).flatMap(checkAction),
    ...setsOf(nodes),
  ];
}

function withoutExtensions(node: unknown, path: string): { plain: unknown; problems: string[] } {
  if (Array.isArray(node)) {
    const each = node.map((one, index) => withoutExtensions(one, `${path}.${index}`));
    return { plain: each.map(({ plain }) => plain), problems: each.flatMap(({ problems }) => problems) };
  }
  if (typeof node !== 'object' || node === null) return { plain: node, problems: [] };
  const element = 'type' in node ? elements[String(node.type)] : undefined;
  if (element !== undefined) {
    const known = element.safeParse(node);
    if (!known.success)
      return { plain: node, problems: [`${path}: not as Teams describes ${String(thing.parse(node)['type'])}`] };
    if (known.data.fallback === 'drop') return { plain: { type: 'TextBlock', text: '' }, problems: [] };
    return withoutExtensions(known.data.fallback, `${path}.fallback`);
  }
  const plain: Thing = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(node)) {
    const extension = extensions[key];
    if (extension) {
      if (!extension.safeParse(value).success) problems.push(`${path}.${key}: not as Teams describes it`);
      continue;
    }
    const inside = withoutExtensions(value, `${path}.${key}`);
    plain[key] = inside.plain;
    problems.push(...inside.problems);
  }
  return { plain, problems };
}

// ── the published schema ────────────────────────────────────────────────────────────────────────

const schemaFile = resolve(import.meta.dirname, '../../../shared/specs/adaptive-card-1.5.0.json');

/** Null, with a loud line, where the schema is not at hand. */
const schemaProblems = schemaChecks();

function schemaChecks(): ((card: unknown) => string[]) | null {
  if (!existsSync(schemaFile)) {
    process.stderr.write(`SKIPPED: Adaptive Cards are not checked against their schema: ../shared/specs lacks it\n`);
    return null;
  }
  const ajv = new Ajv({ strict: false });
  ajv.addMetaSchema(thing.parse(require('ajv/dist/refs/json-schema-draft-06.json')));
  formats.default(ajv);
  // Its own name stands under the key of an older draft.
  const { id: _, ...schema } = thing.parse(JSON.parse(readFileSync(schemaFile, 'utf8')));
  const validate = ajv.compile(schema);
  return (card) =>
    validate(card)
      ? []
      : (validate.errors ?? []).slice(-3).map(({ instancePath, message }) => `schema: ${instancePath}: ${message}`);
}

// ── the official renderer ───────────────────────────────────────────────────────────────────────

interface Official {
  AdaptiveCard: new () => {
    parse(card: unknown, context: unknown): void;
    validateProperties(): { validationEvents: readonly { message: string }[] };
    hostConfig: unknown;
  };
  HostConfig: new (config: object) => unknown;
  SerializationContext: new (
    version: unknown,
  ) => { eventCount: number; getEventAt(index: number): { message: string } };
  Versions: { v1_5: unknown };
}
const official = z
  .custom<Official>((value) => thing.safeParse(value).success)
  .parse(require('adaptivecards/dist/adaptivecards.js'));

function officialProblems(card: unknown): string[] {
  const context = new official.SerializationContext(official.Versions.v1_5);
  const parsed = new official.AdaptiveCard();
  parsed.hostConfig = new official.HostConfig({ supportsInteractivity: true, actions: { maxActions: 6 } });
  parsed.parse(card, context);
  const reading = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const validation = parsed.validateProperties().validationEvents.map(({ message }) => message);
  return [...reading, ...validation].filter((message) => !known.has(message)).map((message) => `renderer: ${message}`);
}

const known = new Set([
  // The people come from the company's directory; see `choices.data` above.
  'An Input.ChoiceSet must have at least one choice defined.',
  // Its check of the language remembers where it stopped in the last card, and then refuses every second one.
  'Invalid value "en" for property "lang".',
  'Invalid value "fr" for property "lang".',
]);

// ── house rules ─────────────────────────────────────────────────────────────────────────────────

interface Found {
  path: string;
  node: Thing;
}

/** Cheaper than parsing, for what is walked through thousands of times. */
function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nodesOf(value: unknown, path = 'card'): Found[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => nodesOf(each, `${path}.${index}`));
  if (!isThing(value)) return [];
  return [
    { path, node: value },
    ...Object.entries(value).flatMap(([key, each]) => (key === 'data' ? [] : nodesOf(each, `${path}.${key}`))),
  ];
}

/** Every text that a client may read as markdown. */
function texts(nodes: readonly Found[]): { path: string; text: string }[] {
  return nodes.flatMap(({ path, node }) => {
    const found = node['type'] === 'TextBlock' ? [node['text']] : [];
    // A fact, or a choice.
    if (node['type'] === undefined && typeof node['title'] === 'string') found.push(node['title']);
    if (node['type'] === undefined && /\.facts\.\d+$/.test(path)) found.push(node['value']);
    return found.filter((text) => typeof text === 'string').map((text) => ({ path, text }));
  });
}

function mentionsOf(card: object): string[] {
  const found = z
    .looseObject({ msteams: z.looseObject({ entities: z.array(z.looseObject({ text: z.string() })).optional() }) })
    .safeParse(card);
  return (found.data?.msteams.entities ?? []).map(({ text }) => text);
}

const parser = markdown({ html: true, linkify: true });
// Bare names such as example.com and addresses of people stay words.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

/** What a markdown parser, and Teams after it, would make of it beyond words and Relais' own links. */
export function dangers(text: string, mentions: readonly string[]): string[] {
  const words = mentions.reduce((rest, mention) => rest.replaceAll(mention, 'somebody'), text);
  // Relais' own addresses, and the one that a flow gives with a step.
  const own = words
    .replaceAll(/\]\(https:\/\/(?:relais|handbook)\.example\.com[^)\s]*\)/g, '')
    .replaceAll(/\[(?!\u2060)/g, '');
  const found = parser
    .parse(own, {})
    .flatMap((token) => [token, ...(token.children ?? [])])
    .filter(({ type }) => !/^(?:paragraph_open|paragraph_close|inline|text)$/.test(type))
    .map(({ type }) => `markdown (${type}) in "${text.slice(0, 60)}"`);
  if (/<\/?at>/i.test(words)) found.push(`a mention in "${text.slice(0, 60)}"`);
  if (/\{\{/.test(words)) found.push(`a card function in "${text.slice(0, 60)}"`);
  return found;
}

function actionsOf(nodes: readonly Found[]): Found[] {
  return nodes.filter(({ node }) => String(node['type']).startsWith('Action.'));
}

const carried = z.looseObject({
  relais: z.strictObject({
    name: z.string(),
    departureId: z.string().nullable(),
    target: z.string().nullable(),
    seen: z.string().nullable(),
  }),
});

function checkAction({ path, node }: Found): string[] {
  if (node['type'] !== 'Action.Execute' || path.endsWith('.refresh.action')) return [];
  const problems: string[] = [];
  const fallback = thing.safeParse(node['fallback']).data ?? {};
  const data = carried.safeParse(node['data']);
  if (!data.success || data.data.relais.name !== node['verb']) problems.push(`${path}: the verb is not the act's name`);
  if (fallback['type'] !== 'Action.Submit') problems.push(`${path}: no fallback`);
  if (JSON.stringify(fallback['data']) !== JSON.stringify(node['data']))
    problems.push(`${path}: a fallback that does something else`);
  if (!node['tooltip'] || !node['title']) problems.push(`${path}: a button without words`);
  // Nothing happens by this click: it opens a form that asks for the reason.
  const asksByForm = node['verb'] === 'departure.cancel';
  const asks = /\.card\.body\.\d+\.actions\.\d+$/.test(path);
  if (node['style'] === 'destructive' && !asks && !asksByForm)
    problems.push(`${path}: dangerous, and does not ask first`);
  return problems;
}

function setsOf(nodes: readonly Found[]): string[] {
  return nodes.flatMap(({ path, node }) =>
    node['type'] === 'ActionSet' &&
    (!Array.isArray(node['actions']) || node['actions'].length === 0 || node['actions'].length > 6)
      ? [`${path}: an empty or crowded set of buttons`]
      : [],
  );
}

function doubleIds(nodes: readonly Found[]): string[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ path, node }) => {
    const { id } = node;
    if (typeof id !== 'string' || path.includes('.entities.')) return [];
    const double = seen.has(id);
    seen.add(id);
    return double ? [`${path}: the id "${id}" twice`] : [];
  });
}

/** Everything people read in this card, in order. */
export function wordsIn(card: unknown): string {
  return nodesOf(card)
    .flatMap(({ node }) => ['text', 'title', 'value', 'label', 'tooltip'].map((key) => node[key]))
    .filter((text) => typeof text === 'string')
    .join('\n');
}

/** The names of all acts that can be clicked in this card. */
export function verbsIn(card: unknown): string[] {
  return actionsOf(nodesOf(card)).flatMap(({ node }) => (typeof node['verb'] === 'string' ? [node['verb']] : []));
}
