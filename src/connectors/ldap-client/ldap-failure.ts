import { ResultCodeError } from 'ldapts';
import type { Localized } from '../../domain/localized.ts';
import type { ErrorKind } from '../../domain/systems/evidence.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import { codeOf } from '../http/connection-failure.ts';

/** Result codes of RFC 4511, appendix A, that mean something to us. */
const resultCodes = {
  protocolError: 2,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  referral: 10,
  adminLimitExceeded: 11,
  confidentialityRequired: 13,
  noSuchObject: 32,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
} as const;

const failures: Readonly<Record<number, { kind: ErrorKind; words: Localized }>> = {
  [resultCodes.timeLimitExceeded]: {
    kind: 'unproven',
    words: {
      en: 'the directory took too long for the whole answer (timeLimitExceeded), so what is missing in it is not known',
      fr: 'l’annuaire a mis trop de temps pour la réponse entière (timeLimitExceeded), on ne sait donc pas ce qui y manque',
    },
  },
  [resultCodes.sizeLimitExceeded]: {
    kind: 'unproven',
    words: {
      en: 'the directory gives this account only a part of the answer (sizeLimitExceeded): raise its limit, or lower pageSize',
      fr: 'l’annuaire ne donne à ce compte qu’une partie de la réponse (sizeLimitExceeded) : relevez sa limite, ou baissez pageSize',
    },
  },
  [resultCodes.adminLimitExceeded]: {
    kind: 'unproven',
    words: {
      en: 'the directory gives this account only a part of the answer (adminLimitExceeded): raise its limit, or index what is searched',
      fr: 'l’annuaire ne donne à ce compte qu’une partie de la réponse (adminLimitExceeded) : relevez sa limite, ou indexez ce qui est cherché',
    },
  },
  [resultCodes.referral]: {
    kind: 'unproven',
    words: {
      en: 'another server has this part of the directory (referral), and Relais follows to none',
      fr: 'un autre serveur détient cette partie de l’annuaire (referral), et Relais n’en suit aucun',
    },
  },
  [resultCodes.noSuchObject]: {
    kind: 'not-found',
    words: {
      en: 'the directory has no such entry, or this account may not see it (noSuchObject)',
      fr: 'l’annuaire n’a pas cette entrée, ou ce compte n’a pas le droit de la voir (noSuchObject)',
    },
  },
  [resultCodes.invalidCredentials]: {
    kind: 'unauthorised',
    words: {
      en: 'the directory refuses the sign-in: the password is wrong, or the account is locked or has expired',
      fr: 'l’annuaire refuse la connexion : le mot de passe est faux, ou le compte est verrouillé ou a expiré',
    },
  },
  [resultCodes.insufficientAccessRights]: {
    kind: 'unauthorised',
    words: {
      en: 'the account may not read this (insufficientAccessRights)',
      fr: 'le compte n’a pas le droit de lire cela (insufficientAccessRights)',
    },
  },
  [resultCodes.busy]: {
    kind: 'unavailable',
    words: { en: 'the directory is busy', fr: 'l’annuaire est occupé' },
  },
  [resultCodes.unavailable]: {
    kind: 'unavailable',
    words: { en: 'the directory is not available', fr: 'l’annuaire n’est pas disponible' },
  },
};

/** What a failed call means. The server's own words are left out: they may hold names of entries. */
export function ldapFailure(cause: unknown): ConnectorError {
  if (cause instanceof ConnectorError) return cause;
  if (cause instanceof ResultCodeError) {
    const { code } = cause;
    const known = failures[code];
    const words = {
      en: `the directory refuses (result code ${code})`,
      fr: `l’annuaire refuse (code de résultat ${code})`,
    };
    return new ConnectorError(known?.kind ?? 'rejected', known?.words ?? words, { cause: new Error(words.en) });
  }
  const code = codeOf(cause);
  const why = code === null ? '' : ` (${code})`;
  const isCertificate = code !== null && /CERT|SIGNATURE|SELF_SIGNED|ALTNAME/.test(code);
  return new ConnectorError('unavailable', isCertificate ? untrusted(why) : noAnswer(why), {
    cause: new Error(`no answer${why}`),
  });
}

export function isNoSuchObject(error: unknown): boolean {
  return error instanceof ResultCodeError && error.code === resultCodes.noSuchObject;
}

function noAnswer(why: string): Localized {
  return { en: `the directory does not answer${why}`, fr: `l’annuaire ne répond pas${why}` };
}

function untrusted(why: string): Localized {
  return {
    en: `the server’s certificate is not to be trusted${why}; caFile names the authority that signed it, and the name in url must be in it`,
    fr: `le certificat du serveur n’est pas fiable${why} ; caFile nomme l’autorité qui l’a signé, et il doit porter le nom qui figure dans url`,
  };
}
