import { readConfig } from '../config.ts';
import type { KnownNames } from '../flows/check-flow.ts';
import { readRelaisFile } from '../relais-file.ts';
import type { Surroundings } from './surroundings.ts';

/** What flows may name of `relais.yaml`. Throws RelaisFileError when that file cannot be used. */
export function knownNames(env: Surroundings['env']): KnownNames {
  const { organisation } = readRelaisFile(readConfig(env).configFile);
  return { ownRoles: organisation.ownRoles.map(({ id }) => id) };
}
