import { inBoth, type Words } from '../../domain/localized.ts';
import type { OwnedKind } from '../kit/owned-list.ts';
import { type GiteaSystem, isLeft } from './gitea-system.ts';
import { membershipsOf } from './organisations.ts';
import { ownRepositories } from './repositories.ts';

/** Organisations of which the person is an owner; where they are left alone, they are not read. */
export const ownedOrganisations: OwnedKind<GiteaSystem> = {
  named: { en: 'organisations that they own', fr: 'organisations qui leur appartiennent' },
  async read(system, { id }, context) {
    if (isLeft(system, 'organisations')) return [];
    const { items } = await membershipsOf(system, id, context);
    const own = items.filter(({ isOwner }) => isOwner);
    return own.map(
      ({ name }): Words => inBoth({ en: 'Organisation', fr: 'Organisation' }, (word) => `${word} ${name}`),
    );
  },
};

/** Repositories in the person’s own name. */
export const ownedRepositories: OwnedKind<GiteaSystem> = {
  named: { en: 'repositories of their own', fr: 'dépôts personnels' },
  async read(system, { id }, context) {
    if (isLeft(system, 'repositories')) return [];
    const { items } = await ownRepositories(system, id, context);
    const word = { en: 'Repository', fr: 'Dépôt' };
    return items.map(({ full_name }): Words => inBoth(word, (each) => `${each} ${full_name}`));
  },
};
