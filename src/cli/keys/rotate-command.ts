import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { type Config, readConfig } from '../../config.ts';
import { type HeldKey, keyIn } from '../../keys/wrapped-master-key.ts';
import { isWrapped, keepKeyIn, placeNextKey, settingText } from '../../stores/master-key.ts';
import { fingerprintOf } from '../../stores/ring.ts';
import type { OnPage, Renewed } from '../../stores/rotation.ts';
import { CommandError } from '../command-error.ts';
import { keyFile, openKeyed, requireHeldKey, withKeyService } from '../open-store.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted } from '../terminal.ts';
import { type Making, madeNextKey } from './next-key.ts';

interface Options {
  keepOldKey?: string;
  destroyOldKey: boolean;
  beginAnew: boolean;
  finish: boolean;
  bare: boolean;
}

/** How often it is said how far it is, in rows. */
const tellEvery = 1_000;

/** Changes the master key while Relais runs. */
export function keysRotateCommand(surroundings: Surroundings): Command {
  return new Command('rotate')
    .description('change the master key while Relais runs, and write anew all that it wraps, seals and proves')
    .option('--keep-old-key <file>', 'put the old key there before the key file is replaced: back-ups need it')
    .option('--destroy-old-key', 'keep it nowhere: back-ups made before can then be read by nobody', false)
    .option('--finish', 'let the old key open nothing any more, once every host has the new one', false)
    .option('--begin-anew', 'the new key of a change that did not come to its end is lost: take another one', false)
    .option('--bare', 'let no key service wrap the new key, although RELAIS_KMS is set', false)
    .addHelpText(
      'after',
      `
With RELAIS_KMS the new key is wrapped by that key service, whatever the old one was, and its end is a command of its own.
Without RELAIS_MASTER_KEY the new key is made, and takes the place of master.key; with it, give the new one in RELAIS_NEW_MASTER_KEY.
What was cut short is gone on with by the same command. Until it has ended, both keys open the database. Where the key is a
setting, or on MongoDB, the end is a command of its own: give every host the new key first, and restart what has it as a setting.
The data key of each departure stays: whoever had the old key and a copy of the database could read these out of it.
Examples:
  relais keys rotate --keep-old-key /safe/master.key.2026-11
  RELAIS_NEW_MASTER_KEY=file:/run/secrets/new_key relais keys rotate
  relais keys rotate --finish`,
    )
    .action((options: Options) => rotate(surroundings, options));
}

async function rotate({ terminal, env, exitWith }: Surroundings, options: Options): Promise<void> {
  const config = readConfig(env);
  const held = await requireHeldKey(config);
  const current = held.key;
  const database = await openKeyed(config, current);
  try {
    const to = database.keyring.ring.next;
    const isNew = to === fingerprintOf(current);
    // Of one file on one host nobody else can hold the old key; a Relais that runs takes the new one at once where no
    // key service has to be asked for it first.
    const isAlone = (...texts: readonly string[]) =>
      config.mongodbUri === null && config.masterKey === null && !texts.some(isWrapped);
    const { changeKey, endChange } = await import('../../stores/rotation.ts');
    const onPage = progress(terminal);

    const finish = async (next: Buffer): Promise<void> => {
      const { scrubbed, ...renewed } = await endChange(database, { next, onPage });
      terminal.out(`${mark} ${doneWords(renewed)} Only the key ${fingerprintOf(next)} opens the database now.`);
      terminal.out('Back-ups made before need the old key. Make one now: relais backup <file>');
      if (!scrubbed)
        terminal.out(
          'What was overwritten may stay in the write-ahead log (relais.db-wal) until Relais is started again.',
        );
      tellBroken(renewed);
    };
    const tellBroken = ({ broken }: Renewed): void => {
      if (broken > 0)
        terminal.err(
          `${counted(broken, 'row is', 'rows are')} opened or proven by no key, as before, and left as they are. See: relais audit verify`,
        );
      exitWith(broken > 0 ? 1 : 0);
    };
    const mark = terminal.colours.green('✔');

    if (to === null && (options.finish || keepsAnother(options, held))) {
      const was = await database.readRing();
      // What a change that is complete overwrote may stand in the log still.
      if (was !== null) await database.scrub();
      if (was !== null && !options.finish)
        throw new CommandError(
          `${options.keepOldKey} holds the key of before: that change is complete, and only the key ${fingerprintOf(current)} opens the database. To change it once more, keep this one in another file.`,
        );
    }
    if (options.finish && !isNew)
      throw new CommandError(
        to === null
          ? 'The master key is not being changed, so there is nothing to finish. See: relais keys status'
          : `${nameOfKey(config)} is still the old key. Put the new one there (fingerprint ${to}), on every host, and run this again.`,
      );
    if (isNew && (options.finish || isAlone(held.text))) return await finish(current);
    if (isNew) {
      terminal.out(`The new key ${to} is in use here. ${finishWords}`);
      return exitWith(0);
    }
    const given = config.newMasterKey !== null;
    const { key: next, text } = await withKeyService(config, (service) =>
      nextKey(config, { options, held, service, out: terminal.out }),
    );
    const renewed = await changeKey(database, { current, next, anew: options.beginAnew, onPage });
    if (!given) placeNextKey(config.dataDir, { current: held.text, next: text });
    if (!given && isAlone(held.text, text)) return await finish(next);
    terminal.out(`${mark} ${doneWords(renewed)} Both keys open the database.`);
    terminal.out(
      given
        ? `Now put the new key (fingerprint ${fingerprintOf(next)}) into RELAIS_MASTER_KEY, on every host, and take RELAIS_NEW_MASTER_KEY away.`
        : `${keyFile(config)} holds the new key (fingerprint ${fingerprintOf(next)}). Put it on every other host.`,
    );
    terminal.out(finishWords);
    tellBroken(renewed);
  } finally {
    await database.close();
  }
}

