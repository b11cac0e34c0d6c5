import { readFileSync } from 'node:fs';
import { runVerify } from './run-verify.ts';

const { lines, code } = await runVerify(process.argv.slice(2), {
  read: (file) => readFileSync(file),
  language: /^fr/i.test(Intl.NumberFormat().resolvedOptions().locale) ? 'fr' : 'en',
});
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = code;
