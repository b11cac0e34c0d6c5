import type { Instant } from '../../domain/calendar/time.ts';
import { localDate } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { daysOf, type EmploymentFact } from '../../domain/hr/employment-fact.ts';
import { type HrProposal, hrProposal, hrReaders, isOffered } from '../../domain/hr/proposal.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { audienceOf, leads } from '../audience.ts';
import { actions, blocks, button, dialog, facts, note, status, text } from '../blocks.ts';
import type { CardBlock, CardView } from '../card-view.ts';
import { kindOf } from '../words/kind-name.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

interface Reading {
  departure: Departure;
  reader: Person;
  voice: Voice;
  now: Instant;
  name: string;
  source: string;
  /** Whether the reader is HR or an administrator to this departure. */
  decides: boolean;
}

/**
 * What an HR system says about somebody, and what can be answered; `subject` is the hash of the word it was posted for.
 */
export function hrCard(departure: Departure, subject: string, reader: Person, now: Instant): CardView {
  if (!hrReaders(departure).includes(reader.id)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const name = shownName(departure.leaver.name);
  const proposal = hrProposal(departure);
  const audience = audienceOf(departure, reader);
  const reading = {
    ...{ departure, reader, voice, now, name },
    source: oneLine(proposal?.fact.label ?? departure.hr?.told?.label ?? ''),
    decides: audience.hr || audience.admin || (departure.hr?.begun?.readers.includes(reader.id) ?? false),
  };
  if (proposal === null || proposal.fact.hash !== subject) return settledCard(reading, subject, proposal !== null);
  switch (proposal.type) {
    case 'begin':
      return beginCard(reading, proposal.fact);
    case 'dates':
      return datesCard(reading, proposal);
    case 'stays':
      return staysCard(reading, proposal.fact);
    case 'again':
      return againCard(reading, proposal.fact);
  }
}

function beginCard(reading: Reading, fact: EmploymentFact): CardView {
  const { departure, voice, now, name, source, decides } = reading;
  const { id, manager, leaver, hr } = departure;
  const days = daysOf(fact);
  const shared = hr?.begun?.shared === true;
  const boss = manager === null ? null : nameOf(departure, manager, voice);
  const last = days && (days.lastWorkingDay ?? days.contractEnd);
  const moves = fact.end === null && fact.move !== null;
  const isPast = !moves && last !== null && last < localDate(now, leaver.timeZone);
  return {
    kind: 'hr',
    title: voice.t(moves ? 'hr.begin.move' : 'hr.begin.title', { name }),
    subtitle: voice.t('hr.source', { source }),
    tone: 'attention',
    blocks: blocks(
      status('attention', voice.t('hr.begin.state'), { next: voice.t('hr.begin.next', { source }) }),
      facts(
        days && !moves && days.lastWorkingDay !== null
          ? [voice.t('departure.lastWorkingDay'), [{ strong: voice.day({ date: days.lastWorkingDay }) }]]
          : null,
        days && !moves ? [voice.t('departure.contractEnd'), [{ strong: voice.day({ date: days.contractEnd }) }]] : null,
        moves && fact.move ? [voice.t('hr.moveOn'), [{ strong: voice.day({ date: fact.move.on }) }]] : null,
        moves && fact.move?.to ? [voice.t('hr.moveTo'), oneLine(fact.move.to)] : null,
        [voice.t('hr.kind'), kindOf(departure, voice) ?? voice.t('hr.kindUntold')],
        boss === null ? null : [voice.t('hr.manager'), boss],
        zoneRow(fact, reading),
      ),
      isPast && text([{ strong: voice.t('hr.begin.past') }]),
      !shared && boss !== null && note(voice.t('hr.begin.secret', { source, manager: boss })),
      actions(
        button(voice, act('hr.take', id), 'hr.begin.take', { style: 'primary', about: name }),
        decides && !shared && boss !== null && button(voice, act('hr.share', id), 'hr.begin.share', { about: name }),
        decides &&
          button(voice, act('hr.dismiss', id), 'hr.begin.dismiss', {
            about: name,
            confirm: dialog(
              voice,
              { title: 'hr.begin.dismissTitle', confirm: 'hr.begin.dismissConfirm', deny: 'hr.begin.dismissDeny' },
              voice.t('hr.begin.dismissText', { name, source }),
            ),
          }),
      ),
    ),
    fallback: voice.t('hr.begin.fallback', { name, source, day: last === null ? '' : voice.day({ date: last }) }),
  };
}

/** A day is lived where the leaver is; where the system means its days in another zone, that is said. */
function zoneRow({ end, move }: EmploymentFact, { departure, voice, name }: Reading): readonly [string, string] | null {
  const zone = end?.zone ?? move?.zone ?? null;
  if (zone === null || zone === departure.leaver.timeZone) return null;
  return [voice.t('hr.zone'), voice.t('hr.zoneWords', { zone, name })];
}

function datesCard(reading: Reading, proposal: HrProposal & { type: 'dates' }): CardView {
  const { departure, reader, voice, name, source } = reading;
  const { id, status: state, requester, runStartedAt } = departure;
  const { fact, days, ours, why } = proposal;
  const answers = state === 'draft' ? reader.id === requester : leads(audienceOf(departure, reader)) || reading.decides;
  const on = { seen: fact.hash };
  const row = (label: string, before: string, after: string | null): readonly [string, string] => [
    label,
    after === null || after === before
      ? voice.day({ date: before })
      : voice.t('form.preview.change', { before: voice.day({ date: before }), after: voice.day({ date: after }) }),
  ];
  return {
    kind: 'hr',
    title: voice.t(`hr.dates.${why}`, { name }),
    subtitle: voice.t('hr.source', { source }),
    tone: 'attention',
    blocks: blocks(
      status('attention', voice.t('hr.dates.state'), {
        next: voice.t(why === 'moved' ? 'hr.dates.nextMoved' : 'hr.dates.nextDiffers', { source }),
      }),
      facts(
        row(voice.t('departure.lastWorkingDay'), ours.lastWorkingDay, days.lastWorkingDay),
        row(voice.t('departure.contractEnd'), ours.contractEnd, days.contractEnd),
        zoneRow(fact, reading),
      ),
      runStartedAt !== null && note(voice.t('hr.dates.running')),
      answers &&
        actions(
          runStartedAt === null &&
            button(voice, act('hr.dates', id, on), 'hr.dates.take', { style: 'primary', about: name }),
          button(voice, act('hr.keep', id, on), 'hr.dates.keep', { about: name }),
        ),
    ),
    fallback: voice.t('hr.dates.fallback', { name, source, day: voice.day({ date: days.contractEnd }) }),
  };
}

function staysCard({ departure, reader, voice, name, source, decides }: Reading, fact: EmploymentFact): CardView {
  const { id, requester, status: state } = departure;
  const isDraft = state === 'draft';
  const offered = isOffered(departure);
  const on = { seen: fact.hash };
  const answers = isDraft ? reader.id === requester || (offered && decides) : leads(audienceOf(departure, reader));
  const confirm = dialog(
    voice,
    { title: 'hr.stays.do', confirm: 'hr.stays.confirm', deny: 'hr.stays.deny' },
    voice.t('hr.stays.confirmText', { name }),
  );
  return {
    kind: 'hr',
    title: voice.t('hr.stays.title', { name }),
    subtitle: voice.t('hr.source', { source }),
    tone: 'attention',
    blocks: blocks(
      status('attention', voice.t('hr.stays.state'), {
        next: voice.t(isDraft ? 'hr.stays.nextDraft' : 'hr.stays.next', { source }),
      }),
      answers &&
        actions(
          isDraft
            ? button(voice, act(offered ? 'hr.dismiss' : 'walk.discard', id), 'hr.stays.discard', {
                style: 'primary',
                about: name,
              })
            : button(voice, act('hr.stays', id, on), 'hr.stays.do', {
                style: 'primary',
                about: name,
                confirm,
              }),
          !offered && button(voice, act('hr.keep', id, on), 'hr.stays.keep', { about: name }),
        ),
    ),
    fallback: voice.t('hr.stays.fallback', { name, source }),
  };
}

function againCard({ departure, voice, name, source, decides }: Reading, fact: EmploymentFact): CardView {
  const { id, hr, runStartedAt, runFirstEndedAt } = departure;
  const settled = hr?.again?.settled ?? null;
  const on = (choice: string) => ({ target: choice, seen: fact.hash });
  const goOn = button(voice, act('hr.settle', id, on('go-on')), 'hr.again.goOn', {
    about: name,
    confirm: dialog(
      voice,
      { title: 'hr.again.goOnTitle', confirm: 'hr.again.goOnConfirm', deny: 'hr.again.goOnDeny' },
      voice.t('hr.again.goOnText', { name }),
    ),
  });
  if (settled) {
    const words = voice.t('hr.settled.stays', { who: nameOf(departure, settled.by, voice) });
    return notice(voice, { name, words, more: decides ? [actions(goOn)] : [] });
  }
  return {
    kind: 'hr',
    title: voice.t('hr.again.title', { name }),
    subtitle: voice.t('hr.source', { source }),
    tone: 'danger',
    blocks: blocks(
      status('danger', voice.t('hr.again.state'), {
        next: voice.t('hr.again.next', { source, name }),
        who: voice.t('hr.again.who'),
      }),
      facts(
        fact.startsOn === null ? null : [voice.t('hr.again.since'), [{ strong: voice.day({ date: fact.startsOn }) }]],
      ),
      runStartedAt !== null && runFirstEndedAt === null && note(voice.t('hr.again.running')),
      decides &&
        actions(
          button(voice, act('hr.settle', id, on('stays')), 'hr.again.stays', {
            style: 'primary',
            about: name,
            confirm: dialog(
              voice,
              { title: 'hr.again.stays', confirm: 'hr.again.stays', deny: 'hr.again.goOnDeny' },
              voice.t('hr.again.staysText', { name }),
            ),
          }),
          goOn,
        ),
    ),
    fallback: voice.t('hr.again.fallback', { name, source }),
  };
}

function settledCard({ departure, voice, name }: Reading, subject: string, isNewer: boolean): CardView {
  const { hr, status: state } = departure;
  const settled = hr?.again?.fact.hash === subject ? hr.again.settled : null;
  const taken = hr?.begun?.takenBy ?? null;
  const words = () => {
    if (settled)
      return voice.t(settled.choice === 'stays' ? 'hr.settled.stays' : 'hr.settled.goOn', {
        who: nameOf(departure, settled.by, voice),
      });
    if (hr?.answered.includes(subject)) return voice.t('hr.settled.kept');
    if (isNewer) return voice.t('hr.settled.newer');
    if (state === 'cancelled' && departure.flow === null) return voice.t('hr.settled.discarded');
    if (state === 'draft' && taken !== null)
      return voice.t('hr.settled.taken', { who: nameOf(departure, taken, voice) });
    return voice.t('hr.settled.inLine');
  };
  return notice(voice, { name, words: words() });
}

interface Notice {
  name: string;
  words: string;
  /** What can still be done. */
  more?: readonly CardBlock[];
}

function notice(voice: Voice, { name, words, more = [] }: Notice): CardView {
  const list: readonly CardBlock[] = blocks(text(words), ...more);
  return {
    kind: 'hr',
    title: voice.t('hr.settled.title', { name }),
    subtitle: null,
    tone: 'neutral',
    blocks: list,
    fallback: words,
  };
}
