import { isOpen, isProven, type Revocation } from '../../domain/actions/revocation.ts';
import { isPunctual } from '../../domain/calendar/lateness.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { runDueAt, timeToDeactivate } from '../../domain/confirmation/cut-off.ts';
import type { Departure } from '../../domain/departure.ts';
import { isKeptByHold } from '../../domain/hold/held.ts';
import type { Person } from '../../domain/people/people.ts';
import { type SystemView, systemMark, systemsOf, waivedCount } from '../access/access-state.ts';
import { openWords } from '../access/access-status.ts';
import { noAccountBlocks, noAccountItems, withoutActions } from '../access/asked-systems.ts';
import { heldByHoldWords } from '../access/hold.ts';
import { act } from '../act-names.ts';
import { audienceOf, isInside, readsAccess } from '../audience.ts';
import {
  actions,
  blocks,
  button,
  facts,
  fold,
  item,
  items,
  note,
  plot,
  section,
  status,
  table,
  text,
  wordsOfCell,
} from '../blocks.ts';
import type { CardBlock, CardItem, CardView, Cell } from '../card-view.ts';
import { tasksBeside } from '../tasks/my-tasks.ts';
import { asSentence, cut, oneLine, sentences, shownName } from '../words/plain.ts';
import { timeAxis } from '../words/time-axis.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/**
 * How the access ended, system by system, with what is left; for the manager, HR and IT once the run has ended. Logins
 * and calls stay on IT's card.
 */
export function outcomeCard(departure: Departure, reader: Person, now: Instant): CardView {
  const { runStartedAt } = departure;
  if (!isInside(audienceOf(departure, reader)) || runStartedAt === null) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const name = shownName(departure.leaver.name);
  const systems = systemsOf(departure.revocations);
  const all = departure.revocations;
  const settled = all.filter((one) => !isOpen(one)).length;
  const waived = waivedCount(all);
  const failed = all.filter((one) => one.status === 'failed').length;
  // What a person proved afterwards ends later than the run.
  const endedAt = lastEnd([departure.runEndedAt, ...all.map((one) => one.endedAt)]) ?? runStartedAt;
  const duration = voice.duration(timeToDeactivate(departure, endedAt));
  const isDone = departure.runEndedAt !== null && settled === all.length;
  const isOver = settled === all.length;
  const recheck = (departure.flow?.recheckDays.length ?? 0) > 0 ? recheckWords(departure, voice) : null;
  // What waits for somebody, beside whom it waits for.
  const open = openWords(all, voice) ?? heldByHoldWords(departure, voice);
  const tone = failed > 0 ? 'danger' : settled === all.length && waived === 0 ? 'good' : 'attention';
  const due = runDueAt(departure);
  const late = due !== null && !isPunctual(due, runStartedAt);
  const audience = audienceOf(departure, reader);
  const settles = settler(departure);
  // Where everything is settled nobody has to act on how it went: one line says it, and the rest is a click away.
  const isBrief = isDone && waived === 0;
  const began = voice.instant(runStartedAt);
  return {
    kind: 'outcome',
    title: voice.t('outcome.title', { name }),
    subtitle: null,
    tone,
    blocks: blocks(
      status(tone, subtitleOf(all, voice), {
        next: isOver ? recheck : (open ?? voice.t('lead.goesOn')),
        who: isOver || open === null ? null : voice.t('lead.who', { who: voice.t(`role.${settles}`) }),
      }),
      // It comes after the alarm, so whoever settles what is open finds the way there here too.
      !isOver &&
        open !== null &&
        readsAccess(audience) &&
        actions(
          button(voice, act('access.review', departure.id), 'button.review', {
            // Whoever only reads it has next steps of their own.
            style: audience[settles] ? 'primary' : 'default',
            about: name,
          }),
        ),
      // The newest message: what else waits for its reader stands above it in the chat, out of sight.
      section(voice.t('departure.needsYou'), items(tasksBeside(departure, reader, voice, now))),
      isBrief && text(voice.t('outcome.inTime', { counts: countWords(all, voice), duration })),
      facts(
        isBrief ? null : [voice.t('outcome.started'), began],
        // What is open has not ended, and nobody knows yet how long it takes.
        isDone && !isBrief ? [voice.t('outcome.ended'), voice.instant(endedAt)] : null,
        isDone && !isBrief ? [voice.t('outcome.took'), duration] : null,
        late
          ? [
              voice.t('outcome.late'),
              voice.t('outcome.lateBy', { duration: voice.duration(Date.parse(runStartedAt) - Date.parse(due)) }),
            ]
          : null,
        isBrief ? null : [voice.t('departure.access'), countWords(all, voice)],
      ),
      isBrief
        ? foldedSystems(systems, departure, {
            voice,
            span: voice.t('outcome.span', { began, ended: voice.instant(endedAt) }),
          })
        : systemsTable(systems, departure, voice),
      plot(voice, 'bars', voice.t('outcome.took'), {
        ...timeAxis(
          systems.flatMap((system) => timePoint(system, departure, voice)),
          voice,
        ),
        told: 'nearby',
      }),
      items([
        ...systems.flatMap((system) => exceptionItem(system, departure, voice)),
        ...residualItems(systems, now, voice),
      ]),
      !isBrief && noAccountBlocks(withoutActions(departure), voice),
      !isOver && recheck !== null && note(recheck),
    ),
    fallback: voice.t('outcome.fallback', { name, settled, total: all.length, failed, duration }),
  };
}

/** HR lifts holds; everything else that is open is settled by IT. */
function settler(departure: Departure): 'hr' | 'it' {
  return isKeptByHold(departure, departure.revocations) ? 'hr' : 'it';
}

