import { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { type Thing, thingLabel } from '../../domain/equipment/thing.ts';
import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** `relais equipment show`. */
export function equipmentShowCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('show')
    .description('what the register says that somebody was lent')
    .argument('<person>', 'their address, or # and their employee number')
    .action(async (person: string) => {
      const [{ createEquipmentRegister }, { openStore }] = await Promise.all([
        import('../../engine/equipment/register.ts'),
        import('../open-store.ts'),
      ]);
      const store = await openStore(readConfig(env));
      try {
        const things = await createEquipmentRegister(store.notes).of([person.trim().toLowerCase()]);
        if (things.length === 0)
          throw new CommandError(
            `Nothing stands under ${person} in the register. "relais equipment list" names everybody.`,
          );
        for (const thing of things) terminal.out(lineOf(thing));
        exitWith(0);
      } finally {
        await store.close();
      }
    });
}

function lineOf(thing: Thing): string {
  const { kind, value, condition, since, battery, returnTo, note } = thing;
  const money = value === null ? null : moneyWords(value);
  return [
    `${thingLabel(thing)}: ${kind}`,
    money,
    condition === null ? null : `${condition} when handed out`,
    since === null ? null : `since ${since}`,
    battery === null ? null : battery ? 'with a lithium battery' : 'without a battery',
    returnTo === null ? null : `back to ${returnTo}`,
    note,
  ]
    .filter((one) => one !== null)
    .join(', ');
}

function moneyWords({ amount, currency }: NonNullable<Thing['value']>): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
