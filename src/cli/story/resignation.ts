import { day, hour, minute } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import { isTaskActive, type Task } from '../../domain/tasks/task.ts';
import type { PersonDriver } from '../../workspace/slack/driver/person-driver.ts';
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
  await beginOnAMonday(play);
  await walk(play);
  await passTheBaton(play);
  await confirm(play);
  await beLate(play);
  await weeksBefore(play);
  await cutOff(play);
  await afterwards(play);
}

/** A story that begins on a Sunday night would be about quiet hours. */
async function beginOnAMonday({ stage }: Play): Promise<void> {
  const at = new Date(stage.now());
  at.setUTCHours(9, 0, 0, 0);
  while (at <= stage.now() || at.getUTCDay() !== 1) at.setTime(at.getTime() + day);
  await stage.workspace.controls.moveBy(at.getTime() - stage.now().getTime());
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
  transcript.reads(maya, maya.read(await stage.page(maya, 'plan')));
  transcript.does(maya, words.starts);
  await start();
  await stage.settle();

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

  /** A system that answers differently now than on the page read shows the page again; what is there is what is started. */
  async function start(): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      const shown = (await stage.page(maya, 'plan')).hash;
      await stage.send(maya);
      const began = await stage.until('the departure starts, or the plan is shown anew', async () => {
        if ((await stage.departure()).status === 'active') return 'active';
        const modal = maya.modal();
        return modal?.callbackId === 'relais:plan' && modal.hash !== shown ? 'shown again' : null;
      });
      if (began === 'active') return;
      transcript.reads(maya, maya.read(await stage.page(maya, 'plan')));
    }
    throw new StoryStopped('The departure could not be started: its plan changed three times.');
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
  await finish(play, await task(stage, announcement));
  await stage.press(priya, 'task.decline', handoverTask);
  await stage.page(priya, 'decline');
  transcript.does(priya, words.declines(handover, words.reasons.decline));
  await stage.send(priya, { reason: words.reasons.decline });
  await stage.until(
    'the handover is offered to Jonas',
    async () => (await task(stage, handoverTask)).declines.length > 0,
  );
  await stage.settle();
  await stage.press(jonas, 'task.accept', handoverTask);
  transcript.does(jonas, words.accepts(handover));
  await stage.until('the handover is accepted', async () => (await task(stage, handoverTask)).status === 'accepted');
  await stage.settle();
}

async function confirm({ stage, cast: { tom }, words }: Play): Promise<void> {
  stage.transcript.chapter(words.chapters.confirm);
  // Systems that did not answer when the plan was made are asked again before anybody may confirm.
  if (unresolvedOf(await stage.departure()).length > 0) {
    await stage.press(tom, 'access.replan');
    await stage.until('every system has answered', async () => unresolvedOf(await stage.departure()).length === 0);
    await stage.settle();
  }
  await stage.press(tom, 'access.confirm');
  stage.transcript.does(tom, words.confirms);
  await stage.until('the confirmation counts', async () => (await stage.departure()).confirmations.length === 1);
  await stage.settle();
}

async function beLate(play: Play): Promise<void> {
  const { stage, cast, words } = play;
  stage.transcript.chapter(words.chapters.late);
  stage.transcript.happens(
    words.staysSilent(cast.nadia.person.name, titleFor(await task(stage, forgotten), cast.nadia)),
  );
  await passTime(play, {
    what: 'the forgotten step is escalated',
    forgets: [forgotten],
    goal: async () => (await task(stage, forgotten)).escalatedAt !== null,
  });
  if ((await task(stage, forgotten)).reminded === 0)
    throw new StoryStopped('The forgotten step was escalated without a reminder.');
  await finish(play, await task(stage, forgotten));
}

async function weeksBefore(play: Play): Promise<void> {
  play.stage.transcript.chapter(play.words.chapters.weeks);
  const eve = (await instantOfCutOff(play.stage)) - 30 * minute;
  await passTime(play, { what: 'the last afternoon', goal: () => play.stage.now().getTime() >= eve, notAfter: eve });
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
  showAccounts(play);
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
  showAccounts(play);
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
  showAccounts(play);
}

async function afterwards(play: Play): Promise<void> {
  const { stage, words } = play;
  stage.transcript.chapter(words.chapters.after);
  const end = (await instantOfCutOff(stage)) + 12 * day;
  await passTime(play, {
    what: 'the departure completes',
    goal: async () => (await stage.departure()).status === 'completed' || stage.now().getTime() >= end,
    notAfter: end,
  });
}

