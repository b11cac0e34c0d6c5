import type { Tier } from '../../../domain/systems/tier.ts';
import type { WorkspacePerson } from '../../company.ts';
import { vendorUuid } from '../vendor-id.ts';
import type { ScimState } from './state.ts';

/** One product behind SCIM: who uses it, in which groups, and what it takes `active: false` to mean. */
export interface ScimProduct {
  id: string;
  label: string;
  tier: Tier;
  /** `suspend` keeps the user, inactive; `remove` takes the user out of the product, as several vendors do. */
  deactivation: 'suspend' | 'remove';
  /** Empty for people who do not use it. */
  groupsOf(person: WorkspacePerson): readonly string[];
}

export const salesCrm: ScimProduct = {
  id: 'crm',
  label: 'Sales CRM',
  tier: 'crm',
  deactivation: 'suspend',
  groupsOf(person) {
    const groups: string[] = [];
    if (person.team === 'Sales') groups.push('Sales pipeline');
    if (/executive/i.test(person.title)) groups.push('Account owners');
    if (/head of sales|general manager/i.test(person.title)) groups.push('Forecast readers', 'Administrators');
    if (/head of platform|consultant/i.test(person.title)) groups.push('Reports');
    if (person.title === 'Software engineer') groups.push('API integrations');
    if (person.team === 'People') groups.push('Reports');
    return groups;
  },
};

export const designTool: ScimProduct = {
  id: 'design',
  label: 'Design tool',
  tier: 'collaboration',
  deactivation: 'remove',
  groupsOf(person) {
    if (person.team === 'IT') return [];
    const groups = [person.team === 'Platform' ? 'Product editors' : 'Viewers'];
    if (['Sales', 'Direction', 'People'].includes(person.team)) groups.push('Brand library');
    return groups;
  },
};

const day = 86_400_000;

export function seedScim(product: ScimProduct, people: readonly WorkspacePerson[], now: Date): ScimState {
  const users = people.filter((person) => product.groupsOf(person).length > 0);
  const ago = (days: number) => new Date(now.getTime() - days * day).toISOString();
  const idOf = (person: WorkspacePerson) => vendorUuid(`${product.id}/${person.id}`);
  const groups = [...new Set(users.flatMap((person) => product.groupsOf(person)))];
  return {
    users: users.map((person, index) => {
      const [givenName = person.name, ...rest] = person.name.split(' ');
      return {
        id: idOf(person),
        userName: person.email,
        displayName: person.name,
        givenName,
        familyName: rest.join(' '),
        title: person.title,
        department: person.team,
        email: person.email,
        active: true,
        removed: false,
        sessions: 1 + (index % 2),
        lastSignIn: ago(0.5 + index),
        created: ago(200 + index * 11),
        lastModified: ago(200),
      };
    }),
    groups: groups.map((displayName) => ({
      id: vendorUuid(`${product.id}/group/${displayName}`),
      displayName,
      members: users.filter((person) => product.groupsOf(person).includes(displayName)).map(idOf),
      created: ago(500),
      lastModified: ago(30),
    })),
  };
}
