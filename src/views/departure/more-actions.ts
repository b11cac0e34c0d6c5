import type { Departure } from '../../domain/departure.ts';
import { hasKeepsake } from '../../domain/keepsake/given.ts';
import { type ActName, act } from '../act-names.ts';
import { type Audience, leads } from '../audience.ts';
import { button } from '../blocks.ts';
import type { CardAction } from '../card-view.ts';
import { hasSessions } from '../knowledge/session-lines.ts';
import { shownName } from '../words/plain.ts';
import type { CatalogueKey } from '../words/translate.ts';
import { calledName, type Voice } from '../words/voice.ts';

/**
 * What can be done with a departure besides what its card offers at once, each with a sentence that says what it is
 * for.
 */
export interface MoreAction {
  action: CardAction;
  purpose: string;
}

interface Reading {
  departure: Departure;
  audience: Audience;
  voice: Voice;
  /** Relais can write to the leaver at an address once access has ended. */
  byMail: boolean;
}

/** Empty for whoever neither leads nor keeps the departure. */
export function moreActions(reading: Reading): readonly MoreAction[] {
  const { departure, audience, voice } = reading;
  if (departure.status === 'draft' || (departure.status === 'active' && !leads(audience))) return [];
  const name = calledName(departure, departure.leaver.id, voice);
  const about = shownName(departure.leaver.name);
  return (departure.status === 'active' ? whileActive(reading) : afterwards(reading))
    .filter((one) => one !== false)
    .map(({ to, label, purpose, danger = false }) => ({
      action: button(voice, act(to, departure.id), label, { about, style: danger ? 'danger' : 'default' }),
      purpose: voice.t(purpose, { name }),
    }));
}

interface Offer {
  to: ActName;
  label: CatalogueKey;
  purpose: CatalogueKey;
  danger?: boolean;
}

function whileActive(reading: Reading): readonly (Offer | false)[] {
  const { departure, audience, byMail } = reading;
  const { hr, admin } = audience;
  const stops = departure.runStartedAt === null || hr || admin;
  return [
    dossierOffer(departure),
    { to: 'equipment.list', label: 'equipment.button', purpose: 'more.equipment' },
    hasSessions(departure) && { to: 'sessions.open', label: 'button.sessions', purpose: 'more.sessions' },
    announcementOffer,
    hasKeepsake(departure) && { to: 'keepsake.open', label: 'button.keepsake', purpose: 'more.keepsake' },
    byMail &&
      departure.kind !== 'internal-move' &&
      (hr || admin) && { to: 'contact.open', label: 'contact.button', purpose: 'more.contact' },
    surveyOffer(reading),
    holdOffer(audience),
    stops && { to: 'departure.retain', label: 'button.retain', purpose: 'more.retain' },
    stops && { to: 'departure.cancel', label: 'button.cancelDeparture', purpose: 'more.cancel', danger: true },
  ];
}

function afterwards(reading: Reading): readonly (Offer | false)[] {
  const { departure, audience } = reading;
  const { status, dossier, erasureAsked } = departure;
  const erases = (audience.hr || audience.admin) && erasureAsked === undefined;
  return [
    dossier !== undefined && leads(audience) && dossierOffer(departure),
    status === 'completed' && leads(audience) && announcementOffer,
    surveyOffer(reading),
    holdOffer(audience),
    evidenceOffer(audience),
    erases && { to: 'erasure.open', label: 'erasure.open', purpose: 'more.erase' },
  ];
}

const announcementOffer: Offer = {
  to: 'announcement.open',
  label: 'button.announcement',
  purpose: 'more.announcement',
};

/** What the leaver knows; as long as nobody wants it, the way to begin it. */
function dossierOffer({ dossier }: Departure): Offer {
  return dossier === undefined
    ? { to: 'dossier.begin', label: 'button.beginDossier', purpose: 'more.begin-dossier' }
    : { to: 'dossier.open', label: 'button.dossier', purpose: 'more.dossier' };
}

/** Who may put a hold, see `permissions`; whoever else may answer one hears of it by its alarm. */
function holdOffer({ hr, admin }: Audience): Offer | false {
  return (hr || admin) && { to: 'hold.open', label: 'hold.button', purpose: 'more.hold' };
}

/** Who takes packs, see `evidenceTakers`. */
function evidenceOffer({ hr, it, admin }: Audience): Offer | false {
  return (hr || it || admin) && { to: 'evidence.open', label: 'button.evidence', purpose: 'more.evidence' };
}

/** Answers are HR's to read, and not when HR manages the person. */
function surveyOffer({ departure, audience }: Reading): Offer | false {
  if (!audience.hr || audience.manager || departure.survey?.answeredAt == null) return false;
  return { to: 'survey.results', label: 'button.surveyResults', purpose: 'more.survey' };
}
