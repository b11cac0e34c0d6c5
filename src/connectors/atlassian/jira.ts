import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { idText, optional } from '../kit/vendor-shapes.ts';
import { groupShape, tokenShape } from './atlassian-shapes.ts';
import { type AtlassianSystem, unproven } from './atlassian-system.ts';

const api = '/rest/api/3';

export function jiraPath(below: string): string {
  return `${api}${below}`;
}

/** Every page of a list of Jira; each says whether it is the last, and where the next one is. */
export async function jiraList<Item>(
  { jira }: AtlassianSystem,
  {
    below,
    item,
    query,
  }: { below: string; item: z.ZodType<Item>; query: Readonly<Record<string, string | number | boolean>> },
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const schema = z.object({
    values: z.array(item),
    isLast: optional(z.boolean()),
    nextPage: optional(z.string()),
  });
  const next = ({ isLast, nextPage }: z.output<typeof schema>) => {
    if (isLast === true) return null;
    if (nextPage !== undefined) return nextPage;
    throw new ConnectorError('unproven', {
      en: 'Jira does not tell whether its list goes on',
      fr: 'Jira ne dit pas si sa liste continue',
    });
  };
  const { pages, evidence } = await jira.pages(jiraPath(below), { schema, next }, context, {
    query: { ...query, maxResults: 50 },
  });
  return { items: pages.flatMap(({ values }) => values), evidence };
}

/** The account whose token Relais uses at Jira. */
export async function ownAccount({ jira }: AtlassianSystem, context: ConnectorContext) {
  const reply = await jira.get(jiraPath('/myself'), z.object({ accountId: idText }), context);
  return { id: reply.data.accountId, evidence: saw(reply, `the token is of ${reply.data.accountId}`) };
}

/** The groups of an account, as Jira tells them. An empty list counts only where the token’s own account is in one. */
export async function groupsOf(system: AtlassianSystem, id: string, context: ConnectorContext) {
  const found = await readGroups(system, id, context);
  if (found.items.length > 0) return found;
  const own = await ownAccount(system, context);
  const control = await readGroups(system, own.id, context);
  const all = [...found.evidence, own.evidence, ...control.evidence];
  if (control.items.length > 0) return { items: found.items, evidence: all };
  throw unproven({ en: 'Jira tells no group of anybody', fr: 'Jira ne dit les groupes de personne' }, all);
}

async function readGroups({ jira }: AtlassianSystem, accountId: string, context: ConnectorContext) {
  const reply = await jira.get(jiraPath('/user/groups'), z.array(groupShape), context, { query: { accountId } });
  return { items: reply.data, evidence: [saw(reply, `in ${reply.data.length} groups`)] };
}

/** API tokens of a managed account. An empty list counts only where that of the token’s own account is not. */
export async function tokensOf(system: AtlassianSystem, id: string, context: ConnectorContext) {
  const found = await readTokens(system, id, context);
  if (found.items.length > 0) return found;
  const own = await ownAccount(system, context);
  const control = await readTokens(system, own.id, context);
  const all = [...found.evidence, own.evidence, ...sawAll(control.evidence, 'control: the token that Relais uses')];
  if (control.items.length > 0) return { items: found.items, evidence: all };
  throw unproven(
    {
      en: 'Atlassian does not tell the API token that Relais itself uses',
      fr: 'Atlassian ne dit pas le jeton d’API que Relais utilise lui-même',
    },
    all,
  );
}

async function readTokens({ http }: AtlassianSystem, id: string, context: ConnectorContext) {
  const reply = await http.get(path`/users/${id}/manage/api-tokens`, z.array(tokenShape), context);
  return { items: reply.data, evidence: [saw(reply, `${reply.data.length} API tokens`)] };
}
