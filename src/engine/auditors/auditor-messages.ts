import { z } from 'zod';
import { isGrantTold } from '../../domain/auditors/grant.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { ShownEntry } from '../../views/auditors/entry-lines.ts';
import type { ShownGrant } from '../../views/auditors/grant-lines.ts';
import type { CardView } from '../../views/card-view.ts';
import { auditorsCard } from '../../views/cards/auditors-card.ts';
import { bringMessages, readerOfMessage } from '../cards/standing-message.ts';
import type { EngineDeps } from '../deps.ts';
import { isSpokenWith } from '../people/spoken-with.ts';
import { entriesOf } from './entries-of.ts';
import { forgetOldNames, readAuditorNames, readGrants } from './invitations.ts';

const messageName = 'auditors';
/** Who has a message about auditors. */
const toldSchema = z.array(z.string());
const toldKey = 'auditors-told';

/** Whose message about auditors stands under this key; null for any other key. */
export function readerOfAuditorMessage(key: string): PersonId | null {
  return readerOfMessage(messageName, key);
}

/** The message as it would say it now. */
export async function drawAuditorMessage(deps: EngineDeps, reader: Person): Promise<CardView> {
  const now = toInstant(deps.clock.now());
  const grants = (await shownGrants(deps)).filter((one) => isGrantTold(one, now));
  return auditorsCard(grants, reader, now);
}

/** What the journal says of one invitation, the last first, with the names of whoever decided. */
export async function shownEntries(
  deps: EngineDeps,
  auditor: string,
  most: number,
): Promise<{ entries: readonly ShownEntry[]; more: boolean }> {
  const { entries, more } = await entriesOf(deps, auditor, most);
  const people = [...new Set(entries.map(({ by }) => by))].filter((by) => !by.startsWith('auditor/'));
  const names = new Map(await Promise.all(people.map(async (by) => [by, await nameOf(deps, by)] as const)));
  return { entries: entries.map((one) => ({ ...one, byName: names.get(one.by) ?? null })), more };
}

async function nameOf({ directory }: Pick<EngineDeps, 'directory'>, id: string | undefined): Promise<string | null> {
  return id === undefined || id === 'system' ? null : ((await directory.byId(id))?.name ?? null);
}

/** Every invitation, the newest first, with the names of whoever has to do with it. */
export async function shownGrants(deps: EngineDeps): Promise<readonly ShownGrant[]> {
  const names = await readAuditorNames(deps);
  const shown = (await readGrants(deps)).map(async (grant) => ({
    ...grant,
    name: names[grant.id] ?? null,
    invitedName: await nameOf(deps, grant.invited.by),
    agreedName: await nameOf(deps, grant.agreed?.by),
    revokedName: await nameOf(deps, grant.revoked?.by),
  }));
  return (await Promise.all(shown)).reverse();
}

/**
 * Tells HR, and whoever invited, of every invitation that is open, or was four weeks ago, and of what is opened by it.
 * It rings when somebody is invited, when they come in first, and on each day on which they take a pack.
 */
export async function bringAuditorMessages(deps: EngineDeps): Promise<void> {
  await forgetOldNames(deps);
  const told = toldSchema.parse((await deps.store.notes.read(toldKey)) ?? []);
  const now = toInstant(deps.clock.now());
  const grants = (await readGrants(deps)).filter((one) => isGrantTold(one, now));
  if (grants.length === 0 && told.length === 0) return;
  const asked = new Map<PersonId, Person>();
  if (grants.length > 0) for (const one of await deps.directory.holders('hr')) asked.set(one.id, one);
  for (const { invited } of grants) {
    const inviter = invited.by === 'system' ? null : await deps.directory.byId(invited.by);
    if (inviter && isSpokenWith(inviter)) asked.set(inviter.id, inviter);
  }
  const issues = grants.flatMap(({ id, opened }) => [
    id,
    ...(opened.visits > 0 ? [`${id}/entered`] : []),
    ...(opened.packAt === null ? [] : [`${id}/${opened.packAt.slice(0, 10)}`]),
  ]);
  await bringMessages(deps, {
    ...{ name: messageName, asked, told },
    note: (fresh) =>
      deps.store.notes.change(toldKey, (kept) => ({
        value: [...new Set([...toldSchema.parse(kept ?? []), ...fresh])],
        answer: undefined,
      })),
    draw: async (reader) => ({ view: await drawAuditorMessage(deps, reader), issues }),
  });
}
