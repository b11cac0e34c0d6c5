import { join } from 'node:path';
import { Router } from 'express';
import { z } from 'zod';
import { createDoorsSandbox } from './doors/doors-sandbox.ts';
import { createEntraSandbox, entraSandboxClient, entraSandboxTenant } from './entra/entra-sandbox.ts';
import { createGithubSandbox, githubLogins, githubSandboxOrganisation } from './github/github-sandbox.ts';
import { type OfferedSystem, offeredSystems } from './offered-systems.ts';
import { createOktaSandbox } from './okta/okta-sandbox.ts';
import { oktaSuperAdmins } from './okta/seed.ts';
import { type Sandbox, type SandboxOptions, sandboxToken, sandboxTokenName } from './sandbox.ts';
import { designTool, salesCrm } from './scim/products.ts';
import { createScimSandbox } from './scim/scim-sandbox.ts';
import { usageSchemaId } from './scim/usage-schema.ts';
import { openStateFile } from './state-file.ts';

export interface SandboxSystems {
  /** Those there are by now; `add` appends one. */
  systems: readonly Sandbox[];
  /** Serves every system under `/sandbox/<id>`; mount it at the root. */
  router: Router;
  /** The `systems:` list of `relais.yaml` that points the connectors at the systems, which answer under this origin. */
  configuration(origin: string): unknown[];
  /** What the entries of the configuration refer to, by name. */
  secrets(): Readonly<Record<string, string>>;
  /** Systems that the company does not have yet, and could. */
  offered(): readonly { id: string; label: string }[];
  /** Adds one, for this folder's later starts too; throws for an id that is not offered. */
  add(id: string): Sandbox;
  /** Forgets the listeners; the state is on disk already. */
  close(): void;
}

export interface SandboxSystemsOptions extends SandboxOptions {
  /** Systems that are added at once, besides those that were added to this folder before. */
  with?: readonly string[];
  /** What every system takes as its credential; the connectors find the same under `RELAIS_SANDBOX_TOKEN`. */
  token?: string;
}

/**
 * The outside world of the invented company: six systems that really lose accounts, one that only people can reach, and
 * what was added.
 */
export function createSandboxSystems(options: SandboxSystemsOptions): SandboxSystems {
  const { people, now, token = sandboxToken } = options;
  const common = { dataDir: join(options.dataDir, 'systems'), people, now, token };
  const systems: Sandbox[] = [
    createOktaSandbox(common),
    createEntraSandbox(common),
    createGithubSandbox(common),
    createScimSandbox({ ...common, product: salesCrm }),
    createScimSandbox({ ...common, product: designTool }),
    createDoorsSandbox({ ...common, secret: token }),
  ];
  const router = Router();
  for (const system of systems) router.use(mountOf(system.id), system.router);

  const file = openStateFile(join(common.dataDir, 'added.json'), z.array(z.string()));
  const added: OfferedSystem[] = [];
  let secrets: Readonly<Record<string, string>> = { [sandboxTokenName]: token };
  const isThere = (id: string) => systems.some((system) => system.id === id);
  const open = (id: string): Sandbox => {
    const offered = offeredSystems.find((each) => each.id === id);
    if (!offered || isThere(id)) throw new RangeError(`there is no system ${id} to add`);
    const { sandbox, secrets: own } = offered.make(common);
    systems.push(sandbox);
    router.use(mountOf(id), sandbox.router);
    secrets = { ...secrets, ...own };
    added.push(offered);
    return sandbox;
  };
  // Of a later version, which may offer more: what is not known here is left out.
  const before = (file.read() ?? []).filter((id) => offeredSystems.some((each) => each.id === id));
  for (const id of new Set([...before, ...(options.with ?? [])])) open(id);

  return {
    systems,
    router,
    secrets: () => secrets,
    offered: () => offeredSystems.filter(({ id }) => !isThere(id)).map(({ id, label }) => ({ id, label })),
    add(id) {
      const sandbox = open(id);
      file.write(added.map((each) => each.id));
      return sandbox;
    },
    configuration(origin) {
      const at = (id: string) => `${origin.replace(/\/$/, '')}${mountOf(id)}`;
      const secret = `env:${sandboxTokenName}`;
      // The sandbox answers from this computer and has no limits to spare.
      const near = { allowPrivateAddresses: true, perMinute: 6000 };
      return [
        {
          id: 'okta',
          type: 'okta',
          label: 'Okta',
          baseUrl: at('okta'),
          auth: { method: 'token', token: secret },
          superAdmins: people.filter((person) => oktaSuperAdmins.includes(person.id)).map((person) => person.email),
          ...near,
        },
        {
          id: 'entra',
          type: 'entra',
          label: 'Entra ID',
          tenant: entraSandboxTenant,
          clientId: entraSandboxClient,
          auth: { method: 'secret', clientSecret: secret },
          baseUrl: `${at('entra')}/v1.0`,
          loginUrl: at('entra'),
          reportsPerMinute: 6000,
          ...near,
        },
        {
          id: 'github',
          type: 'github',
          label: 'GitHub',
          baseUrl: at('github'),
          org: githubSandboxOrganisation,
          auth: { method: 'token', token: secret },
          sso: true,
          fineGrainedTokens: true,
          logins: githubLogins(people),
          ...near,
        },
        ...[salesCrm, designTool].map(({ id, label, tier, deactivation }) => ({
          id,
          type: 'scim',
          label,
          tier,
          baseUrl: at(id),
          token: secret,
          deactivateSemantics: deactivation,
          lastActivityAttribute: `${usageSchemaId}:lastSignIn`,
          ...near,
        })),
        {
          id: 'doors',
          type: 'webhook',
          label: 'Badge & doors',
          url: `${at('doors')}/revocations`,
          secret,
          statusUrl: `${at('doors')}/badges/{email}`,
          lastActivityField: 'lastUsedAt',
          effect: 'reversible',
          readBackAfterSeconds: 1,
          ...near,
        },
        {
          id: 'bank',
          type: 'manual',
          label: 'Bank portal',
          tier: 'finance',
          appliesTo: { teams: ['Direction', 'Sales'], titles: ['manager', 'head of'] },
          tasks: [
            {
              id: 'mandate',
              label: 'Signing mandate',
              instructions: {
                en: 'Have the bank take the person off the mandate, and attach its confirmation.',
                fr: 'Faites retirer la personne du mandat par la banque, et joignez sa confirmation.',
              },
            },
          ],
        },
        ...added.map(({ id, entry }) => entry(at(id), near)),
      ];
    },
    close() {
      for (const system of systems) system.close();
    },
  };
}

function mountOf(id: string): string {
  return `/sandbox/${id}`;
}
