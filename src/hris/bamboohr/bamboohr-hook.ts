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

/** Event-based webhooks (`data.employeeId`), and the older ones by fields (`employees[].id`). */
const bodyShape = z.looseObject({
  id: optional(idText),
  data: optional(z.looseObject({ employeeId: optional(idText) })),
  employees: optional(z.array(z.looseObject({ id: idText }))),
});

/**
 * The signature is the HMAC-SHA256, in hex, of the raw body followed by the timestamp as it was sent. The header is
 * BambooHR's own documentation; what is signed stands in several public receivers.
 */
export function readBamboohrHook({ headers, rawBody, receivedAt }: HookRequest, secrets: HookSecrets): HookVerdict {
  const unread = whyNotEvenRead(rawBody, secrets);
  if (unread !== null) return refused(unread);
  const sentAt = headers['x-bamboohr-timestamp'];
  if (sentAt === undefined) return refused('there is no X-BambooHR-Timestamp');
  const signed = [rawBody, sentAt];
  if (!isSigned({ given: headers['x-bamboohr-signature'], algorithm: 'sha256', encoding: 'hex', signed }, secrets))
    return refused('the signature is not BambooHR’s');
  if (!isWithin(sentAt, receivedAt, fiveMinutes))
    return refused('it was sent more than five minutes ago, or in the future');
  const body = bodyOf(rawBody, bodyShape);
  if (body === null) return refused('the body is not what BambooHR sends');
  const people = [body.data?.employeeId, ...(body.employees ?? []).map(({ id }) => id)];
  return {
    status: 'accepted',
    event: body.id ?? null,
    people: [...new Set(people.filter((one) => one !== undefined))],
  };
}
