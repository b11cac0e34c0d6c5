import type { Person } from '../../domain/people.ts';
import type { Account, Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError, type Resolution } from '../../engine/ports/connector.ts';
import { isListed } from '../planned-action.ts';
import type { ScimSettings } from './scim-settings.ts';
import { type ScimUser, userShape } from './scim-shapes.ts';
import { equals, filtered, type ScimSystem } from './scim-system.ts';

/** Looks the person's address up by every configured attribute: a second account under the same address must not be missed. */
export async function resolve(system: ScimSystem, person: Person, context: ConnectorContext): Promise<Resolution> {
  const evidence: Evidence[] = [];
  const users = new Map<string, ScimUser>();
  for (const [index, attribute] of system.settings.lookups.entries()) {
    const answer = await filtered(
      system,
      { resources: 'Users', filter: equals(attribute, person.email), shape: userShape },
      context,
    );
    evidence.push(...answer.evidence);
    if (answer.found === null && index === 0)
      throw new ConnectorError('rejected', `the server cannot look users up by ${attribute}; change \`lookups\``, {
        evidence,
      });
    // Some servers ignore what they do not understand and list everybody; only the person's own may come along.
    for (const user of answer.found ?? []) if (belongsTo(user, person.email)) users.set(user.id, user);
  }
  const all = [...users.values()];
  const live = all.filter(({ active }) => active !== false);
  const accounts = (live.length > 0 ? live : all).map((user) => accountOf(user, system.settings));
  if (accounts.length === 0) return { status: 'none', evidence };
  return accounts.length > 1
    ? { status: 'ambiguous', candidates: accounts, evidence }
    : { status: 'found', accounts, evidence };
}

function belongsTo({ userName, emails, externalId }: ScimUser, email: string): boolean {
  const wanted = email.toLowerCase();
  return [userName, externalId, ...(emails ?? []).map(({ value }) => value)].some(
    (each) => each?.toLowerCase() === wanted,
  );
}

export function accountOf(user: ScimUser, settings: ScimSettings): Account {
  const { id, userName, displayName, name } = user;
  const full = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  const listed = isListed(settings.protected, { id, login: userName });
  return {
    system: settings.id,
    systemLabel: settings.label,
    id,
    login: userName,
    name: displayName || name?.formatted || full || null,
    status: statusOf(user),
    protectedBecause: listed ? 'it is on the list of protected accounts' : null,
  };
}

/** SCIM has no word for it, only `active`, which a server may leave out. */
export function statusOf({ active }: ScimUser): string {
  if (active === undefined || active === null) return 'unknown';
  return active ? 'active' : 'inactive';
}
