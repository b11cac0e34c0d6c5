import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { ErrorKind, Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { type GithubSystem, unproven } from './github-system.ts';

const errorShape = z.object({ type: z.string().nullish().catch(null), message: z.string().catch('') });
const unnamed = { type: null, message: 'an error that is not told' };

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  // Whatever stands there beside nothing at all is an error, and what is answered with it is not whole.
  errors: z.array(errorShape.catch(unnamed)).nullish().catch([unnamed]),
});

const mostPages = 200;

interface Question<Node> {
  /** Has `$after`, and asks for `nodes` and `pageInfo { hasNextPage endCursor }`. */
  query: string;
  variables: Readonly<Record<string, unknown>>;
  /** Finds the connection in the data; null where GitHub answers null on the way there. */
  connectionIn(data: Readonly<Record<string, unknown>>): unknown;
  node: z.ZodType<Node>;
  /** For evidence, in English, and errors: `teams`. */
  what: Localized;
}

/**
 * Every node of a connection, over all pages. Null where the connection is null, which GitHub answers for what is not
 * set up, and for what may not be seen. Throws `unproven` where a page is followed by none, by itself, or holds what is
 * hidden.
 */
export async function allNodes<Node>(
  system: GithubSystem,
  { query, variables, connectionIn, node, what }: Question<Node>,
  context: ConnectorContext,
): Promise<{ nodes: readonly Node[] | null; evidence: readonly Evidence[] }> {
  const connectionShape = z.object({
    nodes: z.array(node.nullable()),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  });
  const nodes: Node[] = [];
  const evidence: Evidence[] = [];
  const cursors = new Set<string>();
  for (let after: string | null = null; evidence.length < mostPages; ) {
    const { data, evidence: read } = await answerTo(system, { query, variables: { ...variables, after } }, context);
    const connection = connectionIn(data) ?? null;
    if (connection === null && cursors.size === 0)
      return { nodes: null, evidence: [{ ...read, detail: `no ${what.en}` }] };
    const page = connectionShape.safeParse(connection);
    if (!page.success)
      throw unproven(
        {
          en: `GitHub tells its ${what.en} in an unknown shape`,
          fr: `GitHub donne une liste (${what.fr}) sous une forme inconnue`,
        },
        [{ ...read, detail: 'unknown shape' }],
      );
    for (const each of page.data.nodes) {
      if (each === null)
        throw unproven({ en: `GitHub hides some ${what.en}`, fr: `GitHub cache une partie de la liste (${what.fr})` }, [
          { ...read, detail: `some ${what.en} are null` },
        ]);
      nodes.push(each);
    }
    evidence.push({ ...read, detail: `${nodes.length} ${what.en}` });
    const { hasNextPage, endCursor } = page.data.pageInfo;
    if (!hasNextPage) return { nodes, evidence };
    if (!endCursor || cursors.has(endCursor))
      throw unproven(
        { en: `GitHub’s pages of ${what.en} do not go on`, fr: `les pages de GitHub (${what.fr}) ne se suivent pas` },
        evidence,
      );
    cursors.add(endCursor);
    after = endCursor;
  }
  throw unproven(
    {
      en: `more than ${mostPages} pages of ${what.en}; not read to the end`,
      fr: `plus de ${mostPages} pages (${what.fr}) ; la liste n’a pas été lue jusqu’au bout`,
    },
    evidence,
  );
}

async function answerTo(
  { http, settings }: GithubSystem,
  json: { query: string; variables: Readonly<Record<string, unknown>> },
  context: ConnectorContext,
): Promise<{ data: Readonly<Record<string, unknown>>; evidence: Evidence }> {
  // GitHub Enterprise Server has REST under /api/v3 and GraphQL beside it, under /api/graphql.
  const endpoint = /\/api\/v3\/?$/.test(settings.baseUrl) ? '/../graphql' : '/graphql';
  const reply = await http.send('POST', endpoint, context, { json, changesNothing: true });
  const answer = answerShape.safeParse(reply.data);
  const [error] = answer.data?.errors ?? [];
  if (error) {
    const words = http.redact.text(error.message).slice(0, 200);
    throw new ConnectorError(
      kindOfError(error.type ?? ''),
      { en: `GitHub refuses the question: ${words}`, fr: `GitHub refuse la question : ${words}` },
      {
        evidence: [saw(reply, words)],
      },
    );
  }
  if (!answer.data?.data)
    throw unproven({ en: 'GitHub answers the question with nothing', fr: 'GitHub ne répond rien à la question' }, [
      saw(reply, 'no data'),
    ]);
  return { data: answer.data.data, evidence: reply.evidence };
}

/** https://docs.github.com/graphql: it answers 200 also when it refuses. */
function kindOfError(type: string): ErrorKind {
  switch (type) {
    case 'RATE_LIMITED':
    case 'RATE_LIMIT':
      return 'throttled';
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
    case 'UNAUTHORIZED':
      return 'unauthorised';
    case 'NOT_FOUND':
      return 'not-found';
    default:
      return 'rejected';
  }
}

/** What is behind a row of names, null as soon as one is missing. */
export function inside(data: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((value, name) => {
    const record = z.record(z.string(), z.unknown()).safeParse(value);
    return record.success ? (record.data[name] ?? null) : null;
  }, data);
}
