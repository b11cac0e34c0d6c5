import { existsSync, readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar } from 'yaml';
import { z } from 'zod';
import { calendarsSchema } from './calendars/registry.ts';
import { systemsSchema } from './connectors/registry.ts';
import { figuresSettingsSchema } from './domain/figures/figures-settings.ts';
import { surveySettingsSchema } from './domain/survey/survey-settings.ts';
import { alumniSettingsSchema } from './engine/alumni/alumni-settings.ts';
import { brakesSchema } from './engine/brakes/limits.ts';
import { criticalPostsSchema } from './engine/brand/brand-settings.ts';
import { contractSettingsSchema } from './engine/contracts/contract-settings.ts';
import { retentionSchema } from './engine/erasure/retention-settings.ts';
import { hrSettingsSchema } from './engine/hr/hr-settings.ts';
import { organisationSchema } from './engine/people/organisation.ts';
import { sharedAccountsSchema } from './engine/people/shared-accounts.ts';
import { reviewSettingsSchema } from './engine/reviews/review-settings.ts';
import { evidenceSettingsSchema } from './evidence-settings.ts';
import { readYaml } from './flows/read-yaml.ts';
import { hrisSchema } from './hris/registry.ts';
import { sourceProblems } from './people-sources/source-problems.ts';
import { peopleSourcesSchema } from './people-sources/sources-schema.ts';
import { dossierPushSchema } from './wiki/wiki-settings.ts';

/** The `organisation:` of `relais.yaml`, with where its people come from. */
export const fileOrganisationSchema = organisationSchema.extend({ sources: peopleSourcesSchema });

/**
 * `relais.yaml`: the organisation, its people, its systems, its HR systems and its calendars. Secrets only by
 * reference.
 */
const relaisFileSchema = z
  .strictObject({
    organisation: fileOrganisationSchema.prefault({}),
    systems: systemsSchema.default([]),
    hris: hrisSchema.default([]),
    calendars: calendarsSchema.default([]),
    sharedAccounts: sharedAccountsSchema,
    criticalPosts: criticalPostsSchema.prefault({}),
    alumni: alumniSettingsSchema.prefault({}),
    dossierPush: dossierPushSchema,
    hr: hrSettingsSchema.prefault({}),
    contracts: contractSettingsSchema.prefault({}),
    brakes: brakesSchema.prefault({}),
    evidence: evidenceSettingsSchema.prefault({}),
    retention: retentionSchema.prefault({}),
    review: reviewSettingsSchema.prefault({}),
    figures: figuresSettingsSchema.prefault({}),
    survey: surveySettingsSchema.prefault({}),
  })
  .superRefine(({ organisation, systems, hris, figures }, context) => {
    const known = systems.map(({ id }) => id);
    for (const id of Object.keys(figures.licences).filter((one) => !known.includes(one)))
      context.addIssue({
        code: 'custom',
        path: ['figures', 'licences', id],
        message: 'no system of this file has this id, so nothing would be counted',
      });
    organisation.people.forEach(({ userNames = {} }, index) => {
      for (const id of Object.keys(userNames).filter((one) => !known.includes(one)))
        context.addIssue({
          code: 'custom',
          path: ['organisation', 'people', index, 'userNames', id],
          message: 'no system of this file has this id, so nothing would be asked by it',
        });
    });
    for (const { path, message } of sourceProblems(organisation, { systems, hris }))
      context.addIssue({ code: 'custom', path: ['organisation', ...path], message });
  });
export type RelaisFile = z.infer<typeof relaisFileSchema>;

/** Lists everything that is wrong with the file, each with its line. */
export class RelaisFileError extends Error {
  override readonly name = 'RelaisFileError';
}

/** Nobody mends more at once, and each is looked up in the file. */
const mostProblems = 200;

const defaultPath = 'relais.yaml';

/** Reads the named file, or `./relais.yaml` when there is one; without any, the defaults. Throws RelaisFileError. */
export function readRelaisFile(path: string | null): RelaisFile {
  if (path === null && !existsSync(defaultPath)) return relaisFileSchema.parse({});
  const file = path ?? defaultPath;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new RelaisFileError(
      `${file} cannot be read; check RELAIS_CONFIG and who may read the file. See README.md, "Configuration".`,
      { cause: error },
    );
  }
  return parseRelaisFile(text, file);
}

export function parseRelaisFile(text: string, file: string): RelaisFile {
  const { document, raw, mistake, at: placeOf } = readYaml(text);
  const at = (offset: number) => {
    const { line, col } = placeOf(offset);
    return `${file}:${line}:${col}`;
  };
  if (mistake)
    throw new RelaisFileError(
      `${mistake.offset === null ? file : at(mistake.offset)}: this is not YAML: ${mistake.message}`,
    );
  const parsed = relaisFileSchema.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .flatMap(explained)
    .slice(0, mostProblems)
    .map(({ path, message }) => {
      const offset = offsetOf(document, path);
      const place = offset === null ? file : at(offset);
      return path.length === 0 ? `${place}: ${message}` : `${place}: ${path.join('.')}: ${message}`;
    });
  throw new RelaisFileError(
    `${file} cannot be used:\n${problems.map((one) => `  - ${one}`).join('\n')}\nSee README.md, "Configuration".`,
  );
}

interface Problem {
  path: PropertyKey[];
  message: string;
}

/**
 * zod names unknown keys at the object around them; people look for the key. What is written there is in no message: it
 * may be a secret.
 */
function explained(issue: z.core.$ZodIssue): Problem[] {
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'Relais knows no such key here' }))
    : [{ path: issue.path, message: issue.message }];
}

/** Where the path is written, or the nearest thing around it that stands in the file. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | null {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const around = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(around)
      ? around.items.find(({ key }) => isScalar(key) && key.value === path[depth - 1])
      : undefined;
    const node = pair ? (isScalar(pair.value) ? pair.value : pair.key) : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return null;
}
