import type { ConnectorDependencies, SystemDirectory } from '../connectors/define-connector.ts';
import type { UserNamePlaces } from '../connectors/kit/told-user-names.ts';
import { createConnectors, loadSystems, type Systems } from '../connectors/registry.ts';
import type { Connector } from '../engine/ports/connector.ts';
import { createLiveParts, type LiveSecrets } from './live-parts.ts';

type Environment = ConnectorDependencies['env'];

/** Connectors whose secrets can be read again while they are in use. */
export interface LiveConnectors extends LiveSecrets {
  /** Looked up anew for every call; what is under way goes on with the connector that it has. */
  connectors: ReadonlyMap<string, Connector>;
  /**
   * Who is who in this system, by the secrets of now; null where its kind does not tell, and for a system that is not
   * there.
   */
  directoryOf(id: string): SystemDirectory | null;
  /**
   * From now on these are asked too; `env` has what their secrets are references to. Rejects, with nothing changed,
   * where one cannot be used.
   */
  add(systems: Systems, env: Environment): Promise<void>;
}

export async function createLiveConnectors(
  systems: Systems,
  {
    namesFrom = new Map(),
    ...deps
  }: Omit<ConnectorDependencies, 'readFile'> & {
    /** By the id of a system that is a source of people: where it keeps their names in other systems. */
    namesFrom?: ReadonlyMap<string, UserNamePlaces>;
  },
): Promise<LiveConnectors> {
  const parts = createLiveParts(await loadSystems(systems), deps.env, (system, secrets) => {
    const given = { ...deps, ...secrets };
    const connector = createConnectors([system], given).get(system.id);
    // Made when it is first asked for: most systems are no source of people.
    let directory: SystemDirectory | null = null;
    return {
      connector,
      directory: () => {
        directory ??= system.makeDirectory?.(given, namesFrom.get(system.id) ?? {}) ?? null;
        return directory;
      },
    };
  });
  const connectors = new Map<string, Connector>();
  const put = (ids: readonly string[]): readonly string[] => {
    for (const id of ids) {
      const connector = parts.get(id)?.connector;
      if (connector) connectors.set(id, connector);
    }
    return ids;
  };
  put(systems.map(({ id }) => id));

  return {
    connectors,
    directoryOf: (id) => parts.get(id)?.directory() ?? null,
    async add(more, env) {
      parts.add(await loadSystems(more), env);
      put(more.map(({ id }) => id));
    },
    files: parts.files,
    prepare(env) {
      const take = parts.prepare(env);
      return () => put(take());
    },
  };
}
