import { Router } from 'express';
import { Refusal } from '../answer.ts';
import type { Core } from '../sandbox-core.ts';
import { accountOf, type GithubSettings } from './organisation.ts';
import { type GithubRepository, type GithubState, sameLogin } from './state.ts';
import { deployKeyBody, notFound, userBody } from './words.ts';

/** https://docs.github.com/rest/deploy-keys, /rest/collaborators: what outlives a membership. */
export function repositoriesRoutes(core: Core<GithubState>, { org }: GithubSettings): Router {
  const router = Router();
  const repositoryOf = (state: GithubState, owner: string, name: string): GithubRepository => {
    const repository = state.repositories.find((each) => sameLogin(owner, org) && sameLogin(each.name, name));
    if (repository === undefined) throw new Refusal(notFound);
    return repository;
  };

  router.get('/:owner/:name/keys', (request, response) => {
    const { owner, name } = request.params;
    response.json(repositoryOf(core.state(), owner, name).deployKeys.map(deployKeyBody));
  });
  router.get('/:owner/:name/keys/:key', (request, response) => {
    const { owner, name, key } = request.params;
    const found = repositoryOf(core.state(), owner, name).deployKeys.find((each) => String(each.id) === key);
    if (found === undefined) throw new Refusal(notFound);
    response.json(deployKeyBody(found));
  });
  router.delete('/:owner/:name/keys/:key', (request, response) => {
    const { owner, name, key } = request.params;
    core.write('deploy keys', (state) => {
      const repository = repositoryOf(state, owner, name);
      const left = repository.deployKeys.filter((each) => String(each.id) !== key);
      if (left.length === repository.deployKeys.length) throw new Refusal(notFound);
      repository.deployKeys = left;
    });
    response.status(204).end();
  });

  router.get('/:owner/:name/collaborators', (request, response) => {
    const { owner, name } = request.params;
    const state = core.state();
    const { collaborators } = repositoryOf(state, owner, name);
    response.json(collaborators.map((login) => userBody(accountOf(state, login), '')));
  });
  router.get('/:owner/:name/collaborators/:login', (request, response) => {
    const { owner, name, login } = request.params;
    const { collaborators } = repositoryOf(core.state(), owner, name);
    if (!collaborators.some((each) => sameLogin(each, login))) throw new Refusal(notFound);
    response.status(204).end();
  });
  router.delete('/:owner/:name/collaborators/:login', (request, response) => {
    const { owner, name, login } = request.params;
    core.write('leave repository', (state) => {
      const repository = repositoryOf(state, owner, name);
      repository.collaborators = repository.collaborators.filter((each) => !sameLogin(each, login));
    });
    response.status(204).end();
  });

  return router;
}
