import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { z } from 'zod';
import { inEnglish, inFrench, type Localized, type Quoted, quotation } from '../../domain/localized.ts';
import { StoreError } from '../../engine/ports/store.ts';

const codes = {
  unauthorized: 13,
  authenticationFailed: 18,
  duplicateKey: 11000,
  outOfDiskSpace: 14031,
  documentValidation: 121,
} as const;

/**
 * What says that the server has changed its role, is going down, or had no time: nothing is known against the command
 * itself. https://github.com/mongodb/specifications/blob/master/source/retryable-writes/retryable-writes.md
 */
const passing: ReadonlySet<number> = new Set([
  6, 7, 24, 50, 64, 89, 91, 112, 134, 189, 225, 246, 251, 262, 290, 317, 9001, 10107, 11600, 11602, 13388, 13435, 13436,
]);

/** Runs `work`; whatever it throws comes out as a StoreError. */
export async function guardedAsync<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStoreError(error);
  }
}

export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof z.ZodError)
    return new StoreError(
      'corrupt',
      {
        en: 'the database holds a document that Relais did not write',
        fr: 'la base de données contient un document que Relais n’a pas écrit',
      },
      { cause: error },
    );
  const reason = reasonOf(error);
  return new StoreError(
    'unavailable',
    {
      en: `the database cannot be used: ${inEnglish(reason)}`,
      fr: `la base de données ne peut pas être utilisée : ${inFrench(reason)}`,
    },
    { cause: error },
  );
}

function reasonOf(error: unknown): Localized | Quoted {
  if (error instanceof MongoServerSelectionError)
    return {
      en: 'no primary of its replica set answers; look whether a majority of its members is up, and MONGODB_URI',
      fr: 'aucun primaire de son replica set ne répond ; voyez si la majorité de ses membres est en marche, et MONGODB_URI',
    };
  if (error instanceof MongoServerError)
    switch (error.code) {
      case codes.authenticationFailed:
        return {
          en: 'it refuses the user or the password of MONGODB_URI',
          fr: 'elle refuse l’utilisateur ou le mot de passe de MONGODB_URI',
        };
      case codes.unauthorized:
        return {
          en: 'the user of MONGODB_URI may not do this; grant it the roles readWrite and dbAdmin on its database',
          fr: 'l’utilisateur de MONGODB_URI n’a pas ce droit ; accordez-lui les rôles readWrite et dbAdmin sur sa base',
        };
      case codes.outOfDiskSpace:
        return {
          en: 'its disk is full; make space there: nothing was lost, and Relais goes on by itself',
          fr: 'son disque est plein ; faites-y de la place : rien n’a été perdu, et Relais continue de lui-même',
        };
      case codes.documentValidation:
        return {
          en: 'it refused a document that its validator does not know; another version of Relais has changed it',
          fr: 'elle a refusé un document que son validateur ne connaît pas ; une autre version de Relais l’a modifiée',
        };
    }
  if (error instanceof MongoNetworkError)
    return { en: 'the connection to it was lost', fr: 'la connexion a été perdue' };
  if (isPoolExhausted(error))
    return {
      en: 'none of its connections was free in time; allow more by maxPoolSize in MONGODB_URI, or leave that out',
      fr: 'aucune de ses connexions n’a été libre à temps ; permettez-en plus par maxPoolSize dans MONGODB_URI, ou retirez ce réglage',
    };
  return quotation(error instanceof Error ? error.message : String(error));
}

/** Only by its name: the driver exports no class of it. Nothing was sent to the server then. */
function isPoolExhausted(error: unknown): boolean {
  return error instanceof MongoError && error.name === 'MongoWaitQueueTimeoutError';
}

/**
 * Whether the same may succeed in a moment: an election, a lost connection, another transaction on the same document.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof MongoServerSelectionError || error instanceof MongoNetworkError) return true;
  if (isPoolExhausted(error)) return true;
  if (!(error instanceof MongoError)) return false;
  return (
    error.hasErrorLabel('TransientTransactionError') ||
    error.hasErrorLabel('RetryableWriteError') ||
    (typeof error.code === 'number' && passing.has(error.code)) ||
    // A bulk write hides the lost connection that ended it.
    (error instanceof MongoServerError && isPassing(error.errorResponse))
  );
}

/** Whether a document broke that unique index; of what was thrown, or of its cause. */
export function isDuplicate(error: unknown, index: string): boolean {
  if (error instanceof StoreError) return isDuplicate(error.cause, index);
  return (
    error instanceof MongoServerError &&
    error.code === codes.duplicateKey &&
    error.message.includes(` index: ${index} `)
  );
}

/** Whether the collection takes no such document. */
export function isRefusedByValidator(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === codes.documentValidation;
}

export function isRefusedRight(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === codes.unauthorized;
}
