import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createHttpServer } from '../../src/http/server.ts';
import { createMemoryWorld, mustDo, testPeople } from '../support/memory/memory-world.ts';
import { root } from './documents.ts';

interface Family {
  name: string;
  help: string;
  type: string;
  samples: { name: string; labels: Record<string, string> }[];
}

/** Prometheus' text format, as far as it is used here; throws at a line that is none of it. */
function familiesOf(text: string): Family[] {
  const families: Family[] = [];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const help = /^# HELP (\S+) (.+)$/.exec(line);
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/.exec(line);
    const last = families.at(-1);
    if (help) families.push({ name: help[1] ?? '', help: help[2] ?? '', type: '', samples: [] });
    else if (type && last !== undefined && last.name === type[1]) last.type = type[2] ?? '';
    else if (sample && last) {
      const labels = [...(sample[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
      last.samples.push({
        name: sample[1] ?? '',
        labels: Object.fromEntries(labels.map(([, key = '', value = '']) => [key, value])),
      });
    } else throw new Error(`not Prometheus' text format: ${line}`);
  }
  return families;
}

/** What `/metrics` answers after a whole departure. */
async function served(): Promise<{ text: string; departureId: string }> {
  const world = await createMemoryWorld();
  const departureId = await world.plan();
  const { planHash } = await world.load(departureId);
  await mustDo(world.ask('it', departureId, { type: 'access.confirm', planHash: planHash ?? '' }));
  await world.advanceTo('2026-03-20T18:00:00.000Z');
  const { registry } = world.deps.metrics;
  const log = pino({ level: 'silent' });
  const server = createHttpServer({ port: 0, host: '127.0.0.1', log, registry, ready: async () => undefined });
  const url = await server.listen();
  onTestFinished(() => server.close());
  return { text: await (await fetch(`${url}/metrics`)).text(), departureId };
}

describe('/metrics', () => {
  it('follows Prometheus’ conventions: one prefix, base units, _total on counters and nowhere else, a word of help', async () => {
    const families = familiesOf((await served()).text);
    expect(families.length).toBeGreaterThan(5);
    for (const { name, help, type, samples } of families) {
      expect(name).toMatch(/^relais_[a-z]+(?:_[a-z]+)*$/);
      expect(help, name).toMatch(/\.$/);
      expect(['counter', 'gauge', 'histogram'], name).toContain(type);
      expect(name.endsWith('_total'), name).toBe(type === 'counter');
      if (type === 'histogram') expect(name).toMatch(/_(?:seconds|bytes)$/);
      // A unit that is none of Prometheus' base units would have to be converted by whoever reads it.
      expect(name).not.toMatch(/_(?:ms|milliseconds|minutes|hours|days|percent|kilobytes|count|sum|bucket)(?:_|$)/);
      expect(samples.length, `${name} was never counted in a whole departure`).toBeGreaterThan(0);
    }
  });

  it('has no person and no departure in any label', async () => {
    const { text, departureId } = await served();
    const known = new Set(['cap', 'type', 'result', 'system', 'status', 'channel', 'why', 'le']);
    const labels = familiesOf(text).flatMap(({ samples }) => samples.map((sample) => sample.labels));
    for (const name of labels.flatMap((one) => Object.keys(one))) expect(known).toContain(name);
    const values = new Set(labels.flatMap((one) => Object.values(one)));
    for (const value of values) expect(value).toMatch(/^[a-z][a-z0-9.-]*$|^\+Inf$|^[\d.]+$/);
    const people = Object.values(testPeople).flatMap(({ id, name, email }) => [id, name, email]);
    for (const one of [...people, departureId]) expect(values).not.toContain(one);
  });
});

/**
 * What an import into Grafana needs, beside what is said of it below. `list` holds what is asked for when it is
 * imported.
 */
const dashboardSchema = z.looseObject({
  title: z.string().min(1),
  uid: z.string().regex(/^[\w-]{1,40}$/),
  schemaVersion: z.int().min(36),
  templating: z.looseObject({
    list: z.array(z.looseObject({ name: z.string(), type: z.literal('datasource'), query: z.literal('prometheus') })),
  }),
  panels: z.array(
    z.looseObject({
      id: z.int(),
      type: z.enum(['stat', 'timeseries']),
      datasource: z.strictObject({ type: z.literal('prometheus'), uid: z.string() }),
      gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
      title: z.string().min(1),
      description: z.string().min(1),
      targets: z.array(z.looseObject({ refId: z.string(), expr: z.string().min(1) })).min(1),
    }),
  ),
});

describe('docs/grafana-dashboard.json', () => {
  it('shows every metric, and none that Relais does not have', async () => {
    const { panels } = dashboardSchema.parse(
      JSON.parse(readFileSync(join(root, 'docs', 'grafana-dashboard.json'), 'utf8')),
    );
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const families = familiesOf((await served()).text);
    const samples = new Set(families.flatMap((family) => family.samples.map(({ name }) => name)));
    const asked = panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => [...expr.matchAll(/\brelais_\w+/g)].map(([name]) => name)),
    );
    for (const name of asked) expect(samples).toContain(name);
    for (const { name } of families) expect(asked.map((one) => one.replace(/_bucket$/, ''))).toContain(name);
  });

  it('can be imported anywhere: its data source is a variable, no panel lies over another, no query over another', () => {
    const text = readFileSync(join(root, 'docs', 'grafana-dashboard.json'), 'utf8');
    // Only the import page asks for these; provisioned from a file, a dashboard would keep the placeholder.
    expect(text).not.toMatch(/"__(?:inputs|requires|elements)"|DS_PROMETHEUS/);
    const { panels, templating } = dashboardSchema.parse(JSON.parse(text));
    const variables = templating.list.map(({ name }) => `\${${name}}`);
    const taken = new Set<string>();
    for (const { title, datasource, gridPos, targets } of panels) {
      expect(variables, title).toContain(datasource.uid);
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken, title).not.toContain(`${x} ${y}`);
          taken.add(`${x} ${y}`);
        }
    }
  });

  it('groups only by labels that the metric has', async () => {
    const text = readFileSync(join(root, 'docs', 'grafana-dashboard.json'), 'utf8');
    const families = familiesOf((await served()).text);
    for (const { targets } of dashboardSchema.parse(JSON.parse(text)).panels)
      for (const { expr } of targets) {
        const name = /\brelais_\w+/.exec(expr)?.[0];
        const sample = families.flatMap((family) => family.samples).find((one) => one.name === name);
        const grouped = /\bby \(([^)]*)\)/.exec(expr)?.[1]?.split(', ') ?? [];
        for (const label of grouped) expect(Object.keys(sample?.labels ?? {}), expr).toContain(label);
      }
  });
});
