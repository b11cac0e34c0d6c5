import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { z } from 'zod';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { requestsOnly } from './graph-requests.ts';

/** Where the vendors' own API descriptions lie; they are not part of the project. */
const specs = resolve(import.meta.dirname, '../../../shared/specs');

type Vendor =
  | 'okta'
  | 'github'
  | 'graph'
  | 'gitlab'
  | 'scim'
  | 'google'
  | 'zoom'
  | 'hubspot'
  | 'jira'
  | 'atlassian-admin'
  | 'bamboohr'
  | 'keycloak';

function specPath(name: Vendor): string {
  return resolve(specs, `${name}.json`);
}

/** Why requests cannot be checked against the vendor's description here, or null when they can. Printed loudly. */
export function missingSpec(name: Vendor): string | null {
  if (existsSync(specPath(name))) return null;
  const reason = `SKIPPED: requests to ${name} are NOT checked, ../shared/specs/${name}.json is absent`;
  process.stdout.write(`\n!!! ${reason}\n`);
  return reason;
}

const documentShape = z.custom<Document>((value) => z.object({ paths: z.object({}).loose() }).safeParse(value).success);
const parametersShape = z.array(z.object({ in: z.string(), name: z.string() }));

export interface VendorSpec {
  /** Sends through `fetch` and notes what the vendor's description says against the request. */
  watch(fetch: Fetch): Fetch;
  /** Sends through `fetch` and notes what the description says against the answer. */
  watchAnswers(fetch: Fetch): Fetch;
  /** `DELETE /users/{id}: unknown query foo`, `GET /users/{id} answers 200: must have required property 'url'`, … */
  complaints(): readonly string[];
  /** How many requests, or answers, were held against the description. */
  checked(): number;
}

const reference = z.object({ $ref: z.string() });
const answerShape = z.object({ content: z.record(z.string(), z.unknown()).optional() });
const operationShape = z.object({ responses: z.record(z.string(), z.unknown()) });

