import { z } from 'zod';
import { type Tier, tierSchema } from '../domain/systems/tier.ts';
import type { CallBudget } from '../engine/ports/call-budget.ts';
import type { Connector } from '../engine/ports/connector.ts';
import type { GroupSource } from '../engine/ports/group-source.ts';
import type { PeopleSource } from '../engine/ports/people-source.ts';
import type { ProxyFor } from '../network/proxy-for.ts';
import type { Fetch } from './http/transport.ts';
import type { UserNamePlaces } from './kit/told-user-names.ts';
import type { SecretSources } from './secrets.ts';

/** As pino's; connectors log what an operator may act on, never what a vendor said in full. */
interface ConnectorLog {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
}

/** The world around a connector: all that it may use besides its settings. */
export interface ConnectorDependencies extends SecretSources {
  /** In place of the guarded transport, for tests. */
  fetch?: Fetch;
  /** Which addresses are reached through a proxy; none when left out. */
  proxyFor?: ProxyFor;
  now(): Date;
  log: ConnectorLog;
  /** For every system of this process: the local workspace's sandbox is on loopback. */
  allowPrivateAddresses: boolean;
  /** Where all processes keep the limits of each system together. Left out: this process is alone. */
  callBudget?: CallBudget | undefined;
}

const identity = (type: string, tier: Tier) => ({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'expected small letters, digits and dashes, such as okta or okta-emea' })
    .meta({ description: 'The name of this system in plans, logs and the journal. Do not change it later.' }),
  type: z.literal(type),
  label: z.string().min(1).max(60).meta({ description: 'What people call it.' }),
  tier: tierSchema.default(tier).meta({ description: 'How early its turn comes: finance, crm, cloud and code first.' }),
});

/** Settings that every connector has. */
export interface Identity {
  id: string;
  label: string;
  tier: Tier;
}

/** Who is who in a system, by its own settings and credentials; reads only. */
export interface SystemDirectory {
  people: PeopleSource;
  /** Groups that may give roles; null where the vendor's cannot. */
  groups: GroupSource | null;
}

/** What ids of a system's groups look like, or attributes of its people, and one that shows it. */
interface Looks {
  pattern: RegExp;
  example: string;
}

/** What a system that knows who is who can be asked. */
interface DirectoryKind {
  /** Null where its groups give no roles. */
  groupId: Looks | null;
  /** Attributes of people that may hold their names in other systems; only such as nobody writes about themselves. */
  userNameAttribute: Looks;
}

/**
 * What makes a connector. Of a kind that no entry names, it is not loaded: it would only be memory, and time to start.
 */
interface ConnectorCode<Settings> {
  /** Makes one instance; reads its secrets, calls nothing. Throws `SecretError` when a reference leads nowhere. */
  create(settings: Settings, deps: ConnectorDependencies): Connector;
  /** Makes what knows who is who, as `create` does; there where the definition says so. */
  createDirectory?(settings: Settings, deps: ConnectorDependencies, names: UserNamePlaces): SystemDirectory;
}

/** How one kind of system is described and made: everything the registry, the YAML and the documentation need. */
export interface ConnectorDefinition<Type extends string, Shape extends z.core.$ZodLooseShape> {
  type: Type;
  /** One line for the list of connectors. */
  summary: string;
  /** The tier when the YAML names none. */
  tier: Tier;
  /** What this kind has beyond id, type, label and tier; give each a description. Unknown keys are refused. */
  settings: Shape;
  /** That it knows who is who; left out where the vendor does not tell, such as managers. */
  directory?: DirectoryKind;
  load(): Promise<ConnectorCode<Identity & z.output<z.ZodObject<Shape>>>>;
}

/** A system whose code is loaded. */
export interface LoadedSystem extends Identity {
  /** Makes the connector; see `ConnectorCode.create`. */
  make(deps: ConnectorDependencies): Connector;
  /** Null where the kind does not tell who is who. */
  makeDirectory: ((deps: ConnectorDependencies, names: UserNamePlaces) => SystemDirectory) | null;
}

/** One entry of the `systems:` list, read and ready to be loaded. */
export interface ConfiguredSystem extends Identity {
  type: string;
  /** Null where the kind does not tell who is who. */
  directory: DirectoryKind | null;
  load(): Promise<LoadedSystem>;
}

/**
 * Declares a connector in one object. `schema` is what an entry of `systems:` says; `entry` also knows how it is made.
 */
export function defineConnector<const Type extends string, const Shape extends z.core.$ZodLooseShape>(
  definition: ConnectorDefinition<Type, Shape>,
) {
  const schema = z.strictObject({
    ...identity(definition.type, definition.tier),
    type: z.literal(definition.type),
    ...definition.settings,
  });
  const entry = schema.transform((parsed): ConfiguredSystem => {
    // The type checker does not see the parts of a shape that is put together; the schema above made it of just these
    // two.
    const settings = parsed as Identity & z.output<z.ZodObject<Shape>>;
    const { id, label, tier } = settings;
    return {
      ...{ id, label, tier, type: definition.type, directory: definition.directory ?? null },
      async load() {
        const { create, createDirectory } = await definition.load();
        return {
          ...{ id, label, tier },
          make: (deps) => create(settings, deps),
          makeDirectory: createDirectory ? (deps, names) => createDirectory(settings, deps, names) : null,
        };
      },
    };
  });
  return { ...definition, schema, entry };
}
