import { z } from 'zod';
import { httpSettings } from '../connectors/http/http-settings.ts';
import type { Fetch } from '../connectors/http/transport.ts';
import type { SecretSources } from '../connectors/secrets.ts';
import type { Person } from '../domain/people/people.ts';
import type { Calendar } from '../engine/ports/calendar.ts';
import type { CallBudget } from '../engine/ports/call-budget.ts';
import type { ProxyFor } from '../network/proxy-for.ts';

/** The world around a calendar: all that its adapter may use besides its settings. */
export interface CalendarDependencies extends SecretSources {
  /** In place of the guarded transport, for tests. */
  fetch?: Fetch;
  proxyFor?: ProxyFor;
  now(): Date;
  /** For every system of this process. */
  allowPrivateAddresses: boolean;
  callBudget?: CallBudget | undefined;
}

const identity = (type: string) => ({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, {
      error: 'expected small letters, digits and dashes, such as calendars or caldav-eu',
    })
    .refine((id) => id !== 'mail', { error: 'mail is the name of invitations by mail; choose another id' })
    .meta({ description: 'The name of these calendars in the journal. Do not change it later.' }),
  type: z.literal(type),
  domains: z
    .array(z.string().regex(/^[a-z0-9.-]+$/, { error: 'expected a domain in small letters, such as example.com' }))
    .min(1)
    .optional()
    .meta({ description: 'Whose calendars they are, by the domain of the address. Left out: everybody’s.' }),
  ...httpSettings,
  timeoutSeconds: httpSettings.timeoutSeconds.default(10),
});

/** Settings that all calendars have. */
export type CalendarIdentity = z.output<z.ZodObject<ReturnType<typeof identity>>>;

interface CalendarDefinition<Type extends string, Shape extends z.core.$ZodLooseShape> {
  type: Type;
  /** One line for the list of kinds. */
  summary: string;
  /** What this kind has beyond what all have; give each a description. Unknown keys are refused. */
  settings: Shape;
  /** Reads its secrets, calls nothing. Throws `SecretError` when a reference leads nowhere. */
  create(
    settings: CalendarIdentity & z.output<z.ZodObject<Shape>>,
    deps: CalendarDependencies,
  ): Pick<Calendar, 'put' | 'cancel' | 'read'>;
}

/** Declares a kind of calendars in one object. `entry` is what an entry of `calendars:` says, and how it is made. */
export function defineCalendar<const Type extends string, const Shape extends z.core.$ZodLooseShape>(
  definition: CalendarDefinition<Type, Shape>,
) {
  const schema = z.strictObject({
    ...identity(definition.type),
    type: z.literal(definition.type),
    ...definition.settings,
  });
  const entry = schema.transform((parsed) => {
    // The type checker does not see the parts of a shape that is put together; the schema above made it of just these
    // two.
    const settings = parsed as CalendarIdentity & z.output<z.ZodObject<Shape>>;
    const { id, domains } = settings;
    const make = (deps: CalendarDependencies): Calendar => ({
      id,
      readsBack: true,
      serves: (person) => isIn(person, domains),
      ...definition.create(settings, deps),
    });
    return { id, make };
  });
  return { ...definition, schema, entry };
}

function isIn({ email }: Pick<Person, 'email'>, domains: readonly string[] | undefined): boolean {
  return domains === undefined || domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());
}
