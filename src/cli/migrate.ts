import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import type { MoveSource, MoveTarget } from '../stores/move.ts';
import { CommandError } from './command-error.ts';
import { heldKey } from './open-store.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** Stands for what MONGODB_URI says, so that no password is on a command line. */
const byName = 'MONGODB_URI';
const fileName = 'relais.db';

/** A database as it is named on the command line. */
type Named = { kind: 'mongodb'; uri: string } | { kind: 'file'; path: string };

/** Moves an embedded installation to MongoDB, and back. */
export function migrateCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('migrate')
    .description('move everything from the embedded database to MongoDB, or back, proven entry by entry')
    .option('--from <database>', `where it is: the path of ${fileName}, or mongodb://…, or the word ${byName}`)
    .option('--to <database>', 'where to; it must be empty')
    .option('--take-back <database>', 'let Relais start again from a database that was moved elsewhere')
    .addHelpText(
      'after',
      `
Stop every Relais on the database first; one that still runs is found, and nothing is moved. What was cut short is gone on with by the same
command. The master key stays what it is: RELAIS_MASTER_KEY, or master.key beside ${fileName}. The word ${byName} stands for that setting, so
that no password is on the command line. Afterwards the database that was left refuses to start.
Examples:
  relais migrate --from data/${fileName} --to ${byName}
  relais migrate --from ${byName} --to data/${fileName}`,
    )
    .action(async (options: { from?: string; to?: string; takeBack?: string }) => {
      const config = readConfig(env);
      const { from, to, takeBack } = options;
      if (takeBack !== undefined && from === undefined && to === undefined) {
        await release(named(takeBack, config), config);
        terminal.out(
          `${terminal.colours.green('✔')} Relais starts from it again. Make sure that none runs on the database it was moved to: both would act.`,
        );
        return exitWith(0);
      }
      if (from === undefined || to === undefined || takeBack !== undefined)
        throw new CommandError('Expected --from and --to, or --take-back alone. See: relais migrate --help');
      await migrate(named(from, config), named(to, config));
      exitWith(0);

      async function migrate(source: Named, target: Named): Promise<void> {
        if (source.kind === target.kind)
          throw new CommandError(
            `Expected one path of ${fileName} and one mongodb:// address: it moves from one kind to the other.`,
          );
        if (source.kind === 'file' && !existsSync(source.path))
          throw new CommandError(`There is no file ${source.path}.`);
        if (target.kind === 'file' && basename(target.path) !== fileName)
          throw new CommandError(
            `Expected a path that ends in ${fileName}: Relais looks for that name in its data folder.`,
          );
        const masterKey = await keyFor([source, target], config);
        const { move } = await import('../stores/move.ts');
        const [leaving, arriving] = await bothSides(source, target, masterKey);
        try {
          const { departures, entries, people, found } = await move(leaving, arriving, {
            now: new Date(),
            onDeparture: (count) => {
              if (count % 100 === 0) terminal.out(`  ${count} departures …`);
            },
          });
          const before = found > 0 ? `; ${counted(found, 'departure', 'departures')} stood there from before` : '';
          terminal.out(
            `${terminal.colours.green('✔')} ${arriving.name}: ${counted(departures, 'departure', 'departures')}, ${counted(entries, 'entry', 'entries')}, ${counted(people, 'person', 'people')}${before}; everything is what it was, to the last byte, and every chain is whole.`,
          );
          terminal.out(nextStep(target, leaving.name, config));
        } finally {
          await leaving.close();
          await arriving.close();
        }
      }
    });
}

function named(text: string, { mongodbUri }: Config): Named {
  if (text === byName) {
    if (mongodbUri === null)
      throw new CommandError(`${byName} is not set, so there is nothing that the word could stand for.`);
    return { kind: 'mongodb', uri: mongodbUri };
  }
  return /^mongodb(\+srv)?:\/\//.test(text) ? { kind: 'mongodb', uri: text } : { kind: 'file', path: text };
}

/** Never a new key: what is moved could not be read with it. */
async function keyFor(all: readonly Named[], config: Config): Promise<Buffer> {
  const folders = [...all.flatMap((one) => (one.kind === 'file' ? [dirname(one.path)] : [])), config.dataDir];
  const dataDir = folders.find((folder) => existsSync(join(folder, 'master.key')));
  if (config.masterKey === null && dataDir === undefined)
    throw new CommandError(
      `There is no master.key in ${[...new Set(folders.map((folder) => resolve(folder)))].join(' or ')}, and RELAIS_MASTER_KEY is not set. Put the key there: without it nothing can be moved.`,
    );
  return (await heldKey({ ...config, dataDir: dataDir ?? config.dataDir })).key;
}

async function bothSides(source: Named, target: Named, masterKey: Buffer): Promise<[MoveSource, MoveTarget]> {
  const sqlite = await import('../stores/sqlite/move-sides.ts');
  const mongo = await import('../stores/mongo/move-sides.ts');
  const leaving =
    source.kind === 'file'
      ? await sqlite.openSqliteSource({ path: source.path, masterKey })
      : await mongo.openMongoSource({ uri: source.uri, masterKey });
  try {
    const arriving =
      target.kind === 'file'
        ? await sqlite.openSqliteTarget({ path: target.path, masterKey })
        : await mongo.openMongoTarget({ uri: target.uri, masterKey });
    return [leaving, arriving];
  } catch (error) {
    await leaving.close();
    throw error;
  }
}

async function release(one: Named, config: Config): Promise<void> {
  const masterKey = await keyFor([one], config);
  const side =
    one.kind === 'file'
      ? await (await import('../stores/sqlite/move-sides.ts')).openSqliteSource({ path: one.path, masterKey })
      : await (await import('../stores/mongo/move-sides.ts')).openMongoSource({ uri: one.uri, masterKey });
  try {
    const mark = await side.readMove();
    if (mark === null) throw new CommandError(`${side.name} was not moved, so there is nothing to take back.`);
    if (mark.state === 'arriving')
      throw new CommandError(
        `${side.name} is a migration that did not come to its end: go on with it by the same command, or remove it.`,
      );
    await side.writeMove(null);
  } finally {
    await side.close();
  }
}

function nextStep(target: Named, left: string, config: Config): string {
  const start =
    target.kind === 'mongodb'
      ? `MONGODB_URI=… ${config.masterKey === null ? 'with the same master.key in its data folder' : 'and the same RELAIS_MASTER_KEY'}`
      : `RELAIS_DATA_DIR=${dirname(target.path)}, without MONGODB_URI${config.masterKey === null ? ', and with master.key in that folder' : ''}`;
  return `Start Relais with ${start}. Wake-ups are made anew, and half-finished departures go on.\n${left} is kept as it was, and refuses to start; remove it once you need it no more.`;
}
