import { setTimeout as wait } from 'node:timers/promises';
import { day, minute } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isTaskActive, type Task } from '../../domain/tasks/task.ts';
import type { ActName } from '../../views/act-names.ts';
import { createMailReader, type MailReader, type OpenPage } from '../../workspace/mail/mail-reader.ts';
import type { PersonDriver } from '../../workspace/slack/driver/person-driver.ts';
import { showAccounts } from './accounts.ts';
import {
  askedOf,
  confirmAccess,
  finishInChat,
  ownerAmong,
  startPlanned,
  taskOf,
  titleFor,
  untilDone,
} from './in-chat.ts';
import { beginOnAMonday, type Doing, instantOfCutOff, passTime, passToTheEnd } from './passing-time.ts';
import { type Stage, StoryStopped } from './stage.ts';
import type { StoryWords } from './words.ts';

/** Who plays: Fatou has no account on any chat, the others answer for what is theirs. */
export interface FieldAgentPlay {
  stage: Stage;
  words: StoryWords;
  fatou: MailReader;
  /** Where she is written to at work. */
  email: string;
  colleagues: Readonly<Record<'maya' | 'nadia' | 'tom', PersonDriver>> & Readonly<Record<string, PersonDriver>>;
}

/** An address of her own, which she gives before her access ends. */
const ownAddress = 'fatou@example.org';

/** What she has not done yet when her access ends. */
const leftOver = 'step-return-equipment';

/** Whoever reads her mailboxes. */
export function fatouOf({ workspace }: Pick<Stage, 'workspace'>, person: MailReader['person'] & { email: string }) {
  return createMailReader({ mail: workspace.mail, person, addresses: [person.email, ownAddress] });
}

/** A field agent without any account leaves: from HR's word to her survey after the cut-off, by her mailbox alone. */
export async function playFieldAgent(play: FieldAgentPlay): Promise<void> {
  const { stage, words, colleagues } = play;
  await beginOnAMonday(stage);
  await hrWrites(play);
  await takeUp(play);
  await confirmAccess(play, colleagues.tom);
  stage.transcript.chapter(words.chapters.weeks);
  const eve = (await instantOfCutOff(stage)) - 30 * minute;
  await passTime(doing(play), {
    what: 'the last afternoon',
    forgets: [leftOver],
    goal: () => stage.now().getTime() >= eve,
    notAfter: eve,
  });
  await cutOff(play);
  stage.transcript.chapter(words.chapters.after);
  await passToTheEnd(doing(play));
}

/** Nobody types anything into Relais: the HR system says that she leaves, and Relais asks. */
async function hrWrites({ stage, words, fatou, colleagues }: FieldAgentPlay): Promise<void> {
  const { transcript, workspace } = stage;
  transcript.chapter(words.chapters.hr);
  // A Friday, some weeks ahead: the story begins on a Monday.
  const contractEnd = new Date(stage.now().getTime() + 32 * day).toISOString().slice(0, 10);
  transcript.does(colleagues.nadia, words.writesEnd(fatou.person.name, contractEnd));
  await workspace.hr.change(fatou.person.id, { act: 'end', contractEnd, reason: 'resignation' });
  await stage.until('HR’s word has become a draft', () => stage.canPress(colleagues.maya, 'hr.take'));
  await stage.settle();
}

async function takeUp(play: FieldAgentPlay): Promise<void> {
  const {
    stage,
    words,
    colleagues: { maya },
  } = play;
  const { transcript } = stage;
  transcript.chapter(words.chapters.plan);
  await stage.press(maya, 'hr.take');
  transcript.does(maya, words.takesUp);
  transcript.reads(maya, maya.read(await stage.page(maya, 'day')));
  transcript.does(maya, words.goesOn);
  await stage.send(maya);
  await startPlanned(play, maya);
}

async function cutOff({ stage, words, email }: FieldAgentPlay): Promise<void> {
  const { transcript } = stage;
  transcript.chapter(words.chapters.cutOff);
  const left = await taskOf(stage, leftOver);
  if ((await stage.departure()).contact?.confirmedAt === undefined)
    throw new StoryStopped('She has no address of her own that counts.');
  if (!isTaskActive(left)) throw new StoryStopped('Nothing is left for her to do after the cut-off.');
  showAccounts(stage, email, words);
  await stage.travelTo(new Date((await instantOfCutOff(stage)) + 1000));
  transcript.happens(words.cutOffComes);
  await stage.travelTo(new Date(stage.now().getTime() + 10 * minute));
  showAccounts(stage, email, words);
}

