import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { type AnsweredUser, idShape, userFields, userShape } from './entra-shapes.ts';
import { type EntraSystem, firstItems, listAll } from './entra-system.ts';
import { addressLookUps, advancedQuery, employeeLookUp, type LookUp } from './look-ups.ts';

/** Somebody who was just made may not be in the index yet, so others are tried as well. */
const tries = 3;
const sampleSize = 50;

/** Whether somebody who exists is found by one look-up; null when nobody in the sample has a value for it. */
interface LookUpWorks {
  attribute: string;
  works: boolean | null;
  evidence: readonly Evidence[];
}

/** Some users of the tenant. Throws `unproven` when there are none, or nothing is told of them. */
export async function someUsers(
  system: EntraSystem,
  context: ConnectorContext,
): Promise<{ users: readonly AnsweredUser[]; evidence: Evidence[] }> {
  const query = { $top: sampleSize, $select: userFields };
  const some = await firstItems(system, { path: '/users', shape: userShape, query }, context);
  const evidence = sawAll(some.evidence, `${some.items.length} users`);
  const users = some.items.filter(
    ({ accountEnabled, userPrincipalName }) => typeof accountEnabled === 'boolean' && userPrincipalName,
  );
  if (users.length === 0)
    throw new ConnectorError(
      'unproven',
      {
        en: 'Graph tells of no user; the app needs User.Read.All',
        fr: 'Graph ne donne aucun utilisateur ; il faut User.Read.All à l’application',
      },
      { evidence },
    );
  return { users, evidence };
}

/** Tries every look-up on people who exist, spelled with other capitals than the tenant has: Graph minds none. */
async function tryLookUps(
  system: EntraSystem,
  users: readonly AnsweredUser[],
  context: ConnectorContext,
): Promise<LookUpWorks[]> {
  const all: LookUpWorks[] = [];
  for (const lookUp of [...addressLookUps, employeeLookUp])
    all.push(await tryLookUp(system, { users, lookUp }, context));
  return all;
}

async function tryLookUp(
  system: EntraSystem,
  { users, lookUp }: { users: readonly AnsweredUser[]; lookUp: LookUp },
  context: ConnectorContext,
): Promise<LookUpWorks> {
  const { attribute } = lookUp;
  const known = users.flatMap((user) =>
    lookUp
      .values(user)
      .slice(0, 1)
      .map((value) => ({ id: user.id, value })),
  );
  if (known.length === 0) return { attribute, works: null, evidence: [] };
  const evidence: Evidence[] = [];
  for (const { id, value } of known.slice(0, tries)) {
    const query = advancedQuery([lookUp.clause(otherCase(value))]);
    const found = await listAll(system, { ...query, shape: idShape }, context);
    const works = found.items.some((each) => each.id === id);
    evidence.push(...sawAll(found.evidence, works ? `finds ${id}, who exists` : `does not find ${id}, who exists`));
    if (works) return { attribute, works, evidence };
  }
  return { attribute, works: false, evidence };
}

function otherCase(value: string): string {
  return value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
}

/**
 * That a search that found nobody would have found somebody. Throws `unproven` when one look-up does not find people
 * who exist.
 */
export async function control(system: EntraSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { users, evidence } = await someUsers(system, context);
  const all = await tryLookUps(system, users, context);
  const seen = [...evidence, ...all.flatMap((each) => each.evidence)];
  const broken = all.find(({ works }) => works === false);
  if (broken)
    throw new ConnectorError(
      'unproven',
      {
        en: `Graph does not find people who exist by their ${broken.attribute}`,
        fr: `Graph ne trouve pas des personnes qui existent par leur ${broken.attribute}`,
      },
      {
        evidence: seen,
      },
    );
  return seen;
}
