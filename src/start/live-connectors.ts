import { readFileSync } from 'node:fs';
import type { ConnectorDependencies, SystemDirectory } from '../connectors/define-connector.ts';
import { createConnectors, type Systems } from '../connectors/registry.ts';
import type { Connector } from '../engine/ports/connector.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Connectors whose secrets can be read again while they are in use. */
export interface LiveConnectors {
  /** Looked up anew for every call; what is under way goes on with the connector that it has. */
  connectors: ReadonlyMap<string, Connector>;
  /** Who is who in this system, by the secrets of now; null where its kind does not tell, and for a system that is not there. */
  directoryOf(id: string): SystemDirectory | null;
  /** From now on these are asked too; `env` has what their secrets are references to. Throws, with nothing changed, where one cannot be used. */
  add(systems: Systems, env: Environment): void;
  /** Every file that a secret was read from. */
  files(): readonly string[];
  /** Reads every secret again. Throws, with nothing changed, where one cannot be used; else what it gives back puts the new ones in place and names the systems that have any. */
  prepare(env: Environment): () => readonly string[];
}

/** What one connector was made with: each reference to a secret, and what was behind it. */
interface Made {
  connector: Connector;
  /** Made when it is first asked for: most systems are no source of people. */
  directory: () => SystemDirectory | null;
  secrets: ReadonlyMap<string, string | undefined>;
}

export function createLiveConnectors(systems: Systems, deps: Omit<ConnectorDependencies, 'readFile'>): LiveConnectors {
  const make = (systems: Systems, env: Environment): Map<string, Made> => {
    const made = new Map<string, Made>();
    for (const system of systems) {
      const secrets = new Map<string, string | undefined>();
      const given = { ...deps, ...recording(env, secrets) };
      const connector = createConnectors([system], given).get(system.id);
      let directory: SystemDirectory | null = null;
      const directoryOf = () => {
        directory ??= system.directory?.make(given) ?? null;
        return directory;
      };
      if (connector) made.set(system.id, { connector, directory: directoryOf, secrets });
    }
    return made;
  };
  let configured = systems;
  let current = make(configured, deps.env);
  const connectors = new Map([...current].map(([id, { connector }]) => [id, connector]));

  return {
    connectors,
    directoryOf: (id) => current.get(id)?.directory() ?? null,
    add(more, env) {
      const made = make(more, env);
      configured = [...configured, ...more];
      current = new Map([...current, ...made]);
      for (const [id, { connector }] of made) connectors.set(id, connector);
    },
    files: () => [
      ...new Set(
        [...current.values()].flatMap(({ secrets }) =>
          [...secrets.keys()].filter((ref) => ref.startsWith('file:')).map((ref) => ref.slice('file:'.length)),
        ),
      ),
    ],
    prepare(env) {
      const next = make(configured, env);
      const changed = [...next].filter(([id, { secrets }]) => !isSame(secrets, current.get(id)?.secrets));
      return () => {
        // Whoever keeps its secrets keeps its tokens too, and what it has learned.
        current = new Map([...current, ...changed]);
        for (const [id, { connector }] of changed) connectors.set(id, connector);
        return changed.map(([id]) => id);
      };
    },
  };
}

function recording(env: Environment, secrets: Map<string, string | undefined>) {
  return {
    env: new Proxy(env, {
      get(target, name) {
        const value = typeof name === 'string' ? target[name] : undefined;
        secrets.set(`env:${String(name)}`, value);
        return value;
      },
    }),
    readFile(path: string) {
      const text = readFileSync(path, 'utf8');
      secrets.set(`file:${path}`, text);
      return text;
    },
  };
}

function isSame(a: Made['secrets'], b: Made['secrets'] | undefined): boolean {
  return a.size === b?.size && [...a].every(([ref, value]) => b.has(ref) && b.get(ref) === value);
}
