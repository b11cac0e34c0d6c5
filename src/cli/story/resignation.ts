import { minute } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { PersonDriver } from '../../workspace/slack/driver/person-driver.ts';
import { showAccounts } from './accounts.ts';
import { confirmAccess, finishInChat, ownerAmong, startPlanned, taskOf, titleFor } from './in-chat.ts';
import { beginOnAMonday, type Doing, instantOfCutOff, passTime, passToTheEnd } from './passing-time.ts';
import { type Stage, StoryStopped } from './stage.ts';
import type { StoryWords } from './words.ts';

export interface Cast {
  maya: PersonDriver;
  alex: PersonDriver;
  priya: PersonDriver;
  jonas: PersonDriver;
  nadia: PersonDriver;
  tom: PersonDriver;
  ines: PersonDriver;
  hugo: PersonDriver;
}

export interface Play {
  stage: Stage;
  cast: Cast;
  words: StoryWords;
  /** Id of the sandbox system that is down at the cut-off and well again minutes later. */
  down: string;
  /** Id of a system that lies from the cut-off on; null: none does. */
  lies: string | null;
}

const handover = 'Billing service';
const handoverTask = 'handover-1';
/** The step that tells the team. */
const announcement = 'step-announce';
/** The step that is forgotten until it was escalated. */
const forgotten = 'step-written-confirmation';

/** The resignation of Alex Moreau, from `/offboard` until nothing more happens by itself. */
export async function playResignation(play: Play): Promise<void> {
  await beginOnAMonday(play.stage);
  await walk(play);
  await passTheBaton(play);
  await confirmAccess(play, play.cast.tom);
  await beLate(play);
  await weeksBefore(play);
  await cutOff(play);
  await afterwards(play);
}

async function walk({ stage, cast: { maya }, words }: Play): Promise<void> {
  const { transcript } = stage;
  transcript.chapter(words.chapters.walk);
  transcript.does(maya, words.types('/offboard @Alex Moreau'));
  await maya.type('/offboard <@U0ALEX>');
  const pages: readonly [kind: string, values: Readonly<Record<string, string>>][] = [
    ['who', {}],
    ['day', { equipment: 'Laptop\nBadge', credentials: 'Status page admin' }],
  ];
  for (const [kind, values] of pages) {
    transcript.reads(maya, maya.read(await stage.page(maya, kind)));
    if (kind === 'day') await addHandover();
    const given = Object.values(values).join(', ').replaceAll('\n', ', ');
    transcript.does(maya, given === '' ? words.goesOn : words.fillsIn(given));
    await stage.send(maya, values);
  }
  await startPlanned({ stage, words }, maya);

  async function addHandover(): Promise<void> {
    await stage.pressInPage(maya, 'handover.form');
    await stage.page(maya, 'handover');
    transcript.does(maya, words.fillsIn(`${handover}: Priya Nair, Jonas Weber`));
    await stage.send(maya, {
      title: handover,
      notes: 'The runbook is in the team folder. Invoices go out on the 1st.',
      to: 'Priya Nair',
      fallback: 'Jonas Weber',
    });
    transcript.reads(maya, maya.read(await stage.page(maya, 'day')));
  }
}

async function passTheBaton(play: Play): Promise<void> {
  const {
    stage,
    cast: { priya, jonas },
    words,
  } = play;
  const { transcript } = stage;
  transcript.chapter(words.chapters.handover);
  // Nobody is asked to take over what the team has not heard of.
  await finish(play, await taskOf(stage, announcement));
  await stage.press(priya, 'task.decline', handoverTask);
  await stage.page(priya, 'decline');
  transcript.does(priya, words.declines(handover, words.reasons.decline));
  await stage.send(priya, { reason: words.reasons.decline });
  await stage.until(
    'the handover is offered to Jonas',
    async () => (await taskOf(stage, handoverTask)).declines.length > 0,
  );
  await stage.settle();
  await stage.press(jonas, 'task.accept', handoverTask);
  transcript.does(jonas, words.accepts(handover));
  await stage.until('the handover is accepted', async () => (await taskOf(stage, handoverTask)).status === 'accepted');
  await stage.settle();
}

