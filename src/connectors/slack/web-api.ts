import { z } from 'zod';
import type { ErrorKind, Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient, Reply } from '../http/http-client.ts';
import { saw } from '../kit/connector-of.ts';

type Arguments = Readonly<Record<string, string | number | boolean>>;

/** One method of Slack’s, what is told there, and what it is asked with. */
interface Question<Data> {
  method: string;
  shape: z.ZodType<Data>;
  args?: Arguments;
  /** Refusals that are an answer here, such as `users_not_found`. */
  expect?: readonly string[];
}

/** A list: `name` is the field that holds it, `args.limit` or `args.count` a page’s size. */
interface ListQuestion<Item> {
  method: string;
  name: string;
  item: z.ZodType<Item>;
  args: Arguments;
}

/** What Slack answered: what was asked for, or one of the refusals that were expected. */
type Told<Data> = { refused: null; data: Data } | { refused: string; data: null };
type SlackAnswer<Data> = Told<Data> & { evidence: Evidence };

/** No list that is read here is longer; whatever seems so leads in a circle. */
const mostPages = 200;

const metadataShape = z.object({ next_cursor: z.string().nullish() }).nullish();
const pagingShape = z.object({ page: z.int(), pages: z.int() });

/** Slack answers 200 to nearly everything; `ok` says whether it did what was asked, `error` why not. */
function answerShape<Data>(shape: z.ZodType<Data>): z.ZodType<Told<Data>> {
  const refusal = z.object({ ok: z.literal(false), error: z.string() });
  const done = z.looseObject({ ok: z.literal(true) }).transform((body): unknown => body);
  return z.union([
    refusal.transform(({ error }): Told<Data> => ({ refused: error, data: null })),
    done.pipe(shape).transform((data): Told<Data> => ({ refused: null, data })),
  ]);
}

/** Asks a method that only reads, by GET. */
export async function read<Data>(
  http: HttpClient,
  { method, shape, args = {}, expect = [] }: Question<Data>,
  context: ConnectorContext,
): Promise<SlackAnswer<Data>> {
  const reply = await http.get(`/${method}`, answerShape(shape), context, { query: args });
  return answered(method, reply, { expect, changes: false });
}

/** Asks a method that only reads and that Slack documents as POST. */
export async function readByPost<Data>(
  http: HttpClient,
  { method, shape, args = {} }: Question<Data>,
  context: ConnectorContext,
): Promise<{ data: Data; evidence: Evidence; headers: Headers }> {
  const reply = await http.send('POST', `/${method}`, context, { form: formOf(args), changesNothing: true });
  const parsed = answerShape(shape).safeParse(reply.data);
  const answer = parsed.success && answered(method, { ...reply, data: parsed.data }, { expect: [], changes: false });
  if (!answer || answer.refused !== null)
    throw new ConnectorError(
      'rejected',
      { en: `${method} answered in an unknown shape`, fr: `${method} a répondu sous une forme inconnue` },
      { evidence: [saw(reply, 'unknown shape')] },
    );
  return { data: answer.data, evidence: answer.evidence, headers: reply.headers };
}

/** Asks a method that changes something; gives the evidence that it was accepted. */
export async function change(
  http: HttpClient,
  { method, args }: { method: string; args: Arguments },
  context: ConnectorContext,
): Promise<Evidence> {
  const reply = await http.send('POST', `/${method}`, context, { form: formOf(args) });
  const parsed = answerShape(z.unknown()).safeParse(reply.data);
  // Whether it was done is not known then; the engine reads back.
  if (!parsed.success)
    throw new ConnectorError(
      'unknown-outcome',
      { en: `${method} answered neither yes nor no`, fr: `${method} n’a répondu ni oui ni non` },
      { evidence: [saw(reply, 'neither ok nor an error')] },
    );
  return answered(method, { ...reply, data: parsed.data }, { expect: [], changes: true }).evidence;
}

/** Every item of a list that pages by cursor, to the end. */
export async function readAll<Item>(
  http: HttpClient,
  { method, name, item, args }: ListQuestion<Item>,
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const { pages, evidence } = await http.pages(
    `/${method}`,
    {
      schema: answerShape(listShape(name, item)),
      next: ({ data }) => (data?.cursor ? queryOf({ ...args, cursor: data.cursor }) : null),
    },
    context,
    { query: args },
  );
  return { items: itemsOf(method, pages, evidence), evidence };
}

