import type { Instant } from '../../domain/calendar/time.ts';
import { type CardSpec, keyOf } from '../../domain/cards/card-spec.ts';
import type { Departure } from '../../domain/departure.ts';
import { isSecret } from '../../domain/hr/employment-fact.ts';
import type { ChannelId, Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import type { Retention } from '../../domain/retention/retention.ts';
import { note } from '../../views/blocks.ts';
import type { CardView } from '../../views/card-view.ts';
import { accessCard } from '../../views/cards/access-card.ts';
import { alertCard } from '../../views/cards/alert-card.ts';
import { announcementCard, announcementCheckCard } from '../../views/cards/announcement-card.ts';
import { cardDates } from '../../views/cards/card-dates.ts';
import { contactCard } from '../../views/cards/contact-card.ts';
import { departureCard } from '../../views/cards/departure-card.ts';
import { departureDetailsCard } from '../../views/cards/departure-details.ts';
import { escalationCard } from '../../views/cards/escalation-card.ts';
import { farewellCard } from '../../views/cards/farewell-card.ts';
import { handedCard } from '../../views/cards/handed-card.ts';
import { heritageCard } from '../../views/cards/heritage-card.ts';
import { hrCard } from '../../views/cards/hr-card.ts';
import { keepsakeCard } from '../../views/cards/keepsake-card.ts';
import { meetingCard } from '../../views/cards/meeting-card.ts';
import { outcomeCard } from '../../views/cards/outcome-card.ts';
import { receiptCard } from '../../views/cards/receipt-card.ts';
import { surveyCard } from '../../views/cards/survey-card.ts';
import { taskCard } from '../../views/cards/task-card.ts';
import { voiceFor } from '../../views/words/voice.ts';
import { asksAlumni } from '../alumni/asks-alumni.ts';
import type { EngineDeps } from '../deps.ts';

/** What drawing a card takes of all that there is. */
export type DrawingDeps = Pick<EngineDeps, 'channels' | 'organisationName' | 'retention' | 'alumni'>;

interface Drawing {
  departure: Departure;
  reader: Person;
  now: Instant;
  /** Whether mails can be sent; not, where it is left out. */
  byMail?: boolean;
  retention?: Retention | undefined;
  organisation?: string;
  /** Whether the leaver is asked whether they wish to stay in touch; not, where it is left out. */
  alumni?: boolean;
}

type Drawn = Pick<Drawing, 'departure' | 'reader' | 'now'>;

/** The card as it goes to its reader: with what goes round by mail besides, and how openly a mail may speak. */
export function cardFor(deps: DrawingDeps, spec: CardSpec, drawing: Drawn): CardView | null {
  const view = cardBesideMail(deps, spec, drawing);
  return view && withMailed(view, spec, drawing);
}

/**
 * The same without the note of a mail that went in its place: of all that a card says, this alone hangs on what became
 * of its messages.
 */
export function cardBesideMail(deps: DrawingDeps, spec: CardSpec, { departure, reader, now }: Drawn): CardView | null {
  const { channels, organisationName: organisation, retention } = deps;
  const byMail = channels.has('email');
  const alumni = asksAlumni(deps, departure);
  const drawn = drawCard(spec, { departure, reader, now, byMail, retention, organisation, alumni });
  if (drawn === null) return null;
  // What is not for this reader to see has another kind.
  const isMailed = reader.handles.email !== undefined && drawn.kind === spec.card;
  const dates = isMailed ? cardDates(departure, spec, { reader, now }) : [];
  return { ...discreet(drawn, isQuiet(departure, spec, now)), ...(dates.length > 0 && { dates }) };
}

/** With the note that it went by mail too, where it did; else the view itself. */
export function withMailed(
  view: CardView,
  spec: CardSpec,
  { departure, reader }: Pick<Drawing, 'departure' | 'reader'>,
): CardView {
  const mailed = departure.posts.find(({ key }) => key === keyOf(spec))?.mailed;
  if (mailed === undefined) return view;
  const voice = voiceFor(reader);
  const words = { platform: platformNames[mailed.instead], when: voice.instant(mailed.at) };
  return { ...view, blocks: [...view.blocks, note(voice.t('mail.alsoSent', words))] };
}

/** Of a confidential departure, and of what an HR system says of a dismissal in one that is none. */
function isQuiet(departure: Departure, { card }: CardSpec, now: Instant): boolean {
  const told = departure.hr?.told ?? null;
  return isConfidential(departure, now) || (card === 'hr' && told !== null && isSecret(told));
}

/** A mail about it names nobody before it is opened. */
export function discreet(view: CardView, confidential: boolean): CardView {
  return confidential && view.discretion === undefined ? { ...view, discretion: 'confidential' } : view;
}

const platformNames: Readonly<Record<ChannelId, string>> = {
  slack: 'Slack',
  teams: 'Microsoft Teams',
  email: 'E-mail',
};

/** The card that a spec names, for its reader; null when what it was about is no more. */
function drawCard(
  spec: CardSpec,
  { departure, reader, now, byMail = false, retention, organisation = 'Relais', alumni = false }: Drawing,
): CardView | null {
  switch (spec.card) {
    case 'departure':
      return departureCard(departure, reader, now, { byMail, retention, posted: spec });
    case 'departure-details':
      return departureDetailsCard(departure, reader, now);
    case 'handed':
      return handedCard(departure, reader, now);
    case 'access':
      return accessCard(departure, reader, now, { posted: spec });
    case 'outcome':
      return outcomeCard(departure, reader, now);
    case 'farewell':
      return farewellCard(departure, reader, now, { byMail, alumni: alumni ? organisation : null });
    case 'meeting':
      return meetingCard(departure, reader, now, spec);
    case 'hr':
      return hrCard(departure, spec.subject.split('#')[0] ?? '', reader, now);
    case 'contact':
      return contactCard(departure, spec.subject.split('#')[0] ?? '', { reader, organisation });
    case 'receipt': {
      const task = departure.tasks.find((one) => one.id === spec.subject);
      return task ? receiptCard(departure, task, reader) : null;
    }
    case 'heritage':
      return heritageCard(departure, reader, now);
    case 'announcement':
      return announcementCard(departure, reader, now);
    case 'keepsake':
      return keepsakeCard(departure, reader, now);
    case 'announcement-check':
      return announcementCheckCard(departure, reader);
    case 'survey':
      return surveyCard(departure, reader, now);
    case 'alert': {
      const alert = departure.alerts.find((one) => one.id === spec.subject);
      return alert ? alertCard(departure, alert, reader, now) : null;
    }
    case 'task':
    case 'escalation': {
      const task = departure.tasks.find((one) => one.id === spec.subject);
      if (!task) return null;
      return (spec.card === 'task' ? taskCard : escalationCard)(departure, task, reader, now);
    }
  }
}