function doing(play: FieldAgentPlay): Doing {
  return {
    stage: play.stage,
    finish: (task) => finish(play, task),
    meanwhile: async (departure) => {
      await giveAddress(play, departure);
      await answerSurvey(play, departure);
    },
  };
}

async function finish(play: FieldAgentPlay, task: Task): Promise<void> {
  const { stage, words, fatou, colleagues } = play;
  if (task.assignee !== (await stage.departure()).leaver.id) {
    const owner = await ownerAmong(stage, Object.values(colleagues), task);
    if (!owner) throw new StoryStopped(`Nobody in the cast owns ${task.id}.`);
    return finishInChat(play, owner, task.id);
  }
  const form = await pressFound(play, { act: 'task.complete', target: task.id });
  await fatou.press(form, { act: 'task.complete.submit', target: task.id }, askedOf(task, words));
  stage.transcript.does(fatou, words.completes(titleFor(task, fatou)));
  await untilDone(stage, task);
}

/** Once she is thanked she gives an address of her own, and says there that it is hers. */
async function giveAddress(play: FieldAgentPlay, { contact, farewellAt, posts }: Departure): Promise<void> {
  const { stage, words, fatou } = play;
  if (contact !== undefined || farewellAt === null || stage.now() < new Date(farewellAt)) return;
  if (!posts.some(({ key, ref }) => key.startsWith('farewell|') && ref !== null)) return;
  const form = await pressIfThere(play, { act: 'contact.open' });
  // The mail may come a moment later than the clock says: the next stop looks again.
  if (form === null) return;
  await fatou.press(form, { act: 'contact.save' }, { email: ownAddress });
  stage.transcript.does(fatou, words.givesAddress(ownAddress));
  await stage.settle();
  await pressFound(play, { act: 'contact.confirm' });
  stage.transcript.does(fatou, words.saysYes);
  await stage.until('the address counts', async () => (await stage.departure()).contact?.confirmedAt ?? null);
  await stage.settle();
}

/** She answers when her access is over: by then nothing at work reaches her. */
async function answerSurvey(play: FieldAgentPlay, { survey, runStartedAt }: Departure): Promise<void> {
  const { stage, words, fatou } = play;
  if (!survey || survey.answeredAt !== null || runStartedAt === null) return;
  const form = await pressFound(play, { act: 'survey.open' });
  await fatou.press(form, { act: 'survey.submit' }, { overall: '4', recommend: '8', change: words.reasons.rounds });
  stage.transcript.does(fatou, words.answersSurvey);
  await stage.until('the answers are kept', async () => (await stage.departure()).survey?.answeredAt ?? null);
  await stage.settle();
}

/** One link opens so many times a minute: she looks again after a second, for longer than that minute. */
const [tries, pause] = [75, 1000] as const;

/** Opens the newest mail whose page has that button, where she is reached by then, and presses it. */
async function pressFound(play: FieldAgentPlay, meant: Meant): Promise<OpenPage> {
  const { stage, fatou } = play;
  for (let tried = 0; tried < tries; tried += 1) {
    const pressed = await pressIfThere(play, meant);
    if (pressed) return pressed;
    await wait(pause);
    await stage.settle();
  }
  throw new StoryStopped(`${fatou.person.name} has no mail with a button for ${meant.act}.`);
}

interface Meant {
  act: ActName;
  target?: string;
}

async function pressIfThere({ stage, words, fatou, email }: FieldAgentPlay, meant: Meant): Promise<OpenPage | null> {
  const { contact, runStartedAt } = await stage.departure();
  const isOwn = meant.act === 'contact.confirm' || (runStartedAt !== null && contact !== undefined);
  const found = await fatou.find(isOwn ? ownAddress : email, meant);
  if (found === null) return null;
  stage.transcript.does(fatou, words.opensPage(found.title));
  stage.transcript.reads(fatou, found.lines.join('\n'));
  return fatou.press(found, meant);
}
