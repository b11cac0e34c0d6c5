import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { findsWhoExists } from './lookups.ts';
import { type ScimUser, userShape } from './scim-shapes.ts';
import { equals, filtered, readUser, type ScimSystem } from './scim-system.ts';
import { accountOf } from './search.ts';

/**
 * The user by id. One that answers 404 is gone only where the list answers, finds who exists, and does not know the id.
 */
export async function userNow(system: ScimSystem, account: Account, context: ConnectorContext): Promise<AccountNow> {
  const reply = await readUser(system, account.id, context);
  if (reply.data) {
    const now = accountOf(reply.data, system.settings, account.tenant);
    return { account: now, presence: 'there', evidence: [saw(reply, `the user is ${now.status}`)] };
  }
  const gone = saw(reply, 'no such user');
  const { absent, evidence } = await isProvenAbsent(system, account, context);
  if (!absent)
    throw new ConnectorError(
      'not-found',
      {
        en: `the user ${account.login} is not there any more, and the list knows it`,
        fr: `l’utilisateur ${account.login} n’est plus là, et la liste le connaît`,
      },
      {
        evidence: [gone, ...evidence],
      },
    );
  return { account: { ...account, status: 'gone' }, presence: 'absent', evidence: [gone, ...evidence] };
}

/**
 * Whether a 404 for this user means that the user is gone: a wrong address also answers 404 to everything. Asked by the
 * id, since names change: by a filter that is seen to find who exists, else among all users.
 */
export async function isProvenAbsent(
  system: ScimSystem,
  user: { id: string },
  context: ConnectorContext,
): Promise<{ absent: boolean; evidence: Evidence[] }> {
  const control = await findsWhoExists(system, { lookup: 'id', exact: true, fresh: true }, context);
  const filter = control.finds ? equals('id', user.id) : null;
  const { found, evidence } = await filtered<ScimUser>(
    system,
    { resources: 'Users', filter, shape: userShape },
    context,
  );
  const known = found === null || found.some(({ id }) => id === user.id);
  return { absent: !known, evidence: [...control.evidence, ...evidence] };
}
