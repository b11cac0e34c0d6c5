import { z } from 'zod';
import { effectSchema, stageSchema } from '../../domain/systems/action.ts';
import type { Identity } from '../define-connector.ts';
import { httpSettings } from '../http/http-settings.ts';
import { secretRefSchema } from '../secrets.ts';
import { templateProblem } from './template.ts';

const addressSchema = z.string().superRefine((text, context) => {
  const problem = templateProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

export const webhookSettings = {
  url: addressSchema.meta({
    description: 'Where the signed request goes. May hold {email}, {accountId} and {actionId}.',
  }),
  secret: secretRefSchema.meta({ description: 'What requests are signed with; the receiver has the same.' }),
  action: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .default('disable')
    .meta({ description: 'The word for what is asked, sent along, for receivers that do more than one thing.' }),
  stage: stageSchema.default('disable').meta({ description: 'When it is done, among the stages of a system.' }),
  effect: effectSchema
    .exclude(['read'])
    .default('destructive')
    .meta({ description: '`reversible` when access can simply be given back.' }),
  statusUrl: addressSchema.optional().meta({
    description:
      'Where the state of a person’s access is read, independently of the request: a signed GET that answers JSON, or for somebody unknown 404 with a JSON body that names the field of the state, as null (see `knownAccount` for receivers that do not); capitals in the address must not matter. Without it, Relais can never verify, only say “accepted”.',
  }),
  statusField: z.string().min(1).default('state').meta({ description: 'The field of the status with the state.' }),
  knownAccount: z.string().min(1).optional().meta({
    description:
      'For receivers that name no organisation (`organisationField`), or whose 404 does not name the field of the state: an address of somebody whom they know and who stays (the id, where `statusUrl` holds {accountId}). A gateway and the receiver of another organisation answer 404 too, so that a person is unknown counts only where this one is told in the same look.',
  }),
  organisationField: z.string().min(1).default('organisation').meta({
    description:
      'The field of every answer of `statusUrl`, also of the one about nobody, in which the receiver names its organisation, always in the same words. By it Relais notices when the receiver of another organisation answers.',
  }),
  doneStates: z
    .array(z.string())
    .min(1)
    .default(['revoked', 'disabled', 'removed', 'done'])
    .meta({ description: 'States in which the access is gone.' }),
  pendingStates: z
    .array(z.string())
    .default(['revoking', 'pending', 'queued', 'working'])
    .meta({ description: 'States in which the receiver is still at it.' }),
  lastActivityField: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'The field of the status with the instant of the last use.' }),
  readBackAfterSeconds: z
    .int()
    .min(0)
    .max(3600)
    .default(5)
    .meta({ description: 'How long the receiver usually takes.' }),
  protected: z.array(z.string()).default([]).meta({ description: 'Addresses of people who must never be touched.' }),
  ...httpSettings,
};

export type WebhookSettings = Identity & z.output<z.ZodObject<typeof webhookSettings>>;
