import { setTimeout as wait } from 'node:timers/promises';
import { day } from '../../src/domain/calendar/time.ts';
import { isProven, openEngineWorld } from '../engine-world.ts';
import { manyItems } from '../many-items.ts';
import { definePart, type Size } from '../part.ts';
import { leavers } from '../people.ts';
import { inScratch } from '../scratch.ts';

const sizes: Record<Size, { systems: number; each: number; days: number }> = {
  full: { systems: 18, each: 12, days: 35 },
  tiny: { systems: 2, each: 2, days: 2 },
};
const limits = { entries: 1_000, bytes: 2_000_000 };

export const keeping = definePart({
  name: 'keeping',
  about: 'what one departure leaves in the store, from its cut-off over all later looks to the end of its watch',
  measure: (size) =>
    inScratch(async (folder) => {
      const { systems, each, days } = sizes[size];
      const [leaver] = leavers(1);
      if (!leaver) throw new Error('a leaver is needed');
      const world = await openEngineWorld(folder, [leaver]);
      try {
        for (let index = 0; index < systems; index += 1)
          world.connectors.set(`s${index}`, manyItems(`s${index}`, each));
        const empty = world.bytes();
        const departure = await world.plan(leaver);
        await world.comeCloseToCutOff(1_000);
        for (let patience = 0; !isProven(await world.load(departure)) && patience < 1_500; patience += 1)
          await wait(20);
        for (let passed = 0; passed < days; passed += 1) await world.pass(day);
        const { entries, revocations } = await world.load(departure);
        if (!isProven(await world.load(departure))) throw new Error('not everything was proven');
        const bytes = world.bytes() - empty;
        const what = `one departure ${days} days after its cut-off, ${systems} systems × ${each} actions`;
        return [
          {
            what: `entries of the journal of ${what}`,
            measured: entries.toLocaleString('en'),
            baseline: `${revocations.length} actions`,
            ratio: entries / limits.entries,
            goal: { type: 'limit', words: '≤ 1,000 entries' },
            reason: 'each call is two entries, its intent and its result, and each read-back likewise',
          },
          {
            what: `journal and state in the file, of ${what}`,
            measured: `${(bytes / 1_000_000).toFixed(2)} MB`,
            baseline: '',
            ratio: bytes / limits.bytes,
            goal: { type: 'limit', words: '≤ 2 MB in all' },
            reason: 'each entry keeps its evidence',
          },
        ];
      } finally {
        await world.stop();
      }
    }),
});
