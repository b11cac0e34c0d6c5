import { day, hour } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isTaskActive, type Task } from '../../domain/tasks/task.ts';
import { type Stage, StoryStopped } from './stage.ts';

/** What people do while time passes. */
export interface Doing {
  stage: Stage;
  /** Whoever owns the task does it. */
  finish(task: Task): Promise<void>;
  /** What else somebody does at each stop. */
  meanwhile(departure: Departure): Promise<void>;
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

/** A story that begins on a Sunday night would be about quiet hours. */
export async function beginOnAMonday(stage: Stage): Promise<void> {
  const at = new Date(stage.now());
  at.setUTCHours(9, 0, 0, 0);
  while (at <= stage.now() || at.getUTCDay() !== 1) at.setTime(at.getTime() + day);
  await stage.workspace.controls.moveBy(at.getTime() - stage.now().getTime());
}

/** Lets time pass from instant to instant; meanwhile everybody does what they were asked to, in time. */
export async function passTime(
  { stage, finish, meanwhile }: Doing,
  { what, goal, forgets = [], notAfter = Number.POSITIVE_INFINITY }: Passing,
): Promise<void> {
  for (let step = 0; step < mostSteps; step += 1) {
    if (await goal()) return;
    const now = stage.now().getTime();
    const departure = await stage.departure();
    await meanwhile(departure);
    const tasks = departure.tasks.filter((one) => isTaskActive(one) && !forgets.includes(one.id));
    const ripe = tasks.find((one) => Date.parse(one.dueAt) - before <= now);
    if (ripe) {
      await finish(ripe);
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

/** The departure ends by itself, some days after the cut-off at the latest. */
export async function passToTheEnd(doing: Doing): Promise<void> {
  const { stage } = doing;
  const end = (await instantOfCutOff(stage)) + 12 * day;
  await passTime(doing, {
    what: 'the departure completes',
    goal: async () => (await stage.departure()).status === 'completed' || stage.now().getTime() >= end,
    notAfter: end,
  });
}

export async function instantOfCutOff(stage: Stage): Promise<number> {
  const { dates } = await stage.departure();
  if (!dates) throw new StoryStopped('The departure has no dates.');
  return Date.parse(dates.cutOff.at);
}
