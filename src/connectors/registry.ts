import { z } from 'zod';
import type { Connector } from '../engine/ports/connector.ts';
import { atlassian } from './atlassian/index.ts';
import type { ConnectorDependencies, LoadedSystem } from './define-connector.ts';
import { entra } from './entra/index.ts';
import { gitea } from './gitea/index.ts';
import { github } from './github/index.ts';
import { gitlab } from './gitlab/index.ts';
import { google } from './google/index.ts';
import { hubspot } from './hubspot/index.ts';
import { keycloak } from './keycloak/index.ts';
import { UnusableEntryError } from './kit/unusable-entry.ts';
import { manual } from './manual/index.ts';
import { okta } from './okta/index.ts';
import { postgresql } from './postgresql/index.ts';
import { salesforce } from './salesforce/index.ts';
import { scim } from './scim/index.ts';
import { slack } from './slack/index.ts';
import { webhook } from './webhook/index.ts';
import { zoom } from './zoom/index.ts';

/** Every kind of system Relais can talk to; a test holds this list against the folders beside it. */
export const connectorTypes = [
  okta,
  entra,
  google,
  keycloak,
  github,
  gitlab,
  gitea,
  slack,
  zoom,
  hubspot,
  salesforce,
  atlassian,
  postgresql,
  scim,
  webhook,
  manual,
] as const;

const [first, ...others] = connectorTypes;
const systemSchema = z.discriminatedUnion('type', [first.entry, ...others.map(({ entry }) => entry)]);

/** The `systems:` list of `relais.yaml`. Unknown keys and repeated ids are refused. */
export const systemsSchema = z.array(systemSchema).superRefine((systems, context) => {
  systems.forEach(({ id }, index) => {
    if (systems.findIndex((other) => other.id === id) < index)
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `the id ${id} is used twice` });
  });
});
export type Systems = z.infer<typeof systemsSchema>;

/** Loads the code of each kind that is named, and of no other. */
export function loadSystems(systems: Systems): Promise<readonly LoadedSystem[]> {
  return Promise.all(systems.map((system) => system.load()));
}

/**
 * One connector per entry, by id, in the order of the file. Throws for the first one whose secrets or address cannot be
 * used.
 */
export function createConnectors(
  systems: readonly LoadedSystem[],
  deps: ConnectorDependencies,
): ReadonlyMap<string, Connector> {
  const connectors = new Map<string, Connector>();
  for (const system of systems) {
    try {
      connectors.set(system.id, system.make(deps));
    } catch (error) {
      throw new UnusableEntryError({ en: `system ${system.id}`, fr: `système ${system.id}` }, error);
    }
  }
  return connectors;
}
