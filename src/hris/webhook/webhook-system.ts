import { z } from 'zod';
import { tokenAuth } from '../../connectors/http/auth.ts';
import { clientFor } from '../../connectors/http/http-settings.ts';
import { path } from '../../connectors/http/path.ts';
import { checkReport } from '../../connectors/kit/check-frame.ts';
import { resolveSecret } from '../../connectors/secrets.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { type Employment, employmentSchema } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrIdentity, HrSystemDependencies } from '../define-hr-system.ts';
import { readSignedCall } from './signed-call.ts';
import type { webhookSettings } from './webhook-settings.ts';

type Settings = HrIdentity & z.output<z.ZodObject<typeof webhookSettings>>;

const pageSchema = z.strictObject({
  employments: z.array(employmentSchema),
  /** The next page, relative to this address; null or left out on the last. */
  next: z.string().min(1).nullable().optional(),
  /** On the last page: what to ask with the next time. */
  cursor: z.string().min(1).max(500).optional(),
});

/**
 * Reads what speaks our own JSON; each employment is exactly `Employment`, and a page that is none is refused whole.
 */
export function createWebhookHr(settings: Settings, deps: HrSystemDependencies): CheckedHrSystem {
  const token = resolveSecret(settings.token, deps);
  const signingSecret = resolveSecret(settings.signingSecret, deps);
  const http = clientFor(settings, deps, { auth: tokenAuth('Bearer', token), perMinute: 120, concurrency: 2 });

  async function read(query: Record<string, string>, context: ConnectorContext) {
    const shape = { schema: pageSchema, next: ({ next }: z.output<typeof pageSchema>) => next ?? null };
    const { pages } = await http.pages('/employments', shape, context, { query });
    const employments = pages.flatMap(({ employments: some }) => some);
    if (new Set(employments.map(({ person }) => person.id)).size < employments.length)
      throw new ConnectorError('unproven', repeats);
    return { employments, cursor: pages.at(-1)?.cursor };
  }

  const system: CheckedHrSystem = {
    id: settings.id,
    label: settings.label,
    async changesSince(cursor, lookBack, context) {
      const began = toInstant(context.now());
      const query = { lookBack: toInstant(lookBack), ...(cursor !== null && { since: cursor }) };
      const { employments, cursor: next } = await read(query, context);
      return { employments, cursor: next ?? began };
    },
    async byId(id, context) {
      const { data } = await http.find(path`/employments/${id}`, employmentSchema, context);
      if (data !== null && data.person.id !== id) throw new ConnectorError('unproven', somebodyElse);
      return data;
    },
    async *everybody(context): AsyncIterable<Employment> {
      const { employments } = await read({ everybody: 'true' }, context);
      // Of a company nobody is in, nobody could ask.
      if (employments.length === 0) throw new ConnectorError('unproven', nobody);
      yield* employments;
    },
    readHook: async (request) => readSignedCall(signingSecret, request),
    check: (context) =>
      checkReport(
        {
          needed: ['GET /employments'],
          steps: [
            async () => {
              await system.changesSince(null, context.now(), context);
              return [];
            },
          ],
          explain: ({ words }) => ({
            message: words,
            fix: {
              en: `Look whether ${new URL(settings.baseUrl).host} answers GET /employments for this token, as README.md describes.`,
              fr: `Voyez si ${new URL(settings.baseUrl).host} répond à GET /employments pour ce jeton, comme le décrit README.md.`,
            },
          }),
        },
        context,
      ),
  };
  return system;
}

const repeats = {
  en: 'the list of employments names somebody twice, so it is not known whether it is whole',
  fr: 'la liste des contrats nomme quelqu’un deux fois, on ne sait donc pas si elle est complète',
};

const somebodyElse = {
  en: 'somebody else is told than was asked for',
  fr: 'une autre personne est donnée que celle qui était demandée',
};

const nobody = {
  en: 'the list of everybody is empty, and somebody works at every company',
  fr: 'la liste de tout le monde est vide, or quelqu’un travaille dans toute entreprise',
};
