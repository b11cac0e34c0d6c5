import { z } from 'zod';
import { baseUrlSchema } from '../../connectors/http/http-settings.ts';
import { secretRefSchema } from '../../connectors/secrets.ts';
import { defineCalendar } from '../define-calendar.ts';
import { createCaldav } from './caldav-calendar.ts';

export const caldavSettings = {
  baseUrl: baseUrlSchema.meta({ description: 'Where the server answers, for example https://dav.example.com.' }),
  user: z.string().min(1).meta({ description: 'The account that may write into everybody’s calendar.' }),
  password: secretRefSchema.meta({ description: 'Its password.' }),
  path: z
    .string()
    .regex(/^\/.*\{(?:name|email)\}.*\/$/, {
      error: 'expected a path such as /{name}/agenda/, with {name} or {email}, that begins and ends with a slash',
    })
    .meta({
      description: 'Where a person’s calendar is: {email} is their address, {name} the part before the @.',
    }),
};

export const caldav = defineCalendar({
  type: 'caldav',
  summary:
    'CalDAV (RFC 4791), such as Radicale, Nextcloud, SOGo, Zimbra: one account that may write into the calendars',
  settings: caldavSettings,
  create: createCaldav,
});