async function beLate(play: Play): Promise<void> {
  const { stage, cast, words } = play;
  stage.transcript.chapter(words.chapters.late);
  stage.transcript.happens(
    words.staysSilent(cast.nadia.person.name, titleFor(await taskOf(stage, forgotten), cast.nadia)),
  );
  await passTime(doing(play), {
    what: 'the forgotten step is escalated',
    forgets: [forgotten],
    goal: async () => (await taskOf(stage, forgotten)).escalatedAt !== null,
  });
  if ((await taskOf(stage, forgotten)).reminded === 0)
    throw new StoryStopped('The forgotten step was escalated without a reminder.');
  await finish(play, await taskOf(stage, forgotten));
}

async function weeksBefore(play: Play): Promise<void> {
  play.stage.transcript.chapter(play.words.chapters.weeks);
  const eve = (await instantOfCutOff(play.stage)) - 30 * minute;
  await passTime(doing(play), {
    what: 'the last afternoon',
    goal: () => play.stage.now().getTime() >= eve,
    notAfter: eve,
  });
}

async function cutOff(play: Play): Promise<void> {
  const { stage, cast, words } = play;
  const { transcript, workspace } = stage;
  transcript.chapter(words.chapters.cutOff);
  const system = (id: string) => {
    const found = workspace.systems.systems.find((one) => one.id === id);
    if (!found) throw new StoryStopped(`There is no sandbox system ${id}.`);
    return found;
  };
  const down = system(play.down);
  const liar = play.lies === null ? null : system(play.lies);
  showAccounts(stage, cast.alex.person.email, words);
  if (liar) {
    liar.misbehave('lies');
    transcript.happens(words.systemLies(liar.label));
  }
  down.misbehave('down');
  transcript.happens(words.systemDown(down.label));
  await stage.travelTo(new Date((await instantOfCutOff(stage)) + 1000));
  transcript.happens(words.cutOffComes);
  await stage.until('the system that is down was asked in vain', async () =>
    unresolvedOf(await stage.departure()).some(({ system }) => system === down.id),
  );
  await stage.settle();
  showAccounts(stage, cast.alex.person.email, words);
  await stage.travelTo(new Date(stage.now().getTime() + 2 * minute));
  down.misbehave('none');
  transcript.happens(words.systemWell(down.label));
  // Nothing is called in a system that did not say whose account it is; it is asked again by itself, or at once by IT.
  if (stage.canPress(cast.tom, 'access.replan')) {
    transcript.does(cast.tom, words.retries(down.label));
    await stage.press(cast.tom, 'access.replan');
    await stage.until('the system has answered', async () => unresolvedOf(await stage.departure()).length === 0);
    await stage.settle();
  }
  await stage.travelTo(new Date(stage.now().getTime() + 10 * minute));
  showAccounts(stage, cast.alex.person.email, words);
}

async function afterwards(play: Play): Promise<void> {
  play.stage.transcript.chapter(play.words.chapters.after);
  await passToTheEnd(doing(play));
}

function doing(play: Play): Doing {
  return {
    stage: play.stage,
    finish: (task) => finish(play, task),
    meanwhile: (departure) => answerSurvey(play, departure),
  };
}

async function finish({ stage, cast, words }: Play, { id }: Task): Promise<void> {
  const owner = await ownerAmong(stage, Object.values(cast), await taskOf(stage, id));
  if (!owner) throw new StoryStopped(`Nobody in the cast owns ${id}.`);
  await finishInChat({ stage, words }, owner, id);
}

async function answerSurvey({ stage, cast: { alex }, words }: Play, { survey }: Departure): Promise<void> {
  if (!survey || survey.answeredAt !== null || !stage.canPress(alex, 'survey.open')) return;
  await stage.press(alex, 'survey.open');
  stage.transcript.reads(alex, alex.read(await stage.page(alex, 'survey')));
  stage.transcript.does(alex, words.answersSurvey);
  await stage.send(alex, {
    overall: '4',
    role: '4',
    manager: '5',
    growth: '2',
    recommend: '8',
    reason: 'growth',
    best: words.reasons.best,
    change: words.reasons.change,
  });
  await stage.until('the answers are kept', async () => (await stage.departure()).survey?.answeredAt ?? null);
  await stage.settle();
}