interface Passing {
  what: string;
  goal(): boolean | Promise<boolean>;
  /** Ids of tasks that nobody does meanwhile. */
  forgets?: readonly string[];
  /** Milliseconds since 1970; the clock goes no further. */
  notAfter?: number;
}

/** How long before something is due the person does it. */
const before = 4 * hour;
const mostSteps = 400;

/** Lets time pass from instant to instant; meanwhile everybody does what they were asked to, in time. */
async function passTime(play: Play, { what, goal, forgets = [], notAfter = Number.POSITIVE_INFINITY }: Passing) {
  const { stage } = play;
  for (let step = 0; step < mostSteps; step += 1) {
    if (await goal()) return;
    const now = stage.now().getTime();
    const departure = await stage.departure();
    await answerSurvey(play, departure);
    const tasks = departure.tasks.filter((one) => isTaskActive(one) && !forgets.includes(one.id));
    const ripe = tasks.find((one) => Date.parse(one.dueAt) - before <= now);
    if (ripe) {
      await finish(play, ripe);
      continue;
    }
    const next = await stage.workspace.controls.nextInstant();
    const at = Math.min(
      ...tasks.map((one) => Date.parse(one.dueAt) - before),
      next ? next.at.getTime() + 1000 : Number.POSITIVE_INFINITY,
      notAfter,
    );
    if (!Number.isFinite(at)) throw new StoryStopped(`Nothing is due any more, but this did not happen: ${what}.`);
    await stage.travelTo(new Date(Math.max(at, now + 1000)));
  }
  throw new StoryStopped(`After ${mostSteps} steps this had not happened: ${what}.`);
}

/** The owner says that it is done, with the note or the condition that is asked for. */
async function finish({ stage, cast, words }: Play, { id }: Task): Promise<void> {
  const current = await task(stage, id);
  const owner = await ownerOf(stage, cast, current);
  await stage.press(owner, 'task.complete', id);
  await stage.page(owner, 'complete');
  stage.transcript.does(owner, words.completes(titleFor(current, owner)));
  await stage.send(owner, {
    ...(current.proof === 'note' ? { notes: words.reasons.note } : {}),
    ...(current.nature === 'equipment' ? { condition: 'good' } : {}),
  });
  await stage.until(`"${titleFor(current, owner)}" is done`, async () => (await task(stage, id)).status === 'done');
  await stage.settle();
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

function showAccounts({ stage, words }: Play): void {
  const accounts = leaverAccounts(stage);
  const { transcript } = stage;
  transcript.happens(words.accounts(accounts.filter(({ live }) => live).length, accounts.length));
  for (const { system, login, status, live } of accounts)
    transcript.happens(words.accountLine(system, login, status, live));
}

/** What the sandbox systems themselves say about the leaver; Relais is not asked. */
export function leaverAccounts({
  workspace,
}: Pick<Stage, 'workspace'>): readonly { system: string; login: string; status: string; live: boolean }[] {
  const { email } = workspace.slack.as('U0ALEX').person;
  return workspace.systems.systems.flatMap((system) =>
    system
      .accounts()
      .filter((account) => account.email === email)
      .map(({ status, live }) => ({ system: system.label, login: email, status, live })),
  );
}

async function task(stage: Stage, id: string): Promise<Task> {
  const found = (await stage.departure()).tasks.find((one) => one.id === id);
  if (!found) throw new StoryStopped(`The plan has no task ${id}.`);
  return found;
}

async function ownerOf(stage: Stage, cast: Cast, { id, assignee }: Task): Promise<PersonDriver> {
  const { people, leaver } = await stage.departure();
  const handle = (assignee === leaver.id ? leaver : assignee ? people[assignee] : undefined)?.handles.slack;
  const owner = Object.values(cast).find(({ person }) => person.id === handle);
  if (!owner) throw new StoryStopped(`Nobody in the cast owns ${id}.`);
  return owner;
}

function titleFor({ title }: Task, { person }: PersonDriver): string {
  return typeof title === 'string' ? title : title[person.locale];
}

async function instantOfCutOff(stage: Stage): Promise<number> {
  const { dates } = await stage.departure();
  if (!dates) throw new StoryStopped('The departure has no dates.');
  return Date.parse(dates.cutOff.at);
}
