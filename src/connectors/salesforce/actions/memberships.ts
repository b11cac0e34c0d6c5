import type { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { Effect, Stage } from '../../../domain/systems/action.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { listsAreTold } from '../lists-are-told.ts';
import type { Leavable } from '../salesforce-settings.ts';
import {
  groupMemberShape,
  packageLicenceShape,
  permissionSetLicenceShape,
  permissionSetShape,
} from '../salesforce-shapes.ts';
import { isLeft, type SalesforceSystem } from '../salesforce-system.ts';
import { rows, soql } from '../soql.ts';

/**
 * Permission sets that were given to the user; a profile's own goes with the user alone. They stay with a deactivated
 * user otherwise.
 */
export const permissionSets = assignments({
  verb: 'permission-sets',
  named: { en: 'permission sets', fr: 'ensembles d’autorisations' },
  object: 'PermissionSetAssignment',
  queryOf: (id) =>
    soql`SELECT Id, PermissionSet.Label FROM PermissionSetAssignment WHERE AssigneeId = ${id} AND PermissionSet.IsOwnedByProfile = false`,
  row: permissionSetShape,
  labelOf: ({ PermissionSet }) => PermissionSet?.Label,
  stage: 'groups',
  effect: 'reversible',
  noun: 'permission set',
  nounInFrench: 'l’ensemble d’autorisations',
});

/** Public groups and queues. */
export const groups = assignments({
  verb: 'groups',
  named: { en: 'groups and queues', fr: 'groupes et files d’attente' },
  object: 'GroupMember',
  queryOf: (id) =>
    soql`SELECT Id, Group.Name, Group.DeveloperName, Group.Type FROM GroupMember WHERE UserOrGroupId = ${id}`,
  row: groupMemberShape,
  labelOf: ({ Group }) => Group?.Name ?? Group?.DeveloperName,
  stage: 'groups',
  effect: 'reversible',
  noun: 'group membership',
  nounInFrench: 'l’appartenance au groupe',
});

export const permissionSetLicences = assignments({
  verb: 'permission-set-licences',
  named: { en: 'licences of permission sets', fr: 'licences d’ensembles d’autorisations' },
  object: 'PermissionSetLicenseAssign',
  queryOf: (id) =>
    soql`SELECT Id, PermissionSetLicense.MasterLabel FROM PermissionSetLicenseAssign WHERE AssigneeId = ${id}`,
  row: permissionSetLicenceShape,
  labelOf: ({ PermissionSetLicense }) => PermissionSetLicense?.MasterLabel,
  stage: 'licence',
  effect: 'reversible',
  noun: 'licence',
  nounInFrench: 'la licence',
});

/** Seats of managed packages, which a deactivated user keeps. */
export const packageLicences = assignments({
  verb: 'package-licences',
  named: { en: 'licences of packages', fr: 'licences de packages' },
  object: 'UserPackageLicense',
  queryOf: (id) => soql`SELECT Id, PackageLicense.NamespacePrefix FROM UserPackageLicense WHERE UserId = ${id}`,
  row: packageLicenceShape,
  labelOf: ({ PackageLicense }) => PackageLicense?.NamespacePrefix,
  stage: 'licence',
  effect: 'reversible',
  noun: 'licence',
  nounInFrench: 'la licence',
});

interface Assignments<Row> {
  verb: Leavable;
  named: Localized;
  /** The object whose records are deleted. */
  object: string;
  queryOf(userId: string): string;
  row: z.ZodType<Row>;
  labelOf(row: Row): string | undefined;
  stage: Stage;
  effect: Effect;
  noun: string;
  nounInFrench: string;
}

/** What a record of its own gives to the user, and the deletion of that record takes away. */
function assignments<Row extends { Id: string }>(of: Assignments<Row>): ActionKind<SalesforceSystem> {
  const { verb, named, stage, effect, noun, nounInFrench } = of;
  return removableKind<SalesforceSystem, Row>({
    ...{ verb, named, stage, effect, noun, nounInFrench },
    applies: (_, system) => !isLeft(system, verb),
    async list({ id }, system, context) {
      const { items, evidence } = await rows(system, { query: of.queryOf(id), row: of.row }, context);
      const told = items.length === 0 ? await listsAreTold(system, context) : [];
      return { items, evidence: [...sawAll(evidence, `${items.length} of ${of.object}`), ...told] };
    },
    target: (row) => ({ id: row.Id, label: of.labelOf(row) || row.Id }),
    path: ({ target }) => `/sobjects/${of.object}${path`/${target}`}`,
  });
}
