import { toInstant } from '../../domain/calendar/time.ts';
import { heldByFeed } from '../../engine/brakes/hr-feed-release.ts';
import { brakesNoteKey, inUse, readKept } from '../../engine/brakes/kept-brakes.ts';
import type { BrakeLimits } from '../../engine/brakes/limits.ts';
import type { Organisation, RoleMember } from '../../engine/people/organisation.ts';
import type { NotesStore } from '../../engine/ports/store.ts';
import { counted, countedInFrench } from '../terminal.ts';
import { type Finding, good, note, problem } from './finding.ts';

/** How much of a cap is used before it is worth saying so. */
const close = 0.8;

/** How close the brakes are, and what they hold. */
export async function lookAtBrakes(notes: NotesStore, limits: BrakeLimits, now: Date): Promise<Finding[]> {
  return [...(await lookAtCutOffs(notes, limits, now)), ...(await lookAtHrFeed(notes, now))];
}

async function lookAtHrFeed(notes: NotesStore, now: Date): Promise<Finding[]> {
  const { ends, trippedAt } = await heldByFeed(notes, toInstant(now));
  return ends.length === 0
    ? []
    : [
        problem(
          'data',
          {
            en: `The brake of the HR feed holds ${counted(ends.length, 'person', 'people')} since ${trippedAt}: nothing that HR systems report is drafted.`,
            fr: `Le frein du flux RH retient ${countedInFrench(ends.length, 'personne', 'personnes')} depuis ${trippedAt} : rien de ce que les systèmes RH annoncent ne donne de brouillon.`,
          },
          {
            en: 'Two people of HR or the administrators, none of them on the list, release it in the message about HR systems, or one of them leaves it; an end that is wrong is corrected in the HR system.',
            fr: 'Deux personnes des RH ou de l’administration, aucune sur la liste, la libèrent dans le message sur les systèmes RH, ou l’une d’elles l’abandonne ; une fin qui est fausse se corrige dans le système RH.',
          },
        ),
      ];
}

async function lookAtCutOffs(notes: NotesStore, limits: BrakeLimits, now: Date): Promise<Finding[]> {
  const { lastHour, lastDay, wipesLastDay, held } = inUse(readKept(await notes.read(brakesNoteKey)), toInstant(now));
  const { cutOffs, devicesPerDay } = limits;
  const words = {
    en: `${lastHour} of ${cutOffs.perHour} cut-offs in the last hour, ${lastDay} of ${cutOffs.perDay} in the last day, ${wipesLastDay} of ${devicesPerDay} wipes of devices`,
    fr: `${countedInFrench(lastHour, 'coupure', 'coupures')} sur ${cutOffs.perHour} dans la dernière heure, ${lastDay} sur ${cutOffs.perDay} dans le dernier jour, ${countedInFrench(wipesLastDay, 'effacement d’appareil', 'effacements d’appareils')} sur ${devicesPerDay}`,
  };
  if (held > 0)
    return [
      problem(
        'data',
        {
          en: `The brake holds ${counted(held, 'confirmed cut-off', 'confirmed cut-offs')}: access stays open there. Used: ${words.en}.`,
          fr: `Le frein retient ${countedInFrench(held, 'coupure confirmée', 'coupures confirmées')} : les accès y restent ouverts. Utilisé : ${words.fr}.`,
        },
        {
          en: 'Two people of HR, IT or the administrators release what is meant, on the messages that Relais sent them; cancel what is not.',
          fr: 'Deux personnes des RH, de l’IT ou de l’administration libèrent ce qui est voulu, sur les messages que Relais leur a envoyés ; annulez ce qui ne l’est pas.',
        },
      ),
    ];
  const isClose =
    lastHour >= close * cutOffs.perHour || lastDay >= close * cutOffs.perDay || wipesLastDay >= close * devicesPerDay;
  return [
    isClose
      ? note('data', {
          en: `The brakes are close: ${words.en}. What comes beyond waits for two people.`,
          fr: `Les freins sont proches : ${words.fr}. Ce qui vient au-delà attend deux personnes.`,
        })
      : good('data', { en: `The brakes are off: ${words.en}.`, fr: `Les freins ne sont pas serrés : ${words.fr}.` }),
  ];
}

/**
 * Whoever asks for a departure never releases it, so a brake needs three people who may; that of the HR feed needs two
 * of HR or the administrators.
 */
export function lookAtReleasers({ roles }: Organisation, { readsHr }: { readsHr: boolean }): Finding[] {
  const all = holdersOf(roles.hr, roles.it, roles.admin);
  const ofHr = holdersOf(roles.hr, roles.admin);
  return [
    ...(all < 3
      ? [
          note('configuration', {
            en: `Only ${counted(all, 'person holds', 'people hold')} a role: what a brake holds takes two who did not ask for the departure, so it may have to be cancelled. Name three at least under organisation.roles.`,
            fr: `${countedInFrench(all, 'seule personne a un rôle', 'personnes seulement ont un rôle')} : ce qu’un frein retient en demande deux qui n’ont pas demandé le départ, si bien qu’il faudra peut-être l’annuler. Nommez-en trois au moins sous organisation.roles.`,
          }),
        ]
      : []),
    ...(readsHr && ofHr < 2
      ? [
          note('configuration', {
            en: `Only ${counted(ofHr, 'person is', 'people are')} of HR or an administrator: what the brake of the HR feed holds takes two to release. Name two at least under organisation.roles.hr or admin.`,
            fr: `${countedInFrench(ofHr, 'seule personne est', 'personnes seulement sont')} des RH ou de l’administration : ce que le frein du flux RH retient en demande deux pour être libéré. Nommez-en deux au moins sous organisation.roles.hr ou admin.`,
          }),
        ]
      : []),
  ];
}

/** How many different people; of a group only the platform knows, so it counts for enough. */
function holdersOf(...roles: readonly (readonly RoleMember[] | undefined)[]): number {
  const members = roles.flatMap((one) => one ?? []);
  if (members.some((one) => typeof one !== 'string')) return Number.POSITIVE_INFINITY;
  return new Set(members.map((one) => String(one).toLowerCase())).size;
}
