import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { PersonDriver } from '../../workspace/slack/driver/person-driver.ts';
import { type Stage, StoryStopped } from './stage.ts';
import type { StoryWords } from './words.ts';

interface Scene {
  stage: Stage;
  words: StoryWords;
}

/**
 * Starts what the last page of the walk shows. A system that answers differently now than on the page read shows it
 * again; what is there is what is started.
 */
export async function startPlanned({ stage, words }: Scene, manager: PersonDriver): Promise<void> {
  const { transcript } = stage;
  transcript.reads(manager, manager.read(await stage.page(manager, 'plan')));
  transcript.does(manager, words.starts);
  for (let tries = 0; tries < 3; tries += 1) {
    const shown = (await stage.page(manager, 'plan')).hash;
    await stage.send(manager);
    const began = await stage.until('the departure starts, or the plan is shown anew', async () => {
      if ((await stage.departure()).status === 'active') return 'active';
      const modal = manager.modal();
      return modal?.callbackId === 'relais:plan' && modal.hash !== shown ? 'shown again' : null;
    });
    if (began === 'active') return stage.settle();
    transcript.reads(manager, manager.read(await stage.page(manager, 'plan')));
  }
  throw new StoryStopped('The departure could not be started: its plan changed three times.');
}

/** IT confirms; systems that did not answer when the plan was made are asked again before. */
export async function confirmAccess({ stage, words }: Scene, it: PersonDriver): Promise<void> {
  stage.transcript.chapter(words.chapters.confirm);
  if (unresolvedOf(await stage.departure()).length > 0) {
    await stage.press(it, 'access.replan');
    await stage.until('every system has answered', async () => unresolvedOf(await stage.departure()).length === 0);
    await stage.settle();
  }
  await stage.press(it, 'access.confirm');
  stage.transcript.does(it, words.confirms);
  await stage.until('the confirmation counts', async () => (await stage.departure()).confirmations.length === 1);
  await stage.settle();
}

/** The owner says in chat that it is done, with the note or the condition that is asked for. */
export async function finishInChat(scene: Scene, owner: PersonDriver, id: string): Promise<void> {
  const { stage, words } = scene;
  const task = await taskOf(stage, id);
  await stage.press(owner, 'task.complete', id);
  await stage.page(owner, 'complete');
  stage.transcript.does(owner, words.completes(titleFor(task, owner)));
  await stage.send(owner, askedOf(task, words));
  await untilDone(stage, task);
}

/** What a task asks of whoever says that it is done, by the fields of the form. */
export function askedOf({ proof, nature }: Task, words: StoryWords): Readonly<Record<string, string>> {
  return {
    ...(proof === 'note' ? { notes: words.reasons.note } : {}),
    ...(nature === 'equipment' ? { condition: 'good' } : {}),
  };
}

export async function untilDone(stage: Stage, { id }: Task): Promise<void> {
  await stage.until(`${id} is done`, async () => (await taskOf(stage, id)).status === 'done');
  await stage.settle();
}

/** Whoever of these the task is with; null when it is nobody of them. */
export async function ownerAmong(
  stage: Stage,
  cast: readonly PersonDriver[],
  { assignee }: Task,
): Promise<PersonDriver | null> {
  const { people, leaver } = await stage.departure();
  const handle = (assignee === leaver.id ? leaver : assignee ? people[assignee] : undefined)?.handles.slack;
  return cast.find(({ person }) => person.id === handle) ?? null;
}

export async function taskOf(stage: Stage, id: string): Promise<Task> {
  const found = (await stage.departure()).tasks.find((one) => one.id === id);
  if (!found) throw new StoryStopped(`The plan has no task ${id}.`);
  return found;
}

export function titleFor({ title }: Task, { person }: { readonly person: { readonly locale: 'en' | 'fr' } }): string {
  return typeof title === 'string' ? title : title[person.locale];
}