const finishWords =
  'Until then the old key opens it too, and every copy that is made. Once every host has the new one, and whatever has it as a setting was restarted with it: relais keys rotate --finish. A Relais that has not got it then reads and writes nothing until it has.';

/** Whether the file that is to keep the old key keeps another one already: the change was made, and only not told. */
function keepsAnother({ keepOldKey }: Options, { text }: HeldKey): boolean {
  if (keepOldKey === undefined || !existsSync(keepOldKey)) return false;
  return readFileSync(keepOldKey, 'utf8').trim() !== text;
}

/** Where it is configured, for people. */
export function nameOfKey(config: Config): string {
  return config.masterKey === null ? `The key file ${resolve(keyFile(config))}` : 'RELAIS_MASTER_KEY';
}

/** The key to change to. What becomes of the one that a file is to lose is asked before anything is done. */
async function nextKey(
  config: Config,
  { options, held, service, out }: { options: Options; held: HeldKey } & Pick<Making, 'service' | 'out'>,
): Promise<HeldKey> {
  const { keepOldKey, destroyOldKey, bare, beginAnew } = options;
  if (config.newMasterKey !== null) {
    const given = settingText(config.newMasterKey, 'RELAIS_NEW_MASTER_KEY');
    return { key: await keyIn(given, service), text: given.text };
  }
  if (config.masterKey !== null)
    throw new CommandError(
      `The master key is a setting, so the new one is given by one too: RELAIS_NEW_MASTER_KEY, ${service === null ? '32 random bytes in base64, for example from: openssl rand -base64 32' : 'from: relais keys new'}`,
    );
  if ((keepOldKey === undefined) !== destroyOldKey)
    throw new CommandError(
      `${keyFile(config)} is replaced, and back-ups made before can be read with the old key only. Say what becomes of it: --keep-old-key <file>, apart from the data, or --destroy-old-key`,
    );
  if (keepOldKey !== undefined) keepKeyIn(keepOldKey, held.text);
  return madeNextKey(config.dataDir, { service, bare, beginAnew, out });
}

function doneWords({ rows, renewed }: Renewed): string {
  return `${counted(renewed, 'row was', 'rows were')} written under new keys; of ${counted(rows, 'row', 'rows')} none is left under old ones.`;
}

function progress({ out }: Surroundings['terminal']): OnPage {
  let told = 0;
  return ({ rows, renewed }) => {
    if (rows < told) told = 0;
    if (rows - told < tellEvery) return;
    told = rows;
    out(`  ${rows} rows looked at, ${renewed} written anew …`);
  };
}
