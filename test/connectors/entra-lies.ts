import { z } from 'zod';
import type { EntraState, EntraUser } from '../../src/workspace/systems/entra/state.ts';
import type { Answer, Asked } from './http-lies.ts';

/** Puts another answer in place of Graph's; the sandbox has done by then what was asked. */
export type Rewrite = (asked: Asked, answer: Answer) => Answer;

const listShape = z.looseObject({ value: z.array(z.looseObject({ id: z.string() })) });
const emptyPage = 'lying-empty-page';

function graphPath({ url }: Asked): string {
  return url.pathname.replace(/^\/v1\.0/, '');
}

function isGraphRead({ method, url }: Asked): boolean {
  return method === 'GET' && url.pathname.startsWith('/v1.0/');
}

function whereList(change: (asked: Asked, body: z.infer<typeof listShape>) => unknown): Rewrite {
  return (asked, answer) => {
    const list = listShape.safeParse(answer.body);
    return isGraphRead(asked) && list.success ? { ...answer, body: change(asked, list.data) } : answer;
  };
}

/** As Graph writes of what an app may not read: the type and the id alone. */
export const hideFields: Rewrite = (asked, answer) =>
  isGraphRead(asked) && answer.status === 200 ? { ...answer, body: hidden(answer.body) } : answer;

const objectShape = z.record(z.string(), z.unknown());

function hidden(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(hidden);
  const fields = objectShape.safeParse(body);
  if (!fields.success) return body;
  const kept = ['id', '@odata.type', '@odata.nextLink'];
  return Object.fromEntries(
    Object.entries(fields.data).map(([name, value]) => {
      if (name === 'value') return [name, hidden(value)];
      return [name, kept.includes(name) ? value : null];
    }),
  );
}

export const emptyPages: Rewrite = whereList(({ url }, body) => {
  if (url.searchParams.has(emptyPage)) return body;
  const next = new URL(url);
  next.searchParams.set(emptyPage, '1');
  return { value: [], '@odata.nextLink': next.href };
});

export const repeatPages: Rewrite = whereList(({ url }, body) => ({ ...body, '@odata.nextLink': url.href }));

/** Below an account or a group. */
export const emptyMembers: Rewrite = whereList((asked, body) =>
  /^\/(users|groups)\/[^/]+\/./.test(graphPath(asked)) ? { ...body, value: [] } : body,
);

export function otherTenant(id: string): Rewrite {
  return whereList((asked, body) =>
    graphPath(asked) === '/organization' ? { value: [{ ...body.value[0], id }] } : body,
  );
}

/** Whoever is asked for: somebody else, or what somebody else has. */
export function answerOthers(state: EntraState, userId: string): Rewrite {
  const other = state.users.find(({ id }) => id !== userId);
  return (asked, answer) => {
    if (!isGraphRead(asked)) return answer;
    const path = graphPath(asked);
    if (/^\/users\/[^/]+@[^/]+$/.test(decodeURIComponent(path))) return { status: 200, body: { id: other?.id } };
    if (!asked.url.searchParams.has('$filter')) return answer;
    switch (path) {
      case '/users':
        return { ...answer, body: { value: [{ id: other?.id }] } };
      case '/roleManagement/directory/roleAssignments':
        return {
          ...answer,
          body: { value: state.roleAssignments.filter(({ principalId }) => principalId !== userId) },
        };
      default:
        return { ...answer, body: { value: [] } };
    }
  };
}

/** A filter that takes `Alex` and `alex` for two. */
export function mindCapitals(state: () => EntraState): Rewrite {
  const valuesOf = (user: EntraUser) => [
    user.userPrincipalName,
    user.mail,
    ...user.proxyAddresses.map((each) => each.replace(/^smtp:/i, '')),
    ...user.otherMails,
  ];
  return (asked, answer) => {
    const name = /^\/users\/([^/]+@[^/]+)$/.exec(decodeURIComponent(graphPath(asked)))?.[1];
    if (name !== undefined && !state().users.some(({ userPrincipalName }) => userPrincipalName === name))
      return { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'none' } } };
    const filter = asked.url.searchParams.get('$filter');
    if (graphPath(asked) !== '/users' || filter === null || filter.startsWith('id eq')) return answer;
    return whereList((_asked, body) => ({
      ...body,
      value: body.value.filter(({ id }) => {
        const user = state().users.find((each) => each.id === id);
        return user !== undefined && valuesOf(user).some((value) => filter.includes(`${value}'`));
      }),
    }))(asked, answer);
  };
}

/** Taking one person out of a group takes everybody out. */
export function widen(happen: (change: (draft: EntraState) => void) => void): Rewrite {
  return (asked, answer) => {
    const group = /^\/groups\/([^/]+)\/members\/[^/]+\/\$ref$/.exec(graphPath(asked))?.[1];
    if (asked.method === 'DELETE' && group !== undefined && answer.status === 204)
      happen(({ groups }) => {
        for (const each of groups) if (each.id === group) each.members = [];
      });
    return answer;
  };
}
