import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { z } from 'zod';
import type { Fetch } from '../../src/connectors/http/transport.ts';

/** Made of Slack's own SDK; not part of the project. */
const path = resolve(import.meta.dirname, '../../../shared/specs/slack.json');

/** Why nothing can be held against Slack's description here, or null when it can. Printed loudly. */
export function missingSlackSpec(): string | null {
  if (existsSync(path)) return null;
  const reason = 'SKIPPED: requests to slack are NOT checked, ../shared/specs/slack.json is absent';
  process.stdout.write(`\n!!! ${reason}\n`);
  return reason;
}

const content = z.object({ content: z.record(z.string(), z.unknown()) });
const documentShape = z.looseObject({
  paths: z.record(
    z.string(),
    z.object({ post: z.object({ requestBody: content, responses: z.object({ 200: content }) }) }),
  ),
});

/**
 * Documented, and missing in the SDK that the description is made of:
 * https://docs.slack.dev/reference/methods/admin.users.deactivate
 */
const documentedElsewhere: Readonly<Record<string, readonly string[]>> = { 'admin.users.deactivate': ['user_id'] };

/**
 * Holds requests to the Web API, and answers of the sandbox, against Slack's description. It writes every method as
 * POST with a JSON body; Slack takes the same arguments from a form or a query, as text, and lists in them as JSON.
 */
export function slackSpec() {
  const description = documentShape.parse(JSON.parse(readFileSync(path, 'utf8')));
  const requests = new Ajv({ strict: false, allErrors: true, logger: false, coerceTypes: true }).addSchema(
    description,
    'slack',
  );
  const answers = new Ajv({ strict: false, allErrors: true, logger: false }).addSchema(description, 'slack');
  const complaints = new Set<string>();
  let checked = 0;

  const check = (ajv: Ajv, method: string, part: string, value: unknown) => {
    checked += 1;
    const valid = ajv.compile({ $ref: `slack#/paths/~1${method}/post/${part}/content/application~1json/schema` });
    if (!valid(value))
      for (const { instancePath, message } of valid.errors ?? [])
        complaints.add(`${method}: ${instancePath} ${message}`);
  };
  const argumentsOf = (url: URL, body: string | null): Record<string, unknown> =>
    Object.fromEntries(
      [...url.searchParams, ...new URLSearchParams(body ?? '')].map(([name, value]) => [
        name,
        value.startsWith('[') ? z.array(z.unknown()).parse(JSON.parse(value)) : value,
      ]),
    );
  const methodOf = (url: URL) => url.pathname.split('/').at(-1) ?? '';
  const isWebApi = (url: URL) => url.pathname.startsWith('/api/');

  return {
    watch:
      (fetch: Fetch): Fetch =>
      (url, init) => {
        if (!isWebApi(url)) return fetch(url, init);
        const method = methodOf(url);
        const args = argumentsOf(url, init.body);
        const elsewhere = documentedElsewhere[method];
        if (elsewhere) {
          if (Object.keys(args).join() !== elsewhere.join()) complaints.add(`${method}: takes ${elsewhere.join()}`);
        } else if (description.paths[`/${method}`]) check(requests, method, 'requestBody', args);
        else complaints.add(`${method}: no such method`);
        return fetch(url, init);
      },
    watchAnswers:
      (fetch: Fetch): Fetch =>
      async (url, init) => {
        const response = await fetch(url, init);
        const method = methodOf(url);
        if (isWebApi(url) && description.paths[`/${method}`])
          check(answers, method, 'responses/200', await response.clone().json());
        return response;
      },
    complaints: () => [...complaints],
    checked: () => checked,
  };
}