/** The same for a method that Slack documents as POST. */
export async function readAllByPost<Item>(
  http: HttpClient,
  { method, name, item, args }: ListQuestion<Item>,
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const items: Item[] = [];
  const evidence: Evidence[] = [];
  const cursors = new Set<string>();
  let more: Arguments = {};
  while (cursors.size < mostPages) {
    const asked = { method, shape: listShape(name, item), args: { ...args, ...more } };
    const { data, evidence: seen } = await readByPost(http, asked, context);
    evidence.push(seen);
    items.push(...data.items);
    if (data.cursor === null) return { items, evidence };
    if (cursors.has(data.cursor)) break;
    cursors.add(data.cursor);
    more = { cursor: data.cursor };
  }
  throw new ConnectorError(
    'unproven',
    { en: `the pages of ${method} have no end`, fr: `les pages de ${method} n’ont pas de fin` },
    { evidence },
  );
}

/** Every item of a list whose pages are numbered, to the end. */
export async function readByPageNumber<Item>(
  http: HttpClient,
  { method, name, item, args }: ListQuestion<Item>,
  context: ConnectorContext,
): Promise<{ items: Item[]; evidence: Evidence[] }> {
  const { pages, evidence } = await http.pages(
    `/${method}`,
    {
      schema: answerShape(z.looseObject({ paging: pagingShape }).transform(itemsIn(name)).pipe(numberedShape(item))),
      next: ({ data }) =>
        data && data.paging.page < data.paging.pages ? queryOf({ ...args, page: data.paging.page + 1 }) : null,
    },
    context,
    { query: args },
  );
  return { items: itemsOf(method, pages, evidence), evidence };
}

/** One page by cursor. A list that is missing is no empty list. */
function listShape<Item>(name: string, item: z.ZodType<Item>): z.ZodType<{ items: Item[]; cursor: string | null }> {
  return z
    .looseObject({})
    .transform(itemsIn(name))
    .pipe(z.object({ items: z.array(item), response_metadata: metadataShape }))
    .transform(({ items, response_metadata }) => ({ items, cursor: response_metadata?.next_cursor || null }));
}

function numberedShape<Item>(item: z.ZodType<Item>) {
  return z.object({ items: z.array(item), paging: pagingShape });
}

function itemsIn(name: string) {
  return (body: Record<string, unknown>): unknown => ({ ...body, items: body[name] });
}

function itemsOf<Item>(
  method: string,
  pages: readonly Told<{ items: readonly Item[] }>[],
  evidence: readonly Evidence[],
): Item[] {
  return pages.flatMap(({ refused, data }, index) => {
    if (refused === null) return data.items;
    throw refusalOf(method, refused, { evidence: evidence.slice(index, index + 1), changes: false });
  });
}

function answered<Data>(
  method: string,
  reply: Reply<Told<Data>>,
  { expect, changes }: { expect: readonly string[]; changes: boolean },
): SlackAnswer<Data> {
  const { data } = reply;
  const evidence = saw(reply, `${method}: ${data.refused ?? 'ok'}`);
  if (data.refused === null || expect.includes(data.refused)) return { ...data, evidence };
  throw refusalOf(method, data.refused, { evidence: [evidence], changes });
}

/** A refusal of Slack's as the engine knows it. */
function refusalOf(
  method: string,
  error: string,
  { evidence, changes }: { evidence: readonly Evidence[]; changes: boolean },
): ConnectorError {
  const excerpt = error.slice(0, 80);
  return new ConnectorError(
    kindOf(error, changes),
    { en: `${method} was refused: “${excerpt}”`, fr: `${method} a été refusé : « ${excerpt} »` },
    { evidence },
  );
}

const credentials = new Set([
  'access_denied',
  'accesslimited',
  'account_inactive',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'feature_not_enabled',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed',
  'not_allowed_token_type',
  'not_an_admin',
  'not_an_enterprise',
  'not_authed',
  'org_login_required',
  'paid_only',
  'restricted_action',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
]);
const outages = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** By Slack's list of errors that any method may give: https://docs.slack.dev/reference/methods/auth.test#errors */
function kindOf(error: string, changes: boolean): ErrorKind {
  if (credentials.has(error)) return 'unauthorised';
  if (error === 'ratelimited' || error === 'rate_limited') return 'throttled';
  if (outages.has(error)) return changes ? 'unknown-outcome' : 'unavailable';
  return error === 'user_not_found' ? 'not-found' : 'rejected';
}

function formOf(args: Arguments): URLSearchParams {
  return new URLSearchParams(textOf(args));
}

function queryOf(args: Arguments): string {
  return `?${formOf(args).toString()}`;
}

function textOf(args: Arguments): Record<string, string> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]));
}
