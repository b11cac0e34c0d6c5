import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import type { HookRequest, HookVerdict } from '../../engine/ports/hr-system.ts';
import {
  bodyOf,
  fiveMinutes,
  type HookSecrets,
  isSigned,
  isWithin,
  refused,
  whyNotEvenRead,
} from '../kit/signed-hook.ts';

const resourceShape = optional(
  z.looseObject({ id: optional(idText), employee: optional(z.looseObject({ id: optional(idText) })) }),
);
const bodyShape = z.looseObject({
  id: optional(idText),
  topic: z.string(),
  data: resourceShape,
  resource: resourceShape,
});

/**
 * Activation is a GET that carries a challenge, which is to be given back as plain text. Deliveries are signed with the
 * HMAC-SHA256, in base64, of the timestamp, a dot and the raw body, and are to be refused after five minutes: all of it
 * Lucca's own documentation. https://developers.lucca.fr/documentation/webhooks/catching/validate
 */
export function readLuccaHook({ headers, query, rawBody, receivedAt }: HookRequest, secrets: HookSecrets): HookVerdict {
  const challenge = challengeOf(query);
  if (challenge !== null && rawBody.byteLength === 0 && headers['lucca-signature'] === undefined)
    return { status: 'challenge', contentType: 'text/plain', body: challenge };
  const unread = whyNotEvenRead(rawBody, secrets);
  if (unread !== null) return refused(unread);
  const sentAt = headers['lucca-timestamp'];
  if (sentAt === undefined) return refused('there is no Lucca-Timestamp');
  const signed = [sentAt, '.', rawBody];
  if (!isSigned({ given: headers['lucca-signature'], algorithm: 'sha256', encoding: 'base64', signed }, secrets))
    return refused('the signature is not Lucca’s');
  if (!isWithin(sentAt, receivedAt, fiveMinutes))
    return refused('it was sent more than five minutes ago, or in the future');
  const body = bodyOf(rawBody, bodyShape);
  if (body === null) return refused('the body is not what Lucca sends');
  const person = personOf(body);
  return { status: 'accepted', event: body.id ?? null, people: person === undefined ? [] : [person] };
}

/** The documentation says "a challenge string in the query"; Lucca's own receiver for n8n calls it `echo`. */
function challengeOf({ echo, challenge }: HookRequest['query']): string | null {
  const text = echo ?? challenge;
  // Given back to whoever asks: nothing that a browser would run, or that fills a log.
  return text !== undefined && /^[\w.~+/=-]{1,200}$/.test(text) ? text : null;
}

/**
 * The employee that an event is about. How the body carries it is not documented where we could read it: both usual
 * places are read.
 */
function personOf({ topic, data, resource }: z.infer<typeof bodyShape>): string | undefined {
  const subject = data ?? resource;
  return subject?.employee?.id ?? (topic.startsWith('employee.') ? subject?.id : undefined);
}
