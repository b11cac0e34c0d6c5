import { pino } from 'pino';
import type { Config } from '../../config.ts';
import { day, type Instant } from '../../domain/calendar/time.ts';
import { inEnglish, inFrench, type Localized } from '../../domain/localized.ts';
import { groupsOf, keyOf } from '../../engine/people/role-groups.ts';
import type { ListHead, ReadingFailure } from '../../engine/people/sources/kept-lists.ts';
import { systemClock } from '../../engine/ports/clock.ts';
import { type Store, StoreError } from '../../engine/ports/store.ts';
import type { RelaisFile } from '../../relais-file.ts';
import { createWhoIsWho } from '../../start/who-is-who.ts';
import { openIfThere } from '../open-store.ts';
import { findingsOf } from '../people/findings.ts';
import { counted, countedInFrench } from '../terminal.ts';
import { type Finding, good, note, problem, type Said } from './finding.ts';

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
  if (store === null)
    return [
      note('people', {
        en: 'Nobody was read from a source yet; the first start does.',
        fr: 'Personne n’a encore été lu d’une source ; le premier démarrage le fait.',
      }),
    ];
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
        note('people', {
          en: `Slack does not tell who may change ${name}: whoever may can give themselves its role. Let only owners and admins do so (workspace settings, Permissions, User Groups), or take a group of Okta, Entra ID or a directory.`,
          fr: `Slack ne dit pas qui peut modifier ${name} : qui le peut s’en donne le rôle. Réservez-le aux propriétaires et administrateurs (paramètres de l’espace de travail, Autorisations, Groupes d’utilisateurs), ou prenez un groupe d’Okta, d’Entra ID ou d’un annuaire.`,
        }),
      );
    if (failure === null && !expired)
      findings.push(
        good('people', {
          en: `The group ${name} gives a role to ${counted(members, 'person', 'people')}.`,
          fr: `Le groupe ${name} donne un rôle à ${countedInFrench(members, 'personne', 'personnes')}.`,
        }),
      );
    else
      findings.push(
        problem(
          'people',
          {
            en: `The group ${name} ${readAt === null ? 'was never read' : `was read last on ${minuteOf(readAt)}`}${failure ? `: ${inEnglish(failure.message)}` : ''}. ${expired ? 'It gives nobody a role.' : 'After a day it gives nobody a role.'}`,
            fr: `Le groupe ${name} ${readAt === null ? 'n’a jamais été lu' : `a été lu pour la dernière fois le ${minuteOf(readAt)}`}${failure ? ` : ${inFrench(failure.message)}` : ''}. ${expired ? 'Il ne donne de rôle à personne.' : 'Après un jour, il ne donne de rôle à personne.'}`,
          },
          {
            en: 'Check the id of the group in organisation.roles, and that Relais may read it (docs/connectors.md).',
            fr: 'Vérifiez l’identifiant du groupe dans organisation.roles, et que Relais peut le lire (docs/connectors.md).',
          },
        ),
      );
  }
  const told = findingsOf(known);
  if (told.length > 0) {
    const more = told.length - mostShown;
    const rest = {
      en: more > 0 ? `\n… and ${more} more: relais people show --conflicts` : '',
      fr: more > 0 ? `\n… et ${more} de plus : relais people show --conflicts` : '',
    };
    const lines = (read: (words: Localized) => string) => told.slice(0, mostShown).map(read).join('\n');
    findings.push(
      problem(
        'people',
        {
          en: `${counted(told.length, 'thing about people is', 'things about people are')} not certain:\n${lines(inEnglish)}${rest.en}`,
          fr: `${countedInFrench(told.length, 'chose sur les personnes n’est pas certaine', 'choses sur les personnes ne sont pas certaines')} :\n${lines(inFrench)}${rest.fr}`,
        },
        {
          en: 'Mend them where they are written, or say in organisation.precedence which source counts for a field. "relais people explain <address>" shows one person.',
          fr: 'Corrigez-les là où elles sont écrites, ou dites dans organisation.precedence quelle source compte pour un champ. « relais people explain <adresse> » montre une personne.',
        },
      ),
    );
  }
  return findings;
}

