import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Instruction {
  name: string;
  /** Everything after the name. */
  text: string;
}

export interface Stage {
  from: string;
  name: string | null;
  instructions: readonly Instruction[];
}

/** The stages of the Dockerfile, in order. Throws for an instruction without a stage. */
export function readDockerfile(): readonly Stage[] {
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ').split('\n');
  for (const line of lines.map((one) => one.trim()).filter((one) => one !== '' && !one.startsWith('#'))) {
    const [name = '', ...words] = line.split(' ');
    const text = words.join(' ');
    if (name === 'FROM') {
      const [from = '', , stage = null] = words;
      stages.push({ from, name: stage, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (!stage) throw new Error(`${name} stands before any FROM`);
    stage.instructions.push({ name, text });
  }
  return stages;
}

/** What a COPY takes, from where, to where. */
export function copyOf({ text }: Instruction): { from: string | null; sources: readonly string[]; to: string } {
  const words = text.split(' ');
  const flag = words[0]?.startsWith('--from=') ? words.shift() : undefined;
  const to = words.pop() ?? '';
  return { from: flag?.slice('--from='.length) ?? null, sources: words, to };
}

/** The list of a `CMD [...]`. */
export function commandOf(text: string): readonly string[] {
  const list: unknown = JSON.parse(text.slice(text.indexOf('[')));
  if (!Array.isArray(list)) throw new Error(`no list: ${text}`);
  return list.map(String);
}
