import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { z } from 'zod';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { requestsOnly } from './graph-requests.ts';

/** Where the vendors' own API descriptions lie; they are not part of the project. */
const specs = resolve(import.meta.dirname, '../../../shared/specs');

type Vendor = 'okta' | 'github' | 'graph';

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
  /** `DELETE /users/{id}: unknown query foo`, … */
  complaints(): readonly string[];
  /** How many requests were held against the description. */
  checked(): number;
}

export async function vendorSpec(
  name: Vendor,
  basePath: string,
  notDescribed: readonly RegExp[] = [],
): Promise<VendorSpec> {
  const text: unknown = JSON.parse(readFileSync(specPath(name), 'utf8'));
  const definition = documentShape.parse(name === 'graph' ? requestsOnly(text) : text);
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

  const check = (url: URL, method: string, headers: Record<string, string>, body: string | null) => {
    const path = url.pathname.slice(basePath.length);
    if (notDescribed.some((pattern) => pattern.test(path))) return;
    checked += 1;
    const query: Record<string, string | string[]> = {};
    for (const key of new Set(url.searchParams.keys())) {
      const values = url.searchParams.getAll(key);
      // `owner[]=a&owner[]=b` is how GitHub writes an array on the wire; its description calls it `owner`.
      const name = key.replace(/\[\]$/, '');
      query[name] = values.length === 1 && name === key ? (values[0] ?? '') : values;
    }
    const request = { method, path, query, headers, body: body === null ? undefined : JSON.parse(body) };
    const operation = api.matchOperation(request);
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

  return {
    watch: (fetch) => (url, init) => {
      check(url, init.method, init.headers, init.body);
      return fetch(url, init);
    },
    complaints: () => [...complaints],
    checked: () => checked,
  };
}
