import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import type { HookRequest, HookVerdict } from '../../engine/ports/hr-system.ts';
import {
  bodyOf,
  type HookSecrets,
  isSigned,
  isWithin,
  type ReplayWindow,
  refused,
  whyNotEvenRead,
} from '../kit/signed-hook.ts';

/** https://apidocs.hibob.com/reference/post_webhook_employee-left */
const bodyShape = z.looseObject({
  companyId: idText,
  type: z.string(),
  triggeredAt: z.string(),
  data: optional(z.looseObject({ employeeId: optional(idText) })),
});

const minute = 60_000;
/**
 * Bob repeats a delivery with the time at which it happened unchanged; for how long is not documented where we could
 * read it.
 */
const oneDay: ReplayWindow = { past: 24 * 60 * minute, future: 5 * minute };

/**
 * The signature is in base64, in `Bob-Signature`: Bob's own documentation. That it is the HMAC-SHA512 of the raw body
 * stands in a public integration.
 */
export function readHibobHook(
  { headers, rawBody, receivedAt }: HookRequest,
  { secrets, companyId }: { secrets: HookSecrets; companyId: string | undefined },
): HookVerdict {
  const unread = whyNotEvenRead(rawBody, secrets);
  if (unread !== null) return refused(unread);
  if (
    !isSigned({ given: headers['bob-signature'], algorithm: 'sha512', encoding: 'base64', signed: [rawBody] }, secrets)
  )
    return refused('the signature is not Bob’s');
  const body = bodyOf(rawBody, bodyShape);
  if (body === null) return refused('the body is not what Bob sends');
  if (companyId !== undefined && body.companyId !== companyId) return refused('it is about another company');
  if (!isWithin(zoned(body.triggeredAt), receivedAt, oneDay))
    return refused('it happened more than a day ago, or in the future');
  const person = body.data?.employeeId;
  return { status: 'accepted', event: null, people: person === undefined ? [] : [person] };
}

/** "ISO 8601-style", says the documentation: without a zone it is taken for UTC. */
function zoned(at: string): string {
  return /(?:Z|[+-]\d{2}:?\d{2})$/.test(at) ? at : `${at}Z`;
}
