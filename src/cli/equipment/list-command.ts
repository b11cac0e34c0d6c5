import { Command } from 'commander';
import { readConfig } from '../../config.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted } from '../terminal.ts';

/** `relais equipment list`: who holds how much, without what. */
export function equipmentListCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('list').description('who was lent how many things').action(async () => {
    const [{ createEquipmentRegister }, { openStore }] = await Promise.all([
      import('../../engine/equipment/register.ts'),
      import('../open-store.ts'),
    ]);
    const store = await openStore(readConfig(env));
    try {
      const found: { holder: string; count: number }[] = [];
      for await (const { holder, things } of createEquipmentRegister(store.notes).everybody())
        found.push({ holder, count: things.length });
      if (found.length === 0)
        terminal.out('The register is empty. To fill it: relais equipment import <file.csv> --apply');
      for (const { holder, count } of found.toSorted((a, b) => (a.holder < b.holder ? -1 : 1)))
        terminal.out(`${holder}  ${counted(count, 'thing', 'things')}`);
      exitWith(0);
    } finally {
      await store.close();
    }
  });
}
