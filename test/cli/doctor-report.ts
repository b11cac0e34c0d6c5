import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { inEnglishToo } from '../support/english.ts';
import { callRelais, type Ended } from './run-relais.ts';

const reportSchema = z.object({
  ok: z.boolean(),
  findings: z.array(z.object({ level: z.string(), area: z.string(), message: z.string(), fix: z.string().optional() })),
});

/** What a folder with a `relais.yaml` sets when that is not the folder in which the command runs. */
export function settingsOf(folder: string, config = 'relais.yaml') {
  return { RELAIS_CONFIG: join(folder, config), RELAIS_DATA_DIR: join(folder, 'data') };
}

/** What is found, once the same is seen to be told in French. */
export async function problemsOf(env: Record<string, string>) {
  const told = problemsIn(await callRelais(['doctor', '--json'], { env }));
  const french = problemsIn(await callRelais(['doctor', '--json', '--lang', 'fr'], { env }));
  const both = french.findings.map((one, index) => {
    const { level, area, message = '', fix } = told.findings[index] ?? {};
    expect({ level, area }).toEqual({ level: one.level, area: one.area });
    return {
      message: { en: message, fr: one.message },
      ...(fix !== undefined && { fix: { en: fix, fr: one.fix ?? '' } }),
    };
  });
  expect(inEnglishToo(both)).toHaveLength(told.findings.length);
  return told;
}

export function problemsIn({ code, out, err }: Ended) {
  expect(err).toBe('');
  const report = reportSchema.parse(JSON.parse(out));
  const problems = report.findings.filter(({ level }) => level === 'problem');
  expect({ code, ok: report.ok }).toEqual(problems.length === 0 ? { code: 0, ok: true } : { code: 1, ok: false });
  for (const one of problems) expect(one.fix).not.toBe('');
  return { problems, findings: report.findings };
}
