import { access } from './en/access.ts';
import { adaptive } from './en/adaptive.ts';
import { alerts } from './en/alerts.ts';
import { alumni } from './en/alumni.ts';
import { announcement } from './en/announcement.ts';
import { auditors } from './en/auditors.ts';
import { brake } from './en/brake.ts';
import { brand } from './en/brand.ts';
import { collected } from './en/collected.ts';
import { contracts } from './en/contracts.ts';
import { departure } from './en/departure.ts';
import { desk } from './en/desk.ts';
import { equipment } from './en/equipment.ts';
import { erasure } from './en/erasure.ts';
import { evidence } from './en/evidence.ts';
import { flow } from './en/flow.ts';
import { forms } from './en/forms.ts';
import { hold } from './en/hold.ts';
import { home } from './en/home.ts';
import { hr } from './en/hr.ts';
import { keepsake } from './en/keepsake.ts';
import { knowledge } from './en/knowledge.ts';
import { lists } from './en/lists.ts';
import { mail } from './en/mail.ts';
import { people } from './en/people.ts';
import { refusals } from './en/refusals.ts';
import { review } from './en/review.ts';
import { sessions } from './en/sessions.ts';
import { task } from './en/task.ts';
import { teams } from './en/teams.ts';
import { verify } from './en/verify.ts';
import { walk } from './en/walk.ts';
import { wave } from './en/wave.ts';
import { words } from './en/words.ts';

/**
 * Every text Relais says, in English: flat keys to ICU messages. Apostrophes are typographic, because ICU reads the
 * straight one as a quotation.
 */
export const en = {
  ...access,
  ...adaptive,
  ...alerts,
  ...announcement,
  ...brake,
  ...auditors,
  ...brand,
  ...alumni,
  ...collected,
  ...contracts,
  ...departure,
  ...equipment,
  ...desk,
  ...erasure,
  ...evidence,
  ...flow,
  ...forms,
  ...hold,
  ...home,
  ...hr,
  ...keepsake,
  ...knowledge,
  ...lists,
  ...mail,
  ...people,
  ...refusals,
  ...review,
  ...sessions,
  ...task,
  ...teams,
  ...verify,
  ...walk,
  ...wave,
  ...words,
} as const;
