import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { userShape } from './github-shapes.ts';
import type { GithubSystem } from './github-system.ts';

/** Everybody who has a foot in the organisation, by list. */
export async function listPeople(
  { http, settings }: GithubSystem,
  which: 'members' | 'owners' | 'outside collaborators',
  context: ConnectorContext,
) {
  const call =
    which === 'outside collaborators'
      ? path`/orgs/${settings.org}/outside_collaborators`
      : path`/orgs/${settings.org}/members`;
  const query = { per_page: 100, ...(which === 'owners' ? { role: 'admin' } : {}) };
  const { items, evidence } = await http.list(call, z.array(userShape), context, { query });
  return { items, evidence: evidence.map((each) => ({ ...each, detail: `${items.length} ${which}` })) };
}
