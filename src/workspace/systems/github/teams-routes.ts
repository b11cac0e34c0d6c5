import { type Request, Router } from 'express';
import { Refusal } from '../answer.ts';
import { onePage } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { teamBody, userBody, wholeTeamBody } from './bodies.ts';
import { accountOf, baseOf, type GithubSettings, teamById, teamOf } from './organisation.ts';
import { notFound } from './refusals.ts';
import { type GithubState, type GithubTeam, sameLogin } from './state.ts';

const names = { size: 'per_page', cursor: 'page', defaultSize: 30, largestSize: 100 };

/** https://docs.github.com/rest/teams: by name below `/orgs/:org`. */
export function teamsRoutes(core: Core<GithubState>, settings: GithubSettings): Router {
  const router = Router({ mergeParams: true });
  router.get('/teams', (request, response) => {
    const teams = onePage(core.state().teams, names, { request, response });
    response.json(teams.map((each) => teamBody(each, settings, baseOf(request))));
  });
  router.get('/teams/:slug/members', (request, response) => {
    const state = core.state();
    const members = teamOf(state, request.params.slug).members.map((login) => accountOf(state, login));
    response.json(onePage(members, names, { request, response }).map((each) => userBody(each, baseOf(request))));
  });
  router.use(
    '/teams/:slug',
    oneTeam(core, settings, (state, { slug = '' }) => teamOf(state, slug)),
  );
  return router;
}

/** The same by number, below `/organizations/:id`: what GitHub's own addresses of teams are. */
export function teamsByNumberRoutes(core: Core<GithubState>, settings: GithubSettings): Router {
  const router = Router();
  router.use(
    '/:org/team/:team',
    (request, _response, next) => {
      if (request.params.org !== String(settings.orgId)) throw new Refusal(notFound);
      next();
    },
    oneTeam(core, settings, (state, { team = '' }) => teamById(state, team)),
  );
  return router;
}

function oneTeam(
  core: Core<GithubState>,
  settings: GithubSettings,
  find: (state: GithubState, params: { slug?: string; team?: string }) => GithubTeam,
): Router {
  const router = Router({ mergeParams: true });
  const teamFor = (state: GithubState, request: Request) => find(state, request.params);
  router.get('/', (request, response) => {
    const team = teamFor(core.state(), request);
    response.json(wholeTeamBody(team, settings, baseOf(request)));
  });
  router.get('/memberships/:login', (request, response) => {
    const { login } = request.params;
    const team = teamFor(core.state(), request);
    if (!team.members.some((each) => sameLogin(each, login))) throw new Refusal(notFound);
    const url = `${baseOf(request)}/organizations/${settings.orgId}/team/${team.id}/memberships/${login}`;
    response.json({ url, role: 'member', state: 'active' });
  });
  router.delete('/memberships/:login', (request, response) => {
    core.write('leave team', (state) => {
      const team = teamFor(state, request);
      const left = team.members.filter((each) => !sameLogin(each, request.params.login));
      if (left.length === team.members.length) throw new Refusal(notFound);
      team.members = left;
    });
    response.status(204).end();
  });
  return router;
}
