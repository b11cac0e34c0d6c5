import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import { named } from '../../kit/named.ts';
import { type AtlassianSystem, gone, isLeft, unproven } from '../atlassian-system.ts';
import { readUser } from '../directory.ts';

/**
 * Automation rules act as somebody and fail with them. No call tells whose they are, so a person looks; what was done
 * cannot be read.
 */
export const automation: ActionKind<AtlassianSystem> = {
  verb: 'automation',
  named: { en: 'automation rules', fr: 'règles d’automatisation' },

  async plan(account, system) {
    if (account.status === gone || isLeft(system, 'automation')) return [];
    const call = rulesByHand(account.login);
    return [{ stage: 'task', call, effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    return { state: 'unreadable', evidence: (await readUser(system, accountId, context)).evidence };
  },
};

/**
 * Roles in the organisation itself, such as that of its administrator: a person takes them away, and the directory
 * shows it.
 */
export const organisationRoles: ActionKind<AtlassianSystem> = {
  verb: 'organisation-roles',
  named: { en: 'roles in the organisation', fr: 'rôles dans l’organisation' },
  provesItself: true,

  async plan(account, system, context) {
    if (isLeft(system, 'organisation-roles')) return [];
    const { roles } = await rolesOf(system, account.id, context);
    const names = named(roles.map((role) => role.replace(/^atlassian\//, '')));
    if (names === null) return [];
    const call = rolesByHand(account.login, names);
    return [{ stage: 'groups', call, effect: 'reversible', manual: true, verifiable: true }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack({ accountId }, system, context) {
    const { roles, evidence } = await rolesOf(system, accountId, context);
    return { state: roles.length === 0 ? 'desired' : 'not-desired', evidence };
  },
};

async function rolesOf(system: AtlassianSystem, id: string, context: Parameters<typeof readUser>[2]) {
  const { user, evidence } = await readUser(system, id, context);
  if (user === null) return { roles: [], evidence };
  if (user.platformRoles !== undefined) return { roles: user.platformRoles, evidence };
  throw unproven(
    {
      en: 'Atlassian does not tell roles in the organisation',
      fr: 'Atlassian ne dit pas les rôles dans l’organisation',
    },
    evidence,
  );
}

function rulesByHand(login: string): Localized {
  return {
    en: `In Jira, Settings, System, Global automation, search rules whose owner or actor is ${login}, and give them to somebody who stays: rules of a closed account fail. The same in Confluence and in projects that have rules of their own.`,
    fr: `Dans Jira, Paramètres, Système, Automatisation globale, cherchez les règles dont ${login} est propriétaire ou acteur et donnez-les à quelqu’un qui reste : celles d’un compte fermé échouent. De même dans Confluence et dans les projets qui ont leurs propres règles.`,
  };
}

function rolesByHand(login: string, names: string): Localized {
  return {
    en: `In admin.atlassian.com, Directory, Users, take these roles in the organisation away from ${login}: ${names}. Relais reads by itself whether that is done.`,
    fr: `Dans admin.atlassian.com, Annuaire, Utilisateurs, retirez à ${login} ces rôles dans l’organisation : ${names}. Relais vérifie lui-même que c’est fait.`,
  };
}
