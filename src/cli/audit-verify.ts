import { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';
import type { ChainFinding, Store } from '../engine/ports/store.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** Walks every chain, erased departures included. */
export function auditVerifyCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('verify')
    .description('walk the chain of every journal; the exit code is 1 when anything was changed, removed or reordered')
    .addHelpText(
      'after',
      '\nReads RELAIS_DATA_DIR, RELAIS_MASTER_KEY and MONGODB_URI. Relais may be running meanwhile.',
    )
    .option(
      '--heads <place>',
      'also hold the database against the heads that were published of it: a file, or s3 or git of relais.yaml',
    )
    .action(async ({ heads }: { heads?: string }) => {
      const { openStore } = await import('./open-store.ts');
      const config = readConfig(env);
      const store = await openStore(config);
      try {
        const total = { departures: 0, entries: 0, findings: 0 };
        for await (const { departureId, entries, findings } of store.audit.verify()) {
          // What stands for the register itself, or for a departure that is gone, has no entries of its own.
          if (entries > 0) total.departures += 1;
          total.entries += entries;
          total.findings += findings.length;
          for (const finding of findings)
            terminal.out(`${terminal.colours.red('✘')} ${departureId}: ${wordsFor(finding)}`);
        }
        const waves = await verifiedWaves(store, terminal);
        total.findings += waves.findings;
        total.findings += await verifiedInstallation(store, terminal);
        if (heads !== undefined)
          total.findings += await verifiedHeads(store, terminal, {
            name: heads,
            text: await textOf(heads, { store, config, env }),
          });
        const walked = `${counted(total.departures, 'journal', 'journals')}, ${counted(total.entries, 'entry', 'entries')}${waves.count === 0 ? '' : `, ${counted(waves.count, 'wave', 'waves')}`}`;
        if (total.findings === 0) terminal.out(`${terminal.colours.green('✔')} ${walked}: every chain is whole.`);
        else
          terminal.out(
            `${walked}: ${counted(total.findings, 'finding', 'findings')}. Compare with a backup from before.`,
          );
        exitWith(total.findings === 0 ? 0 : 1);
      } finally {
        await store.close();
      }
    });
}

/** What was published elsewhere tells of a database that was set back as a whole: in itself it looks whole. */
async function verifiedHeads(
  store: Store,
  { out, colours }: Surroundings['terminal'],
  { name, text }: { name: string; text: string },
): Promise<number> {
  const { checkHeads } = await import('../evidence/heads.ts');
  const { knownKeys } = await import('../evidence/installation-key.ts');
  const { lines, heads, findings } = await checkHeads(store, text, await knownKeys(store.notes));
  if (lines === 0 && findings.length === 0) throw new CommandError(`${name} holds no heads, so it proves nothing.`);
  for (const finding of findings)
    out(
      finding.kind === 'changed'
        ? `${colours.red('✘')} ${name}: line ${finding.line} was changed, moved or left out, or signed by a key that is not known here`
        : `${colours.red('✘')} ${finding.departureId}: entry ${finding.seq}, published on ${finding.at}, is not there: the database was set back or changed`,
    );
  out(`${counted(lines, 'line', 'lines')} of published heads, ${counted(heads, 'head', 'heads')}.`);
  return findings.length;
}

/** What was published, from a file or from a place of `relais.yaml`. */
async function textOf(
  named: string,
  { store, config, env }: { store: Store; config: Config; env: Surroundings['env'] },
): Promise<string> {
  if (named === 's3' || named === 'git') return textOfPlace(named, { store, config, env });
  const { readFileSync } = await import('node:fs');
  try {
    return readFileSync(named, 'utf8');
  } catch (cause) {
    throw new CommandError(
      `${named} cannot be read; name the file of published heads (evidence.heads.file), or write s3 or git for that place of relais.yaml.`,
      { cause },
    );
  }
}

async function textOfPlace(
  id: 's3' | 'git',
  { store, config, env }: { store: Store; config: Config; env: Surroundings['env'] },
): Promise<string> {
  const { openPlaces } = await import('../published-heads/open-places.ts');
  const { createOutbound } = await import('../network/outbound.ts');
  const { readRelaisFile } = await import('../relais-file.ts');
  const { heads } = readRelaisFile(config.configFile).evidence;
  const settings = heads?.[id];
  if (!heads || !settings)
    throw new CommandError(`evidence.heads.${id} is not set in relais.yaml, so nothing was published there.`);
  const outbound = await createOutbound(config.proxy);
  try {
    const around = { env, fetch: outbound.fetch, now: () => new Date(), notes: store.notes, send: null };
    const [place] = await openPlaces({ [id]: settings, everyHours: heads.everyHours }, around);
    return (await place?.read()) ?? '';
  } catch (cause) {
    throw new CommandError(cause instanceof Error ? cause.message : `evidence.heads.${id} cannot be read`, { cause });
  } finally {
    await outbound.close();
  }
}

/** The journal of what belongs to no departure. */
async function verifiedInstallation({ notes }: Store, { out, colours }: Surroundings['terminal']): Promise<number> {
  const { verifyInstallation } = await import('../engine/installation/installation-journal.ts');
  const { entries, findings } = await verifyInstallation(notes);
  const said = {
    missing: (seq: number) => `entry ${seq} is missing`,
    changed: (seq: number) => `entry ${seq} was changed`,
    beyond: (seq: number) => `it was set back or taken out; entries from ${seq} on stand behind its end`,
  };
  for (const finding of findings)
    out(
      finding.kind === 'state'
        ? `${colours.red('✘')} the journal of the installation: what is kept as true is not what its entries say`
        : `${colours.red('✘')} the journal of the installation: ${said[finding.kind](finding.seq)}`,
    );
  if (findings.length === 0 && entries > 0)
    out(`The journal of the installation: ${counted(entries, 'entry', 'entries')}.`);
  return findings.length;
}

/** The journals of waves stand beside those of their departures. */
async function verifiedWaves(store: Store, { out, colours }: Surroundings['terminal']) {
  const { verifyWaves } = await import('../engine/waves/wave-journal.ts');
  const total = { count: 0, findings: 0 };
  for await (const { wave, finding } of verifyWaves(store)) {
    total.count += 1;
    if (finding === null) continue;
    total.findings += 1;
    const how = finding === 'missing' ? 'its journal is missing' : 'its journal was changed';
    out(`${colours.red('✘')} wave ${wave}: ${how}`);
  }
  return total;
}

function wordsFor({ kind, seq }: ChainFinding): string {
  const entry = seq > 0 ? `entry ${seq}` : 'the record itself';
  switch (kind) {
    case 'changed':
      return `${entry} was changed`;
    case 'missing':
      return `${entry} is missing`;
    case 'reordered':
      return `${entry} is not in its place`;
    case 'state-differs':
      return `what is stored about the departure does not belong to ${entry}, the last of its journal`;
    case 'file-differs':
      return 'a file that was brought as proof is missing, or is not the one that was brought';
  }
}
