import type { Part } from './part.ts';
import { commits } from './parts/commits.ts';
import { cutOff } from './parts/cut-off.ts';
import { everySystem } from './parts/every-system.ts';
import { footprint } from './parts/footprint.ts';
import { home } from './parts/home.ts';
import { importing } from './parts/importing.ts';
import { keeping } from './parts/keeping.ts';
import { mails } from './parts/mails.ts';
import { memory } from './parts/memory.ts';
import { mongoCommits } from './parts/mongo-commits.ts';
import { mongoFailover } from './parts/mongo-failover.ts';
import { mongoHome } from './parts/mongo-home.ts';
import { mongoWakeUps } from './parts/mongo-wake-ups.ts';
import { mongoWorkers } from './parts/mongo-workers.ts';
import { offboard } from './parts/offboard.ts';
import { reviewing } from './parts/reviewing.ts';
import { revocation } from './parts/revocation.ts';
import { rush } from './parts/rush.ts';
import { searching } from './parts/searching.ts';
import { teams } from './parts/teams.ts';
import { waiting } from './parts/waiting.ts';
import { wakeUps } from './parts/wake-ups.ts';

/** What no quiet machine has measured at its full size yet: it has no rows in the README, which says so. */
export const notMeasured: readonly Part[] = [reviewing];

/** Every part, in the order of the table; a test holds this list against the folder and the README. */
export const parts: readonly Part[] = [
  offboard,
  teams,
  revocation,
  everySystem,
  cutOff,
  waiting,
  rush,
  wakeUps,
  commits,
  keeping,
  home,
  footprint,
  memory,
  importing,
  searching,
  reviewing,
  mails,
  mongoCommits,
  mongoFailover,
  mongoHome,
  mongoWakeUps,
  mongoWorkers,
];
