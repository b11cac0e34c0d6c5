import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { ownTokenShape, tokenShape } from './gitlab-shapes.ts';
import { type GitlabSystem, unproven } from './gitlab-system.ts';
import { wholeList } from './whole-list.ts';

/** Whose token Relais has, and what it may do. */
export async function ownToken({ http }: GitlabSystem, context: ConnectorContext) {
  const reply = await http.get('/personal_access_tokens/self', ownTokenShape, context);
  return {
    userId: reply.data.user_id,
    scopes: reply.data.scopes,
    evidence: saw(reply, `token of ${reply.data.user_id}`),
  };
}

/**
 * What shows that an empty list is GitLab's word, and not the want of a right: a list of the same kind that cannot be
 * empty, because Relais' own token is in it.
 */
export async function listsAreTold(system: GitlabSystem, context: ConnectorContext): Promise<Evidence[]> {
  const { userId, evidence } = await ownToken(system, context);
  const list = {
    path: '/personal_access_tokens',
    shape: z.array(tokenShape),
    query: { user_id: userId, state: 'active' },
  };
  const { items, evidence: listed } = await wholeList(system, list, context);
  const all = [evidence, ...sawAll(listed, `control: ${items.length} tokens of Relais’ own account`)];
  if (items.length > 0) return all;
  throw unproven(
    {
      en: 'GitLab does not list the token that Relais uses, so an empty list proves nothing',
      fr: 'GitLab ne liste pas le jeton que Relais utilise : une liste vide ne prouve rien',
    },
    all,
  );
}
