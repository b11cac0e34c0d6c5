import { type Instant, minute } from '../../domain/calendar/time.ts';
import { isConfirmed, quorum } from '../../domain/confirmation/approval.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { isInWave } from '../../domain/people/wave-membership.ts';
import { heldBackBy } from '../../domain/systems/asked-system.ts';
import { maySeeWave } from '../../domain/waves/decide-wave.ts';
import { type Standing, standingOf, standings } from '../../domain/waves/standing.ts';
import type { Wave, WaveMember } from '../../domain/waves/wave.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, facts, item, items, note, section, status, text } from '../blocks.ts';
import type { CardBlock, CardItem, CardView, ItemIcon, Tone } from '../card-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/** What the card of a wave is drawn from: the wave, each of its departures, and what a confirmation would cover. */
export interface WaveReading {
  wave: Wave;
  people: readonly { member: WaveMember; departure: Departure | null }[];
  hash: string;
  plans: Readonly<Record<string, string>>;
  reader: Person;
  roles: readonly CompanyRole[];
  now: Instant;
}

interface Placed {
  member: WaveMember;
  departure: Departure | null;
  standing: Standing;
}

const icons: Readonly<Record<Standing, ItemIcon>> = {
  planning: 'running',
  failed: 'failed',
  left: 'waived',
  unresolved: 'late',
  unconfirmed: 'todo',
  confirmed: 'accepted',
  'waits-for-click': 'todo',
  held: 'waiting',
  late: 'late',
  running: 'running',
  open: 'failed',
  closed: 'done',
  stopped: 'waived',
  gone: 'info',
};

/** Whose names stand on the card: whatever asks somebody to do something about this one person. */
const named: readonly Standing[] = ['failed', 'unresolved', 'late', 'open', 'waits-for-click', 'left', 'stopped'];
/** How many names each line has; the page of people has all. */
const longest = 12;

/** A reduction of many as one message, for each who prepares it: what it does, who confirms, how far it is. */
export function waveCard(reading: WaveReading): CardView {
  const { wave, reader, roles, now } = reading;
  if (!maySeeWave(wave, { type: 'person', id: reader.id, roles })) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const placed = reading.people.map((one) => ({ ...one, standing: standingOf(wave, one, now) }));
  const count = (...which: Standing[]) => placed.filter(({ standing }) => which.includes(standing)).length;
  const trouble = count('late', 'open', 'unresolved', 'held');
  const total = placed.length - count('failed', 'left', 'stopped', 'gone');
  const tone: Tone =
    trouble > 0 ? 'attention' : wave.status === 'ended' && count('closed') === placed.length ? 'good' : 'neutral';
  const words = { title: oneLine(wave.title), count: placed.length, closed: count('closed'), total, open: trouble };
  return {
    kind: 'wave',
    title: voice.t('wave.title', { title: words.title }),
    subtitle: null,
    tone,
    blocks: blocks(
      status(
        tone,
        stateWords(reading, voice, { total, closed: words.closed, planned: placed.length - count('planning') }),
      ),
      factBlocks(reading, placed, voice),
      { type: 'progress', label: voice.t('wave.progress'), done: words.closed, total },
      section(voice.t('wave.standings'), items(standingItems(placed, voice))),
      section(voice.t('wave.systems'), items(systemItems(placed, voice))),
      actionBlock(reading, voice, count('held')),
    ),
    fallback: voice.t('wave.fallback', words),
  };
}

function stateWords(
  { wave, people, now }: WaveReading,
  voice: Voice,
  counts: { total: number; closed: number; planned: number },
): string {
  if (wave.status === 'planning')
    return voice.t('wave.state.planning', { planned: counts.planned, count: people.length });
  if (wave.status === 'ended') return voice.t('wave.state.ended', { closed: counts.closed, count: people.length });
  const confirmed = people.filter(
    ({ member, departure }) =>
      member.problem === null &&
      member.left === null &&
      departure?.status === 'active' &&
      isInWave(departure) &&
      isConfirmed(departure, now),
  ).length;
  if (counts.closed > 0) return voice.t('wave.state.running', { closed: counts.closed, total: counts.total });
  return voice.t('wave.state.planned', { confirmed, total: counts.total });
}

function factBlocks({ wave, now }: WaveReading, placed: readonly Placed[], voice: Voice): CardBlock {
  const going = placed.flatMap(({ standing, departure }) =>
    departure?.dates && !['failed', 'left', 'stopped', 'gone'].includes(standing)
      ? [{ ...departure, dates: departure.dates }]
      : [],
  );
  const ends = going.map(({ dates }) => dates.cutOff.at).toSorted();
  const [first, last] = [ends[0], ends.at(-1)];
  const systems = new Set(going.flatMap((one) => one.systems.map(({ system }) => system)));
  const floors = wave.floors
    .filter(({ perMinute }) => perMinute !== null)
    .map((one) => ({ ...one, takes: Math.ceil((one.calls / (one.perMinute ?? 1)) * minute) }))
    .toSorted((a, b) => b.takes - a.takes);
  const [slowest] = floors;
  return facts(
    [voice.t('wave.people'), voice.t('wave.peopleCount', { count: going.length, systems: systems.size })],
    first && last
      ? [voice.t('wave.ends'), voice.t('wave.endsFromTo', { from: voice.instant(first), to: voice.instant(last) })]
      : null,
    slowest
      ? [
          voice.t('wave.floor'),
          voice.t('wave.floorWords', {
            ...{ takes: voice.duration(Math.max(minute, slowest.takes)), system: oneLine(slowest.label) },
            ...{ calls: voice.number(slowest.calls), perMinute: voice.number(slowest.perMinute ?? 0) },
          }),
        ]
      : null,
    missingWords(going, voice, now),
  );
}

