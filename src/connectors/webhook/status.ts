import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient, Reply } from '../http/http-client.ts';
import { saw } from '../kit/connector-of.ts';
import { fill, type TemplateValues } from './template.ts';
import type { WebhookSettings } from './webhook-settings.ts';

/** The receiver, and where it tells the state of somebody's access; null when it does not. */
export interface WebhookSystem {
  settings: WebhookSettings;
  receiver: HttpClient;
  status: { http: HttpClient; url: string } | null;
}

export interface Status {
  /** Null when the receiver knows nobody like this. */
  state: string | null;
  fields: Readonly<Record<string, unknown>>;
  evidence: readonly Evidence[];
}

export const fieldsShape = z.record(z.string(), z.unknown());

/**
 * What the receiver says about somebody's access now; null when it cannot be asked. That it knows nobody counts only by
 * its own word: gateways answer 404 as well, some of them in JSON. Throws `unproven` then.
 */
export async function readStatus(
  system: WebhookSystem,
  values: TemplateValues,
  context: ConnectorContext,
): Promise<Status | null> {
  const { status, settings } = system;
  if (status === null) return null;
  const { reply, fields } = await ask(system, { ...status, values }, context);
  if (reply.status < 300) {
    const state = stateIn(fields, settings);
    const detail = state === '' ? `${settings.statusField} is not told` : `${settings.statusField} is ${state}`;
    return { state, fields, evidence: [saw(reply, detail)] };
  }
  return { state: null, fields: {}, evidence: await provenNobody(system, { reply, fields }, context) };
}

/**
 * That an answer of 404 or 410 is the receiver's word that it knows nobody. The field where the state would stand is
 * the receiver's. Only null in it says "nobody": many gateways have a `status` that is 404. Else the control has to
 * answer; throws `unproven` where it does not.
 */
export async function provenNobody(
  system: WebhookSystem,
  { reply, fields }: { reply: Reply<unknown>; fields: Status['fields'] },
  context: ConnectorContext,
): Promise<readonly Evidence[]> {
  const nobody = saw(reply, 'knows nobody');
  if (fields[system.settings.statusField] === null) return [nobody];
  return [nobody, ...(await knowsTheKnown(system, context))];
}

/**
 * The control of an answer that knows nobody: at the same address, the receiver tells a state of somebody whom it
 * knows.
 */
async function knowsTheKnown(system: WebhookSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { status, settings } = system;
  const { knownAccount: known, statusField } = settings;
  if (status === null || known === undefined)
    throw new ConnectorError('unproven', {
      en: `the receiver answers 404 without ${statusField}, as anything that stands before it may`,
      fr: `le récepteur répond 404 sans ${statusField}, comme peut le faire n’importe quoi devant lui`,
    });
  const values = { email: known, accountId: known, actionId: 'control' };
  const { reply, fields } = await ask(system, { ...status, values }, context);
  const seen = saw(
    reply,
    `control: ${reply.status < 300 && stateIn(fields, settings) !== '' ? 'tells' : 'does not tell'} a state of whom it knows`,
  );
  if (reply.status < 300 && stateIn(fields, settings) !== '') return [seen];
  throw new ConnectorError(
    'unproven',
    {
      en: 'the status address does not tell of knownAccount either',
      fr: 'l’adresse d’état ne dit rien non plus de knownAccount',
    },
    { evidence: [seen] },
  );
}

/** What the status address says about these values. Throws where it is no JSON object. */
export async function ask(
  { settings }: WebhookSystem,
  { http, url: template, values }: { http: HttpClient; url: string; values: TemplateValues },
  context: ConnectorContext,
) {
  const url = fill(template, values);
  const reply = await http.send('GET', `${url.pathname}${url.search}`, context, { expect: [404, 410] });
  const fields = fieldsShape.safeParse(reply.data);
  // A wrong address says 404 as well, but not in the receiver's own words: that proves nothing about anybody.
  if (!fields.success)
    throw new ConnectorError(
      reply.status < 300 ? 'rejected' : 'not-found',
      {
        en: `the status address answered ${reply.status} without a JSON object; check statusUrl of ${settings.label}`,
        fr: `l’adresse d’état a répondu ${reply.status} sans objet JSON ; vérifiez statusUrl de ${settings.label}`,
      },
      { evidence: [reply.evidence] },
    );
  return { reply, fields: fields.data };
}

/** The state that the fields name; empty where it is not told. */
export function stateIn(fields: Readonly<Record<string, unknown>>, { statusField }: WebhookSettings): string {
  const state = fields[statusField];
  return typeof state === 'string' || typeof state === 'boolean' ? String(state) : '';
}