function listFinding(
  { readAt, people, missing, unreadable, failure }: ListHead,
  { id, label, isImported, now }: { id: string; label: string; isImported: boolean; now: Date },
): Finding {
  const known = {
    en: `${label} (${id}) told ${counted(people, 'person', 'people')}${missing > 0 ? `, ${missing} who were there before are missing` : ''}`,
    fr: `${label} (${id}) a donné ${countedInFrench(people, 'personne', 'personnes')}${missing > 0 ? `, ${missing} qui y étaient auparavant manquent` : ''}`,
  };
  if (failure !== null)
    return problem(
      'people',
      {
        en: `${label} (${id}): ${failureWords(failure).en} What was known stays.`,
        fr: `${label} (${id}) : ${failureWords(failure).fr} Ce qui était connu reste.`,
      },
      fixFor(failure, id),
    );
  if (readAt === null)
    return isImported
      ? problem(
          'people',
          { en: `${label} (${id}) has no list yet.`, fr: `${label} (${id}) n’a pas encore de liste.` },
          { en: `Run: ${importing(id)}`, fr: `Lancez : ${importing(id)}` },
        )
      : note('people', {
          en: `${label} (${id}) was not read yet; a running Relais does within a minute.`,
          fr: `${label} (${id}) n’a pas encore été lu ; un Relais en marche le fait en une minute.`,
        });
  if (!isImported && now.getTime() - Date.parse(readAt) > 2 * day)
    return problem(
      'people',
      {
        en: `${known.en}, on ${readAt.slice(0, 10)}; it should be read daily.`,
        fr: `${known.fr}, le ${readAt.slice(0, 10)} ; il devrait être lu chaque jour.`,
      },
      { en: 'Start a Relais with RELAIS_ROLES=worker.', fr: 'Démarrez un Relais avec RELAIS_ROLES=worker.' },
    );
  if (unreadable > 0)
    return note('people', {
      en: `${known.en}; ${unreadable} more could not be read.`,
      fr: `${known.fr} ; ${unreadable} de plus n’ont pas pu être lues.`,
    });
  return good('people', {
    en: `${known.en}, on ${readAt.slice(0, 10)}.`,
    fr: `${known.fr}, le ${readAt.slice(0, 10)}.`,
  });
}

function failureWords(failure: ReadingFailure): Localized {
  const at = minuteOf(failure.at);
  switch (failure.type) {
    case 'failed':
      return {
        en: `could not be read, ${at}: ${inEnglish(failure.message)}.`,
        fr: `n’a pas pu être lu, ${at} : ${inFrench(failure.message)}.`,
      };
    case 'shorter':
      return {
        en: `told only ${failure.listed} people, ${at}; ${failure.missing} who were there before are missing, which is more than is believed.`,
        fr: `n’a donné que ${failure.listed} personnes, ${at} ; ${failure.missing} qui y étaient auparavant manquent, ce qui est plus que ce qui est cru.`,
      };
    case 'odd':
      return {
        en: `told ${failure.listed} people, ${at}, of whom ${failure.unreadable} could not be read.`,
        fr: `a donné ${failure.listed} personnes, ${at}, dont ${failure.unreadable} n’ont pas pu être lues.`,
      };
  }
}

function fixFor({ type }: ReadingFailure, id: string): Said {
  return type === 'shorter'
    ? {
        en: `Check what Relais may read there. If so many are really gone: relais people accept ${id}`,
        fr: `Vérifiez ce que Relais peut y lire. Si autant de personnes sont vraiment parties : relais people accept ${id}`,
      }
    : {
        en: 'Check the credentials and rights of this source; relais doctor looks at systems live.',
        fr: 'Vérifiez les identifiants et les droits de cette source ; relais doctor regarde les systèmes en direct.',
      };
}

function minuteOf(at: Instant): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

function importing(id: string): string {
  return `relais people import <file.csv> --source ${id} --apply`;
}
