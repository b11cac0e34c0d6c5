import { pino } from 'pino';
import type { Config } from '../../config.ts';
import { day } from '../../domain/calendar/time.ts';
import { groupsOf, keyOf } from '../../engine/people/role-groups.ts';
import type { ListHead, ReadingFailure } from '../../engine/people/sources/kept-lists.ts';
import { systemClock } from '../../engine/ports/clock.ts';
import { type Store, StoreError } from '../../engine/ports/store.ts';
import type { RelaisFile } from '../../relais-file.ts';
import { createWhoIsWho } from '../../start/who-is-who.ts';
import { openIfThere } from '../open-store.ts';
import { findingsOf } from '../people/findings.ts';
import { type Finding, good, note, problem } from './finding.ts';

/** Of what sources cannot agree on, so many lines are printed. */
const mostShown = 20;

/** Where people come from and which groups give roles, as they were read last, and what the sources say differently. */
export async function lookAtPeople(config: Config, file: RelaisFile, now = systemClock.now()): Promise<Finding[]> {
  if (file.organisation.sources.length === 0 && groupsOf(file.organisation).length === 0) return [];
  let store: Store | null;
  try {
    store = await openIfThere(config);
  } catch {
    // What is wrong with the data is said with the data.
    return [];
  }
  if (store === null) return [note('people', 'Nobody was read from a source yet; the first start does.')];
  try {
    return await lookAtStored(store, file, now);
  } catch (error) {
    if (error instanceof StoreError) return [];
    throw error;
  } finally {
    await store.close();
  }
}

async function lookAtStored(store: Store, file: RelaisFile, now: Date): Promise<Finding[]> {
  const { known, lists, groups } = createWhoIsWho(file, {
    ...{ store, clock: { now: () => now }, log: pino({ level: 'silent' }), works: false },
    directoryOf: () => null,
  });
  await known.load();
  await groups.load();
  const findings: Finding[] = [];
  for (const { id, label, source } of known.sources)
    findings.push(listFinding(await lists.head(id), { id, label, isImported: source === null, now }));
  for (const { group, readAt, members, failure, expired } of groups.states()) {
    const name = keyOf(group);
    if ('slackGroup' in group)
      findings.push(
        note(
          'people',
          `Slack does not tell who may change ${name}: whoever may can give themselves its role. Let only owners and admins do so (workspace settings, Permissions, User Groups), or take a group of Okta, Entra ID or a directory.`,
        ),
      );
    if (failure === null && !expired) findings.push(good('people', `The group ${name} gives a role to ${members}.`));
    else
      findings.push(
        problem(
          'people',
          `The group ${name} ${readAt === null ? 'was never read' : `was read last on ${readAt.slice(0, 16).replace('T', ' ')} UTC`}${failure ? `: ${failure.message}` : ''}. ${expired ? 'It gives nobody a role.' : 'After a day it gives nobody a role.'}`,
          'Check the id of the group in organisation.roles, and that Relais may read it (docs/connectors.md).',
        ),
      );
  }
  const told = findingsOf(known);
  if (told.length > 0) {
    const rest =
      told.length > mostShown ? `\n… and ${told.length - mostShown} more: relais people show --conflicts` : '';
    findings.push(
      problem(
        'people',
        `${told.length} things about people are not certain:\n${told.slice(0, mostShown).join('\n')}${rest}`,
        'Mend them where they are written, or say in organisation.precedence which source counts for a field. "relais people explain <address>" shows one person.',
      ),
    );
  }
  return findings;
}

function listFinding(
  { readAt, people, missing, unreadable, failure }: ListHead,
  { id, label, isImported, now }: { id: string; label: string; isImported: boolean; now: Date },
): Finding {
  const known = `${label} (${id}) told ${people} people${missing > 0 ? `, ${missing} who were there before are missing` : ''}`;
  if (failure !== null)
    return problem('people', `${label} (${id}): ${failureWords(failure)} What was known stays.`, fixFor(failure, id));
  if (readAt === null)
    return isImported
      ? problem('people', `${label} (${id}) has no list yet.`, `relais people import <file.csv> --source ${id} --apply`)
      : note('people', `${label} (${id}) was not read yet; a running Relais does within a minute.`);
  if (!isImported && now.getTime() - Date.parse(readAt) > 2 * day)
    return problem(
      'people',
      `${known}, on ${readAt.slice(0, 10)}; it should be read daily.`,
      'Start a Relais with RELAIS_ROLES=worker.',
    );
  if (unreadable > 0) return note('people', `${known}; ${unreadable} more could not be read.`);
  return good('people', `${known}, on ${readAt.slice(0, 10)}.`);
}

function failureWords(failure: ReadingFailure): string {
  const at = `${failure.at.slice(0, 16).replace('T', ' ')} UTC`;
  switch (failure.type) {
    case 'failed':
      return `could not be read, ${at}: ${failure.message}.`;
    case 'shorter':
      return `told only ${failure.listed} people, ${at}; ${failure.missing} who were there before are missing, which is more than is believed.`;
    case 'odd':
      return `told ${failure.listed} people, ${at}, of whom ${failure.unreadable} could not be read.`;
  }
}

function fixFor({ type }: ReadingFailure, id: string): string {
  return type === 'shorter'
    ? `Check what Relais may read there. If so many are really gone: relais people accept ${id}`
    : 'Check the credentials and rights of this source; relais doctor looks at systems live.';
}
