import { z } from 'zod';
import { periodSchema } from '../calendar/period.ts';
import { instantSchema } from '../calendar/time.ts';
import { localeSchema } from '../people/people.ts';

/** What one invitation says: in its entry, and in the state that comes of it. */
export const invitationShape = {
  /** Somebody whom the directory knows, who asks for links in chat; null for somebody from outside. */
  person: z.string().nullable(),
  locale: localeSchema,
  /** Days in UTC on which the departures began that may be seen. */
  period: periodSchema,
  from: instantSchema,
  until: instantSchema,
  /** Nothing is opened before a second person has agreed. */
  secondPerson: z.boolean(),
};
