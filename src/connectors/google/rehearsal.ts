import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type KnownPerson, type LookUp, type Rehearsal, type RehearsedRead, valuesOf } from '../kit/rehearsal.ts';
import { someUsers } from './control.ts';
import { mailboxScopes } from './google-settings.ts';
import { userShape } from './google-shapes.ts';
import { type GoogleSystem, isClosed, myCustomer } from './google-system.ts';
import { mailboxIsTold } from './mailbox-kind.ts';
import { usersBy } from './user-search.ts';
import { statusOf } from './user-state.ts';

/** Among so many users is one looked for for each look-up. */
const sample = 50;

export const rehearsal: Rehearsal<GoogleSystem> = {
  async people(system, context) {
    const { data } = await someUsers(system, sample, context);
    const closed = (user: (typeof data.items)[number]) => Number(isClosed(statusOf(user)) || !user.isMailboxSetup);
    return data.items
      .toSorted((a, b) => closed(a) - closed(b))
      .map(
        ({ id, primaryEmail, aliases, externalIds = [] }): KnownPerson => ({
          id,
          values: valuesOf({
            primary: primaryEmail,
            alias: aliases,
            number: externalIds.flatMap(({ value, type }) =>
              type === 'organization' && value !== undefined ? [value] : [],
            ),
          }),
        }),
      );
  },
  lookUps: () => [
    byKey('primary', { en: 'the primary address, directly', fr: 'l’adresse principale, directement' }),
    byKey('alias', { en: 'an alias, directly', fr: 'un alias, directement' }),
    bySearch('primary', { en: 'the primary address, in the search', fr: 'l’adresse principale, dans la recherche' }),
    bySearch('alias', { en: 'an alias, in the search', fr: 'un alias, dans la recherche' }),
    {
      key: 'number',
      by: { en: 'the employee number', fr: 'le matricule' },
      holds: 'number',
      anyCase: false,
      async find(system, employeeNumber, context) {
        return (await usersBy(system, { employeeNumber }, context)).items.map(({ id }) => id);
      },
    },
  ],
  reads: (system) => {
    const { http, devices, settings } = system;
    const ofCustomer = path`/admin/directory/v1/customer/${myCustomer}`;
    const reads: RehearsedRead[] = [
      {
        verb: 'groups',
        what: { en: 'the list of groups', fr: 'la liste des groupes' },
        read: (context) =>
          http.get(`/admin/directory/v1/groups?customer=${myCustomer}&maxResults=1`, z.unknown(), context),
      },
      {
        verb: 'roles',
        what: { en: 'administrator roles', fr: 'les rôles d’administrateur' },
        read: (context) => http.get(`${ofCustomer}/roleassignments?maxResults=1`, z.unknown(), context),
      },
      {
        verb: 'devices',
        what: { en: 'devices', fr: 'les appareils' },
        read: (context) => devices.get(`/v1/devices?customer=customers/${myCustomer}&pageSize=1`, z.unknown(), context),
      },
      ...(mailboxScopes(settings).length === 0
        ? []
        : [
            {
              verb: 'delegates',
              what: { en: 'settings of a mailbox', fr: 'les réglages d’une boîte aux lettres' },
              read: (context: ConnectorContext) => mailboxOfAdministrator(system, context),
            },
          ]),
    ];
    return reads.filter(({ verb }) => !(settings.leave as readonly string[]).includes(verb));
  },
  grant: ({ settings: { administrator } }, verb) => {
    const { en, fr } = privilegeFor(verb);
    return {
      en: `In the Admin console, Account, Admin roles: give ${administrator} a role with the privilege: ${en}. Or leave it out with \`leave\`, where it can be.`,
      fr: `Dans la console d’administration, Compte, Rôles d’administrateur : donnez à ${administrator} un rôle avec le privilège : ${fr}. Ou écartez-le par \`leave\`, là où c’est possible.`,
    };
  },
};

function privilegeFor(verb: string | null): Localized {
  switch (verb) {
    case 'groups':
      return { en: 'Groups, Read and Update', fr: 'Groupes, Lire et Mettre à jour' };
    case 'tokens':
    case 'app-passwords':
    case 'backup-codes':
    case 'second-factors':
      return { en: 'Security, User Security Management', fr: 'Sécurité, Gestion de la sécurité des utilisateurs' };
    case 'roles':
    case 'super-administrator':
      return {
        en: 'that of a super administrator, who alone changes other administrators',
        fr: 'celui d’un super administrateur, qui seul modifie d’autres administrateurs',
      };
    case 'devices':
      return {
        en: 'Mobile Device Management, Manage Devices and Settings',
        fr: 'Gestion des appareils mobiles, Gérer les appareils et les paramètres',
      };
    case 'licences':
      return { en: 'License Management', fr: 'Gestion des licences' };
    case 'hand-over':
      return { en: 'Data Transfer', fr: 'Transfert de données' };
    case 'delegates':
    case 'forwarding':
    case 'forwarding-filters':
    case 'send-as':
      return {
        en: 'none: it is read in its owner’s name; check that Gmail is on, and its API in the service account’s project',
        fr: 'aucun : cela se lit au nom du propriétaire ; vérifiez que Gmail est activé, et son API dans le projet du compte de service',
      };
    default:
      return { en: 'Users, Read and Update, and Reports', fr: 'Utilisateurs, Lire et Mettre à jour, et Rapports' };
  }
}

function byKey(key: 'primary' | 'alias', by: Localized): LookUp<GoogleSystem> {
  return {
    ...{ key, by, holds: 'address', anyCase: true },
    async find({ http }, value, context) {
      const { data } = await http.find(path`/admin/directory/v1/users/${value}`, userShape, context, {
        query: { projection: 'full' },
      });
      return data ? [data.id] : [];
    },
  };
}

function bySearch(key: 'primary' | 'alias', by: Localized): LookUp<GoogleSystem> {
  return {
    ...{ key, by, holds: 'address', anyCase: true },
    async find(system, address, context) {
      return (await usersBy(system, { address }, context)).items.map(({ id }) => id);
    },
  };
}

async function mailboxOfAdministrator(system: GoogleSystem, context: ConnectorContext): Promise<void> {
  const key = path`/admin/directory/v1/users/${system.settings.administrator}`;
  const { data } = await system.http.find(key, userShape, context, { query: { projection: 'full' } });
  if (data?.isMailboxSetup) await mailboxIsTold(system, data, context);
}
