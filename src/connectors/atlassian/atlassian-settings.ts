import { z } from 'zod';
import type { Identity } from '../define-connector.ts';
import { baseUrlSchema, httpSettings } from '../http/http-settings.ts';
import { kitSettings } from '../kit/kit-settings.ts';
import { secretRefSchema } from '../secrets.ts';

const leavable = [
  'api-tokens',
  'groups',
  'organisation-roles',
  'filters',
  'dashboards',
  'projects',
  'automation',
] as const;
export type Leavable = (typeof leavable)[number];

export const atlassianSettings = {
  organisation: z.string().min(1).meta({
    description: 'The id of the organisation, as it stands in the address of admin.atlassian.com: /o/<id>.',
  }),
  apiKey: secretRefSchema.meta({
    description: 'An API key of the organisation, made without scopes: with scopes Atlassian refuses managed accounts.',
  }),
  site: z
    .strictObject({
      baseUrl: baseUrlSchema.meta({ description: 'Where Jira is: https://example.atlassian.net.' }),
      email: z.email().meta({ description: 'The address of the Jira administrator whose token this is.' }),
      token: secretRefSchema.meta({ description: 'An API token of that administrator.' }),
    })
    .meta({
      description:
        'The Jira site: groups and what people own there. `email` and `token` are of an account that your organisation manages and that administers Jira.',
    }),
  baseUrl: baseUrlSchema
    .default('https://api.atlassian.com')
    .meta({ description: 'Where Atlassian’s administration API is, only where it is not the usual address.' }),
  to: z
    .union([z.literal('manager'), z.email()])
    .default('manager')
    .meta({
      description:
        'Who takes over projects, filters and dashboards: `manager`, or one address for every leaver for whom the walk names nobody.',
    }),
  leave: z.array(z.enum(leavable)).default([]).meta({ description: 'What Relais leaves alone, or makes no task of.' }),
  ...kitSettings('Addresses or account ids'),
  ...httpSettings,
};

export type AtlassianSettings = Identity & z.output<z.ZodObject<typeof atlassianSettings>>;
