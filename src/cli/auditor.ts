import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import type { Asker, AuditorRefusal } from '../domain/auditors/decide.ts';
import { type Grant, standingOf } from '../domain/auditors/grant.ts';
import { addDays, instantOf, toInstant } from '../domain/calendar/time.ts';
import { localeSchema } from '../domain/people/people.ts';
import type { Invited } from '../engine/auditors/invitations.ts';
import type { Store } from '../engine/ports/store.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';

interface Options {
  name: string;
  from: string;
  to: string;
  until: string;
  lang: string;
}

/** Whoever runs commands on the server. */
const server: Asker = { type: 'system', id: 'system', roles: [] };
const clock = { now: () => new Date() };

/** Auditors: who is invited, what they opened, and the end of it. */
export function auditorCommand(surroundings: Surroundings): Command {
  const reads = '\nReads RELAIS_DATA_DIR, RELAIS_MASTER_KEY, MONGODB_URI and "evidence:" of relais.yaml.';
  return new Command('auditor')
    .description('let an auditor read departures without names, for a time')
    .addCommand(
      new Command('invite')
        .description('invite one; where evidence.auditors.secondPerson is set, somebody has to agree in chat first')
        .requiredOption('--name <text>', 'what those who answer for departures call them; no page shows it')
        .requiredOption('--from <day>', 'first day on which the departures began that are seen: 2026-01-01')
        .requiredOption('--to <day>', 'the last one')
        .requiredOption('--until <day>', 'last day on which anything is seen, in UTC')
        .option('--lang <language>', 'of their pages: en or fr', 'en')
        .addHelpText('after', reads)
        .action((options: Options) => withStore(surroundings, (given) => inviteOne(surroundings, options, given))),
    )
    .addCommand(
      new Command('list')
        .description('who is invited, and what they opened')
        .addHelpText('after', reads)
        .action(() => withStore(surroundings, ({ store }) => list(surroundings, store))),
    )
    .addCommand(
      new Command('show')
        .description('everything that was decided about one, and everything that they opened')
        .argument('<id>', 'of the invitation')
        .addHelpText('after', reads)
        .action((id: string) => withStore(surroundings, ({ store }) => show(surroundings, id, store))),
    )
    .addCommand(
      new Command('link')
        .description('make a link that lets the auditor in once, within three days')
        .argument('<id>', 'of the invitation')
        .addHelpText('after', `${reads.replace('.yaml.', '.yaml, and RELAIS_PUBLIC_URL.')}`)
        .action((id: string) => withStore(surroundings, (given) => link(surroundings, id, given))),
    )
    .addCommand(
      new Command('revoke')
        .description('end an invitation at once')
        .argument('<id>', 'of the invitation')
        .addHelpText('after', reads)
        .action((id: string) =>
          withStore(surroundings, async ({ store }) => {
            const { revokeAuditor } = await import('../engine/auditors/invitations.ts');
            done(await revokeAuditor({ store, clock, newId: randomUUID }, id, server));
            surroundings.terminal.out(`${surroundings.terminal.colours.green('✔')} ${id} sees nothing more.`);
          }),
        ),
    );
}

interface Given {
  store: Store;
  config: ReturnType<typeof readConfig>;
}

async function withStore({ env, exitWith }: Surroundings, act: (given: Given) => Promise<void>): Promise<void> {
  const { openStore } = await import('./open-store.ts');
  const config = readConfig(env);
  const store = await openStore(config);
  try {
    await act({ store, config });
    exitWith(0);
  } finally {
    await store.close();
  }
}

