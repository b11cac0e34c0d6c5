import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pc from 'picocolors';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Cast, playResignation } from '../../src/cli/story/resignation.ts';
import { createStage, StoryStopped } from '../../src/cli/story/stage.ts';
import { chatArrivals, createTranscript } from '../../src/cli/story/transcript.ts';
import { storyWords } from '../../src/cli/story/words.ts';
import { readConfig } from '../../src/config.ts';
import { startRelais } from '../../src/start.ts';
import { root } from './dockerfile.ts';

/** Where a Prometheus can be started; kept apart from this repository. */
const prometheus = process.env['RELAIS_PROMETHEUS'] ?? resolve(root, '../../shared/real/prometheus');
const run = promisify(execFile);

const dashboardSchema = z.looseObject({
  panels: z.array(
    z.looseObject({ title: z.string(), targets: z.array(z.looseObject({ expr: z.string() })).default([]) }),
  ),
});

/**
 * A resignation, from the first word to the last look, in which a system is away at the cut-off and another one lies,
 * so that there are failures to count. Nobody reads along.
 */
async function relaisAfterADeparture() {
  const folder = mkdtempSync(join(tmpdir(), 'relais-prometheus-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = readConfig({ PORT: '0', RELAIS_DATA_DIR: folder, RELAIS_LOG_LEVEL: 'silent' });
  const relais = await startRelais({ config, env: {} });
  onTestFinished(() => relais.stop());
  const { workspace } = relais;
  if (!workspace) throw new Error('there is no local workspace');
  const { as } = workspace.slack;
  const cast: Cast = {
    ...{ maya: as('U0MAYA'), alex: as('U0ALEX'), priya: as('U0PRIYA'), jonas: as('U0JONAS') },
    ...{ nadia: as('U0NADIA'), tom: as('U0TOM'), ines: as('U0INES'), hugo: as('U0HUGO') },
  };
  const words = storyWords('en', 'Alex');
  const terminal = {
    out: () => undefined,
    err: () => undefined,
    width: 80,
    colours: pc.createColors(false),
  };
  const transcript = createTranscript({
    ...{ terminal, words, cast: Object.values(cast), lines: 1 },
    arrivals: () => chatArrivals(Object.values(cast)),
    now: () => workspace.controls.now(),
    zone: cast.alex.person.timeZone,
  });
  const play = async () =>
    playResignation({
      stage: createStage(relais, workspace, transcript),
      cast,
      words,
      down: 'crm',
      lies: 'design',
    }).catch((error: unknown) => {
      if (!(error instanceof StoryStopped)) throw error;
    });
  return { relais, play };
}

const setting = (text: string, name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';

it('a genuine Prometheus takes the metrics of a departure, and every query of the dashboard has an answer', async ({
  skip,
}) => {
  if (!existsSync(join(prometheus, 'start')))
    skip(
      `no Prometheus can be started here (${prometheus}; RELAIS_PROMETHEUS names another place): the dashboard was NOT tried`,
    );
  const { relais, play } = await relaisAfterADeparture();
  const data = mkdtempSync(join(tmpdir(), 'relais-prometheus-data-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const started = await run(join(prometheus, 'start'), [data], {
    env: { ...process.env, TARGET: new URL(relais.url).host, RULES: join(root, 'deploy/alerts.yml') },
  });
  onTestFinished(async () => void (await run(join(prometheus, 'stop'), [data])));
  const url = setting(started.stdout, 'URL');
  // Rates need what was before and what came after: it looks on while the departure is played, every two seconds.
  await play();
  await new Promise((done) => setTimeout(done, 5_000));

  const checked = await run(join(prometheus, 'check'), [join(root, 'docs/grafana-dashboard.json'), data]);
  expect(checked.stdout).toContain('ok   promtool check metrics');
  const dashboard = dashboardSchema.parse(JSON.parse(readFileSync(join(root, 'docs/grafana-dashboard.json'), 'utf8')));
  const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(queries.length).toBeGreaterThan(5);
  expect(checked.stdout.split('\n').filter((line) => /^(none|FAIL)/.test(line))).toEqual([]);
  expect(checked.stdout).toContain(`${queries.length} queries answered with data`);

  // It can evaluate every alert.
  const rules = z
    .object({
      data: z.object({
        groups: z.array(z.object({ rules: z.array(z.looseObject({ name: z.string(), health: z.string() })) })),
      }),
    })
    .parse(await (await fetch(`${url}/api/v1/rules`)).json());
  const alerts = rules.data.groups.flatMap((group) => group.rules);
  expect(alerts.map(({ name }) => name)).toEqual([
    'RelaisDown',
    'RelaisWorkOverdue',
    'RelaisReconcileFails',
    'RelaisCardsFail',
    'RelaisSlackTokenEnds',
    'RelaisLate',
  ]);
  expect(alerts.filter(({ health }) => health === 'err')).toEqual([]);
}, 300_000);