function subtitleOf(all: readonly Revocation[], voice: Voice): string {
  if (all.some(isOpen)) return voice.t('outcome.subtitle.open');
  const waived = waivedCount(all);
  return waived > 0 ? voice.t('outcome.subtitle.except', { count: waived }) : voice.t('outcome.subtitle.done');
}

/** `19 verified and 1 failed`: only what there is. */
function countWords(all: readonly Revocation[], voice: Voice): string {
  const count = (status: string) => all.filter((one) => one.status === status).length;
  const counts = {
    verified: count('verified'),
    proved: all.filter(isProven).length,
    waived: count('waived'),
    accepted: count('accepted'),
    failed: count('failed'),
  };
  const open = all.length - Object.values(counts).reduce((sum, one) => sum + one, 0);
  const ways = ['verified', 'proved', 'waived', 'accepted', 'failed', 'open'] as const;
  return voice.list(
    ways
      .map((way) => [way, way === 'open' ? open : counts[way]] as const)
      .filter(([, number]) => number > 0)
      .map(([way, number]) => voice.t(`outcome.count.${way}`, { count: number })),
  );
}

function lastEnd(ends: readonly (Instant | null)[]): Instant | null {
  return (
    ends
      .filter((end) => end !== null)
      .sort()
      .at(-1) ?? null
  );
}

function recheckWords(departure: Departure, voice: Voice): string {
  const days = departure.flow?.recheckDays ?? [];
  const list = voice.list(days.map(String));
  return voice.t('outcome.recheck', { days: days.length === 1 ? (days[0] ?? 0) : 2, list });
}

function systemsTable(systems: readonly SystemView[], departure: Departure, voice: Voice): CardBlock {
  return table(
    voice.t('outcome.caption'),
    [voice.t('handed.system'), voice.t('outcome.column.state'), voice.t('outcome.column.after')],
    systems.map((system) => systemRow(system, departure, voice)),
  );
}

/** The same where all of them say the same and the plot shows how they differ; with those that knew nobody. */
function foldedSystems(
  systems: readonly SystemView[],
  departure: Departure,
  { voice, span }: { voice: Voice; span: string },
): CardBlock {
  const lines = systems.map((system) => {
    const { icon, state } = systemMark(system, departure, voice);
    const [label = '', , after = ''] = systemRow(system, departure, voice).map(wordsOfCell);
    return item(icon, state, [{ strong: label }, ` · ${after}`]);
  });
  const all = [...lines, ...noAccountItems(withoutActions(departure), voice)];
  return fold(voice.t('outcome.caption'), { type: 'note', text: span }, { type: 'items', items: all });
}

/** Its system, how it stands, and how long after the time that was set it was closed. */
function systemRow(system: SystemView, departure: Departure, voice: Voice): readonly Cell[] {
  const { state } = systemMark(system, departure, voice);
  const endedAt = closedAt(system);
  if (endedAt === null) return [system.label, state, notClosedWords(system, voice)];
  const took = timeToDeactivate(departure, endedAt);
  return [system.label, state, { words: voice.duration(took), value: took / 1000 }];
}

function timePoint(system: SystemView, departure: Departure, voice: Voice) {
  const endedAt = closedAt(system);
  if (endedAt === null) return [];
  const took = timeToDeactivate(departure, endedAt);
  return [{ label: system.label, value: took, words: voice.duration(took) }];
}

/** What the table cannot say of a system: what was left open and by whom, what a person did. */
function exceptionItem(system: SystemView, departure: Departure, voice: Voice): readonly CardItem[] {
  const { icon, state } = systemMark(system, departure, voice);
  const rest = system.revocations.flatMap(({ waiver, proof, status: standing }) => [
    standing === 'waived' && waiver
      ? voice.t('outcome.waiver', {
          name: nameOf(departure, waiver.by, voice),
          reason: asSentence(cut(oneLine(waiver.reason), 200)),
          until: waiver.until === null ? 'none' : voice.instant(waiver.until),
        })
      : '',
    standing === 'manual' && proof
      ? voice.t('outcome.proof', {
          name: nameOf(departure, proof.by, voice),
          text: asSentence(cut(oneLine(proof.text), 200)),
        })
      : '',
  ]);
  const words = sentences(...new Set(rest));
  return words === '' ? [] : [item(icon, state, [{ strong: system.label }], { detail: cut(words, 900) })];
}

/** What lives on for a while although all of it was closed: a line for each time at which that ends. */
function residualItems(systems: readonly SystemView[], now: Instant, voice: Voice): readonly CardItem[] {
  const labels = new Map<string, string[]>();
  for (const { label, revocations } of systems) {
    const last = lastEnd(revocations.map(({ residualUntil }) => residualUntil));
    if (last === null || last <= now) continue;
    const when = voice.instant(last);
    labels.set(when, [...(labels.get(when) ?? []), label]);
  }
  return [...labels].map(([when, some]) =>
    item('info', voice.t('word.until'), voice.t('departure.residualItem', { system: voice.list(some), when })),
  );
}

/** When all of a system was closed; null while anything of it is open, also knowingly. */
function closedAt({ revocations }: SystemView): Instant | null {
  if (revocations.some((one) => isOpen(one) || one.status === 'waived')) return null;
  return lastEnd(revocations.map((one) => one.endedAt));
}

function notClosedWords({ revocations }: SystemView, voice: Voice): string {
  return voice.t(revocations.some(isOpen) ? 'outcome.systemOpen' : 'outcome.systemWaived');
}
