import { baseUrlSchema } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import { defineCalendar } from '../define-calendar.ts';
import { createGoogleCalendar } from './google-calendar.ts';

export const googleCalendarSettings = {
  key: secretRefSchema.meta({
    description:
      'The key of the service account: the whole JSON file that Google hands out. The one of the connector serves, once the scope https://www.googleapis.com/auth/calendar.events is delegated to it.',
  }),
  baseUrl: baseUrlSchema.default('https://www.googleapis.com').meta({ description: 'Where calendars answer.' }),
  tokenUrl: baseUrlSchema
    .default('https://oauth2.googleapis.com')
    .meta({ description: 'Where access tokens are asked for.' }),
};

export const google = defineCalendar({
  type: 'google',
  summary: 'Google Calendar (v3): the primary calendar of each person, by domain-wide delegation',
  settings: googleCalendarSettings,
  create: createGoogleCalendar,
});
