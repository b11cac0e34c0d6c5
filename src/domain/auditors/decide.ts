import { day, type Instant, plus } from '../calendar/time.ts';
import type { CompanyRole } from '../people/people.ts';
import type { AuditorEvent } from './events.ts';
import { type Grant, standingOf } from './grant.ts';

/** What is asked of invitations. `system`: whoever runs commands on the server. */
export interface Asker {
  id: string;
  roles: readonly CompanyRole[];
  type: 'person' | 'system';
}

/**
 * Why an invitation, or something about one, is refused; the words are in the catalogue under `auditors.refused`.
 * `own`: nobody invites themselves, agrees for themselves, or audits what they invited to.
 */
export type AuditorRefusal =
  | 'not-permitted'
  | 'own'
  | 'second-person'
  | 'not-there'
  | 'over'
  | 'period'
  | 'until'
  | 'too-long'
  | 'too-many';

export type AuditorOutcome =
  | { type: 'events'; events: readonly AuditorEvent[] }
  | { type: 'refused'; why: AuditorRefusal };

/** How many invitations are open at once, and how many samples one auditor draws. */
const mostOpen = 20;
export const mostSamples = 20;
/** The longest period in days that one invitation shows. */
const longestPeriod = 3 * 366;

/** Whoever holds a role of `relais.yaml`, and whoever runs commands on the server. */
export function decidesAuditors({ type, roles }: Asker): boolean {
  return type === 'system' || roles.length > 0;
}

export type Invitation = Omit<Extract<AuditorEvent, { type: 'auditor-invited' }>, 'type' | 'secondPerson'>;

export function invite(
  grants: readonly Grant[],
  asked: Invitation,
  { asker, now, secondPerson, mostDays }: { asker: Asker; now: Instant; secondPerson: boolean; mostDays: number },
): AuditorOutcome {
  if (!decidesAuditors(asker)) return refused('not-permitted');
  if (asked.person !== null && asked.person === asker.id) return refused('own');
  const { from, to } = asked.period;
  if (to < from || Date.parse(to) - Date.parse(from) > longestPeriod * day) return refused('period');
  if (asked.until <= now || asked.until <= asked.from) return refused('until');
  if (asked.until > plus(asked.from > now ? asked.from : now, mostDays * day)) return refused('too-long');
  if (grants.filter((one) => ['waiting', 'ahead', 'open'].includes(standingOf(one, now))).length >= mostOpen)
    return refused('too-many');
  return { type: 'events', events: [{ type: 'auditor-invited', ...asked, secondPerson }] };
}

/** The second person's word. */
export function agree(grants: readonly Grant[], id: string, { asker, now }: { asker: Asker; now: Instant }) {
  return about(grants, id, asker, (grant) => {
    if (standingOf(grant, now) !== 'waiting') return refused('over');
    // Whoever runs commands on the server may be anybody, so their word is never the second one.
    if (asker.type === 'system' || asker.id === grant.invited.by) return refused('second-person');
    if (asker.id === grant.person) return refused('own');
    return { type: 'events', events: [{ type: 'auditor-agreed', auditor: id }] };
  });
}

/** At once, and by everybody who could have invited. */
export function revoke(grants: readonly Grant[], id: string, { asker, now }: { asker: Asker; now: Instant }) {
  return about(grants, id, asker, (grant) => {
    if (!['waiting', 'ahead', 'open'].includes(standingOf(grant, now))) return refused('over');
    return { type: 'events', events: [{ type: 'auditor-revoked', auditor: id }] };
  });
}

/** A link that lets the auditor in once; the auditor asks for one too, where the directory knows them. */
export function makeLink(
  grants: readonly Grant[],
  id: string,
  { asker, now }: { asker: Asker; now: Instant },
): AuditorOutcome {
  const grant = grants.find((one) => one.id === id);
  const isTheirs = grant !== undefined && grant.person !== null && grant.person === asker.id;
  if (!isTheirs && !decidesAuditors(asker)) return refused('not-permitted');
  if (grant === undefined) return refused('not-there');
  if (standingOf(grant, now) !== 'open') return refused('over');
  return { type: 'events', events: [{ type: 'auditor-link-made', auditor: id }] };
}

type Opened = Extract<
  AuditorEvent,
  { type: 'auditor-entered' | 'auditor-opened' | 'auditor-sampled' | 'auditor-took-pack' }
>;

/** Nothing is opened but while the invitation is open: asked again at the entry that stands before everything. */
export function open(grants: readonly Grant[], event: Opened, now: Instant): AuditorOutcome {
  const grant = grants.find(({ id }) => id === event.auditor);
  if (grant === undefined || standingOf(grant, now) !== 'open') return refused('over');
  if (event.type === 'auditor-sampled' && grant.samples.length >= mostSamples) return refused('too-many');
  return { type: 'events', events: [event] };
}

function about(
  grants: readonly Grant[],
  id: string,
  asker: Asker,
  decide: (grant: Grant) => AuditorOutcome,
): AuditorOutcome {
  if (!decidesAuditors(asker)) return refused('not-permitted');
  const grant = grants.find((one) => one.id === id);
  return grant === undefined ? refused('not-there') : decide(grant);
}

function refused(why: AuditorRefusal): AuditorOutcome {
  return { type: 'refused', why };
}
