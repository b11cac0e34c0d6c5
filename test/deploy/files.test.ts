import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { alumniPath } from '../../src/channels/email/alumni-pages.ts';
import { bouncesPath } from '../../src/channels/email/bounce-router.ts';
import { auditPath } from '../../src/channels/email/page/audit-router.ts';
import { dossiersPath } from '../../src/channels/email/page/dossier-router.ts';
import { evidencePath } from '../../src/channels/email/page/evidence-router.ts';
import { filesPath } from '../../src/channels/email/page/file-router.ts';
import { pagesPath } from '../../src/channels/email/page/page-router.ts';
import { messagesPath } from '../../src/channels/teams/teams-app.ts';
import { secretNames } from '../../src/config.ts';
import { deskPath } from '../../src/desk/visits.ts';
import { fileLimits } from '../../src/domain/tasks/task-file.ts';
import { hooksPath } from '../../src/hris/mount-hooks.ts';
import { parseRelaisFile } from '../../src/relais-file.ts';
import { settings } from '../../src/settings.ts';
import { commandOf, copyOf, readDockerfile, root } from './dockerfile.ts';

const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const version = z
  .object({ version: z.string(), engines: z.object({ node: z.string() }) })
  .parse(JSON.parse(textOf('package.json')));

const known = new Set<string>(Object.keys(settings));
const secret = new Set<string>(secretNames);
/**
 * Everything that the world may reach: what the platforms post to, what HR systems and mail servers do, and what people
 * open in a browser.
 */
const doors = {
  platforms: ['/slack/events', messagesPath],
  hooks: [`${hooksPath}/*`, bouncesPath],
  pages: [
    ...[pagesPath, filesPath, dossiersPath, evidencePath, auditPath, alumniPath, deskPath].map((path) => `${path}/*`),
    ...[auditPath, deskPath],
  ],
};

/** Each setting is known, and no secret stands in a file. */
function expectSettings(environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(environment)) {
    expect(known, name).toContain(name);
    if (secret.has(name)) expect(value, name).toMatch(/^file:\/run\/secrets\/[\w/]+$/);
  }
}

describe('the image', () => {
  const stages = readDockerfile();
  const [build, image] = stages;
  const all = image?.instructions ?? [];

  it('is built in a stage of its own, both on one pinned base that Relais supports', () => {
    expect(stages.map(({ name }) => name)).toEqual(['build', null]);
    for (const { from } of stages) expect(from).toMatch(/^node:20\.(19|[2-9]\d)\.\d+-bookworm-slim$/);
  });

  it('runs as nobody in particular, writes to one volume, and says whether it lives', () => {
    const last = (name: string) => all.findLast((one) => one.name === name)?.text;
    expect(last('USER')).toBe('node');
    expect(last('VOLUME')).toBe('/data');
    expect(last('ENV')).toContain('RELAIS_DATA_DIR=/data');
    expect(last('EXPOSE')).toBe(String(settings.PORT.example));
    expect(commandOf(last('CMD') ?? '')).toEqual(['node', 'dist/main.js']);
    expect(last('HEALTHCHECK')).toContain('/healthz');
    const user = all.findIndex(({ name }) => name === 'USER');
    expect(all.slice(user).every(({ name }) => name !== 'RUN' && name !== 'COPY')).toBe(true);
  });

  it('builds all that runs from it, the page that goes into packs of evidence included, and keeps nothing that is joined', () => {
    const ran = (build?.instructions ?? []).filter(({ name }) => name === 'RUN').map(({ text }) => text);
    expect(ran.map((text) => text.split(' --ignore-scripts')[0])).toEqual([
      'npm ci',
      'npm run build:server',
      'npm run build:desk',
      'npm run build:verify',
      'npm prune --omit=dev --omit=peer',
    ]);
    const taken = (build?.instructions ?? [])
      .filter(({ name }) => name === 'COPY')
      .flatMap((one) => copyOf(one).sources);
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(textOf('package.json')));
    for (const name of ['build:server', 'build:verify'])
      for (const [config] of (scripts[name] ?? '').matchAll(/vite\.\w+\.config\.ts/g)) expect(taken).toContain(config);
  });

  it('takes from outside only what .dockerignore lets in, which is no more than it takes', () => {
    const allowed = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(allowed[0]).toBe('*');
    const copied = [...(build?.instructions ?? []), ...all]
      .filter(({ name }) => name === 'COPY')
      .map(copyOf)
      .flatMap(({ from, sources }) => (from === null ? sources : []));
    expect(new Set(allowed.slice(1))).toEqual(new Set(copied.map((source) => `!${source}`)));
    for (const source of copied) expect(existsSync(join(root, source)), source).toBe(true);
  });
});

