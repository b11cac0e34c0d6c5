import { z } from 'zod';
import { code, table } from './markdown.ts';

/** The part of JSON Schema that the settings use. */
const schemaShape = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.json().optional(),
  const: z.json().optional(),
  enum: z.array(z.json()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof schemaShape>> {
    return z.record(z.string(), schemaShape).optional();
  },
  required: z.array(z.string()).optional(),
  get items(): z.ZodOptional<typeof schemaShape> {
    return schemaShape.optional();
  },
  get oneOf(): z.ZodOptional<z.ZodArray<typeof schemaShape>> {
    return z.array(schemaShape).optional();
  },
  get anyOf(): z.ZodOptional<z.ZodArray<typeof schemaShape>> {
    return z.array(schemaShape).optional();
  },
});
type Schema = z.infer<typeof schemaShape>;

/** Every key that may be written, with what it is for; also of the README’s table of `relais.yaml`. */
export function settingsTable(schema: z.ZodType, { under = '' }: { under?: string } = {}): string {
  return table(['setting', 'what', 'value', 'default'], rowsOf(readSchema(schema), under));
}

/** A transform in a setting describes what is written, not what becomes of it. */
function readSchema(schema: z.ZodType): Schema {
  return schemaShape.parse(z.toJSONSchema(schema, { io: 'input' }));
}

function rowsOf(schema: Schema, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const required = schema.required?.includes(name) ?? false;
    const rest = one.default !== undefined ? code(JSON.stringify(one.default)) : required ? 'required' : 'none';
    const row = [code(`${prefix}${name}`), one.description ?? '', valueWords(one), rest];
    return [row, ...within(one, `${prefix}${name}`)];
  });
}

/** The keys of a group, of each way to write it, and of what a list holds. */
function within(schema: Schema, path: string): string[][] {
  if (schema.properties) return rowsOf(schema, `${path}.`);
  if (schema.items?.properties) return rowsOf(schema.items, `${path}[].`);
  return (schema.oneOf ?? []).flatMap((way) => {
    const { key, value } = wayOf(way);
    return rowsOf(way, `${path}.`)
      .filter(([name]) => name !== code(`${path}.${key}`))
      .map(([name = '', what = '', ...rest]) => [name, `With ${code(`${key}: ${value}`)}. ${what}`.trim(), ...rest]);
  });
}

function valueWords(schema: Schema): string {
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum) return schema.enum.map((one) => code(String(one))).join(', ');
  if (schema.oneOf) {
    const ways = schema.oneOf.map(wayOf);
    return `a group with ${code(ways[0]?.key ?? '')}: ${ways.map(({ value }) => code(value)).join(' or ')}`;
  }
  if (schema.anyOf) return [...new Set(schema.anyOf.map(valueWords))].join(' or ');
  if (schema.pattern?.startsWith('^(?:env:')) return '`env:NAME` or `file:/path`';
  if (schema.type === 'array') return schema.items ? `list of: ${valueWords(schema.items)}` : 'list';
  if (schema.format === 'uri') return 'address';
  return types[schema.type ?? ''] ?? 'text';
}

/** What tells one way to write a group from the others: the key that is a constant in it, such as `method` or `of`. */
function wayOf({ properties = {} }: Schema): { key: string; value: string } {
  const [key, one] = Object.entries(properties).find(([, each]) => each.const !== undefined) ?? [];
  if (key === undefined) throw new TypeError('nothing tells the ways of this setting apart');
  return { key, value: String(one?.const) };
}

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: '`true` or `false`',
  object: 'group of keys',
  null: '`null`',
};
