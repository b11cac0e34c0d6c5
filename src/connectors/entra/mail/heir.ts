import type { Localized } from '../../../domain/localized.ts';
import { addressesOf } from '../../../domain/people/people.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { heirAddresses } from '../../kit/heir-words.ts';
import { targetOf } from '../../planned-action.ts';
import { type AnsweredUser, userFields, userShape } from '../entra-shapes.ts';
import { type EntraSystem, listAll, quoted } from '../entra-system.ts';

/** Who takes over, as the tenant knows them. */
export interface Heir {
  id: string;
  name: string;
  address: string;
}

/** In place of the heir's id, where nobody is known who takes over. */
export const nobody = 'nobody';

/**
 * Whoever takes over: chosen on the walk, else named by the settings, else the manager. Null where there is nobody, or
 * nobody who can sign in in this tenant. Throws `unproven` when Graph answers about somebody else.
 */
export async function heirOf(system: EntraSystem, leaverId: string, context: ConnectorContext): Promise<Heir | null> {
  for await (const user of namedIn(system, leaverId, context)) {
    const heir = heirAmong(user);
    if (heir) return heir;
  }
  return null;
}

/** The members who are named likewise, whether or not they can still sign in; by id. Throws likewise. */
export async function namedMembers(
  system: EntraSystem,
  leaverId: string,
  context: ConnectorContext,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id, userType } of namedIn(system, leaverId, context)) if (userType === 'Member') ids.push(id);
  return ids;
}

/** The one user behind each address of whoever is to take over, the best first. */
async function* namedIn(
  system: EntraSystem,
  leaverId: string,
  context: ConnectorContext,
): AsyncGenerator<AnsweredUser> {
  const to = system.settings.microsoft365?.to ?? 'manager';
  const addresses = heirAddresses(context, to, addressesOf);
  for (const address of addresses) {
    const query = {
      $filter: `userPrincipalName eq ${quoted(address)} or mail eq ${quoted(address)}`,
      $select: userFields,
    };
    const { items, evidence } = await listAll(system, { path: '/users', shape: userShape, query }, context);
    const wanted = address.toLowerCase();
    if (items.some((user) => ![user.userPrincipalName, user.mail].some((each) => each?.toLowerCase() === wanted)))
      throw new ConnectorError(
        'unproven',
        {
          en: 'asked for who takes over, Graph answered about somebody else',
          fr: 'interrogé sur qui reprend, Graph a répondu sur quelqu’un d’autre',
        },
        { evidence },
      );
    const [user, ...others] = items.filter(({ id }) => id !== leaverId);
    if (user && others.length === 0) yield user;
  }
}

/**
 * The heir whom an action names, by the id in `<thing>.<heir>` or alone; null for nobody. Throws where that person is
 * gone or cannot sign in.
 */
export async function heirIn(
  action: PlannedAction,
  system: EntraSystem,
  context: ConnectorContext,
): Promise<{ heir: Heir | null; evidence: Evidence[] }> {
  const id = targetOf(action).id.split('.').at(-1) ?? nobody;
  if (id === nobody) return { heir: null, evidence: [] };
  const reply = await system.http.get(path`/users/${id}`, userShape, context, { query: { $select: userFields } });
  const heir = reply.data.id === id ? heirAmong(reply.data) : null;
  const evidence = [saw(reply, heir ? `takes over: ${heir.id}` : 'cannot take over')];
  if (heir) return { heir, evidence };
  throw new ConnectorError(
    'conflict',
    {
      en: 'whoever takes over cannot sign in, or has no address; look at the account anew',
      fr: 'qui reprend ne peut pas se connecter, ou n’a pas d’adresse ; regardez à nouveau le compte',
    },
    { evidence },
  );
}

/** So many are read at most: a OneDrive that is open to hundreds is for a person to judge. */
const mostAsked = 20;

/**
 * Whether one of these, by id, can be an heir: a member who can sign in. Each is read, and one whom Graph does not
 * know, or of whom it does not tell, is none.
 */
export async function canTakeOver(
  system: EntraSystem,
  ids: readonly string[],
  context: ConnectorContext,
): Promise<{ found: boolean; evidence: Evidence[] }> {
  const evidence: Evidence[] = [];
  for (const id of ids.slice(0, mostAsked)) {
    const query = { $select: userFields };
    const reply = await system.http.find(path`/users/${id}`, userShape, context, { query });
    const isHeir = reply.data?.id === id && reply.data.userType === 'Member' && heirAmong(reply.data) !== null;
    evidence.push(saw(reply, isHeir ? `can take over: ${id}` : `cannot take over: ${id}`));
    if (isHeir) return { found: true, evidence };
  }
  return { found: false, evidence };
}

/** A guest is none: their mailbox is another organisation’s, and mail and files would leave with them. */
function heirAmong({ id, accountEnabled, displayName, mail, userPrincipalName, userType }: AnsweredUser): Heir | null {
  const address = mail ?? userPrincipalName;
  return accountEnabled === true && userType !== 'Guest' && address
    ? { id, name: displayName ?? address, address }
    : null;
}

/** `what`, and to whom it passes, for people to read. */
export function passedTo(what: Localized, heir: Heir): Localized {
  return { en: `${what.en} to ${heir.name}`, fr: `${what.fr} à ${heir.name}` };
}
