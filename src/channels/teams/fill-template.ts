import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'adaptivecards-templating';
import { z } from 'zod';
import { packageRoot } from '../../package-root.ts';
import type { CardElement } from './adaptive-card.ts';

const folder = join(packageRoot, 'adaptive-cards');

let parsed: ReadonlyMap<string, Template> | null = null;

/** Parsed once, because parsing an expression costs far more than evaluating it; and only where somebody speaks Teams. */
function templates(): ReadonlyMap<string, Template> {
  parsed ??= new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .map((path) => [
        path.slice(0, -'.json'.length).replaceAll('\\', '/'),
        new Template(JSON.parse(readFileSync(join(folder, path), 'utf8'))),
      ]),
  );
  return parsed;
}

const elementSchema = z.looseObject({ type: z.string() });

/**
 * A template of `adaptive-cards/`, by its path without `.json`, filled with data. Data is bound, never spliced: an expression is
 * only ever looked for in the template, so that `${…}` in somebody's text stays what was typed.
 */
export function fillTemplate(name: string, data: Readonly<Record<string, unknown>>): CardElement {
  const template = templates().get(name);
  if (!template) throw new Error(`adaptive-cards/${name}.json is missing`);
  // The engine writes `${name}` into the card for what it does not find; nobody shall read that.
  for (const [key, value] of Object.entries(data))
    if (value === undefined || value === null) throw new Error(`adaptive-cards/${name}.json: no value for "${key}"`);
  return elementSchema.parse(template.expand({ $root: data }));
}
