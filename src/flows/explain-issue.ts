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
      return one(value === undefined ? `is missing; expected ${nameOf(issue.expected)}` : wrongType(issue, value));
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
  let current = bare(schema);
  for (const part of path) {
    if (current instanceof z.ZodObject) {
      const next: z.core.$ZodType | undefined = current.shape[part];
      if (!next) return [];
      current = bare(next);
    } else if (current instanceof z.ZodArray) {
      current = bare(current.element);
    } else {
      return [];
    }
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}
