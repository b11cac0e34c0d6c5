import { setTimeout as wait } from 'node:timers/promises';
import { decodeAct } from '../../src/channels/slack/act-ref.ts';
import type { ActName } from '../../src/views/act-names.ts';
import type { WorkspacePerson } from '../../src/workspace/company.ts';
import { placedElements } from '../../src/workspace/slack/blocks/placed-elements.ts';
import type { Message } from '../../src/workspace/slack/browser-api.ts';
import type { PersonDriver } from '../../src/workspace/slack/driver/person-driver.ts';
import type { Outside } from './outside.ts';

const walkPages = ['who', 'day', 'plan'] as const;

/**
 * A manager walks one departure from `/offboard` to its start. Where a busy machine lets Slack's three seconds pass,
 * they begin again, as people do: the draft is kept.
 */
export async function walk(manager: PersonDriver, leaver: WorkspacePerson): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await walkOnce(manager, leaver);
    } catch (error) {
      if (attempt === mostAttempts) throw error;
      if (manager.modal()) await manager.close({ all: true });
    }
  }
}

async function walkOnce(manager: PersonDriver, leaver: WorkspacePerson): Promise<void> {
  const known = departuresOf(manager);
  await manager.type(`/offboard <@${leaver.id}>`);
  // Whoever begins again is on the page that they had come to.
  const first = walkPages.indexOf(await onOneOf(manager, walkPages, patienceWithSlack));
  for (const kind of walkPages.slice(first)) {
    await onOneOf(manager, [kind]);
    await send(manager);
  }
  const isNew = (me: PersonDriver) => [...departuresOf(me)].some((id) => !known.has(id));
  await manager.waitFor(`the card of ${leaver.name}`, isNew, { within: patience });
  if (manager.modal()) await manager.close({ all: true });
}

/** On a busy machine a page may take its time. */
const patience = 90_000;
/** A window that did not open within Slack's three seconds never does. */
const patienceWithSlack = 12_000;
const mostAttempts = 8;

/** Others may end meanwhile, so cards cannot be counted. */
function departuresOf(person: PersonDriver): ReadonlySet<string | null> {
  return new Set(buttons(person, 'departure.reschedule').map(({ departureId }) => departureId));
}

function onOneOf<Kind extends string>(person: PersonDriver, kinds: readonly Kind[], within = patience): Promise<Kind> {
  const shown = (me: PersonDriver) => kinds.find((kind) => me.modal()?.callbackId === `relais:${kind}`) ?? null;
  return person.waitFor(`the page "${kinds.join('" or "')}"`, shown, { within });
}

async function send(person: PersonDriver): Promise<void> {
  const result = await person.submit({});
  if (!result.ok) throw new Error(`${person.person.name} could not send the page: ${result.message}`);
}

interface Button {
  message: Message;
  actionId: string;
  departureId: string | null;
}

/** What a person can press for this act on their cards, oldest first. */
export function buttons(person: PersonDriver, act: ActName): Button[] {
  // What only they see answers a click; it asks for nothing.
  const cards = person.inbox().filter(({ ephemeral }) => !ephemeral);
  return cards.flatMap((message) =>
    placedElements(message.blocks).flatMap(({ element }): Button[] => {
      const { value } = element;
      const ref = decodeAct(element.action_id, typeof value === 'string' ? value : null);
      return ref?.name === act ? [{ message, actionId: element.action_id, departureId: ref.departureId }] : [];
    }),
  );
}

/** A system that did not answer is asked again by whoever cannot confirm without it; else nobody needs to. */
function asked(person: PersonDriver, act: ActName): Button[] {
  if (act !== 'access.replan') return buttons(person, act);
  const confirmable = new Set(buttons(person, 'access.confirm').map(({ departureId }) => departureId));
  const silent = new Set(buttons(person, 'access.set-aside').map(({ departureId }) => departureId));
  const waits = ({ departureId }: Button) => silent.has(departureId) && !confirmable.has(departureId);
  return buttons(person, act).filter(waits);
}

const patienceWithCards = 3_000;
/** Asking all systems anew takes its time on a busy machine, and asking again and again would only make it longer. */
const patienceWithSystems = 30_000;

/**
 * People who do what their cards ask them to, again and again while a card still asks: a click that died with the
 * process is made once more, as a person would.
 */
export function busyPeople(outside: Outside): { stop(): Promise<void> } {
  let going = true;
  /** Nobody clicks again before the card had time to change. */
  const lastPressed = new Map<string, number>();

  const workOff = async (person: PersonDriver, act: ActName): Promise<boolean> => {
    let left = false;
    for (const button of asked(person, act)) {
      left = true;
      const pressed = `${person.person.id} ${act} ${button.departureId}`;
      if (!going || outside.relais === null) return true;
      const patient = act === 'access.replan' ? patienceWithSystems : patienceWithCards;
      if (Date.now() - (lastPressed.get(pressed) ?? 0) < patient) continue;
      lastPressed.set(pressed, Date.now());
      // Whoever does not get an answer closes what is open and goes on.
      await press(person, act, button).catch(() => undefined);
      if (person.modal()) await person.close({ all: true }).catch(() => undefined);
    }
    return left;
  };
  const work = async (id: string, ...acts: readonly ActName[]) => {
    const person = outside.slack.as(id);
    // Reading every card takes time that Relais needs, so people look when something changed.
    let changed = true;
    const stopWatching = outside.slack.watch((event) => {
      if (event.type === 'conversation' && event.people.includes(id)) changed = true;
    });
    while (going) {
      await wait(100);
      if (!changed || outside.relais === null) continue;
      changed = false;
      for (const act of acts) if (await workOff(person, act)) changed = true;
    }
    stopWatching();
  };
  const all = Promise.all([
    work('U0TOM', 'access.confirm', 'access.replan'),
    ...['U0MAYA', 'U0CLAIRE', 'U0HUGO'].map((id) => work(id, 'task.complete')),
  ]);
  return {
    async stop() {
      going = false;
      await all;
    },
  };
}

async function press(person: PersonDriver, act: ActName, { message, actionId }: Button): Promise<void> {
  await person.click(actionId, { where: message });
  if (act !== 'task.complete') return;
  await person.waitFor('the form', (me) => me.modal()?.callbackId === 'relais:complete', { within: 2000 });
  await person.submit({});
}
