import { z } from 'zod';
import { baseUrlSchema } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import { defineCalendar } from '../define-calendar.ts';
import { createGraphCalendar } from './graph-calendar.ts';

export const graphCalendarSettings = {
  tenant: z.string().min(1).meta({ description: 'The id or a domain of the organisation in Entra ID.' }),
  clientId: z.string().min(1).meta({ description: 'Of the app registration.' }),
  clientSecret: secretRefSchema.meta({
    description:
      'Its secret. The registration of the connector serves, once it has the application permission Calendars.ReadWrite.',
  }),
  baseUrl: baseUrlSchema
    .default('https://graph.microsoft.com/v1.0')
    .meta({ description: 'Microsoft Graph; another one in national clouds.' }),
  loginUrl: baseUrlSchema
    .default('https://login.microsoftonline.com')
    .meta({ description: 'Where access tokens are asked for.' }),
};

export const graph = defineCalendar({
  type: 'graph',
  summary:
    'Outlook calendars (Microsoft Graph v1.0): the default calendar of each person, by an application permission',
  settings: graphCalendarSettings,
  create: createGraphCalendar,
});
