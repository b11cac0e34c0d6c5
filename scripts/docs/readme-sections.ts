import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { isMap, isSeq, parseDocument } from 'yaml';
import { z } from 'zod';
import { program } from '../../src/cli/program.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { connectorTypes } from '../../src/connectors/registry.ts';
import { figuresSettingsSchema } from '../../src/domain/figures/figures-settings.ts';
import type { Flow } from '../../src/domain/flow/flow.ts';
import { surveySettingsSchema } from '../../src/domain/survey/survey-settings.ts';
import { alumniSettingsSchema } from '../../src/engine/alumni/alumni-settings.ts';
import { brakesSchema } from '../../src/engine/brakes/limits.ts';
import { criticalPostsSchema } from '../../src/engine/brand/brand-settings.ts';
import { contractSettingsSchema } from '../../src/engine/contracts/contract-settings.ts';
import { retentionSchema } from '../../src/engine/erasure/retention-settings.ts';
import { createMetrics } from '../../src/engine/metrics.ts';
import { sharedAccountsSchema } from '../../src/engine/people/shared-accounts.ts';
import { reviewSettingsSchema } from '../../src/engine/reviews/review-settings.ts';
import { evidenceSettingsSchema } from '../../src/evidence-settings.ts';
import { loadFlows, shippedFlowsDir } from '../../src/flows/load-flows.ts';
import { fileOrganisationSchema } from '../../src/relais-file.ts';
import { settings } from '../../src/settings.ts';
import { code, table } from './markdown.ts';
import { settingsTable } from './settings-table.ts';

const heightsFile = resolve(import.meta.dirname, '..', '..', 'docs', 'card-heights.json');
const heightsSchema = z.record(z.string(), z.int().positive());
const measuredSchema = z.strictObject({ slack: heightsSchema, teams: heightsSchema, commit: z.string().optional() });

const manifestFile = resolve(import.meta.dirname, '..', '..', 'manifest', 'slack.yaml');

/** The tables of the README, by the name of their markers. */
export async function readmeSections(): Promise<Readonly<Record<string, string>>> {
  return {
    connectors: table(
      ['type', 'what it does'],
      connectorTypes.map(({ type, summary }) => [`[${code(type)}](docs/connectors.md#${type})`, summary]),
    ),
    settings: table(
      ['variable', 'what', 'expected'],
      Object.entries(settings).map(([name, { about, expected }]) => [code(name), about, expected.en]),
    ),
    flows: table(
      ['flow', 'for', 'people', 'secret until the cut-off', 'cut-off', 'confirmed by', 'steps', 'survey'],
      (await loadFlows(shippedFlowsDir)).map(flowRow),
    ),
    scopes: table(['scope', 'why'], scopeRows(await readFile(manifestFile, 'utf8'))),
    heights: table(['card', 'Slack', 'Teams'], await heightRows()),
    organisation: settingsTable(fileOrganisationSchema, { under: 'organisation.' }),
    brakes: settingsTable(brakesSchema, { under: 'brakes.' }),
    evidence: settingsTable(evidenceSettingsSchema, { under: 'evidence.' }),
    retention: settingsTable(retentionSchema, { under: 'retention.' }),
    brand: [
      settingsTable(z.object({ sharedAccounts: sharedAccountsSchema })),
      settingsTable(criticalPostsSchema, { under: 'criticalPosts.' }),
    ].join('\n\n'),
    alumni: settingsTable(alumniSettingsSchema, { under: 'alumni.' }),
    contracts: settingsTable(contractSettingsSchema, { under: 'contracts.' }),
    review: settingsTable(reviewSettingsSchema, { under: 'review.' }),
    figures: settingsTable(figuresSettingsSchema, { under: 'figures.' }),
    survey: settingsTable(surveySettingsSchema, { under: 'survey.' }),
    commands: table(['command', 'what it does'], commandRows()),
    metrics: table(
      ['metric', 'what'],
      (await createMetrics().registry.getMetricsAsJSON()).map(({ name, help }) => [code(name), help]),
    ),
  };
}

function flowRow(flow: Flow): string[] {
  return [
    `[${code(flow.id)}](flows/${flow.id}.yaml)`,
    flow.kinds.join(', '),
    flow.workerTypes.join(', '),
    flow.confidential ? 'yes' : 'no',
    flow.cutOff.mode === 'released' ? 'one click at the meeting' : 'at its time, by itself',
    flow.confirmation.confirmers.map(({ role, count }) => `${count} × ${role.toUpperCase()}`).join(', '),
    String(flow.steps.length),
    flow.survey ? 'yes' : 'no',
  ];
}

/** Pixels before and after, as `scripts/card-heights.ts` measured them. */
async function heightRows(): Promise<string[][]> {
  const text = await readFile(heightsFile, 'utf8');
  const { before, after } = z.strictObject({ before: measuredSchema, after: measuredSchema }).parse(JSON.parse(text));
  const change = (where: 'slack' | 'teams', card: string) =>
    `${before[where][card] ?? '–'} → ${after[where][card] ?? '–'}`;
  return Object.keys(after.slack).map((card) => [card, change('slack', card), change('teams', card)]);
}

/** The reason of each scope stands above it in the manifest. */
function scopeRows(manifest: string): string[][] {
  const scopes = parseDocument(manifest).getIn(['oauth_config', 'scopes', 'bot'], true);
  if (!isSeq(scopes)) throw new Error('manifest/slack.yaml has no list of bot scopes');
  return scopes.items.map((item, index) => {
    if (isMap(item) || typeof item !== 'object' || item === null || !('value' in item))
      throw new Error('a scope in manifest/slack.yaml is not a word');
    // The comment above the first item belongs to the list.
    const own = 'commentBefore' in item && typeof item.commentBefore === 'string' ? item.commentBefore : '';
    const reason = own || (index === 0 ? (scopes.commentBefore ?? '') : '');
    return [code(String(item.value)), reason.replaceAll(/\s+/g, ' ').trim()];
  });
}

function commandRows(): string[][] {
  const relais = program({ terminal: createTerminal(), env: {}, exitWith() {} });
  const ends = (command: Command, path: string): string[][] =>
    command.commands.length > 0
      ? command.commands.flatMap((one) => ends(one, `${path} ${one.name()}`.trim()))
      : [[code([path, argumentsOf(command)].filter(Boolean).join(' ')), command.description()]];
  return ends(relais, '');
}

function argumentsOf({ registeredArguments }: Command): string {
  return registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)).join(' ');
}
