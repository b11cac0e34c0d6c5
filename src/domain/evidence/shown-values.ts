import type { Level } from './level.ts';

/**
 * At `full` everything is shown but this: answers of the survey, private addresses, what a system held, notes, faces,
 * what stands in a dossier, where a session was recorded, what files are called, and who else leaves with the same
 * wave: whoever takes a pack may be one of them, and not know it.
 */
const neverShown = [
  /^\/event\/answers(?:\/|$)/,
  /^\/event\/email$/,
  /\/snapshot(?:\/|$)/,
  /\/notes(?:\/|$)/,
  /\/thing\/note$/,
  /\/photoUrl$/,
  /\/handles(?:\/|$)/,
  // Where a message stands: of a mail that is the address it went to.
  /\/ref(?:\/|$)/,
  /^\/event\/recording$/,
  /^\/event\/texts?(?:\/|$)/,
  /^\/event\/file\/name$/,
  /^\/event\/wave(?:\/|$)/,
  /^\/event\/release\/wave$/,
];

/**
 * To an auditor only this is shown: what names nobody and nothing by which somebody is known. A list of what may be
 * shown, so that what an entry holds one day is hidden until somebody has thought about it.
 */
const shownToAuditors = [
  /^\/(?:v|departureId|seq|at)$/,
  /^\/event\/type$/,
  /^\/event\/(?:mode|attempt|level|leaseUntil|planHash|until|day|because|late|secondPerson|givenUp|same|cap|counted|limit|wipes|rung|condition|takenAt|retryAt|choice)$/,
  // Not its digest: over a name that can be guessed, it tells whose it is.
  /^\/event\/signature\/language$/,
  /^\/event\/result$/,
  /^\/event\/result\/(?:status|kind|readBackAt|retryAt)$/,
  /^\/event\/(?:result\/)?evidence\/\d+\/(?:at|http|method|requestId)$/,
  /^\/event\/checked\/\d+\/day$/,
  /^\/event\/confirmation\/(?:role|at|planHash|expiresAt)$/,
  /^\/event\/release\/(?:at|planHash)$/,
  /^\/event\/dates\/(?:lastWorkingDay|contractEnd|cutOff)\/(?:date|at|zone)$/,
  /^\/event\/look(?:s\/\d+)?\/(?:system|systemLabel|at|accessRev)$/,
  /^\/event\/look(?:s\/\d+)?\/problem$/,
  /^\/event\/look(?:s\/\d+)?\/problem\/kind$/,
  /^\/event\/(?:actions|kept|appeared)\/\d+\/(?:system|systemLabel|tier|stage|effect|manual|residualMinutes)$/,
  /^\/event\/flow\/(?:id|version)$/,
  /^\/event\/allowance\/[a-z]+$/,
];

/** Whether the value that stands there in an entry is shown; what is not is proven to be there, and no more. */
export function isShown(path: string, level: Level): boolean {
  return level === 'auditor'
    ? shownToAuditors.some((one) => one.test(path))
    : !neverShown.some((one) => one.test(path));
}
