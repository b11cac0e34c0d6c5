import { existsSync } from 'node:fs';
import { pino } from 'pino';
import { z } from 'zod';
import { readConfig } from '../../config.ts';
import { createConnectors, loadSystems, systemsSchema } from '../../connectors/registry.ts';
import { inEnglish } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Organisation } from '../../engine/people/organisation.ts';
import { createOutbound } from '../../network/outbound.ts';
import { readRelaisFile } from '../../relais-file.ts';
import { CommandError } from '../command-error.ts';
import { lookAtSystems } from '../doctor/look-at-systems.ts';
import type { Surroundings } from '../surroundings.ts';
import { answersFor } from './answers.ts';
import type { Ask } from './ask.ts';
import { kindNamed } from './kinds.ts';
import { freeSecretName, namesIn } from './secret-names.ts';
import { departureLines } from './show-departure.ts';
import { entryText, textOf, withEntry, writeEntry } from './write-entry.ts';

export interface AddOptions {
  set: ReadonlyMap<string, string>;
  for?: string | undefined;
  yes: boolean;
}

/** How long a look at one person may take. */
const patience = 60_000;

/**
 * Asks what a system needs, checks it live, shows what a departure would do there, and writes the entry. Nothing is
 * changed in the system. The exit code is 1 where the check finds something to mend; then nothing is written.
 */
export async function addSystem(
  type: string,
  { set, for: whom, yes }: AddOptions,
  { terminal, env, exitWith, ask }: Surroundings & { ask: Ask },
): Promise<void> {
  const { out, colours } = terminal;
  const kind = kindNamed(type);
  const config = readConfig(env);
  const path = config.configFile ?? 'relais.yaml';
  const file = existsSync(path) ? readRelaisFile(path) : null;
  out(colours.bold(kind.summary));
  out(`How to let Relais in, step by step, and every setting: docs/connectors.md#${type}`);
  out();
  const free = freeId(type, file?.systems.map(({ id }) => id) ?? []);
  const label = kind.type.charAt(0).toUpperCase() + kind.type.slice(1);
  const written = namesIn(textOf(path));
  const entry = await answersFor(kind.schema, {
    ask,
    given: set,
    tell: (text) => out(colours.dim(text)),
    propose({ place, isSecret, answered }) {
      if (place === 'id') return free;
      if (place === 'label') return label;
      if (!isSecret) return undefined;
      const taken = [...written, ...[...answered.values()].flatMap(namesIn)];
      return `env:${freeSecretName({ id: answered.get('id') ?? free, place, taken })}`;
    },
  });
  const parsed = systemsSchema.safeParse([entry]);
  if (!parsed.success) throw new CommandError(`The entry cannot be used:\n${z.prettifyError(parsed.error)}`);
  const unset = namesIn(entryText(entry)).filter((name) => !env[name]);
  if (unset.length > 0) {
    out();
    out('Set this where Relais runs (in its environment, or in .env), a secret behind each =:');
    for (const name of new Set(unset)) out(`  ${name}=`);
  }
  // Before the system is asked: what cannot be written is no use.
  withEntry(textOf(path), entry, path);
  const outbound = await createOutbound(config.proxy);
  try {
    const { proxyFor } = outbound;
    const log = pino({ level: 'silent' });
    const findings = await lookAtSystems({ systems: parsed.data, config, env, proxyFor, log });
    for (const finding of findings) {
      out(`${finding.level === 'problem' ? colours.red('✘') : colours.green('✔')} ${inEnglish(finding.message)}`);
      if (finding.level === 'problem') out(`  → ${inEnglish(finding.fix)}`);
    }
    if (findings.some(({ level }) => level === 'problem')) {
      out();
      out('Nothing was written. Mend this, and run the command again; this is the entry so far:');
      out(entryText(entry));
      return exitWith(1);
    }
    const email = whom ?? (await ask('Show what a departure would do there, of whom? An address, or nothing:')) ?? '';
    if (email !== '') {
      const [connector] = createConnectors(await loadSystems(parsed.data), {
        ...{ env, log, allowPrivateAddresses: config.allowPrivateAddresses, now: () => new Date() },
        proxyFor,
      }).values();
      if (connector === undefined) throw new TypeError('one system makes one connector');
      const people = peopleOf(email, file?.organisation);
      const context = { now: () => new Date(), signal: AbortSignal.timeout(patience) };
      out();
      for (const line of await departureLines(connector, people, context)) out(line);
      out('Nothing was changed there.');
    }
  } finally {
    await outbound.close();
  }
  out();
  out(entryText(entry));
  const agreed = yes || /^y(?:es)?$/i.test((await ask(`Write this into ${path}? (yes, no)`)) ?? '');
  if (agreed) writeEntry(path, entry);
  out(agreed ? `Written into ${path}. Relais takes it at its next start.` : 'Nothing was written.');
  exitWith(0);
}

function freeId(type: string, taken: readonly string[]): string {
  if (!taken.includes(type)) return type;
  for (let n = 2; ; n += 1) if (!taken.includes(`${type}-${n}`)) return `${type}-${n}`;
}

/** The person as `relais.yaml` knows them, and their manager; else the address alone. */
function peopleOf(email: string, organisation: Organisation | undefined): { person: Person; heir: Person | null } {
  const known = organisation?.people.find((each) =>
    [each.email, ...(each.alsoKnownAs ?? [])].includes(email.toLowerCase()),
  );
  const person = personWith(known?.email ?? email, organisation);
  const manager = known?.manager === undefined ? null : personWith(known.manager, organisation);
  return {
    person: {
      ...person,
      ...(known?.alsoKnownAs && { otherEmails: known.alsoKnownAs }),
      ...(known?.employeeNumber && { employeeNumber: known.employeeNumber }),
    },
    heir: manager,
  };
}

function personWith(email: string, organisation: Organisation | undefined): Person {
  return {
    ...{ id: email, name: email, email, title: null, team: null, managerId: null, photoUrl: null, handles: {} },
    ...{ locale: organisation?.locale ?? 'en', timeZone: organisation?.timeZone ?? 'Europe/Paris' },
    country: organisation?.country ?? 'FR',
  };
}
