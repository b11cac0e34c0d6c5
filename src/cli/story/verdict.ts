import Table from 'cli-table3';
import { isProven, type Revocation } from '../../domain/actions/revocation.ts';
import type { Departure } from '../../domain/departure.ts';
import type { DepartureEvent } from '../../domain/event.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import type { Locale } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { Relais } from '../../start.ts';
import { actionMark, actionWords, systemsOf } from '../../views/access/access-state.ts';
import { voiceFor } from '../../views/words/voice.ts';
import type { Terminal } from '../terminal.ts';
import type { StoryWords } from './words.ts';

interface VerdictOptions {
  terminal: Terminal;
  words: StoryWords;
  locale: Locale;
  relais: Relais;
  departure: Departure;
  /** How many accounts of the leaver still let somebody in, by the systems' own word. */
  live: number;
}

/** Prints the revocations with their evidence and the four things that must hold. True when all of them do. */
export async function giveVerdict(options: VerdictOptions): Promise<boolean> {
  const { terminal, words, relais, departure, live } = options;
  terminal.out();
  terminal.out(terminal.colours.bold(words.table.title));
  terminal.out(revocationTable(options, await lastEvidence(relais.store.departures.journal(departure.id))));

  const { revocations } = departure;
  const proved = revocations.filter((one) => one.status === 'verified' || isProven(one)).length;
  const chain = { entries: 0, findings: 0 };
  for await (const { entries, findings } of relais.store.audit.verify()) {
    chain.entries += entries;
    chain.findings += findings.length;
  }
  const { verdict } = words;
  const checks: readonly [holds: boolean, text: string][] = [
    [departure.status === 'completed', verdict.completed(departure.status)],
    [revocations.length > 0 && proved === revocations.length, verdict.proved(proved, revocations.length)],
    [live === 0, verdict.gone(live)],
    [chain.entries > 0 && chain.findings === 0, verdict.chain(chain.entries, chain.findings)],
  ];
  const { green, red } = terminal.colours;
  for (const [holds, text] of checks) terminal.out(`${holds ? green('✔') : red('✘')} ${text}`);
  return checks.every(([holds]) => holds);
}

function revocationTable(
  { terminal, words, locale, departure }: VerdictOptions,
  evidence: ReadonlyMap<string, Evidence>,
): string {
  const { colours } = terminal;
  const voice = voiceFor({ locale, timeZone: departure.leaver.timeZone });
  const table = new Table({
    head: words.table.head.map((title) => colours.bold(title)),
    // Colours are ours to decide: the table's own would end up in files and pipes too.
    style: { head: [], border: [], compact: true },
    colWidths: [16, 34, 12, 20, 50],
    wordWrap: true,
  });
  for (const system of systemsOf(departure.revocations))
    for (const one of system.revocations) {
      const { state } = actionMark(one, voice);
      const good = one.status === 'verified' || isProven(one);
      table.push([
        system.label,
        actionWords(one.action, voice),
        good ? colours.green(state) : colours.red(state),
        one.endedAt ? shortTime(one.endedAt, words.intl, departure.leaver.timeZone) : '–',
        evidenceWords(one, evidence.get(one.action.id)) ?? words.table.none,
      ]);
    }
  return table.toString();
}

/** By action, the last thing that was read: the independent read-back of a verified one. */
async function lastEvidence(journal: AsyncIterable<Entry>): Promise<ReadonlyMap<string, Evidence>> {
  const last = new Map<string, Evidence>();
  for await (const { event } of journal)
    for (const { actionId, evidence } of evidenceIn(event)) {
      const found = evidence.at(-1);
      if (found) last.set(actionId, found);
    }
  return last;
}

function evidenceIn(event: DepartureEvent): readonly { actionId: string; evidence: readonly Evidence[] }[] {
  if (event.type === 'account-rechecked') return event.checked;
  if (event.type === 'revocation-rechecked') return [event];
  if (event.type !== 'revocation-recorded' || !('evidence' in event.result)) return [];
  return [{ actionId: event.actionId, evidence: event.result.evidence }];
}

function evidenceWords({ proof }: Revocation, last: Evidence | undefined): string | null {
  if (last) return `${last.method} ${last.http ?? '–'} · ${last.requestId ?? last.detail}`;
  return proof?.text ?? null;
}

function shortTime(at: string, intl: string, timeZone: string): string {
  return new Intl.DateTimeFormat(intl, {
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
  }).format(new Date(at));
}
