import { audience } from '../../src/domain/cards/audience.ts';
import { keyOf } from '../../src/domain/cards/card-spec.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { unresolvedOf } from '../../src/domain/systems/asked-system.ts';
import { cardFor } from '../../src/engine/cards/draw-card.ts';
import { each } from './access-invariants.ts';
import { cardKeyOf, type DepartureHistory, type History, stateAt, when } from './history.ts';

/** No company here sends mails. */
const told = { channels: new Map(), organisationName: 'Atelier Lumen' };

/** Who reads a conversation: the private channel of the manager's card, or one person. */
function readerOf(conversation: string, { manager }: Departure): string {
  return conversation === 'C-private' ? (manager ?? '') : conversation.replace('D-U-', '');
}

function isInside({ requester, manager, leaver, cast }: Departure, person: string): boolean {
  if (person === leaver.id) return false;
  return [requester, manager, ...cast.hr, ...cast.it, ...cast.admin].includes(person);
}

/**
 * Learning of one's own dismissal, or a colleague's, from a bot is unforgivable: before its time only those who prepare
 * it see anything, ever.
 */
export function confidentialUntilItsTime(history: History): string[] {
  return each(history, function* (departure) {
    for (const message of departure.messages) {
      const state = stateAt(departure, message.order);
      if (!state || state.status === 'draft') {
        yield `a ${message.cardKey} card went out for a draft`;
        continue;
      }
      const reader = readerOf(message.conversation, state);
      if (isInside(state, reader)) continue;
      if (!wasRevealed(departure, message)) {
        const names = JSON.stringify(message.view).includes(state.leaver.name);
        if (message.isNew || names || reader === state.leaver.id)
          yield `${reader} was shown ${message.cardKey} at ${message.at}, before the time`;
      } else if (message.isNew && !isConcerned(departure, reader, message.order)) {
        yield `${reader}, whom it does not concern, was shown ${message.cardKey}`;
      }
    }
  });
}

/** Whether everybody might know by then: told once, it cannot be untold by a later date. */
function wasRevealed(departure: DepartureHistory, { order, at }: { order: number; at: string }): boolean {
  const { moments, calls } = departure;
  const worked = calls.some(
    ({ ended, outcome }) => ended !== null && ended < order && (outcome === 'changed' || outcome === 'desired'),
  );
  const byHand = when(departure, 'revocation-proved', 'revocation-proof-accepted').some((one) => one.order < order);
  return moments.some((moment, index) => {
    const { flow, dates, released } = moment.after;
    if (moment.order >= order || !flow || !dates) return false;
    if (!flow.confidential) return true;
    if (flow.cutOff.mode === 'released') return released !== null;
    const next = moments[index + 1];
    const { runFirstEndedAt, runStartedAt, revocations } = moment.after;
    if (runStartedAt !== null && (worked || byHand)) return true;
    const nothingLeft = revocations.every(({ status, proof }) => status === 'waived' || proof !== null);
    if (runFirstEndedAt !== null && nothingLeft) return true;
    // Where there is nothing to end, only the hour can come.
    if (revocations.length + unresolvedOf(moment.after).length > 0) return false;
    return dates.cutOff.at <= (next && next.order < order ? next.entry.at : at);
  });
}

function isConcerned({ moments }: DepartureHistory, person: string, order: number): boolean {
  return moments.some(({ order: then, after }) => {
    if (then >= order) return false;
    if (after.leaver.id === person) return true;
    return (
      after.tasks.some((task) => task.assignee === person || task.escalateTo.includes(person)) ||
      after.revocations.some(({ handed }) => handed?.to === person)
    );
  });
}

/** Being reminded of what is done tells people that nobody reads what they do. */
export function remindersEndWithTheWork(history: History): string[] {
  return each(history, function* (departure) {
    for (const { entry, before } of when(departure, 'task-reminded', 'task-escalated')) {
      const { event } = entry;
      const task = before.tasks.find(({ id }) => id === event.taskId);
      if (!task || task.status === 'done' || task.status === 'skipped')
        yield `${event.type} for ${event.taskId}, which is ${task?.status ?? 'not there'}`;
    }
  });
}

/**
 * A ladder is a promise about how often somebody is asked; restarts, duplicates and pauses must not turn it into a
 * volley.
 */
export function neverMoreThanTheLadder(history: History): string[] {
  return each(history, function* (departure) {
    const rungs = new Map<string, number>();
    const escalated = new Set<string>();
    for (const { entry, before } of departure.moments) {
      const { event } = entry;
      if (event.type === 'rescheduled')
        for (const { taskId } of event.tasks) {
          rungs.delete(taskId);
          escalated.delete(taskId);
        }
      if (event.type === 'task-escalated') {
        if (escalated.has(event.taskId)) yield `${event.taskId} was escalated twice`;
        escalated.add(event.taskId);
      }
      if (event.type !== 'task-reminded') continue;
      const ladder = before.tasks.find(({ id }) => id === event.taskId)?.reminders ?? [];
      if (event.rung <= (rungs.get(event.taskId) ?? 0)) yield `rung ${event.rung} of ${event.taskId} was sent again`;
      if (event.rung > ladder.length) yield `${event.taskId} has no rung ${event.rung}`;
      if ((ladder[event.rung - 1] ?? entry.at) > entry.at) yield `rung ${event.rung} of ${event.taskId} came early`;
      rungs.set(event.taskId, event.rung);
    }
  });
}

/** Two cards of one thing disagree sooner or later, and each has buttons. */
export function noCardTwice(history: History): string[] {
  const { channel } = history.world.outside;
  const standing = channel.messages.map(({ key, to }) => `${key} in ${to}`);
  const twice = new Set(standing.filter((one, index) => standing.indexOf(one) !== index));
  // One message a day reminds, also where the one before was deleted.
  const rung = history.recording.messages.filter(({ isNew, key }) => isNew && key.startsWith('digest/'));
  const again = rung.filter(({ key }, index) => rung.findIndex((one) => one.key === key) !== index);
  return [...[...twice].map((one) => `two of ${one}`), ...again.map(({ key }) => `${key} rang twice`)];
}

/**
 * Chat is a rendering of the state: once the platform answers again, every card says what is true, and nobody clicks on
 * what was.
 */
export function cardsTellTheTruth({ recording, company }: History): string[] {
  const { calm } = recording;
  if (!calm) return [];
  return calm.states.flatMap((state) =>
    audience(state, calm.at).flatMap((spec) => {
      const key = keyOf(spec);
      const reader = company.people.find(({ id }) => id === spec.reader);
      if (!reader?.handles.slack || company.blocked.includes(spec.reader)) return [];
      const wanted = cardFor(told, spec, { departure: state, reader, now: calm.at });
      if (wanted === null) return [];
      const shown = calm.messages.filter((one) => {
        const about = cardKeyOf(one.key);
        return about.id === state.id && about.cardKey === key;
      });
      // Deleted by hand: it comes back when there is something new to say.
      const deleted = shown.length === 0 && state.posts.some((post) => post.key === key && post.ref !== null);
      if (deleted || shown.some(({ view }) => JSON.stringify(view) === JSON.stringify(wanted))) return [];
      return [`${state.id}: at ${calm.at} ${key} ${shown.length === 0 ? 'is missing' : 'shows what was'}`];
    }),
  );
}
