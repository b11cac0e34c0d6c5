import {
  completedMeansProven,
  neverTwiceUnread,
  oneOwnerAtATime,
  resultsOfHoldersOnly,
  rightAccountOnly,
  stopMeansStop,
  threeDifferentPeople,
  verifiedMeansReadBack,
} from './access-invariants.ts';
import { neverMoreThanTheCap } from './brake-invariants.ts';
import { nothingBeforeItsTime } from './confirmation-invariants.ts';
import { type History, historyOf } from './history.ts';
import { nothingUnderHoldIsDestroyed } from './hold-invariants.ts';
import {
  cardsTellTheTruth,
  confidentialUntilItsTime,
  neverMoreThanTheLadder,
  noCardTwice,
  remindersEndWithTheWork,
} from './message-invariants.ts';
import { noOpenAccountUnalarmed, whatIsHeldIsInSomebodysHands } from './open-doors.ts';
import { comesToRest, everyDueInstantIsActedOn, journalReplays, lateIsSaid, nobodyIsStuck } from './time-invariants.ts';
import {
  calledAgainOnceClosed,
  lastLookIsEmpty,
  nothingVerifiedByAbsenceAlone,
  usesRingUntilSomebodyLooked,
  whatAppearsIsCutOrAsked,
} from './truth-invariants.ts';
import type { World } from './world.ts';

/** Looks at everything a run left behind, and names what must never be. */
export type Invariant = (history: History) => readonly string[];

/** All that must hold of every run, whatever happened in it. */
export const invariants: readonly Invariant[] = [
  completedMeansProven,
  verifiedMeansReadBack,
  nothingBeforeItsTime,
  threeDifferentPeople,
  confidentialUntilItsTime,
  remindersEndWithTheWork,
  neverMoreThanTheLadder,
  neverTwiceUnread,
  oneOwnerAtATime,
  resultsOfHoldersOnly,
  rightAccountOnly,
  everyDueInstantIsActedOn,
  lateIsSaid,
  cardsTellTheTruth,
  noCardTwice,
  stopMeansStop,
  journalReplays,
  comesToRest,
  nobodyIsStuck,
  lastLookIsEmpty,
  noOpenAccountUnalarmed,
  whatAppearsIsCutOrAsked,
  nothingVerifiedByAbsenceAlone,
  calledAgainOnceClosed,
  usesRingUntilSomebodyLooked,
  neverMoreThanTheCap,
  whatIsHeldIsInSomebodysHands,
  nothingUnderHoldIsDestroyed,
];

export interface Violation {
  invariant: string;
  what: string;
}

export async function violations(world: World): Promise<readonly Violation[]> {
  const history = await historyOf(world);
  return invariants.flatMap((invariant) => invariant(history).map((what) => ({ invariant: invariant.name, what })));
}
