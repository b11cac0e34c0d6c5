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

const bodyShape = z.looseObject({
  company_id: idText,
  event_name: z.string(),
  occurred_at: z.string(),
  payload: z.looseObject({
    id: optional(idText),
    person: optional(z.looseObject({ id: idText })),
    person_id: optional(idText),
  }),
  meta: optional(z.looseObject({ event_id: optional(idText) })),
});

const minute = 60_000;
/** Personio repeats a delivery for three days, with the time at which it happened unchanged. */
const threeDays: ReplayWindow = { past: 3 * 24 * 60 * minute + 10 * minute, future: 5 * minute };

/**
 * The signature is the HMAC-SHA256 of the raw body in hex, in `X-Personio-Signature`, sometimes with `sha256=` before
 * it: that stands in several public receivers, and not in what Personio publishes.
 */
export function readPersonioHook(
  { headers, rawBody, receivedAt }: HookRequest,
  { secrets, companyId }: { secrets: HookSecrets; companyId: string | undefined },
): HookVerdict {
  const unread = whyNotEvenRead(rawBody, secrets);
  if (unread !== null) return refused(unread);
  const given = headers['x-personio-signature']?.replace(/^sha256=/i, '');
  if (!isSigned({ given, algorithm: 'sha256', encoding: 'hex', signed: [rawBody] }, secrets))
    return refused('the signature is not Personio’s');
  const body = bodyOf(rawBody, bodyShape);
  if (body === null) return refused('the body is not what Personio sends');
  if (companyId !== undefined && body.company_id !== companyId) return refused('it is about another company');
  if (!isWithin(body.occurred_at, receivedAt, threeDays))
    return refused('it happened more than three days ago, or in the future');
  return { status: 'accepted', event: body.meta?.event_id ?? null, people: peopleOf(body) };
}

/** Whom it is about: the person of an employment, or the person itself. */
function peopleOf({ event_name, payload }: z.infer<typeof bodyShape>): string[] {
  const person = payload.person?.id ?? payload.person_id ?? (event_name.startsWith('person.') ? payload.id : undefined);
  return person === undefined ? [] : [person];
}
