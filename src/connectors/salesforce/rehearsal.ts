import type { Localized } from '../../domain/localized.ts';
import { type KnownPerson, type LookUp, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { userFields, userShape } from './salesforce-shapes.ts';
import type { SalesforceSystem } from './salesforce-system.ts';
import { rows, soql } from './soql.ts';

/** Among so many users is one looked for for each look-up. */
const sample = 50;

export const rehearsal: Rehearsal<SalesforceSystem> = {
  async people(system, context) {
    const query = `SELECT ${userFields} FROM User WHERE IsActive = true ORDER BY CreatedDate LIMIT ${sample}`;
    const { items } = await rows(system, { query, row: userShape }, context);
    return items.map(
      ({ Id, Username, Email, FederationIdentifier, EmployeeNumber }): KnownPerson => ({
        id: Id,
        values: valuesOf({ Username, Email, FederationIdentifier, EmployeeNumber }),
      }),
    );
  },
  lookUps: () => [
    asked('Username', { en: 'the user name', fr: 'le nom d’utilisateur' }, (value) => soql`Username = ${value}`),
    asked('Email', { en: 'the e-mail address', fr: 'l’adresse électronique' }, (value) => soql`Email = ${value}`),
    asked(
      'FederationIdentifier',
      { en: 'the federation id', fr: 'l’identifiant de fédération' },
      (value) => soql`FederationIdentifier = ${value}`,
    ),
    asked(
      'EmployeeNumber',
      { en: 'the employee number', fr: 'le matricule' },
      (value) => soql`EmployeeNumber = ${value}`,
    ),
  ],
  grant: (_, verb) => ({
    en: `Give the user in whose name Relais works Manage Users, View Setup and, for reports, Manage All Private Reports and Dashboards${verb === null ? '' : ', or leave it out with `leave`, where the edition does not have it'}.`,
    fr: `Donnez à l’utilisateur au nom duquel Relais travaille « Manage Users », « View Setup » et, pour les rapports, « Manage All Private Reports and Dashboards »${verb === null ? '' : ', ou écartez-le par `leave`, si l’édition ne l’a pas'}.`,
  }),
};

function asked(key: string, by: Localized, where: (value: string) => string): LookUp<SalesforceSystem> {
  const isNumber = key === 'EmployeeNumber';
  return {
    ...{ key, by, holds: isNumber ? 'number' : 'address', anyCase: !isNumber },
    async find(system, value, context) {
      const query = `SELECT ${userFields} FROM User WHERE ${where(value)}`;
      const { items } = await rows(system, { query, row: userShape }, context);
      return items.map(({ Id }) => Id);
    },
  };
}
