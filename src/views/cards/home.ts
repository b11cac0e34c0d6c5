import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { SurveySummary } from '../../domain/figures/survey-figures.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { confirmationState } from '../access/access-state.ts';
import { confirmationWords, cutOffWords } from '../access/cut-off-words.ts';
import { act } from '../act-names.ts';
import { audienceOf, leads } from '../audience.ts';
import { actions, blocks, button, item, items, note, section, status, text } from '../blocks.ts';
import type { CardBlock, CardItem, CardView } from '../card-view.ts';
import { departureBlocks } from '../departure/departure-line.ts';
import { type MyLine, myLines, myTaskBlocks, myTasks } from '../tasks/my-tasks.ts';
import { shownName } from '../words/plain.ts';
import { addressedAs, type Voice, voiceFor } from '../words/voice.ts';
import { comingCutOffs, cutOffBlocks } from './home-cut-offs.ts';
import { type HomeNumbers, hrDashboard, itDashboard, waitsForIt } from './home-dashboards.ts';

/** What the home page is drawn from: plain facts, gathered by the engine. */
export interface HomeData {
  reader: Person;
  roles: readonly CompanyRole[];
  now: Instant;
  /**
   * Every live departure that involves the reader and, for HR, IT and administrators, all; the page shows what each
   * may see.
   */
  departures: readonly Departure[];
  /** Over all departures; null for whoever is neither HR, IT nor administrator. */
  numbers: HomeNumbers | null;
  /** Over all departures; for HR only. */
  survey: SurveySummary | null;
}

/** How many lines each list has. */
const longest = 10;

export function homeCard(data: HomeData): CardView {
  const { reader, roles, now } = data;
  const voice = voiceFor(reader);
  const seen = data.departures.filter((departure) => maySee(departure, { id: reader.id, roles }, now));
  const tasks = myLines(myTasks(seen, reader, now), reader);
  const confirmations = seen.filter((departure) => waitsForMe(departure, data));
  const fixes = roles.includes('it') || roles.includes('admin');
  const coming = fixes ? comingCutOffs(seen, reader.id, now) : [];
  // What stands among the coming cut-offs already is not listed a second time.
  const later = confirmations.filter((departure) => !coming.some((one) => one.departure.id === departure.id));
  // Nobody is invited to start a departure on the page of their own; whoever has a role here still does their work.
  const leaving =
    roles.length === 0 && seen.some(({ leaver, status }) => leaver.id === reader.id && status === 'active');
  const waiting = tasks.length + confirmations.length;
  return {
    kind: 'home',
    title: voice.t('home.title', { name: addressedAs(reader, voice) }),
    subtitle: null,
    tone: 'neutral',
    blocks: blocks(
      status(waiting > 0 ? 'attention' : 'neutral', voice.t('home.subtitle', { tasks: waiting })),
      actions(
        !leaving &&
          // Where something waits, that is what comes first.
          button(voice, act('start', null), 'button.start', {
            ...(waiting === 0 && { style: 'primary' }),
            about: voice.t('word.relais'),
          }),
        roles.length > 0 && button(voice, act('desk.open', null), 'button.desk', { about: voice.t('word.relais') }),
        roles.length > 0 &&
          button(voice, act('contracts', null), 'button.contractsHome', { about: voice.t('word.relais') }),
        button(voice, act('settings', null), 'button.settings', { about: voice.t('word.relais') }),
        button(voice, act('help', null), 'button.help', { about: voice.t('word.relais') }),
      ),
      cutOffBlocks(coming, { voice, now, waits: (departure) => confirmations.includes(departure) }),
      section(
        voice.t('home.confirm'),
        items(later.slice(0, longest).map((departure) => confirmItem(departure, voice, now))),
        rest(later.length, voice),
      ),
      taskSection(tasks, data, voice),
      departureSection(seen, data, voice, leaving),
      data.numbers !== null && fixes ? itDashboard(data.numbers, failing(seen, data), voice) : null,
      data.numbers !== null && (roles.includes('hr') || roles.includes('admin'))
        ? hrDashboard(data.numbers, roles.includes('hr') ? data.survey : null, voice)
        : null,
    ),
    fallback: voice.t('home.fallback'),
  };
}

function taskSection(tasks: readonly MyLine[], { reader, now }: HomeData, voice: Voice): readonly CardBlock[] {
  return section(
    voice.t('home.tasks'),
    myTaskBlocks(tasks.slice(0, longest), reader, voice, now),
    rest(tasks.length, voice),
  );
}

/** Those the reader steers; for HR and administrators that is every one that is open. */
function departureSection(
  seen: readonly Departure[],
  { reader, roles, now }: HomeData,
  voice: Voice,
  leaving: boolean,
) {
  const mine = seen
    .filter((departure) => leads(audienceOf(departure, reader, roles)))
    .filter((departure) => departure.status === 'active' || departure.status === 'draft')
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const all = roles.includes('hr') || roles.includes('admin');
  return section(
    voice.t(all ? 'home.hr' : 'home.departures'),
    all && actions(button(voice, act('departures.list', null), 'button.allDepartures', { about: voice.t('home.hr') })),
    mine.length === 0 && !leaving && text(voice.t(all ? 'home.noneUnderWay' : 'home.noDepartures')),
    departureBlocks(mine.slice(0, longest), voice, now),
    rest(mine.length, voice),
  );
}

function waitsForMe(departure: Departure, { reader, roles, now }: HomeData): boolean {
  if (departure.status !== 'active' || departure.runStartedAt !== null || departure.revocations.length === 0)
    return false;
  if (reader.id === departure.leaver.id || reader.id === departure.requester) return false;
  const { given, missing } = confirmationState(departure, now);
  return !given.some((one) => one.by === reader.id) && missing.some(({ role }) => roles.includes(role));
}

function confirmItem(departure: Departure, voice: Voice, now: Instant): CardItem {
  const name = shownName(departure.leaver.name);
  const words = { when: cutOffWords(departure, voice), confirmation: confirmationWords(departure, voice, now) };
  return item('todo', voice.t('word.open'), [{ strong: name }], {
    detail: voice.t('home.confirmLine', words),
    action: button(voice, act('access.review', departure.id), 'button.review', { style: 'primary', about: name }),
  });
}

/**
 * Departures in which something failed, is to be done by hand, or appeared and is not confirmed; never the reader's
 * own.
 */
function failing(seen: readonly Departure[], { reader }: HomeData): readonly Departure[] {
  return seen.filter(
    (departure) =>
      departure.status === 'active' && departure.leaver.id !== reader.id && waitsForIt(departure).length > 0,
  );
}

function rest(count: number, voice: Voice): CardBlock | false {
  return count > longest && note(voice.t('home.more', { count: count - longest }));
}
