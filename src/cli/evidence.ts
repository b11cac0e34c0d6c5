import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { type Level, levelSchema } from '../domain/evidence/level.ts';
import { readSelection, type Selected } from '../evidence/select-departures.ts';
import { packageRoot } from '../package-root.ts';
import { readRelaisFile } from '../relais-file.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

interface Options {
  out: string;
  level: string;
  sample?: string;
  seed?: string;
}

/** One signed file that strangers can check, about one departure or a period. */
export function evidenceCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('evidence')
    .description('make a signed pack of evidence of a departure or a period, for auditors')
    .argument('<what>', 'the id of a departure or its first characters, "latest", or 2026-01-01..2026-03-31')
    .requiredOption('--out <file>', 'where to write it; never written over')
    .option('--level <level>', 'auditor (roles and codes) or full (names, treat it like a personnel file)', 'auditor')
    .option('--sample <count>', 'of a period, so many departures drawn at random')
    .option(
      '--seed <text>',
      'with --sample: draw by this seed, to draw the same again; otherwise a new one, which is shown',
    )
    .addHelpText(
      'after',
      '\nReads RELAIS_DATA_DIR, RELAIS_MASTER_KEY, MONGODB_URI and "evidence:" of relais.yaml. Relais may be running meanwhile.\nThat a pack was made stands in the journal of the installation: relais audit show --installation\nWhoever gets the pack checks it with verify.html in it, or with dist/relais-verify.js, by the fingerprint of the key: relais evidence-key\nExamples:\n  relais evidence latest --out pack.zip\n  relais evidence 2026-01-01..2026-03-31 --level full --out q1.zip',
    )
    .action(async (what: string, options: Options) => {
      const level = levelOf(options.level);
      const selection = readSelection(what);
      if (selection === null)
        throw new CommandError(`${what} is no period; write both days, the earlier first: 2026-01-01..2026-03-31`);
      const draw = drawOf(options, selection.type === 'period');
      if (existsSync(options.out))
        throw new CommandError(`${options.out} is there already, and Relais writes over nothing; name another file.`);
      const config = readConfig(env);
      const { organisation, evidence } = readRelaisFile(config.configFile);
      const { openStore } = await import('./open-store.ts');
      const { selectDepartures } = await import('../evidence/select-departures.ts');
      const { makePack } = await import('../evidence/make-pack.ts');
      const { verifyPageIn, versionIn } = await import('../evidence/create-packs.ts');
      const { sampleOf } = await import('../engine/audit/sample.ts');
      const { notePack } = await import('../engine/audit/note-pack.ts');
      const { timeStampBy } = await import('../evidence/time-stamp.ts');
      const { createOutbound } = await import('../network/outbound.ts');
      const outbound = await createOutbound(config.proxy);
      const store = await openStore(config);
      try {
        const selected = found(await selectDepartures(store, selection), what);
        const ids = selected.departures.map(({ id }) => id);
        const departures = draw ? sampleOf(ids, draw) : ids;
        const period = selection.type === 'period' ? { from: selection.from, to: selection.to } : null;
        const pack = await makePack(
          {
            store,
            now: new Date(),
            organisation: organisation.name,
            relais: versionIn(packageRoot),
            own: evidence.controls,
            verifyPage: orCommandError(() => verifyPageIn(packageRoot)),
            fonts: join(packageRoot, 'dist', 'fonts'),
            stamp: evidence.timeStampServer ? timeStampBy(evidence.timeStampServer, outbound) : null,
          },
          {
            level,
            departures,
            sample: draw && { of: ids.length, ...draw },
            period,
            erased: selected.erased,
          },
        );
        await kept(options.out, pack.bytes, () =>
          notePack(
            { store, clock: { now: () => new Date() } },
            { by: 'system', via: 'command-line', level, period, departures: [...departures], digest: pack.digest },
          ),
        );
        const { counts } = pack.report;
        terminal.out(
          `${terminal.colours.green('✔')} ${options.out}: ${counted(pack.report.departures.length, 'departure', 'departures')}, ${counted(counts.entries, 'entry', 'entries')}, ${counts.verified} of ${counts.actions} proven, checked as a stranger would.`,
        );
        if (draw) terminal.out(`Drawn from ${counted(ids.length, 'departure', 'departures')} by the seed ${draw.seed}`);
        terminal.out(`Its key (give it to the auditor by another way): ${pack.fingerprint}`);
        if (pack.notStamped !== null) terminal.err(`It bears no time stamp: ${pack.notStamped}.`);
        for (const { departureId, differs } of pack.report.departures)
          if (differs.length > 0)
            terminal.err(
              `${terminal.colours.red('✘')} ${departureId}: the stored state differs from its journal in ${differs.join(', ')}; the pack says so. See: relais audit verify`,
            );
        exitWith(
          pack.notStamped === null && pack.report.departures.every(({ differs }) => differs.length === 0) ? 0 : 1,
        );
      } finally {
        await store.close();
        await outbound.close();
      }
    });
}

/** The file is begun first, so that nothing is noted that cannot be written, and written once it is noted. */
async function kept(path: string, bytes: Uint8Array, note: () => Promise<void>): Promise<void> {
  const file = openSync(path, 'wx', 0o600);
  try {
    await note();
    for (let written = 0; written < bytes.byteLength; ) written += writeSync(file, bytes, written);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** How many departures are drawn, and by which seed; null where all go into the pack. */
function drawOf({ sample, seed }: Options, isPeriod: boolean): { size: number; seed: string } | null {
  if (sample === undefined) {
    if (seed !== undefined) throw new CommandError('--seed says how to draw; write --sample too');
    return null;
  }
  const size = Number(sample);
  if (!isPeriod) throw new CommandError('--sample draws from a period; write both days: 2026-01-01..2026-03-31');
  if (!/^\d+$/.test(sample) || size < 1)
    throw new CommandError(`${sample} is no count; write a whole number from 1 on`);
  if (seed !== undefined && !/^[\w.-]{1,100}$/.test(seed))
    throw new CommandError('a seed has 1 to 100 letters, digits, dots and dashes');
  return { size, seed: seed ?? randomBytes(16).toString('hex') };
}

function levelOf(text: string): Level {
  const level = levelSchema.safeParse(text);
  if (!level.success) throw new CommandError(`${text} is no level; write --level auditor or --level full`);
  return level.data;
}

function found(selected: Selected, what: string): Selected & { type: 'found' } {
  switch (selected.type) {
    case 'found':
      return selected;
    case 'none':
      throw new CommandError(
        `There is no departure ${what} that was started, or its data was erased. "relais audit show" lists those there are.`,
      );
    case 'several':
      throw new CommandError(`${selected.count} departures begin with ${what}; write more of the id.`);
  }
}

function orCommandError<Answer>(ask: () => Answer): Answer {
  try {
    return ask();
  } catch (cause) {
    throw new CommandError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