const serviceSchema = z.looseObject({
  image: z.string(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
});

describe('deploy/compose.yaml', () => {
  const compose = composeSchema.parse(parse(textOf('deploy/compose.yaml'), { merge: true }));
  const services = Object.entries(compose.services);
  const relais = services.filter(([name]) => name.startsWith('relais-'));

  it('has two processes of Relais, three nodes of MongoDB, the making of the set, and a proxy', () => {
    expect(services.map(([name]) => name).sort()).toEqual(
      ['mongo-init', 'mongo1', 'mongo2', 'mongo3', 'proxy', 'relais-web', 'relais-worker'].sort(),
    );
    expect(relais.map(([, { environment }]) => environment['RELAIS_ROLES'])).toEqual(['web', 'worker']);
    const members = [...textOf('deploy/mongo-init.js').matchAll(/'(mongo\d)'/g)].map(([, name]) => name);
    expect(members).toEqual(['mongo1', 'mongo2', 'mongo3']);
  });

  it('gives Relais known settings, its secrets as files, and nothing to write', () => {
    for (const [, { environment, image, read_only, cap_drop, secrets }] of relais) {
      expectSettings(environment);
      expect(image).toBe(`relais:${version.version}`);
      expect({ read_only, cap_drop }).toEqual({ read_only: true, cap_drop: ['ALL'] });
      const mounted = Object.values(environment).flatMap(
        (value) => /^file:\/run\/secrets\/(\w+)$/.exec(value)?.[1] ?? [],
      );
      expect(new Set(mounted)).toEqual(new Set(secrets));
    }
  });

  it('declares every network, secret and volume that it uses', () => {
    for (const [name, service] of services) {
      for (const network of service.networks) expect(compose.networks, name).toHaveProperty(network);
      for (const one of service.secrets) expect(compose.secrets, name).toHaveProperty(one);
      for (const volume of service.volumes.filter((one) => !one.startsWith('.')))
        expect(compose.volumes, name).toHaveProperty(volume.split(':')[0] ?? '');
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\/\w+$/);
    // Each has its line in the README that makes them.
    for (const name of Object.keys(compose.secrets)) expect(textOf('deploy/README.md')).toContain(`> ${name}`);
  });

  it('opens only the proxy, and keeps the database where nobody from outside comes', () => {
    expect(services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks['inside']?.internal).toBe(true);
    for (const [name, { networks }] of services) if (name.startsWith('mongo')) expect(networks).toEqual(['inside']);
    expect(compose.services['proxy']?.networks).not.toContain('inside');
  });

  it('lets only the doors of Relais through, and nothing of health and metrics', () => {
    const caddy = textOf('deploy/Caddyfile');
    const opened = [...caddy.matchAll(/@(\w+) \{\s*method (.*)\s*path (.*)\s*\}/g)].map(([, ...told]) => told);
    expect(opened.map(([name, method]) => [name, method])).toEqual([
      ['platforms', 'POST'],
      ['hooks', 'GET POST'],
      ['pages', 'GET HEAD POST'],
    ]);
    for (const [name, , paths = ''] of opened)
      expect(new Set(paths.split(' '))).toEqual(new Set(doors[name as keyof typeof doors]));
    const sent = [...caddy.matchAll(/reverse_proxy (\S+)/g)].map(([, to]) => to);
    expect(new Set(sent)).toEqual(new Set(['relais-web:3000']));
    expect(sent).toHaveLength(opened.length);
    // The largest file is not stopped on its way.
    const [, size] = /handle @pages \{\s*request_body \{\s*max_size (\d+)MB/.exec(caddy) ?? [];
    expect(Number(size) * 1_000_000).toBeGreaterThan(2 * fileLimits.bytes + 64 * 1024);
    expect(caddy).toMatch(/handle \{\s*respond 404\s*\}/);
  });
});

const objectSchema = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
const containerSchema = z.looseObject({
  image: z.string(),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  securityContext: z.unknown(),
  livenessProbe: z.looseObject({ httpGet: z.object({ path: z.string(), port: z.string() }) }),
  readinessProbe: z.looseObject({ httpGet: z.object({ path: z.string(), port: z.string() }) }),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() })),
});
const labels = z.record(z.string(), z.string());
const deploymentSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.looseObject({
    replicas: z.number(),
    selector: z.object({ matchLabels: labels }),
    template: z.looseObject({
      metadata: z.looseObject({ labels }),
      spec: z.looseObject({
        securityContext: z.unknown(),
        containers: z.tuple([containerSchema]),
        volumes: z.array(z.looseObject({ name: z.string() })),
      }),
    }),
  }),
});

