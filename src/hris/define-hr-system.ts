import { z } from 'zod';
import type { Fetch } from '../connectors/http/transport.ts';
import type { SecretSources } from '../connectors/secrets.ts';
import { zoneSchema } from '../domain/calendar/time.ts';
import type { CallBudget } from '../engine/ports/call-budget.ts';
import type { CheckReport, ConnectorContext } from '../engine/ports/connector.ts';
import type { HrFile } from '../engine/ports/hr-file.ts';
import type { HrSystem } from '../engine/ports/hr-system.ts';
import type { ProxyFor } from '../network/proxy-for.ts';

/** The world around an HR system: all that its adapter may use besides its settings. */
export interface HrSystemDependencies extends SecretSources {
  /** In place of the guarded transport, for tests. */
  fetch?: Fetch;
  /** Which addresses are reached through a proxy; none when left out. */
  proxyFor?: ProxyFor;
  now(): Date;
  /** For every system of this process. */
  allowPrivateAddresses: boolean;
  /** Where all processes keep the limits of each system together. Left out: this process is alone. */
  callBudget?: CallBudget | undefined;
}

/** What Relais works with, and what `relais doctor` asks. */
export interface CheckedHrSystem extends HrSystem {
  /**
   * Credentials and rights, by reads only, asked as the feed would. A call that fails is a problem in it, never thrown.
   */
  check(context: ConnectorContext): Promise<CheckReport>;
}

const identity = (type: string) => ({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, {
      error: 'expected small letters, digits and dashes, such as personio or hr-emea',
    })
    .meta({ description: 'The name of this HR system in logs and the journal. Do not change it later.' }),
  type: z.literal(type),
  label: z.string().min(1).max(60).meta({ description: 'What people call it.' }),
  timeZone: zoneSchema.optional().meta({
    description:
      'The zone in which the system means its days, such as Europe/Paris. Left out: the zone of each leaver.',
  }),
});

/** Settings that every HR system has. */
export interface HrIdentity {
  id: string;
  label: string;
  timeZone?: string | undefined;
}

/** How one kind of HR system is described and made: everything the registry, the YAML and the documentation need. */
export interface HrSystemDefinition<Type extends string, Shape extends z.core.$ZodLooseShape> {
  type: Type;
  /** One line for the list of HR systems. */
  summary: string;
  /** What this kind has beyond id, type, label and time zone; give each a description. Unknown keys are refused. */
  settings: Shape;
  /** Makes one instance; reads its secrets, calls nothing. Throws `SecretError` when a reference leads nowhere. */
  create(settings: HrIdentity & z.output<z.ZodObject<Shape>>, deps: HrSystemDependencies): CheckedHrSystem;
  /** The file that it is read from, where a person may replace that; left out for everything else. */
  file?(settings: HrIdentity & z.output<z.ZodObject<Shape>>): HrFile;
}

/** One entry of the `hris:` list, read and ready to be made. */
export interface ConfiguredHrSystem extends HrIdentity {
  type: string;
  /** Makes the system; see `HrSystemDefinition.create`. */
  make(deps: HrSystemDependencies): CheckedHrSystem;
  /** See `HrSystemDefinition.file`; null for none. */
  file: HrFile | null;
}

/**
 * Declares an HR system in one object. `schema` is what an entry of `hris:` says; `entry` also knows how it is made.
 */
export function defineHrSystem<const Type extends string, const Shape extends z.core.$ZodLooseShape>(
  definition: HrSystemDefinition<Type, Shape>,
) {
  const schema = z.strictObject({
    ...identity(definition.type),
    type: z.literal(definition.type),
    ...definition.settings,
  });
  const entry = schema.transform((parsed): ConfiguredHrSystem => {
    // The type checker does not see the parts of a shape that is put together; the schema above made it of just these
    // two.
    const settings = parsed as HrIdentity & z.output<z.ZodObject<Shape>>;
    const { id, label, timeZone } = settings;
    const file = definition.file?.(settings) ?? null;
    return { id, label, timeZone, type: definition.type, make: (deps) => definition.create(settings, deps), file };
  });
  return { ...definition, schema, entry };
}
