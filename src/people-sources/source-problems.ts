import type { ConfiguredSystem } from '../connectors/define-connector.ts';
import type { Organisation, RoleMember } from '../engine/people/organisation.ts';
import { ldapGroupId } from './ldap/ldap-source-settings.ts';
import type { ConfiguredSource } from './sources-schema.ts';

/** What is wrong with an organisation beside its systems; `path` is below `organisation`. */
interface SourceProblem {
  path: (string | number)[];
  message: string;
}

type Checked = Pick<Organisation, 'precedence' | 'roles' | 'ownRoles'> & { sources: readonly ConfiguredSource[] };

/** Names of sources, systems and groups that lead nowhere. */
export function sourceProblems(
  organisation: Checked,
  { systems, hris }: { systems: readonly ConfiguredSystem[]; hris: readonly { id: string }[] },
): SourceProblem[] {
  const { sources, precedence } = organisation;
  const byId = new Map(systems.map((system) => [system.id, system]));
  const problems: SourceProblem[] = [];
  sources.forEach(({ type, id }, index) => {
    const system = byId.get(id);
    const isHr = hris.some((one) => one.id === id);
    if (type !== 'system' && (system || isHr))
      problems.push({ path: ['sources', index, 'id'], message: 'is the id of a system; give the source another' });
    if (type === 'system' && !system?.directory && !isHr)
      problems.push({
        path: ['sources', index, 'from'],
        message: system
          ? `${system.label} does not tell who is who; Okta, Entra ID, Google Workspace and HR systems do`
          : 'expected the id of a system, or of an HR system, of this file',
      });
  });
  sources.forEach((source, index) => {
    // What could not be read is of none of these types.
    if (source.type !== 'system' && source.type !== 'ldap') return;
    const isSystem = source.type === 'system';
    const names = isSystem ? source.userNames : source.settings.userNames;
    const looks = isSystem ? byId.get(source.id)?.directory?.userNameAttribute : undefined;
    for (const [id, attribute] of Object.entries(names)) {
      const path = ['sources', index, ...(isSystem ? [] : ['ldap']), 'userNames', id];
      if (!byId.has(id))
        problems.push({ path, message: 'no system of this file has this id, so nothing would be asked by it' });
      else if (isSystem && !looks)
        problems.push({ path, message: 'HR systems tell no user names; Okta, Entra ID and Google Workspace do' });
      else if (looks && !looks.pattern.test(attribute))
        problems.push({ path, message: `expected an attribute such as ${looks.example}` });
    }
  });
  for (const [field, ids] of Object.entries(precedence))
    ids?.forEach((id, index) => {
      if (!sources.some((one) => one.id === id))
        problems.push({
          path: ['precedence', field, index],
          message: `expected the id of one of organisation.sources${sources.length === 0 ? ', which has none' : `: ${sources.map((one) => one.id).join(', ')}`}`,
        });
    });
  const groupIds = new Map<string, GroupId>();
  for (const { id, directory } of systems) if (directory?.groupId) groupIds.set(id, directory.groupId);
  for (const one of sources) if (one.type === 'ldap') groupIds.set(one.id, ldapGroupId(one.settings));
  return [...problems, ...groupProblems(organisation, groupIds)];
}

type GroupId = NonNullable<NonNullable<ConfiguredSystem['directory']>['groupId']>;

function groupProblems({ roles, ownRoles }: Checked, groupIds: ReadonlyMap<string, GroupId>): SourceProblem[] {
  const places: { path: (string | number)[]; members: readonly RoleMember[] }[] = [
    ...Object.entries(roles).map(([role, members]) => ({ path: ['roles', role], members })),
    ...ownRoles.map(({ people }, index) => ({ path: ['ownRoles', index, 'people'], members: people })),
  ];
  return places.flatMap(({ path, members }) =>
    members.flatMap((member, index) => {
      if (typeof member === 'string' || 'slackGroup' in member) return [];
      const groupId = groupIds.get(member.in);
      if (!groupId)
        return [
          {
            path: [...path, index, 'in'],
            message: 'expected the id of an Okta or Entra ID system, or of an LDAP source, of this file',
          },
        ];
      if (groupId.pattern.test(member.group)) return [];
      const message = `expected the id of the group, such as ${groupId.example}, which stays when it is renamed`;
      return [{ path: [...path, index, 'group'], message }];
    }),
  );
}
