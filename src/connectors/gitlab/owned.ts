import { inBoth, type Words } from '../../domain/localized.ts';
import type { OwnedKind } from '../kit/owned-list.ts';
import { type GitlabSystem, isLeft, ownerLevel } from './gitlab-system.ts';
import { directPlaces } from './memberships.ts';

/** Groups and projects of which the person is an Owner; where memberships are left alone, they are not read. */
export const ownedPlaces: OwnedKind<GitlabSystem> = {
  named: { en: 'groups and projects that they own', fr: 'groupes et projets qui leur appartiennent' },
  async read(system, account, context) {
    if (isLeft(system, 'memberships')) return [];
    const { items } = await directPlaces(system, account.id, context);
    const own = items.filter(({ level }) => level !== null && level >= ownerLevel);
    return own.map(({ id, name }): Words => {
      const kind = id.startsWith('group-') ? { en: 'Group', fr: 'Groupe' } : { en: 'Project', fr: 'Projet' };
      return inBoth(kind, (word) => `${word} ${name}`);
    });
  },
};
