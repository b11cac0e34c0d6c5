import { z } from 'zod';
import { nearest } from './nearest.ts';

export type Path = readonly (string | number)[];

/** One problem of a value, by the path to it. `at: key`: the key itself is what is wrong. */
export interface Explained {
  path: Path;
  at: 'value' | 'key';
  message: string;
}

/** Says in plain words what zod found: what was expected, what is there instead, and what was probably meant. */
export function explainIssue(issue: z.core.$ZodIssue, schema: z.core.$ZodType, root: unknown): Explained[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const value = valueAt(root, path);
  const one = (message: string): Explained[] => [{ path, at: 'value', message }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], at: 'key', message: unknownKey(key, schema, path) }));
    case 'invalid_type':
      return one(
        value === undefined
          ? `is missing; expected ${examples(schema, path) ?? nameOf(issue.expected)}`
          : wrongType(issue, value),
      );
    case 'invalid_union':
      return ofUnion(issue, { path, value, schema, root }) ?? one(issue.message);
    case 'invalid_value': {
      const options = issue.values.map(String);
      if (value === undefined) return one(`is missing; expected one of ${options.join(', ')}`);
      const meant = typeof value === 'string' ? nearest(value, options) : null;
      return one(`expected one of ${options.join(', ')}; found ${shown(value)}${hint(meant)}`);
    }
    case 'invalid_format':
      return one(`${issue.message}; found ${shown(value)}`);
    case 'too_small':
      return one(sized('at least', issue.origin, Number(issue.minimum), value));
    case 'too_big':
      return one(sized('at most', issue.origin, Number(issue.maximum), value));
    default:
      return one(issue.message);
  }
}

/** What is wrong with the alternative that was meant: a group of keys, or else a plain value. */
function ofUnion(
  { errors }: z.core.$ZodIssueInvalidUnion,
  { path, value, schema, root }: { path: Path; value: unknown; schema: z.core.$ZodType; root: unknown },
): Explained[] | null {
  const isGroup = typeof value === 'object' && value !== null;
  // The alternative with keys stands last; in it a list is told as what it is.
  const meant = isGroup ? errors.at(-1) : errors[0];
  if (!meant) return null;
  return meant.flatMap((issue) => explainIssue({ ...issue, path: [...path, ...issue.path] }, schema, root));
}

/** `one of manager, leaver`, where the schema names examples. */
function examples(schema: z.core.$ZodType, path: Path): string | null {
  const at = schemaAt(schema, path);
  const named = at === null ? undefined : z.globalRegistry.get(at)?.examples;
  return Array.isArray(named) ? `one of ${named.join(', ')}` : null;
}

function unknownKey(key: string, schema: z.core.$ZodType, path: Path): string {
  const known = keysAt(schema, path);
  const meant = nearest(key, known);
  return meant
    ? `unknown key; did you mean ${meant}?`
    : `unknown key; known here ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`;
}

function wrongType(issue: z.core.$ZodIssueInvalidType, value: unknown): string {
  const quotes = issue.expected === 'string' && typeof value !== 'object' ? '; put it in quotes' : '';
  return `expected ${nameOf(issue.expected)}; found ${shown(value)}${quotes}`;
}

function sized(bound: string, origin: string, limit: number, value: unknown): string {
  switch (origin) {
    case 'string':
      return typeof value === 'string' && value.length === 0
        ? 'must not be empty'
        : `expected ${bound} ${limit} characters`;
    case 'array':
      return `expected ${bound} ${limit} ${limit === 1 ? 'item' : 'items'}; found ${Array.isArray(value) ? value.length : 'none'}`;
    default:
      return `expected ${bound} ${limit}; found ${shown(value)}`;
  }
}

function hint(meant: string | null): string {
  return meant ? `; did you mean ${meant}?` : '';
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
};

function nameOf(type: string): string {
  return typeNames[type] ?? type;
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(part))?.[1];
  }
  return value;
}

/** The keys that the schema allows in the object at this path. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  const found = schemaAt(schema, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** What the schema says of the value at this path, without what makes it optional; null where it says nothing. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | null {
  let current = bare(schema);
  for (const part of path) {
    if (current instanceof z.ZodObject) {
      const next: z.core.$ZodType | undefined = current.shape[part];
      if (!next) return null;
      current = bare(next);
    } else if (current instanceof z.ZodArray) {
      current = bare(current.element);
    } else {
      return null;
    }
  }
  return current;
}

/** Of alternatives the one that has keys. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap());
  if (schema instanceof z.ZodPipe) return bare(schema.in);
  if (schema instanceof z.ZodUnion)
    return schema.options.map(bare).find((option) => option instanceof z.ZodObject) ?? schema;
  return schema;
}
