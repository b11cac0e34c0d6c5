import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
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
  evidence: Evidence;
}

const fieldsShape = z.record(z.string(), z.unknown());

/** What the receiver says about somebody's access now; null when it cannot be asked. */
export async function readStatus(
  { status, settings }: WebhookSystem,
  values: TemplateValues,
  context: ConnectorContext,
): Promise<Status | null> {
  if (status === null) return null;
  const url = fill(status.url, values);
  const reply = await status.http.send('GET', `${url.pathname}${url.search}`, context, { expect: [404, 410] });
  const fields = fieldsShape.safeParse(reply.data);
  // A wrong address says 404 as well, but not in the receiver's own words: that proves nothing about anybody.
  if (!fields.success)
    throw new ConnectorError(
      reply.status < 300 ? 'rejected' : 'not-found',
      `the status address answered ${reply.status} without a JSON object; check statusUrl`,
      { evidence: [reply.evidence] },
    );
  if (reply.status >= 300) return { state: null, fields: {}, evidence: { ...reply.evidence, detail: 'knows nobody' } };
  const state = fields.data[settings.statusField];
  const known = typeof state === 'string' || typeof state === 'boolean' ? String(state) : '';
  const detail = known === '' ? `${settings.statusField} is not told` : `${settings.statusField} is ${known}`;
  return { state: known, fields: fields.data, evidence: { ...reply.evidence, detail: detail.slice(0, 200) } };
}
