import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../package-root.ts';
import type { CardElement } from './adaptive-card.ts';
import { compileTemplate, type Template } from './template.ts';

const folder = join(packageRoot, 'adaptive-cards');

let parsed: ReadonlyMap<string, Template> | null = null;

/** Read once, and only where somebody speaks Teams. */
function templates(): ReadonlyMap<string, Template> {
  parsed ??= new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .map((path) => [
        path.slice(0, -'.json'.length).replaceAll('\\', '/'),
        compileTemplate(JSON.parse(readFileSync(join(folder, path), 'utf8'))),
      ]),
  );
  return parsed;
}

const elementSchema = z.looseObject({ type: z.string() });

/**
 * A template of `adaptive-cards/`, by its path without `.json`, filled with data. Throws where the data lacks what it
 * names.
 */
export function fillTemplate(name: string, data: Readonly<Record<string, unknown>>): CardElement {
  const template = templates().get(name);
  if (!template) throw new Error(`adaptive-cards/${name}.json is missing`);
  for (const [key, value] of Object.entries(data))
    if (value === undefined || value === null) throw new Error(`adaptive-cards/${name}.json: no value for "${key}"`);
  try {
    return elementSchema.parse(template(data));
  } catch (error) {
    throw new Error(`adaptive-cards/${name}.json: ${error instanceof Error ? error.message : 'cannot be filled'}`);
  }
}
