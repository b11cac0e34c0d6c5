import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { sawAll } from '../kit/connector-of.ts';
import { idShape } from './entra-shapes.ts';
import { type EntraSystem, type Listed, listAll } from './entra-system.ts';
import { globalAdministrators } from './role-holders.ts';

/** A list below a user. An empty one counts only where this tenant tells lists below users at all. */
export async function listBelow<Item>(
  system: EntraSystem,
  call: Parameters<typeof listAll<Item>>[1],
  context: ConnectorContext,
): Promise<Listed<Item>> {
  const { items, evidence } = await listAll(system, call, context);
  if (items.length > 0) return { items, evidence };
  return { items, evidence: [...evidence, ...(await listsAreTold(system, context))] };
}

/**
 * A user who is a global administrator is a member of that role at least. Throws `unproven` when no list below one of
 * them names anything.
 */
async function listsAreTold(system: EntraSystem, context: ConnectorContext): Promise<Evidence[]> {
  const administrators = await globalAdministrators(system, context);
  for (const id of administrators.items) {
    const listed = await listOrNone(system, id, context);
    if (listed && listed.items.length > 0)
      return sawAll(listed.evidence, 'lists below users are told: a global administrator’s is not empty');
  }
  throw new ConnectorError(
    'unproven',
    {
      en: 'Graph gives an empty list also where something is in it',
      fr: 'Graph donne une liste vide même là où elle contient quelque chose',
    },
    {
      evidence: administrators.evidence,
    },
  );
}

/** Null for a group or an app, which are no users. */
async function listOrNone(system: EntraSystem, id: string, context: ConnectorContext) {
  try {
    return await listAll(system, { path: path`/users/${id}/memberOf`, shape: idShape }, context);
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return null;
    throw error;
  }
}