/** Which roles the flows still ask, over everybody whose confirmation is missing. */
function missingWords(going: readonly Departure[], voice: Voice, now: Instant): readonly [string, string] | null {
  const most = new Map<CompanyRole, number>();
  for (const departure of going) {
    if (departure.runStartedAt !== null || departure.revocations.length === 0) continue;
    for (const { role, needed, given } of quorum(departure, now))
      most.set(role, Math.max(most.get(role) ?? 0, needed - given.length));
  }
  const missing = [...most].filter(([, count]) => count > 0);
  if (missing.length === 0) return null;
  const words = missing.map(([role, count]) => voice.t('wave.missing', { count, role: voice.t(`role.${role}`) }));
  return [voice.t('wave.confirmers'), voice.list(words)];
}

function standingItems(placed: readonly Placed[], voice: Voice): CardItem[] {
  return standings.flatMap((standing) => {
    const those = placed.filter((one) => one.standing === standing);
    if (those.length === 0) return [];
    const shows = named.includes(standing);
    const names = those.slice(0, longest).map((one) => memberWords(one, voice));
    const more = those.length > longest ? voice.t('wave.more', { count: those.length - longest }) : null;
    return [
      item(
        icons[standing],
        voice.t(`wave.standing.${standing}`),
        voice.t('wave.standingCount', { count: those.length }),
        {
          detail: shows ? voice.list([...names, ...(more === null ? [] : [more])]) : null,
        },
      ),
    ];
  });
}

/** Whom a line is about; whoever was not planned is known by the line of the list alone. */
function memberWords({ member, departure, standing }: Placed, voice: Voice): string {
  const name = departure === null ? voice.t('wave.line', { line: member.line }) : shownName(departure.leaver.name);
  if (standing === 'unresolved' && departure !== null) {
    const why = voice.list(heldBackBy(departure).map(({ systemLabel }) => oneLine(systemLabel)));
    return voice.t('wave.because', { name, why });
  }
  return member.problem === null
    ? name
    : voice.t('wave.because', { name, why: voice.t(`refusal.${member.problem.code}`, member.problem.params) });
}

/**
 * One line a system: of how many people it does not tell, or how much of it was read back as gone, and what failed
 * there.
 */
function systemItems(placed: readonly Placed[], voice: Voice): CardItem[] {
  const silent = new Map<string, { label: string; count: number }>();
  for (const { departure, standing } of placed) {
    if (departure === null || departure.runStartedAt !== null || (standing !== 'unresolved' && standing !== 'late'))
      continue;
    for (const { system, systemLabel } of heldBackBy(departure))
      silent.set(system, { label: systemLabel, count: (silent.get(system)?.count ?? 0) + 1 });
  }
  return [
    ...[...silent.values()].map(({ label, count }) =>
      item('late', voice.t('wave.system.silent'), [{ strong: oneLine(label) }], {
        detail: voice.t('wave.systemSilent', { count }),
      }),
    ),
    ...runningItems(placed, voice),
  ];
}

function runningItems(placed: readonly Placed[], voice: Voice): CardItem[] {
  const systems = new Map<string, { label: string; done: number; failed: number; total: number }>();
  for (const { departure, standing } of placed) {
    if (departure === null || departure.runStartedAt === null || standing === 'stopped' || standing === 'left')
      continue;
    for (const { action, status: how } of departure.revocations) {
      const one = systems.get(action.system) ?? { label: action.systemLabel, done: 0, failed: 0, total: 0 };
      one.total += 1;
      if (how === 'verified') one.done += 1;
      if (how === 'failed') one.failed += 1;
      systems.set(action.system, one);
    }
  }
  return [...systems.values()].map(({ label, done, failed, total }) => {
    const icon = failed > 0 ? 'failed' : done === total ? 'done' : 'running';
    return item(icon, voice.t(`wave.system.${icon}`), [{ strong: oneLine(label) }], {
      detail: voice.t('wave.systemLine', { done, total, failed }),
    });
  });
}

function actionBlock({ wave, reader, hash, plans }: WaveReading, voice: Voice, held: number): readonly CardBlock[] {
  const about = oneLine(wave.title);
  const open = Object.entries(plans).some(([id, plan]) =>
    wave.confirmations.every((one) => one.by !== reader.id || one.plans[id] !== plan),
  );
  const confirms = wave.status === 'planned' && reader.id !== wave.by && open;
  return blocks(
    held > 0 && text(voice.t('wave.held', { count: held })),
    confirms && text(voice.t('wave.confirmHint')),
    wave.by === reader.id && wave.status === 'planned' && note(voice.t('wave.requesterHint')),
    actions(
      confirms &&
        button(voice, act('wave.confirm', null, { target: wave.id, seen: hash }), 'button.waveConfirm', {
          style: 'primary',
          about,
        }),
      held > 0 && button(voice, act('brakes.open', null), 'button.brakesOpen', { style: 'primary', about }),
      button(voice, act('wave.people', null, { target: wave.id, seen: 0 }), 'button.wavePeople', { about }),
    ),
  );
}
