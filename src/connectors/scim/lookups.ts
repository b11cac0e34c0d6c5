import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import type { ScimSettings } from './scim-settings.ts';
import { listShape, type ScimUser, userShape } from './scim-shapes.ts';
import { equals, filtered, type ScimSystem } from './scim-system.ts';

/** By an attribute of the settings, or by the id that the server gave. */
export type Lookup = ScimSettings['lookups'][number] | 'id';

/** How long a look-up that was seen to work is believed, in milliseconds. */
const believedFor = 3_600_000;

/** Among so many users is one looked for on whom a look-up can be tried. */
const triedAmong = 50;

/**
 * Somebody whom the server lists, and by which value this look-up should find them: one with letters where capitals are
 * tried.
 */
async function someone({ http }: ScimSystem, { lookup, exact }: Tried, context: ConnectorContext) {
  const query = { startIndex: 1, count: triedAmong };
  const reply = await http.get('/Users', listShape(userShape), context, { query });
  const users = reply.data.Resources ?? [];
  const tried = users.flatMap((user) => {
    const value = attributeOf(user, lookup);
    return value !== null && (exact || value !== swappedCase(value)) ? [{ user, value }] : [];
  })[0];
  const words = users.length > 0 ? `a user to try ${lookup} on` : 'no user at all';
  return { isEmpty: users.length === 0, tried: tried ?? null, evidence: saw(reply, words) };
}

export function attributeOf(user: ScimUser, lookup: Lookup): string | null {
  switch (lookup) {
    case 'id':
      return user.id;
    case 'userName':
      return user.userName ?? null;
    case 'externalId':
      return user.externalId ?? null;
    case 'emails.value':
      return user.emails?.find(({ value }) => value)?.value ?? null;
    case 'emails[type eq "work"].value':
      return user.emails?.find(({ value, type }) => value && type === 'work')?.value ?? null;
  }
}

interface Tried {
  lookup: Lookup;
  /** In these very letters, as numbers are; left out: in any capitals. */
  exact?: boolean;
}

/** Nobody's name: `.invalid` is nobody's domain (RFC 2606). */
const nobody = 'relais-nobody@example.invalid';

/**
 * Whether this look-up finds who exists, in any capitals unless `exact`, and nobody where there is nobody: the control
 * of everything that it does not find. A server may answer 200 with nobody for attributes that it does not look at,
 * compare letter by letter, or answer with somebody whoever is asked for. Throws `unproven` where there is nobody to
 * try it on. `fresh` asks anew: what proves that somebody is absent must be as young as that.
 */
export async function findsWhoExists(
  system: ScimSystem,
  { lookup, exact = false, fresh }: Tried & { fresh: boolean },
  context: ConnectorContext,
): Promise<{ finds: boolean; evidence: Evidence[] }> {
  const { lookups } = system.habits;
  const key = exact ? (`${lookup} as it is` as const) : lookup;
  const known = lookups.get(key);
  if (!fresh && known && known.until > context.now().getTime()) return { finds: known.finds, evidence: [] };
  const { isEmpty, tried, evidence: listed } = await someone(system, { lookup, exact }, context);
  if (isEmpty)
    throw new ConnectorError(
      'unproven',
      {
        en: 'the server lists nobody at all, so that it finds nobody shows nothing',
        fr: 'le serveur ne liste personne : qu’il ne trouve personne ne prouve rien',
      },
      {
        evidence: [listed],
      },
    );
  const evidence = [listed];
  const finds =
    tried !== null &&
    (await isFound(tried.value)) &&
    (exact || (await isFound(swappedCase(tried.value)))) &&
    !(await isAnyoneFound(nobody));
  lookups.set(key, { finds, until: context.now().getTime() + believedFor });
  return { finds, evidence };

  async function ask(by: string) {
    const filter = equals(lookup, by);
    const asked = await filtered<ScimUser>(system, { resources: 'Users', filter, shape: userShape }, context);
    evidence.push(...asked.evidence);
    return asked.found;
  }

  async function isFound(by: string): Promise<boolean> {
    return (await ask(by))?.some(({ id }) => id === tried?.user.id) ?? false;
  }

  async function isAnyoneFound(by: string): Promise<boolean> {
    return (await ask(by))?.length !== 0;
  }
}

/** Every user, for servers whose look-ups cannot be relied on. */
export async function everyUser(
  system: ScimSystem,
  context: ConnectorContext,
): Promise<{ users: ScimUser[]; evidence: Evidence[] }> {
  const { found, evidence } = await filtered<ScimUser>(
    system,
    { resources: 'Users', filter: null, shape: userShape },
    context,
  );
  return { users: found ?? [], evidence };
}
