import { z } from 'zod';
import {
  type Asker,
  type AuditorOutcome,
  type AuditorRefusal,
  agree,
  type Invitation,
  invite,
  makeLink,
  revoke,
} from '../../domain/auditors/decide.ts';
import { type Grant, isGrantLive } from '../../domain/auditors/grant.ts';
import { day, plus, toInstant } from '../../domain/calendar/time.ts';
import type { PersonId } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';
import { type Recorded, readInstallation, recordInstallation } from '../installation/installation-journal.ts';
import { auditorSettingsSchema } from './auditor-settings.ts';

type Deps = Pick<EngineDeps, 'store' | 'clock' | 'newId' | 'auditors'>;

/**
 * What auditors are called, by the id of their invitation: apart from the journal, which names nobody, so that a name
 * can be forgotten.
 */
const namesSchema = z.record(z.string(), z.string());
const namesKey = 'auditor-names';
/** How long a name is kept once an invitation is over, in milliseconds. */
const nameKeptFor = 400 * day;

export type Invited = { type: 'done'; grant: Grant } | { type: 'refused'; why: AuditorRefusal };

/** Invites an auditor; `name` is what those who answer for departures read. */
export async function inviteAuditor(
  deps: Deps,
  asked: Omit<Invitation, 'auditor'> & { name: string },
  asker: Asker,
): Promise<Invited> {
  const { name, ...told } = asked;
  const id = deps.newId();
  const { secondPerson, mostDays } = deps.auditors ?? auditorSettingsSchema.parse({});
  const now = toInstant(deps.clock.now());
  // First the name: an invitation without one could not be told from another.
  await deps.store.notes.change(namesKey, (kept) => ({
    value: { ...namesSchema.parse(kept ?? {}), [id]: name },
    answer: undefined,
  }));
  const invitation = { auditor: id, ...told };
  const recorded = await decided(deps, asker, (grants) =>
    invite(grants, invitation, { asker, now, secondPerson, mostDays }),
  );
  if (recorded.type === 'refused') await forgetNames(deps, ([one]) => one === id);
  return grantOf(recorded, id);
}

/** The second person's word. */
export async function agreeToAuditor(deps: Deps, id: string, asker: Asker): Promise<Invited> {
  const now = toInstant(deps.clock.now());
  return grantOf(await decided(deps, asker, (grants) => agree(grants, id, { asker, now })), id);
}

/** From this moment on nothing is shown any more. */
export async function revokeAuditor(deps: Deps, id: string, asker: Asker): Promise<Invited> {
  const now = toInstant(deps.clock.now());
  return grantOf(await decided(deps, asker, (grants) => revoke(grants, id, { asker, now })), id);
}

/**
 * Ends every invitation, because the data comes from a back-up: one that was ended since would be open again. Whoever
 * is to read on is invited anew.
 */
export async function endInvitations(deps: Pick<EngineDeps, 'store' | 'clock'>): Promise<void> {
  const now = toInstant(deps.clock.now());
  if (!(await readGrants(deps)).some((one) => isGrantLive(one, now))) return;
  await recordInstallation(deps, {
    by: 'system',
    decide: ({ auditors }) => ({
      type: 'events',
      events: auditors
        .filter((one) => isGrantLive(one, now))
        .map(({ id }) => ({ type: 'auditor-revoked', auditor: id }) as const),
    }),
  });
}

/** Notes that a link is made for this auditor; whoever calls makes it then. */
export async function noteAuditorLink(deps: Deps, id: string, asker: Asker): Promise<Invited> {
  const now = toInstant(deps.clock.now());
  return grantOf(await decided(deps, asker, (grants) => makeLink(grants, id, { asker, now })), id);
}

export async function readGrants({ store }: Pick<EngineDeps, 'store'>): Promise<readonly Grant[]> {
  return (await readInstallation(store.notes)).auditors;
}

/** What auditors are called, by the id of their invitation; whoever was forgotten has no name. */
export async function readAuditorNames({
  store,
}: Pick<EngineDeps, 'store'>): Promise<Readonly<Record<string, string>>> {
  return namesSchema.parse((await store.notes.read(namesKey)) ?? {});
}

/** Forgets the names of those whose invitation is over for so long; by the sweep. */
export async function forgetOldNames(deps: Pick<EngineDeps, 'store' | 'clock'>): Promise<void> {
  const names = await readAuditorNames(deps);
  if (Object.keys(names).length === 0) return;
  const now = toInstant(deps.clock.now());
  const grants = new Map((await readGrants(deps)).map((one) => [one.id, one]));
  const isOld = ([id]: [string, string]) => {
    const grant = grants.get(id);
    return grant !== undefined && !isGrantLive(grant, now) && plus(grant.until, nameKeptFor) <= now;
  };
  if (Object.entries(names).some(isOld)) await forgetNames(deps, isOld);
}

/** Whoever is erased is called nothing here any more. */
export async function forgetAuditor(deps: Pick<EngineDeps, 'store'>, person: PersonId): Promise<void> {
  const own = (await readGrants(deps)).filter((one) => one.person === person).map(({ id }) => id);
  if (own.length > 0) await forgetNames(deps, ([id]) => own.includes(id));
}

async function forgetNames(
  { store }: Pick<EngineDeps, 'store'>,
  isForgotten: (entry: [string, string]) => boolean,
): Promise<void> {
  await store.notes.change(namesKey, (kept) => ({
    value: Object.fromEntries(Object.entries(namesSchema.parse(kept ?? {})).filter((one) => !isForgotten(one))),
    answer: undefined,
  }));
}

function decided(
  deps: Deps,
  asker: Asker,
  decide: (grants: readonly Grant[]) => AuditorOutcome,
): Promise<Recorded<AuditorRefusal>> {
  return recordInstallation(deps, { by: asker.id, decide: ({ auditors }) => decide(auditors) });
}

function grantOf(recorded: Recorded<AuditorRefusal>, id: string): Invited {
  if (recorded.type === 'refused') return recorded;
  const grant = recorded.state.auditors.find((one) => one.id === id);
  if (grant === undefined) throw new Error(`the invitation ${id} was decided about and is not there`);
  return { type: 'done', grant };
}
