import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { assigneesShape, type OktaRole, roleShape } from '../okta-shapes.ts';
import { isEmptied, type OktaSystem } from '../okta-system.ts';
import { wholeList } from '../whole-list.ts';

/** Administrator roles given to the person; those that come with a group go with the group. */
export const roles = removableKind<OktaSystem, OktaRole>({
  verb: 'roles',
  named: { en: 'administrator roles', fr: 'rôles d’administration' },
  stage: 'groups',
  effect: 'reversible',
  noun: 'role',
  nounInFrench: 'le rôle',
  applies: ({ status }, { settings }) => !settings.leave.includes('roles') && !isEmptied(status),
  list: rolesOf,
  target: ({ id, label, type }) => ({ id, label: label ?? type }),
  removes: ({ assignmentType }) => assignmentType !== 'GROUP',
  path: ({ account, target }) => path`/api/v1/users/${account}/roles/${target}`,
});

export function hasEveryRight({ type }: OktaRole): boolean {
  return type === 'SUPER_ADMIN';
}

/**
 * All administrator roles of a user. Hardly anybody has one, so an empty list is believed only where Okta shows that
 * somebody has: every organisation has a super administrator.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/RoleAssignmentAUser/
 */
export async function rolesOf({ id }: { id: string }, system: OktaSystem, context: ConnectorContext) {
  const { http } = system;
  const all = { path: path`/api/v1/users/${id}/roles`, shape: z.array(roleShape) };
  const { items, evidence } = await wholeList(system, all, context);
  const names = items.map(({ label, type }) => label ?? type).join(', ') || 'none';
  const seen = sawAll(evidence, `admin roles: ${names}`);
  if (items.length > 0) return { items, evidence: seen };
  const assignees = await http.get('/api/v1/iam/assignees/users', assigneesShape, context, { query: { limit: 1 } });
  const both = [...seen, saw(assignees, `${assignees.data.value.length} users with roles on the first page`)];
  if (assignees.data.value.length === 0)
    throw new ConnectorError(
      'unproven',
      {
        en: 'Okta shows no administrator at all, so the right to see roles is missing',
        fr: 'Okta ne montre aucun administrateur : le droit de voir les rôles manque',
      },
      {
        evidence: both,
      },
    );
  return { items, evidence: both };
}
