import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { heirsWithoutSession, type Proposal } from '../../domain/sessions/proposals.ts';
import { readableSessions } from '../../domain/sessions/readable.ts';
import type { Session } from '../../domain/sessions/session.ts';
import { act } from '../act-names.ts';
import { audienceOf } from '../audience.ts';
import { blocks, button, item, items, note, section, text } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { aboutWords, sessionItem } from '../knowledge/session-words.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** More than these make a page that nobody reads. */
const mostShown = 20;

/** The handover sessions that this person may know of, and those that may be planned. */
export function sessionsForm(
  departure: Departure,
  {
    reader,
    roles,
    now,
    proposals,
  }: { reader: Person; roles: readonly CompanyRole[]; now: Instant; proposals: readonly Proposal[] },
): FormView {
  const voice = voiceFor(reader);
  const audience = audienceOf(departure, reader, roles);
  const plans = departure.status === 'active' && (audience.leaver || audience.requester || audience.manager);
  const known = readableSessions(departure, { id: reader.id, roles }, now).toSorted((a, b) =>
    a.startsAt < b.startsAt ? -1 : 1,
  );
  const isHeir = (heir: string) => heir === reader.id;
  // Somebody takes something over, and one of the two does not know yet.
  const isLater = plans && departure.runStartedAt === null && heirsWithoutSession(departure).length > 0;
  const shownOnes = known.slice(0, mostShown);
  const ahead = shownOnes.filter(({ status }) => status === 'planned');
  const over = shownOnes.filter(({ status }) => status !== 'planned');
  const lines = (some: readonly Session[]) =>
    items(
      some.map((session) =>
        sessionItem(departure, session, { voice, now, to: isHeir(session.heir) ? 'heir' : 'leaver' }),
      ),
    );
  const proposed = plans ? proposals.slice(0, mostShown) : [];
  const view = form(voice, {
    kind: 'sessions',
    title: 'form.sessions.title',
    submit: null,
    parts: shown(
      blocks(
        plans && note(voice.t('sessions.text')),
        known.length + proposed.length === 0 && text(voice.t(isLater ? 'sessions.later' : 'sessions.none')),
        section(voice.t('sessions.proposed'), items(proposed.map((one) => proposalItem(departure, one, voice)))),
        section(voice.t('sessions.planned'), lines(ahead)),
        section(voice.t('sessions.over'), lines(over)),
        known.length > mostShown && note(voice.t('sessions.more', { count: known.length - mostShown })),
      ),
    ),
  });
  return { ...view, again: act('sessions.open', departure.id) };
}

function proposalItem(departure: Departure, proposal: Proposal, voice: Voice): CardItem {
  const { heir, startsAt } = proposal;
  const name = nameOf(departure, heir, voice);
  const detail = aboutWords(departure, proposal, voice);
  if (startsAt === null) return item('failed', voice.t('word.open'), voice.t('sessions.noTime', { name }), { detail });
  const words = voice.t('sessions.proposal', { name, when: voice.instant(startsAt) });
  const ref = act('session.plan', departure.id, { target: heir, seen: seenOf(proposal) });
  return item('todo', voice.t('word.open'), [{ strong: words }], {
    detail,
    action: button(voice, ref, 'button.planSession', { style: 'primary', about: words }),
  });
}

/** What of a proposal the person saw: when, and about how much. */
export function seenOf({ startsAt, topicIds, taskIds }: Proposal): string {
  return `${startsAt ?? ''}#${topicIds.length}+${taskIds.length}`;
}