describe('deploy/kubernetes', () => {
  const folder = join(root, 'deploy/kubernetes');
  const objects = readdirSync(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => {
      expect(document.errors, file).toEqual([]);
      return objectSchema.parse(document.toJS());
    }),
  );
  const ofKind = (kind: string) => objects.filter((one) => one.kind === kind);
  const deployments = ofKind('Deployment').map((one) => deploymentSchema.parse(one));

  it('has a Deployment and a PodDisruptionBudget for each role', () => {
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual(['relais-web', 'relais-worker']);
    for (const { metadata, spec } of deployments) {
      const budget = ofKind('PodDisruptionBudget').find((one) => one.metadata.name === metadata.name);
      expect(budget).toMatchObject({ spec: { minAvailable: 1, selector: spec.selector } });
      expect(spec.replicas).toBeGreaterThan(1);
      expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
    }
  });

  it('runs each as nobody in particular, without rights, on a file system that cannot be written', () => {
    for (const { spec } of deployments) {
      const { securityContext, containers, volumes } = spec.template.spec;
      const [container] = containers;
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.volumeMounts.filter(({ readOnly }) => !readOnly).map(({ mountPath }) => mountPath)).toEqual([
        '/data',
      ]);
      const declared = volumes.map(({ name }) => name);
      expect(container.volumeMounts.map(({ name }) => name)).toEqual(declared);
    }
  });

  it('asks each whether it lives and whether it is ready, and gives it known settings', () => {
    for (const { metadata, spec } of deployments) {
      const [container] = spec.template.spec.containers;
      expect(container.image).toBe(`relais:${version.version}`);
      expect(container.livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' });
      expect(container.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
      expect(container.ports).toEqual([{ name: 'http', containerPort: 3000 }]);
      const environment = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
      expectSettings(environment);
      expect(metadata.name).toBe(`relais-${environment['RELAIS_ROLES']}`);
    }
  });

  it('has every file of a secret that a setting names, and a relais.yaml that can be read', () => {
    const kept = z.object({ stringData: z.record(z.string(), z.string()) }).parse(ofKind('Secret')[0]).stringData;
    const named = deployments.flatMap(({ spec }) =>
      spec.template.spec.containers[0].env.flatMap(
        ({ value }) => /^file:\/run\/secrets\/relais\/(.*)$/.exec(value)?.[1] ?? [],
      ),
    );
    expect(new Set(named)).toEqual(new Set(Object.keys(kept)));
    const { data } = z.object({ data: z.record(z.string(), z.string()) }).parse(ofKind('ConfigMap')[0]);
    expect(parseRelaisFile(data['relais.yaml'] ?? '', 'relais.yaml').organisation.name).toBe('Atelier Lumen');
  });

  it('lets the world reach the doors of Relais, in the role that answers', () => {
    const ingress = z
      .looseObject({
        spec: z.looseObject({
          rules: z.tuple([
            z.looseObject({
              http: z.object({
                paths: z.array(z.looseObject({ path: z.string(), pathType: z.string(), backend: z.unknown() })),
              }),
            }),
          ]),
        }),
      })
      .parse(ofKind('Ingress')[0]);
    const { paths } = ingress.spec.rules[0].http;
    const below = (door: string) => (door.endsWith('/*') ? `Prefix ${door.slice(0, -2)}` : `Exact ${door}`);
    // A prefix holds the page itself, too.
    const pages = doors.pages.filter((door) => !doors.pages.includes(`${door}/*`));
    const wanted = [...doors.platforms, ...doors.hooks, ...pages].map(below);
    expect(new Set(paths.map(({ path, pathType }) => `${pathType} ${path}`))).toEqual(new Set(wanted));
    for (const { backend } of paths)
      expect(backend).toEqual({ service: { name: 'relais-web', port: { name: 'http' } } });
    expect(ofKind('Service')).toMatchObject([{ spec: { selector: { app: 'relais', role: 'web' } } }]);
  });
});

describe('deploy/relais.service', () => {
  const unit = textOf('deploy/relais.service');
  const values = (name: string) =>
    [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value = '']) => value);

  it('starts what the image starts, as its own user, reloads by SIGHUP and waits for the end', () => {
    expect(values('ExecStart')).toEqual(['/usr/bin/node dist/main.js']);
    expect(values('ExecReload')).toEqual(['/bin/kill -HUP $MAINPID']);
    expect(values('User')).toEqual(['relais']);
    const environment = Object.fromEntries(values('Environment').map((one) => one.split('=', 2) as [string, string]));
    const { NODE_ENV: _, ...ours } = environment;
    expectSettings(ours);
    expect(ours['RELAIS_DATA_DIR']).toBe(`/var/lib/${values('StateDirectory')[0]}`);
  });

  it('is rated as safe by systemd itself', ({ skip }) => {
    if (spawnSync('systemd-analyze', ['--version']).error) skip('systemd-analyze is not installed here');
    const rated = spawnSync(
      'systemd-analyze',
      ['security', '--no-pager', '--offline=true', '--threshold=15', join(root, 'deploy/relais.service')],
      { encoding: 'utf8' },
    );
    // Exposure below 1.5 of 10; the exit code says so.
    expect(
      `${rated.status} ${rated.stdout
        .split('\n')
        .filter((line) => line.includes('Overall'))
        .join('')}`,
    ).toMatch(/^0 /);
  });
});
