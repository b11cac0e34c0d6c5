import type { Localized } from '../../domain/localized.ts';
import type { ErrorKind } from '../../domain/systems/evidence.ts';

interface Failure {
  kind: ErrorKind;
  words: Localized;
  retryAfterSeconds?: number;
}

/** The server names no time; its connections come free in about this, in seconds. */
const patience = 30;

/**
 * By condition, or by class where the condition is not named:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const failures: Readonly<Record<string, Failure>> = {
  '28000': refused(
    'the server lets this role in by no way that Relais has',
    'le serveur n’admet ce rôle par aucune voie que Relais a',
  ),
  '28P01': refused('the server refuses the role or its password', 'le serveur refuse le rôle ou son mot de passe'),
  '3D000': {
    kind: 'not-found',
    words: { en: 'there is no such database', fr: 'il n’y a pas de base de ce nom' },
  },
  '42501': refused('the role of Relais has no right to this', 'le rôle de Relais n’a pas ce droit'),
  '53': {
    kind: 'throttled',
    words: {
      en: 'the server has no connection or memory to spare',
      fr: 'le serveur n’a plus de connexion ou de mémoire libre',
    },
    retryAfterSeconds: patience,
  },
  '55P03': {
    kind: 'unavailable',
    words: {
      en: 'somebody uses what is to be changed, and nobody is kept waiting behind Relais',
      fr: 'quelqu’un utilise ce qui doit changer, et Relais ne fait attendre personne',
    },
  },
  '57014': {
    kind: 'unavailable',
    words: { en: 'the statement took too long', fr: 'l’instruction a pris trop de temps' },
  },
  // The guard of our own scripts, `namedGuard`.
  '22012': {
    kind: 'conflict',
    words: { en: 'a role has another name than a moment ago', fr: 'un rôle n’a plus le nom qu’il avait à l’instant' },
  },
  '2BP01': {
    kind: 'conflict',
    words: {
      en: 'others hold rights that came from these: a person has to decide about them',
      fr: 'd’autres tiennent des droits issus de ceux-ci : une personne doit en décider',
    },
  },
  '42704': {
    kind: 'conflict',
    words: { en: 'what was to be changed is not there any more', fr: 'ce qui devait changer n’est plus là' },
  },
  '0A000': {
    kind: 'rejected',
    words: { en: 'the server does not know this', fr: 'le serveur ne connaît pas cela' },
  },
};

/** Classes of what passes: connections, the state of a transaction, resources of the machine, faults of the server. */
const passing = ['08', '40', '55', '57', '58', 'XX'];

/** What a refusal of the server means. Its own words are left out: they may hold names and values. */
export function failureOf(sqlstate: string): Failure {
  const known = failures[sqlstate] ?? failures[sqlstate.slice(0, 2)];
  const kind = known?.kind ?? (passing.includes(sqlstate.slice(0, 2)) ? 'unavailable' : 'rejected');
  const { en, fr } = known?.words ?? { en: 'the server refuses', fr: 'le serveur refuse' };
  return { ...known, kind, words: { en: `${en} (SQLSTATE ${sqlstate})`, fr: `${fr} (SQLSTATE ${sqlstate})` } };
}

/** Whether whoever asked was not let in, so that nothing was done. */
export function isSignInRefused(sqlstate: string): boolean {
  return sqlstate.startsWith('28');
}

function refused(en: string, fr: string): Failure {
  return { kind: 'unauthorised', words: { en, fr } };
}
