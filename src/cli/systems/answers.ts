import { parse } from 'yaml';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import type { Ask } from './ask.ts';

/** The part of JSON Schema that the settings of systems use. */
const schemaShape = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  const: z.json().optional(),
  enum: z.array(z.string()).optional().catch(undefined),
  pattern: z.string().optional(),
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof schemaShape>> {
    return z.record(z.string(), schemaShape).optional();
  },
  required: z.array(z.string()).optional(),
  get oneOf(): z.ZodOptional<z.ZodArray<typeof schemaShape>> {
    return z.array(schemaShape).optional();
  },
});
type Schema = z.infer<typeof schemaShape>;

interface Answering {
  /** What was given beforehand, by its path: `auth.method` to `jwt`. */
  given: ReadonlyMap<string, string>;
  ask: Ask;
  /** What is said before a question: where the answer is found. */
  tell(text: string): void;
  /** What the answer is proposed to be; undefined where there is nothing to propose. */
  propose(question: Question): string | undefined;
}

/** One setting that is asked for. */
interface Question {
  /** Its path: `auth.token`. */
  place: string;
  /** A reference to a secret is asked for. */
  isSecret: boolean;
  /** What was answered before, by its path. */
  answered: ReadonlyMap<string, string>;
}

/**
 * An entry for a system, by its schema: what it must have is asked for unless it was given, what has a default is left
 * out unless it was. Throws CommandError where nobody is there to answer, and for what was given and is no setting.
 */
export async function answersFor(schema: z.ZodType, answering: Answering): Promise<Record<string, unknown>> {
  const used = new Set<string>();
  const shape = schemaShape.parse(z.toJSONSchema(schema, { io: 'input' }));
  const entry = await fieldsOf(shape, [], { ...answering, used, answered: new Map(answering.given) });
  const unknown = [...answering.given.keys()].filter((name) => !used.has(name));
  if (unknown.length > 0)
    throw new CommandError(
      `There is no setting ${unknown.join(', ')} here. docs/connectors.md lists the settings of each kind of system.`,
    );
  return entry;
}

type Within = Answering & { used: Set<string>; answered: Map<string, string> };

async function fieldsOf(schema: Schema, path: readonly string[], within: Within): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    const at = [...path, name];
    const place = at.join('.');
    const isGiven = [...within.given.keys()].some((each) => each === place || each.startsWith(`${place}.`));
    if (one.const !== undefined) {
      within.used.add(place);
      fields[name] = one.const;
    } else if (isGiven || schema.required?.includes(name)) fields[name] = await fieldOf(one, at, within);
  }
  return fields;
}

async function fieldOf(schema: Schema, path: readonly string[], within: Within): Promise<unknown> {
  const place = path.join('.');
  const whole = within.given.get(place);
  if (whole !== undefined) {
    within.used.add(place);
    return readAnswer(whole, schema);
  }
  if (schema.oneOf) return wayOf(schema, path, within);
  if (schema.properties) return fieldsOf(schema, path, within);
  if (schema.description) within.tell(schema.description);
  const choices = schema.enum ? ` (${schema.enum.join(', ')})` : '';
  const isSecret = schema.pattern?.includes('env:') === true;
  const answer = await answerTo(`${place}${choices}:`, { place, isSecret }, within);
  return readAnswer(answer, schema);
}

/** One of several ways to write it, told apart by a field that is a constant in each: `auth.method`. */
async function wayOf(schema: Schema, path: readonly string[], within: Within): Promise<unknown> {
  const ways = schema.oneOf ?? [];
  const [key] = Object.entries(ways[0]?.properties ?? {}).find(([, one]) => one.const !== undefined) ?? [];
  if (key === undefined) throw new CommandError(`${path.join('.')} is to be written into relais.yaml by hand.`);
  const place = [...path, key].join('.');
  if (schema.description) within.tell(schema.description);
  const names = ways.map((way) => String(way.properties?.[key]?.const));
  const chosen =
    within.given.get(place) ?? (await answerTo(`${place} (${names.join(', ')}):`, { place, isSecret: false }, within));
  within.used.add(place);
  const way = ways[names.indexOf(chosen)];
  if (way === undefined) throw new CommandError(`${place}: expected ${names.join(' or ')}, not ${chosen}.`);
  return fieldsOf(way, path, within);
}

async function answerTo(
  question: string,
  { place, isSecret }: Pick<Question, 'place' | 'isSecret'>,
  { ask, propose, answered }: Within,
): Promise<string> {
  const answer = await ask(question, propose({ place, isSecret, answered }));
  if (answer) {
    answered.set(place, answer);
    return answer;
  }
  throw new CommandError(`${place} is needed. Answer the question at a terminal, or give it: --set ${place}=…`);
}

/** Texts stay what was typed; everything else is read as YAML: `true`, `25`, `[a, b]`. */
function readAnswer(text: string, { type, enum: choices }: Schema): unknown {
  if (type === 'string' || choices !== undefined) return text;
  try {
    const value: unknown = parse(text);
    return value;
  } catch {
    return text;
  }
}
