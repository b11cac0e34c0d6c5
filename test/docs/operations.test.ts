import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { secretNames } from '../../src/config.ts';
import { createMetrics } from '../../src/engine/metrics.ts';
import { chapterOf, root, rowsOf, textOf } from './documents.ts';

const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');

describe('docs/operations.md', () => {
  it('sizes by figures that stand in the README’s table, under the same part', () => {
    const rows = rowsOf(chapterOf(page, '## Sizing'));
    expect(rows.length).toBeGreaterThan(5);
    const measured = textOf('README.md').split('\n');
    for (const [question, figure = '', part = ''] of rows) {
      const found = measured.filter((line) => line.startsWith(`| ${part} |`) && line.includes(figure));
      expect(found, `${question}: ${figure} is not what ${part} measured`).not.toEqual([]);
    }
  });

  it('tells of every metric that Relais has, and of no other', async () => {
    const named = rowsOf(chapterOf(page, '## What to watch')).map(([metric = '']) => metric.replaceAll('`', ''));
    const metrics = await createMetrics().registry.getMetricsAsJSON();
    expect(named.sort()).toEqual(metrics.map(({ name }) => name).sort());
  });

  it('tells of every secret among the settings how it is exchanged', () => {
    const chapter = chapterOf(page, '## Exchanging keys and secrets');
    for (const name of secretNames.filter((one) => !one.endsWith('_PROXY'))) expect(chapter).toContain(`\`${name}\``);
  });
});

it('deploy/alerts.yml asks for metrics that Relais has', async () => {
  const rule = z.object({ alert: z.string(), expr: z.string(), annotations: z.object({ summary: z.string() }) });
  const { groups } = z
    .object({ groups: z.array(z.object({ rules: z.array(rule.loose()) })) })
    .parse(parse(readFileSync(join(root, 'deploy/alerts.yml'), 'utf8')));
  const known = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
  const asked = groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => expr.match(/relais_[a-z_]+/g) ?? []));
  expect(asked.length).toBeGreaterThan(3);
  for (const name of asked) expect(known).toContain(name.replace(/_bucket$/, ''));
});
