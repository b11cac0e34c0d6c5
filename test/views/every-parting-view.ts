import type { AnnouncementVersion } from '../../src/domain/announcement/announcement.ts';
import { longestAnnouncement } from '../../src/domain/announcement/announcement.ts';
import { plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { longestGreeting, mostSigners } from '../../src/domain/keepsake/keepsake.ts';
import type { Person } from '../../src/domain/people/people.ts';
import { isInsider, maySee } from '../../src/domain/people/visibility.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { announcementCard, announcementCheckCard } from '../../src/views/cards/announcement-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { keepsakeCard } from '../../src/views/cards/keepsake-card.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { announcementForm } from '../../src/views/forms/announcement-form.ts';
import { greetingForm, keepsakeForm } from '../../src/views/forms/keepsake-form.ts';

/** What colleagues are told, as long as it may be, in every state that it can have; nothing of a draft. */
function announced(departure: Departure, now: string): readonly Departure[] {
  if (departure.status === 'draft') return [];
  const said = `${departure.leaver.name}\nLine 2`;
  const version: AnnouncementVersion = {
    texts: { en: said.padEnd(longestAnnouncement, '. x'), fr: said },
    places: [
      { channel: 'slack', id: 'C0ANNOUNCE' },
      { channel: 'teams', id: '19:announce@thread.tacv2' },
    ],
    at: plus(now, 60_000),
    handovers: departure.tasks.filter(({ nature }) => nature === 'handover').map(({ id }) => id),
    ...{ by: departure.requester, since: now },
  };
  const short = { ...version, texts: { fr: said }, at: null };
  const post = {
    ...{ to: departure.requester, hash: '', at: now, lease: null, failures: 0, notBefore: null, unreachable: null },
    ...{ key: `announcement|slack:C0ANNOUNCE|${departure.requester}`, ref: null },
  };
  const lost = { ...post, unreachable: { en: 'Relais is not in it.', fr: 'Relais n’y est pas.' } };
  const told = { ...post, ref: { channel: 'slack' as const, conversation: 'C0ANNOUNCE', message: '1' } };
  const posts = (more: Departure['posts'][number]) => [...departure.posts, more];
  return [
    { ...departure, announcement: { rev: 1, approved: version, proposed: null } },
    { ...departure, announcement: { rev: 2, approved: short, proposed: version }, posts: posts(lost) },
    { ...departure, announcement: { rev: 3, approved: null, proposed: short } },
    { ...departure, announcement: { rev: 4, approved: version, proposed: null }, posts: posts(told) },
    { ...departure, announcement: { rev: 5, approved: null, proposed: null } },
  ];
}

/** As many people as may sign, with greetings as long as they may be. */
function signed(departure: Departure, reader: Person, now: string): Departure {
  const others = Object.keys(departure.people).filter((one) => one !== departure.leaver.id && one !== reader.id);
  // Whoever may not know of it was not asked.
  const isAsked = reader.id !== departure.leaver.id && maySee(departure, { id: reader.id, roles: [] }, now);
  const asked = [
    ...(isAsked ? [reader.id] : []),
    ...Array.from({ length: mostSigners - 1 }, (_, index) => others[index % others.length] ?? ''),
  ];
  const text = `${departure.leaver.name} `.padEnd(longestGreeting, '& ');
  return {
    ...departure,
    keepsake: { asked, signed: asked.filter((by) => by !== reader.id).map((by) => ({ by, text, at: now })) },
  };
}

export function partingCards(departure: Departure, reader: Person, now: string): readonly CardView[] {
  const full = signed(departure, reader, now);
  const isAsked = full.keepsake?.asked.includes(reader.id) === true;
  const own = { ...full, keepsake: { asked: [reader.id], signed: [{ by: reader.id, text: 'Bye', at: now }] } };
  return [
    ...announced(departure, now).flatMap((one) => [
      // In a channel it is drawn for whoever leads the departure.
      ...(isInsider(one, reader.id) ? [announcementCard(one, reader, now)] : []),
      announcementCheckCard(one, reader),
      departureCard(one, reader, now),
    ]),
    ...(isAsked ? [full, own] : [full]).map((one) => keepsakeCard(one, reader, now)),
    // On the last day it is the leaver's.
    keepsakeCard(full, reader, full.dates?.cutOff.at ?? now),
  ];
}

/** Forms that the conversation opens only for whoever may act. */
export function partingForms(departure: Departure, reader: Person, now: string): readonly FormView[] {
  const full = signed(departure, reader, now);
  return [
    announcementForm(departure, { reader, now, channel: 'slack' }),
    ...announced(departure, now).flatMap((one) =>
      (['slack', 'teams', 'email'] as const).map((channel) => announcementForm(one, { reader, now, channel })),
    ),
    keepsakeForm(departure, { reader, now }),
    keepsakeForm(full, { reader, now }),
    greetingForm(departure, reader),
    greetingForm(full, reader),
  ];
}