async function inviteOne({ terminal }: Surroundings, options: Options, { store, config }: Given): Promise<void> {
  const day = (value: string, option: string) => {
    const read = z.iso.date().safeParse(value);
    if (!read.success) throw new CommandError(`${option} ${value} is no day; write it as 2026-01-31`);
    return read.data;
  };
  const locale = localeSchema.safeParse(options.lang);
  if (!locale.success) throw new CommandError(`--lang ${options.lang} is not known; write en or fr`);
  const name = options.name.trim();
  if (name.length < 2 || name.length > 100) throw new CommandError('--name has 2 to 100 letters');
  const [{ inviteAuditor }, { readRelaisFile }] = await Promise.all([
    import('../engine/auditors/invitations.ts'),
    import('../relais-file.ts'),
  ]);
  const { auditors } = readRelaisFile(config.configFile).evidence;
  const result = await inviteAuditor(
    { store, clock, newId: randomUUID, auditors },
    {
      ...{ name, person: null, locale: locale.data, from: toInstant(clock.now()) },
      period: { from: day(options.from, '--from'), to: day(options.to, '--to') },
      until: instantOf(addDays(day(options.until, '--until'), 1), '00:00', 'UTC'),
    },
    server,
  );
  const grant = done(result);
  terminal.out(`${terminal.colours.green('✔')} ${grant.id} is invited until ${grant.until}.`);
  terminal.out(
    grant.secondPerson
      ? 'Nothing is opened before somebody with a role has agreed in chat: /offboard auditors'
      : `Next: relais auditor link ${grant.id}`,
  );
}

async function list({ terminal }: Surroundings, store: Store): Promise<void> {
  const { readAuditorNames, readGrants } = await import('../engine/auditors/invitations.ts');
  const [grants, names] = [await readGrants({ store }), await readAuditorNames({ store })];
  if (grants.length === 0) terminal.out('Nobody was invited yet.');
  const now = toInstant(clock.now());
  for (const { id, period, opened, ...grant } of grants) {
    const standing = standingOf({ id, period, opened, ...grant }, now);
    terminal.out(`${id}  ${names[id] ?? '(name forgotten)'}  ${period.from}..${period.to}  ${standing}`);
    terminal.out(
      `  until ${grant.until}; visits ${opened.visits}, pages ${opened.pages}, packs ${opened.packs}, last ${opened.lastAt ?? 'never'}`,
    );
  }
}

/** The first entry first. */
async function show({ terminal }: Surroundings, id: string, store: Store): Promise<void> {
  const { entriesOf } = await import('../engine/auditors/entries-of.ts');
  const { entries } = await entriesOf({ store }, id, Number.POSITIVE_INFINITY);
  if (entries.length === 0) throw new CommandError(refusals['not-there']);
  for (const { seq, at, by, event } of entries.toReversed()) {
    const { type, auditor: _, ...told } = event;
    const who = by.startsWith('auditor/') ? 'the auditor' : by;
    terminal.out(`${seq}  ${at}  ${who}  ${type.replace('auditor-', '')}`);
    for (const [name, value] of Object.entries(told)) terminal.out(`    ${name}: ${shownValue(value)}`);
  }
}

function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ') || 'none';
  return typeof value === 'object' && value !== null ? Object.values(value).join('..') : String(value);
}

async function link({ terminal }: Surroundings, id: string, { store, config }: Given): Promise<void> {
  if (config.publicUrl === null)
    throw new CommandError(
      'RELAIS_PUBLIC_URL is not set, so auditors reach no page; set it to where people reach Relais.',
    );
  const [{ noteAuditorLink }, { openAuditPart }] = await Promise.all([
    import('../engine/auditors/invitations.ts'),
    import('../start/audit-pages.ts'),
  ]);
  const grant = done(await noteAuditorLink({ store, clock, newId: randomUUID }, id, server));
  const { pages } = openAuditPart({ publicUrl: config.publicUrl, notes: store.notes, clock });
  terminal.out(await pages.open(grant.id));
  terminal.out('It works once, within three days, and whoever uses it is the auditor.');
}

const refusals: Readonly<Record<AuditorRefusal, string>> = {
  'not-permitted': 'Nobody may do that from here.',
  own: 'Nobody invites themselves.',
  'second-person': 'A second person has to agree in chat: /offboard auditors',
  'not-there': 'There is no such invitation. See: relais auditor list',
  over: 'This invitation is not open, or not any more. See: relais auditor list',
  period: '--from comes before --to, and three years are the most',
  until: '--until has passed',
  'too-long': 'That is longer than evidence.auditors.mostDays of relais.yaml lets an invitation be.',
  'too-many': 'Too many invitations are open; end one first: relais auditor revoke <id>',
};

function done(result: Invited): Grant {
  if (result.type === 'refused') throw new CommandError(refusals[result.why]);
  return result.grant;
}
