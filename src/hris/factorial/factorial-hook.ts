import { z } from 'zod';
import { idText, optional } from '../../connectors/kit/vendor-shapes.ts';
import type { HookRequest, HookVerdict } from '../../engine/ports/hr-system.ts';
import { bodyOf, type HookSecrets, isSecret, refused, whyNotEvenRead } from '../kit/signed-hook.ts';

/** The employee itself, or something of theirs, without anything around it. */
const bodyShape = z.looseObject({ id: optional(idText), employee_id: optional(idText) });

/**
 * Factorial signs nothing: it sends along the word that was chosen when the webhook was made, in
 * `x-factorial-wh-challenge`, with every delivery. Neither the body nor its age is proven by that, so a hook here only
 * says whom to look at. https://apidoc.factorialhr.com/docs/manage-webhooks
 */
export function readFactorialHook({ headers, rawBody }: HookRequest, secrets: HookSecrets): HookVerdict {
  const unread = whyNotEvenRead(rawBody, secrets);
  if (unread !== null) return refused(unread);
  if (!isSecret(headers['x-factorial-wh-challenge'], secrets)) return refused('the word that was agreed is not there');
  const body = bodyOf(rawBody, bodyShape);
  if (body === null) return refused('the body is not what Factorial sends');
  const person = body.employee_id ?? body.id;
  return { status: 'accepted', event: null, people: person === undefined ? [] : [person] };
}
