import { z } from 'zod';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrSystemDependencies } from '../define-hr-system.ts';
import { basicAuth } from '../kit/basic-auth.ts';
import { explainWith } from '../kit/explain.ts';
import { hrSystemOf } from '../kit/hr-system-of.ts';
import { hookSecretsOf } from '../kit/signed-hook.ts';
import { fieldsFor, personShape, toEmployment } from './hibob-employment.ts';
import { readHibobHook } from './hibob-hook.ts';
import type { HibobSettings } from './hibob-settings.ts';

const listShape = z.looseObject({ employees: z.array(personShape) });

interface Question<Data> {
  at: string;
  json: object;
  shape: z.ZodType<Data>;
}

export function createHibob(settings: HibobSettings, deps: HrSystemDependencies): CheckedHrSystem {
  const auth = basicAuth(settings.serviceUser, resolveSecret(settings.token, deps));
  const http = clientFor(settings, deps, { auth, perMinute: 50, concurrency: 2 });
  const secrets = hookSecretsOf(settings, deps);
  const fields = fieldsFor(settings);

  /** A POST that only reads; its answer is checked here, since the client parses only what it gets. */
  async function ask<Data>({ at, json, shape }: Question<Data>, context: ConnectorContext): Promise<Data | null> {
    const reply = await http.send('POST', at, context, { json, changesNothing: true, expect: [404] });
    if (reply.status === 404) return null;
    const parsed = shape.safeParse(reply.data);
    if (parsed.success) return parsed.data;
    throw new ConnectorError(
      reply.data === null ? 'unavailable' : 'rejected',
      { en: 'Bob answered in an unknown shape', fr: 'Bob a répondu sous une forme inconnue' },
      { evidence: [reply.evidence] },
    );
  }

  /** Bob has no pages here: one answer holds everybody. */
  async function list(context: ConnectorContext): Promise<Employment[]> {
    const found = await ask(
      { at: '/v1/people/search', json: { fields, showInactive: true }, shape: listShape },
      context,
    );
    return (found?.employees ?? []).map((person) => toEmployment(person, { settings, now: context.now() }));
  }

  return hrSystemOf({
    identity: settings,
    async *all(context) {
      yield* await list(context);
    },
    async byId(id, context) {
      const person = await ask({ at: path`/v1/people/${id}`, json: { fields }, shape: personShape }, context);
      return person === null ? null : toEmployment(person, { settings, now: context.now() });
    },
    anybody: async (context) => (await list(context))[0]?.person.id ?? null,
    readHook: async (request) => readHibobHook(request, { secrets, companyId: settings.companyId }),
    needed: [],
    explain: explainWith({
      product: 'HiBob',
      credentials: {
        en: 'Put the service user into a permission group that sees Root, Work, Lifecycle and Termination of everybody, former employees too.',
        fr: 'Mettez l’utilisateur de service dans un groupe de permissions qui voit Root, Work, Lifecycle et Termination de tous, anciens salariés compris.',
      },
      baseUrl: settings.baseUrl,
    }),
  });
}
