import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { instantIn } from '../../kit/account-list.ts';
import { named } from '../../kit/named.ts';
import { deployKeyShape, type GiteaDeployKey, type GiteaRepository } from '../gitea-shapes.ts';
import { type GiteaSystem, isLeft, wholeList } from '../gitea-system.ts';
import { reachedRepositories, repositoryPath } from '../repositories.ts';

/** In so many repositories are deploy keys looked for, a call each. */
const mostRepositories = 100;

/**
 * Deploy keys go on whatever becomes of whoever added them, and Gitea tells nobody who that was. So those of all
 * repositories within reach that the leaver could administer are listed, and a person judges each: nothing that can be
 * read says which of them may stay. Of an administrator of the site, no list tells the repositories that they could add
 * keys to: a person looks into all.
 */
export const deployKeys: ActionKind<GiteaSystem> = {
  verb: 'deploy-keys',
  named: { en: 'deploy keys that they may have added', fr: 'clés de déploiement peut-être ajoutées par la personne' },

  async plan({ id, login }, system, context) {
    if (isLeft(system, 'deploy-keys')) return [];
    const { user, items } = await reachedRepositories(system, id, context);
    const everywhere = user?.is_admin === true;
    // Where Gitea does not say, they may have.
    const administered = items.filter(({ permissions }) => permissions?.admin !== false);
    const looked = administered.slice(0, mostRepositories);
    const keys: string[] = [];
    for (const repository of looked) keys.push(...(await keysOf(system, repository, context)));
    const names = named(keys);
    const rest = administered.length - looked.length;
    if (names === null && rest === 0 && !everywhere) return [];
    const call = byHand(login, { names, rest, everywhere });
    return [{ stage: 'credentials', call, effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack() {
    return { state: 'unreadable', evidence: [] };
  },
};

/** The deploy keys of one repository, for people to read. */
async function keysOf(system: GiteaSystem, repository: GiteaRepository, context: ConnectorContext): Promise<string[]> {
  const list = { path: `${repositoryPath(repository)}/keys`, shape: z.array(deployKeyShape) };
  const { items } = await wholeList(system.http, list, context);
  return items.map((key) => `${repository.full_name}: ${keyWords(key)}`);
}

function keyWords({ id, title, fingerprint, created_at, read_only }: GiteaDeployKey): string {
  const day = instantIn(created_at)?.slice(0, 10);
  // Only what is told: a key of which it is not said that it reads alone may write.
  const facts = [fingerprint, read_only === true ? 'read-only' : 'read-write', day].filter(Boolean).join(', ');
  return `${title || `#${id}`} (${facts})`;
}

function byHand(
  login: string,
  { names, rest, everywhere }: { names: string | null; rest: number; everywhere: boolean },
): Localized {
  const listed = {
    en: names === null ? '' : ` Deploy keys there: ${names}.`,
    fr: names === null ? '' : ` Clés de déploiement qui s’y trouvent : ${names}.`,
  };
  const unseen = {
    en: rest === 0 ? '' : ` ${rest} more such repositories were not looked into: look yourself.`,
    fr: rest === 0 ? '' : ` ${rest} autres de ces dépôts n’ont pas été consultés : regardez vous-même.`,
  };
  const all = {
    en: everywhere
      ? ` ${login} administers the whole instance, so look into every repository of it, named here or not.`
      : '',
    fr: everywhere
      ? ` ${login} administre toute l’instance : regardez dans chacun de ses dépôts, nommé ici ou non.`
      : '',
  };
  return {
    en: `${login} could add deploy keys to repositories, which work on after every account is closed; Gitea does not tell who added them.${listed.en}${unseen.en}${all.en} In each repository, Settings, Deploy Keys, remove what is ${login}’s or what nobody knows.`,
    fr: `${login} pouvait ajouter à des dépôts des clés de déploiement, qui fonctionnent encore une fois tout compte fermé ; Gitea ne dit pas qui les a ajoutées.${listed.fr}${unseen.fr}${all.fr} Dans chaque dépôt, Paramètres, Clés de déploiement, supprimez celles de ${login} et celles que personne ne connaît.`,
  };
}
