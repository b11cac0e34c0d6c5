import type { HrSystem } from '../engine/ports/hr-system.ts';
import type { HrSystemDependencies } from '../hris/define-hr-system.ts';
import { createHrSystems, type HrisEntries } from '../hris/registry.ts';
import { createLiveParts, type LiveSecrets } from './live-parts.ts';

/** HR systems whose secrets can be read again while they are in use. */
export interface LiveHrSystems extends LiveSecrets {
  /** In the order of the file. Each call is made by the secrets of that moment. */
  systems: readonly HrSystem[];
}

export function createLiveHrSystems(entries: HrisEntries, deps: Omit<HrSystemDependencies, 'readFile'>): LiveHrSystems {
  const parts = createLiveParts(
    entries,
    deps.env,
    (entry, secrets) => createHrSystems([entry], { ...deps, ...secrets })[0],
  );
  const systems = entries.map(({ id, label }): HrSystem => {
    const now = () => {
      const system = parts.get(id);
      if (!system) throw new Error(`there is no HR system ${id}`);
      return system;
    };
    return {
      id,
      label,
      changesSince: (...asked) => now().changesSince(...asked),
      byId: (...asked) => now().byId(...asked),
      everybody: (...asked) => now().everybody(...asked),
      readHook: (...asked) => now().readHook(...asked),
    };
  });
  return { systems, files: parts.files, prepare: parts.prepare };
}
