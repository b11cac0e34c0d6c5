import { join } from 'node:path';
import { Router } from 'express';
import { createDoorsSandbox } from './doors/doors-sandbox.ts';
import { createGithubSandbox, githubLogins, githubSandboxOrganisation } from './github/github-sandbox.ts';
import { createOktaSandbox } from './okta/okta-sandbox.ts';
import { oktaSuperAdmins } from './okta/seed.ts';
import { type Sandbox, type SandboxOptions, sandboxTokenName } from './sandbox.ts';
import { designTool, salesCrm } from './scim/products.ts';
import { createScimSandbox } from './scim/scim-sandbox.ts';

export interface SandboxSystems {
  systems: readonly Sandbox[];
  /** Serves every system under `/sandbox/<id>`; mount it at the root. */
  router: Router;
  /** The `systems:` list of `relais.yaml` that points the connectors at the systems, which answer under this origin. */
  configuration(origin: string): unknown[];
  /** Forgets the listeners; the state is on disk already. */
  close(): void;
}

/** The outside world of the invented company: five systems that really lose accounts, and a list of chores for people. */
export function createSandboxSystems({ dataDir, people, now }: SandboxOptions): SandboxSystems {
  const common: SandboxOptions = { dataDir: join(dataDir, 'systems'), people, now };
  const systems: readonly Sandbox[] = [
    createOktaSandbox(common),
    createGithubSandbox(common),
    createScimSandbox({ ...common, product: salesCrm }),
    createScimSandbox({ ...common, product: designTool }),
    createDoorsSandbox(common),
  ];
  const router = Router();
  for (const system of systems) router.use(mountOf(system.id), system.router);

  return {
    systems,
    router,
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
          id: 'github',
          type: 'github',
          label: 'GitHub',
          baseUrl: at('github'),
          org: githubSandboxOrganisation,
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
          ...near,
        })),
        {
          id: 'doors',
          type: 'webhook',
          label: 'Badge & doors',
          url: `${at('doors')}/revocations`,
          secret,
          statusUrl: `${at('doors')}/badges/{email}`,
          ...near,
        },
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
