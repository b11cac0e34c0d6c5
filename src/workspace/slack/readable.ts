/**
 * Blocks and messages as plain text, for people without a screen: the story's transcript, and tests that read what a
 * person reads.
 */
import { z } from 'zod';
import type { Block, Message, View } from './browser-api.ts';

const text = z.looseObject({ text: z.string() });
const shape = z.looseObject({
  text: z.union([text, z.string()]).optional(),
  title: z.union([text, z.string()]).optional(),
  label: text.optional(),
  hint: text.optional(),
  alt_text: z.string().optional(),
  fields: z.array(text).optional(),
  elements: z.array(z.unknown()).optional(),
  element: z.unknown().optional(),
  accessory: z.unknown().optional(),
  options: z.array(z.looseObject({ text })).optional(),
  initial_option: z.looseObject({ text }).optional(),
  initial_options: z.array(z.looseObject({ text })).optional(),
  initial_value: z.string().optional(),
  initial_date: z.string().optional(),
  initial_time: z.string().optional(),
  initial_user: z.string().optional(),
  rows: z.array(z.array(z.unknown())).optional(),
  child_blocks: z.array(z.unknown()).optional(),
  tasks: z.array(z.looseObject({ title: z.string(), details: z.unknown().optional() })).optional(),
});
const elementShape = shape.extend({ type: z.string(), fallback: z.string().optional() });

/**
 * One line per block or so; buttons as `[Accept]`, what is filled in already as `‹18:00›`. `nameOf` turns an id into a
 * name.
 */
export function readable(thing: Message | View, nameOf: (id: string) => string): string {
  const blocks =
    'attachments' in thing ? [...thing.blocks, ...thing.attachments.flatMap((it) => it.blocks ?? [])] : thing.blocks;
  const lines = blocks.length > 0 ? blocks.map(blockLine) : ['text' in thing ? thing.text : ''];
  const title = 'title' in thing && thing.title !== '' ? [thing.title] : [];
  const buttons =
    'submit' in thing ? [[thing.submit, thing.close].flatMap((label) => (label ? [`[${label}]`] : [])).join(' ')] : [];
  return [...title, ...lines, ...buttons]
    .filter((line) => line.trim() !== '')
    .map((line) => unescaped(line, nameOf))
    .join('\n');
}

function blockLine(block: Block): string {
  const it = shape.parse(block);
  const parts = [
    words(it.title),
    words(it.text),
    words(it.label),
    // A field is a label above a value.
    ...(it.fields ?? []).map((field) => words(field).replace('\n', ': ')),
    it.alt_text ?? '',
    ...(it.elements ?? []).map(elementWords),
    elementWords(it.accessory),
    elementWords(it.element),
    words(it.hint),
    ...(it.rows ?? []).map((row) => row.map(elementWords).join(' | ')),
    ...(it.child_blocks ?? []).map((child) => childLine(child)),
    ...(it.tasks ?? []).map(({ title, details }) => [title, elementWords(details)].filter(Boolean).join(': ')),
  ];
  return parts.filter((part) => part !== '').join(oneLineEach.has(block.type) ? '\n' : '  ');
}

/** Blocks of several lines. */
const oneLineEach = new Set(['table', 'container', 'plan']);

function childLine(child: unknown): string {
  const parsed = elementShape.safeParse(child);
  return parsed.success ? blockLine({ ...parsed.data, block_id: '' }) : '';
}

function elementWords(element: unknown): string {
  const parsed = elementShape.safeParse(element);
  if (!parsed.success) return '';
  const it = parsed.data;
  const isPicked = (option: string) =>
    [it.initial_option, ...(it.initial_options ?? [])].some((one) => one?.text.text === option);
  // Slack says a moment on its reader's clock; in words it is what stands there where Slack cannot.
  if (it.type === 'date') return it.fallback ?? '';
  if (it.type === 'rich_text_section') return (it.elements ?? []).map(elementWords).join('');
  if (it.type === 'button') return `[${words(it.text)}]`;
  if (it.type === 'radio_buttons' || it.type === 'checkboxes')
    return (it.options ?? [])
      .map((option) => `(${isPicked(option.text.text) ? '•' : ' '}) ${option.text.text}`)
      .join('  ');
  const standing = it.initial_option?.text.text ?? it.initial_value ?? it.initial_date ?? it.initial_time;
  if (standing !== undefined) return `‹${standing}›`;
  if (it.initial_user !== undefined) return `‹<@${it.initial_user}>›`;
  return [words(it.text), it.alt_text ?? '', ...(it.elements ?? []).map(elementWords)].filter(Boolean).join(' ');
}

function words(given: { text: string } | string | undefined): string {
  return typeof given === 'string' ? given : (given?.text ?? '');
}

function unescaped(line: string, nameOf: (id: string) => string): string {
  return line
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_match, id: string) => `@${nameOf(id)}`)
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>/g, (_match, url: string, label?: string) => label ?? url)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
