import { readFileSync } from 'node:fs';
import type { SecretSources } from '../connectors/secrets.ts';

type Environment = SecretSources['env'];

/** What holds secrets that can be read again while it is in use. */
export interface LiveSecrets {
  /** Every file that a secret was read from. */
  files(): readonly string[];
  /**
   * Reads every secret again. Throws, with nothing changed, where one cannot be used; else what it gives back puts the
   * new ones in place and names by id what has any.
   */
  prepare(env: Environment): () => readonly string[];
}

/** One part for each entry of `relais.yaml`, such as a connector or an HR system. */
export interface LiveParts<Entry, Part> extends LiveSecrets {
  /** The part by the secrets of now. */
  get(id: string): Part | undefined;
  /** From now on these are there too. Throws, with nothing changed, where one cannot be used. */
  add(entries: readonly Entry[], env: Environment): void;
}

/** What one part was made with: each reference to a secret, and what was behind it. */
interface Made<Part> {
  part: Part;
  secrets: ReadonlyMap<string, string | undefined>;
}

/** Makes each part with what it may read its secrets from, now and after each change of one of them. */
export function createLiveParts<Entry extends { id: string }, Part>(
  entries: readonly Entry[],
  env: Environment,
  make: (entry: Entry, secrets: Required<SecretSources>) => Part,
): LiveParts<Entry, Part> {
  const makeAll = (wanted: readonly Entry[], from: Environment) =>
    new Map(
      wanted.map((entry): [string, Made<Part>] => {
        const secrets = new Map<string, string | undefined>();
        return [entry.id, { part: make(entry, recording(from, secrets)), secrets }];
      }),
    );
  let configured = entries;
  let current = makeAll(configured, env);

  return {
    get: (id) => current.get(id)?.part,
    add(more, from) {
      const made = makeAll(more, from);
      configured = [...configured, ...more];
      current = new Map([...current, ...made]);
    },
    files: () => [
      ...new Set(
        [...current.values()].flatMap(({ secrets }) =>
          [...secrets.keys()].filter((ref) => ref.startsWith('file:')).map((ref) => ref.slice('file:'.length)),
        ),
      ),
    ],
    prepare(from) {
      const next = makeAll(configured, from);
      const changed = [...next].filter(([id, { secrets }]) => !isSame(secrets, current.get(id)?.secrets));
      return () => {
        // Whoever keeps its secrets keeps its tokens too, and what it has learned.
        current = new Map([...current, ...changed]);
        return changed.map(([id]) => id);
      };
    },
  };
}

function recording(env: Environment, secrets: Map<string, string | undefined>): Required<SecretSources> {
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

function isSame(a: Made<unknown>['secrets'], b: Made<unknown>['secrets'] | undefined): boolean {
  return a.size === b?.size && [...a].every(([ref, value]) => b.has(ref) && b.get(ref) === value);
}
