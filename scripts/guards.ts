import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { guards } from './guards/guards.ts';
import { runTests } from './guards/without-guard.ts';

const usage = `Takes each guard out of the source as the tests load it, and checks that the tests named for it in SECURITY.md fail.

  npm run guards -- [--only id,id]

  --only   only these guards, by their ids in scripts/guards`;

const { values } = parseArgs({
  options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
});

async function main(): Promise<void> {
  const wanted = values.only?.split(',');
  const unknown = wanted?.filter((id) => !guards.some((guard) => guard.id === id)) ?? [];
  if (unknown.length > 0) throw new Error(`there is no guard ${unknown.join(', ')}; the ids are in scripts/guards`);
  const chosen = guards.filter(({ id }) => wanted?.includes(id) ?? true);
  const began = performance.now();
  const tests = [...new Set(chosen.flatMap((guard) => guard.tests))];
  const sound = await runTests(tests, null);
  const red = sound.filter(({ failed, passed, broken }) => failed > 0 || passed === 0 || broken !== null);
  for (const { test, failed, broken } of red)
    console.log(`${pc.red('not green to begin with')}  ${test}: ${broken ?? `${failed} failed`}`);
  let unnoticed = red.length;
  for (const guard of chosen) {
    for (const { test, failed, broken } of await runTests(guard.tests, guard)) {
      const noticed = broken === null && failed > 0;
      if (!noticed) unnoticed += 1;
      const word = noticed ? pc.green('noticed') : pc.red('UNNOTICED');
      console.log(`${word}  ${guard.id}  ${test}: ${broken ?? `${failed} failed`}`);
    }
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `${chosen.length} guards taken out in ${seconds} s; ${unnoticed === 0 ? 'all noticed' : `${unnoticed} not`}`,
  );
  process.exitCode = unnoticed === 0 ? 0 : 1;
}

if (values.help) console.log(usage);
else await main();
