import type { Departure } from '../departure.ts';

/** Whether HR approves it besides whoever leads the departure: as the flow says, else where it is confidential. */
export function announcementNeedsHr({ flow }: Pick<Departure, 'flow'>): boolean {
  return flow?.announcement?.hr ?? flow?.confidential ?? true;
}

/** Who of HR could approve what this person proposes. */
export function announcementApprovers(
  { cast, leaver }: Pick<Departure, 'cast' | 'leaver'>,
  proposer: string,
): readonly string[] {
  return cast.hr.filter((one) => one !== proposer && one !== leaver.id);
}
