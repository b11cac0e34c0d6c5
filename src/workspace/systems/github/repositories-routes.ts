import { type Request, Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { accountOf, baseOf, type GithubSettings } from './organisation.ts';
import { notFound } from './refusals.ts';
import { collaboratorBody, deployKeyBody, repositoryInvitationBody } from './repository-bodies.ts';
import { type GithubRepository, type GithubState, sameLogin } from './state.ts';

/** https://docs.github.com/rest/deploy-keys, /rest/collaborators: what outlives a membership. */
export function repositoriesRoutes(core: Core<GithubState>, settings: GithubSettings): Router {
  const router = Router();
  const { org } = settings;
  const urlOf = (request: Request, name: string) => `${baseOf(request)}/repos/${org}/${name}`;
  const repositoryOf = (state: GithubState, owner: string, name: string): GithubRepository => {
    const repository = state.repositories.find((each) => sameLogin(owner, org) && sameLogin(each.name, name));
    if (repository === undefined) throw new Refusal(notFound);
    return repository;
  };

  router.get('/:owner/:name/keys', (request, response) => {
    const { owner, name } = request.params;
    const keys = repositoryOf(core.state(), owner, name).deployKeys;
    response.json(keys.map((each) => deployKeyBody(each, urlOf(request, name))));
  });
  router.get('/:owner/:name/keys/:key', (request, response) => {
    const { owner, name, key } = request.params;
    const found = repositoryOf(core.state(), owner, name).deployKeys.find((each) => String(each.id) === key);
    if (found === undefined) throw new Refusal(notFound);
    response.json(deployKeyBody(found, urlOf(request, name)));
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
    response.json(collaborators.map((login) => collaboratorBody(accountOf(state, login), baseOf(request))));
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

  router.get('/:owner/:name/invitations', (request, response) => {
    const { owner, name } = request.params;
    const state = core.state();
    const repository = repositoryOf(state, owner, name);
    const of = { state, repository, organisation: settings, base: baseOf(request) };
    const names = { size: 'per_page', cursor: 'page', defaultSize: 30, largestSize: 100 };
    const page = onePage(repository.invitations, names, { request, response });
    response.json(page.map((each) => repositoryInvitationBody(each, of)));
  });
  router.delete('/:owner/:name/invitations/:id', (request, response) => {
    const { owner, name, id } = request.params;
    core.write('take invitation back', (state) => {
      const repository = repositoryOf(state, owner, name);
      const left = repository.invitations.filter((each) => String(each.id) !== id);
      if (left.length === repository.invitations.length) throw new Refusal(notFound);
      repository.invitations = left;
    });
    response.status(204).end();
  });

  return router;
}
