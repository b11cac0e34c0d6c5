import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind, ItemPlan } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { noHeirWords } from '../../kit/heir-words.ts';
import { named } from '../../kit/named.ts';
import { targetOf } from '../../planned-action.ts';
import { withRightsOf } from '../acting-for.ts';
import { heirOf } from '../heir.ts';
import { quoted } from '../identifiers.ts';
import { nameOf, type Owned, ownedBy } from '../owned-now.ts';
import { namedGuard, type PostgresqlSystem, type Role, serverIn } from '../postgresql-system.ts';
import { isGone, readRole } from '../role-now.ts';
import { requireAllNamed } from '../unnamed-databases.ts';

/**
 * What the role owns, one action for each database: to the heir with `data`, else a task for a person, which is read
 * back. Nothing is ever dropped.
 */
export const owned: ActionKind<PostgresqlSystem> = {
  verb: 'owned',
  named: { en: 'what it owns', fr: 'ce qu’il possède' },
  provesItself: true,

  async plan(account, system, context) {
    const { databases, leave, data } = system.settings;
    if (isGone(account) || leave.includes('owned')) return [];
    await requireAllNamed(system, { id: account.id, tenant: account.tenant, held: 'o' }, context);
    const lists = await Promise.all(
      databases.map(async (database) => {
        const { items } = await ownedBy(system, { id: account.id, tenant: account.tenant, database }, context);
        return { database, items };
      }),
    );
    const there = lists.filter(({ items }) => items.length > 0);
    if (there.length === 0) return [];
    const heir = await heirOf(system, account.id, context);
    const why = data === undefined ? null : noHeirWords(context);
    // Whichever is done first passes what the whole server shares, so each of them names it.
    const shared = there.flatMap(({ items }) => items.filter(({ isShared }) => isShared));
    return there.map(({ database, items }) => {
      const names = namesOf(items, shared);
      return planFor({ database, names, login: account.login, heir, why });
    });
  },

  async act(action, system, context) {
    const { accountId: id, tenant } = action;
    const { database, heirId } = placeOf(targetOf(action).id);
    const now = await readRole(system, { id, tenant }, context);
    const { items, evidence } = await ownedBy(system, { id, tenant, database }, context);
    const seen = [...now.evidence, evidence];
    if (now.role === null || items.length === 0) return { status: 'already', evidence: seen };
    const heir = heirId === null ? null : await readRole(system, { id: heirId, tenant }, context);
    if (!heir?.role) throw new ConnectorError('conflict', heirGone, { evidence: seen });
    const joined = await notYetOf(system, { roles: [now.role, heir.role], tenant }, context);
    const statements = [
      ...[now.role, heir.role].map(namedGuard),
      ...withRightsOf(joined, system.settings.user, [
        `REASSIGN OWNED BY ${quoted(now.role.name)} TO ${quoted(heir.role.name)}`,
      ]),
    ];
    const sent = await system.client.change({ database, name: 'owned', server: serverIn(tenant), statements }, context);
    const told = saw({ evidence: sent }, `passed to role ${heir.role.id}`);
    return { status: 'accepted', evidence: [...seen, ...heir.evidence, told], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { database } = placeOf(targetOf(action).id);
    const { items, evidence } = await ownedBy(
      system,
      { id: action.accountId, tenant: action.tenant, database },
      context,
    );
    return { state: items.length === 0 ? 'desired' : 'not-desired', evidence: [evidence] };
  },
};

/** Whoever gives has to be a member of both roles: those of them that Relais is no member of. */
async function notYetOf(
  { client, home }: PostgresqlSystem,
  { roles, tenant }: { roles: readonly Role[]; tenant: string },
  context: ConnectorContext,
): Promise<readonly string[]> {
  const { rows } = await client.read(
    {
      ...{
        database: home,
        name: 'own memberships',
        server: serverIn(tenant),
        values: [roles.map(({ id }) => id).join(',')],
      },
      text: `SELECT o.id AS "id" FROM unnest(string_to_array($1, ',')) AS o(id) WHERE NOT pg_has_role(session_user, o.id::oid, 'MEMBER')`,
      row: z.object({ id: z.string() }),
    },
    context,
  );
  return roles.flatMap(({ id, name }) => (rows.some((row) => row.id === id) ? [name] : []));
}

function planFor(of: {
  database: string;
  names: Localized;
  login: string;
  heir: Role | null;
  why: Localized | null;
}): ItemPlan {
  const { database, names, login, heir, why } = of;
  if (heir !== null)
    return {
      stage: 'data',
      target: {
        id: `${database} ${heir.id}`,
        label: { en: `${database}: ${names.en}, to ${heir.name}`, fr: `${database} : ${names.fr}, à ${heir.name}` },
      },
      call: `REASSIGN OWNED BY ${quoted(login)} TO ${quoted(heir.name)}`,
      effect: 'reversible',
    };
  return {
    stage: 'data',
    target: { id: `${database} ${nobody}`, label: { en: `${database}: ${names.en}`, fr: `${database} : ${names.fr}` } },
    call: {
      en: `${why === null ? '' : `${why.en} `}In the database ${database}, give what ${login} owns to a role that stays: REASSIGN OWNED BY ${quoted(login)} TO …; there: ${names.en}.`,
      fr: `${why === null ? '' : `${why.fr} `}Dans la base ${database}, donnez ce que possède ${login} à un rôle qui reste : REASSIGN OWNED BY ${quoted(login)} TO … ; il s’agit de : ${names.fr}.`,
    },
    effect: 'reversible',
    manual: true,
    verifiable: true,
  };
}

/** What is in the database, and apart from it what belongs to the whole server. */
function namesOf(items: readonly Owned[], shared: readonly Owned[]): Localized {
  const here = named(items.filter(({ isShared }) => !isShared).map(nameOf));
  const everywhere = named(shared.map(nameOf));
  const parts = (words: string | null, joint: string) => [here, words].filter((part) => part !== null).join(joint);
  return {
    en: parts(everywhere && `on the whole server: ${everywhere}`, '; '),
    fr: parts(everywhere && `sur tout le serveur : ${everywhere}`, ' ; '),
  };
}

/** No role has this id. */
const nobody = '0';

/** A database, and the id of the heir behind the last blank. */
function placeOf(target: string): { database: string; heirId: string | null } {
  const blank = target.lastIndexOf(' ');
  const heirId = target.slice(blank + 1);
  return { database: target.slice(0, Math.max(blank, 0)), heirId: heirId === nobody ? null : heirId };
}

const heirGone: Localized = {
  en: 'the role that was to take over is not there any more',
  fr: 'le rôle qui devait reprendre n’est plus là',
};