export async function vendorSpec(
  name: Vendor,
  basePath: string,
  notDescribed: readonly RegExp[] = [],
): Promise<VendorSpec> {
  const text: unknown = JSON.parse(readFileSync(specPath(name), 'utf8'));
  const definition = documentShape.parse(name === 'graph' ? requestsOnly(text) : text);
  let answers: Ajv | null = null;
  /** Compiled once each: that takes longer than a whole departure. */
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (schema: string) => {
    if (answers === null) {
      answers = addFormats.default(new Ajv({ strict: false, allErrors: true, logger: false }));
      answers.addSchema(withoutLooseNull(definition), 'description');
    }
    const known = validators.get(schema) ?? answers.compile({ $ref: `description#${encodeURI(schema)}` });
    validators.set(schema, known);
    return known;
  };
  const api = new OpenAPIBackend({
    definition: { ...definition, servers: [{ url: '/' }] },
    quick: true,
    strict: false,
    ajvOpts: { strict: false, allErrors: true, logger: false },
    customizeAjv: (ajv) => addFormats.default(ajv),
  });
  await api.init();
  const complaints = new Set<string>();
  let checked = 0;
  /** Found once for each path: the library goes through the whole description each time. */
  const operations = new Map<string, ReturnType<typeof api.matchOperation>>();
  const operationAt = (method: string, path: string) => {
    const at = `${method} ${path}`;
    if (!operations.has(at)) operations.set(at, api.matchOperation({ method, path, headers: {} }));
    return operations.get(at);
  };

  /** Without the base; a path that does not begin with it, such as a token's, stays whole. */
  const pathIn = ({ pathname }: URL) => (pathname.startsWith(basePath) ? pathname.slice(basePath.length) : pathname);

  const check = (url: URL, method: string, headers: Record<string, string>, body: string | null) => {
    const path = pathIn(url);
    if (notDescribed.some((pattern) => pattern.test(path))) return;
    checked += 1;
    const query: Record<string, string | string[]> = {};
    for (const key of new Set(url.searchParams.keys())) {
      const values = url.searchParams.getAll(key);
      // `page[limit]=5` is how an object is written on the wire.
      const [, object, property] = /^(\w+)\[(\w+)\]$/.exec(key) ?? [];
      if (object !== undefined && property !== undefined) {
        const before: unknown = query[object];
        // The types of the library know no objects in a query; its checks do.
        Reflect.set(query, object, { ...(isRecord(before) ? before : {}), [property]: values[0] ?? '' });
        continue;
      }
      // `owner[]=a&owner[]=b` is how GitHub writes an array on the wire; its description calls it `owner`.
      const name = key.replace(/\[\]$/, '');
      query[name] = values.length === 1 && name === key ? (values[0] ?? '') : values;
    }
    const request = { method, path, query, headers, body: body === null ? undefined : JSON.parse(body) };
    const operation = operationAt(method, path);
    if (!operation) {
      complaints.add(`${method} ${path}: no such operation`);
      return;
    }
    const known = parametersShape
      .parse(operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => parameter.name);
    for (const key of Object.keys(query))
      if (!known.includes(key)) complaints.add(`${method} ${path}: unknown query ${key}`);
    if (body !== null && !operation.requestBody) complaints.add(`${method} ${path}: a body where none belongs`);
    const { valid, errors } = api.validateRequest(request, operation);
    if (!valid)
      for (const error of errors ?? []) complaints.add(`${method} ${path}: ${error.instancePath} ${error.message}`);
  };

  /** Where the schema of an answer stands in the description; null where it describes no body. */
  const schemaOf = (method: string, path: string, status: number): string | null => {
    const item = z.record(z.string(), z.unknown()).parse(definition.paths)[path];
    const { responses } = operationShape.parse(z.record(z.string(), z.unknown()).parse(item)[method.toLowerCase()]);
    // Google describes all its refusals in one, and Zoom all answers of a hundred.
    const hundred = `${Math.trunc(status / 100)}XX`;
    const code = [String(status), hundred].find((each) => each in responses) ?? 'default';
    const answer = responses[code];
    if (answer === undefined) throw new Error('no such answer is described');
    const shared = reference.safeParse(answer);
    const at = shared.success
      ? shared.data.$ref.slice(1)
      : `/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/responses/${code}`;
    const described = shared.success ? at.split('/').slice(1).reduce<unknown>(inside, definition) : answer;
    const [type] = Object.keys(answerShape.parse(described).content ?? {});
    return type === undefined ? null : `${at}/content/${type.replaceAll('/', '~1')}/schema`;
  };

  const checkAnswer = async (method: string, url: URL, response: Response) => {
    const path = pathIn(url);
    if (notDescribed.some((pattern) => pattern.test(path))) return;
    const described = operationAt(method, path)?.path;
    if (described === undefined) return void complaints.add(`${method} ${path}: no such operation`);
    checked += 1;
    const name = `${method} ${described} answers ${response.status}`;
    const text = await response.text();
    try {
      const at = schemaOf(method, described, response.status);
      // Refusals often have a body that the description leaves out.
      if (at === null) return void (text !== '' && response.ok && complaints.add(`${name}: a body where none belongs`));
      const valid = validatorOf(at);
      if (!valid(JSON.parse(text)))
        for (const error of valid.errors ?? [])
          complaints.add(`${name}: ${error.instancePath.replace(/\d+/g, 'n')} ${error.message}`);
    } catch (error) {
      complaints.add(`${name}: ${String(error)}`);
    }
  };

  return {
    watchAnswers: (fetch) => async (url, init) => {
      const response = await fetch(url, init);
      await checkAnswer(init.method, url, response.clone());
      return response;
    },
    watch: (fetch) => (url, init) => {
      check(url, init.method, init.headers, init.body);
      return fetch(url, init);
    },
    complaints: () => [...complaints],
    checked: () => checked,
  };
}

function inside(value: unknown, name: string): unknown {
  return z.record(z.string(), z.unknown()).parse(value)[name];
}

/** Without a schema: it is asked of every value of megabytes. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy that a validator of JSON schemas takes: `nullable` without a type, which OpenAPI allows, stops it. */
function withoutLooseNull(definition: Document): object {
  const copy: unknown = JSON.parse(JSON.stringify(definition), (_, value: unknown) => {
    if (!isRecord(value) || typeof value['nullable'] !== 'boolean' || 'type' in value) return value;
    const { nullable: _dropped, ...rest } = value;
    return rest;
  });
  return z.object({}).loose().parse(copy);
}
