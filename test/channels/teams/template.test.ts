// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are templates of cards.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'adaptivecards-templating';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileTemplate } from '../../../src/channels/teams/template.ts';
import { packageRoot } from '../../../src/package-root.ts';

const folder = join(packageRoot, 'adaptive-cards');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));

type Data = Record<string, unknown>;

const elementSchema = z.looseObject({});

/** Something for every name of a template: a list where it repeats, and what a person may have typed elsewhere. */
function dataFor(node: unknown, given: { items: number; isThere: boolean }, into: Data = {}): Data {
  if (Array.isArray(node)) for (const item of node) dataFor(item, given, into);
  const element = elementSchema.safeParse(node).data;
  if (typeof node === 'string' && node.startsWith('${')) into[node.slice(2, -1)] ??= samples[node.length % 4];
  if (!element) return into;
  const { $when: when, $data: repeated, ...rest } = element;
  if (typeof when === 'string') into[when.slice(2, -1)] = given.isThere;
  const inside = typeof repeated === 'string' ? {} : into;
  for (const value of Object.values(rest)) dataFor(value, given, inside);
  if (typeof repeated === 'string')
    into[repeated.slice(2, -1)] = Array.from({ length: given.items }, (_, index) => ({ ...inside, at: index }));
  return into;
}

const samples = ['typed ${title} and {{name}} $data', 7, [{ type: 'TextBlock', text: '${evil}' }], false];

describe('a template of adaptive-cards/', () => {
  const cases = files.flatMap((file) =>
    [0, 1, 3].flatMap((items) => [true, false].map((isThere) => ({ file, items, isThere }))),
  );

  it.each(cases)('$file is filled as Microsoft does: $items items, there: $isThere', ({ file, items, isThere }) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const data = dataFor(JSON.parse(text), { items, isThere });
    const theirs = new Template(JSON.parse(text)).expand({ $root: data });
    expect(theirs).toMatchObject({ type: expect.any(String) });
    expect(compileTemplate(JSON.parse(text))(data)).toEqual(theirs);
  });
});

describe('a template', () => {
  it('leaves what somebody typed as it was typed', () => {
    const fill = compileTemplate({ type: 'TextBlock', text: '${text}', other: ['${list}', { $when: '${not}', a: 1 }] });
    const data = { text: '${secret}', secret: 'never', list: ['${text}', 1], not: false };
    expect(fill(data)).toEqual({ type: 'TextBlock', text: '${secret}', other: ['${text}', 1] });
  });

  it.each([
    [{ a: 'Hello ${name}' }, 'as the whole value'],
    [{ a: '${name.first}' }, 'as the whole value'],
    [{ a: "${if(x, 'y', 'z')}" }, 'as the whole value'],
    [{ $index: 1 }, 'expected $when'],
    [{ $data: '${list}' }, 'expected $when'],
  ])('that uses what is not understood is refused: %j', (node, words) => {
    expect(() => compileTemplate(node)).toThrow(words);
  });

  it.each([
    ['nothing', {}],
    ['null', { name: null }],
    ['an item without it', { list: [{}] }],
  ])('throws for %s where it names something', (_, data) => {
    const fill = compileTemplate('list' in data ? { a: [{ $data: '${list}', b: '${name}' }] } : { a: '${name}' });
    expect(() => fill(data)).toThrow('no value for "name"');
    expect(() => compileTemplate({ a: '${constructor}' })(data)).toThrow('no value for "constructor"');
  });
});
