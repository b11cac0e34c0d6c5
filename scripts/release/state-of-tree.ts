import { z } from 'zod';

/** Each version of a journal's entries is kept for ever as journals that it wrote: later releases must read them. */
export function journalProblems(entryVersion: number, files: readonly string[]): readonly string[] {
  return files.length > 0
    ? []
    : [
        `test/golden/v${entryVersion} holds no journal: run npm run golden, so that later versions are held to reading it`,
      ];
}

/** Every image of ours that a file of `deploy/` names must be the one that is released. */
export function imageProblems(file: string, text: string, version: string): readonly string[] {
  const named = [...text.matchAll(/image: relais:(\S+)/g)].map(([, tag = '']) => tag);
  if (named.length === 0) return [`${file} names no image of Relais`];
  return [...new Set(named)]
    .filter((tag) => tag !== version)
    .map((tag) => `${file} names relais:${tag}, not ${version}`);
}

const auditSchema = z.looseObject({
  vulnerabilities: z.record(z.string(), z.looseObject({ severity: z.string(), range: z.string().optional() })),
});
const serious = new Set(['high', 'critical']);

/** What `npm audit --json` found that is high or critical; `asked` is false where the registry gave no answer. */
export function auditProblems(output: string): { asked: boolean; problems: readonly string[] } {
  const answer = auditSchema.safeParse(parsed(output)).data;
  if (!answer) return { asked: false, problems: [] };
  const problems = Object.entries(answer.vulnerabilities)
    .filter(([, { severity }]) => serious.has(severity))
    .map(([name, { severity, range = 'its version' }]) => `npm audit: ${name} (${range}) is ${severity}`);
  return { asked: true, problems };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
