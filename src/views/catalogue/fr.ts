import type { en } from './en.ts';
import { access } from './fr/access.ts';
import { adaptive } from './fr/adaptive.ts';
import { alerts } from './fr/alerts.ts';
import { alumni } from './fr/alumni.ts';
import { announcement } from './fr/announcement.ts';
import { auditors } from './fr/auditors.ts';
import { brake } from './fr/brake.ts';
import { brand } from './fr/brand.ts';
import { collected } from './fr/collected.ts';
import { contracts } from './fr/contracts.ts';
import { departure } from './fr/departure.ts';
import { desk } from './fr/desk.ts';
import { equipment } from './fr/equipment.ts';
import { erasure } from './fr/erasure.ts';
import { evidence } from './fr/evidence.ts';
import { flow } from './fr/flow.ts';
import { forms } from './fr/forms.ts';
import { hold } from './fr/hold.ts';
import { home } from './fr/home.ts';
import { hr } from './fr/hr.ts';
import { keepsake } from './fr/keepsake.ts';
import { knowledge } from './fr/knowledge.ts';
import { lists } from './fr/lists.ts';
import { mail } from './fr/mail.ts';
import { people } from './fr/people.ts';
import { refusals } from './fr/refusals.ts';
import { review } from './fr/review.ts';
import { sessions } from './fr/sessions.ts';
import { task } from './fr/task.ts';
import { teams } from './fr/teams.ts';
import { verify } from './fr/verify.ts';
import { walk } from './fr/walk.ts';
import { wave } from './fr/wave.ts';
import { words } from './fr/words.ts';

/** The same in French. Plain spaces before : ; ? ! and inside « »; the translator makes them narrow and unbreakable. */
export const fr: Readonly<Record<keyof typeof en, string>> = {
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
};
