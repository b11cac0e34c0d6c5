/**
 * How SQLite and the system say that nothing can be written any more: no space, a quota that is used up, a file as
 * large as it may be.
 */
const codes = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whoever starts Relais on a full disk reads what to do; null for every other error. */
export function fullDiskError(error: unknown, dataDir: string): Error | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string' && codes.has(cause.code))
      return new Error(
        `Relais cannot write to its data folder ${dataDir}: the disk, or what this user may use of it, is full (${cause.code}). Nothing was lost. Make space there and start Relais again.`,
        { cause: error },
      );
  return null;
}
