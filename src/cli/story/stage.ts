import { setTimeout as wait } from 'node:timers/promises';
import { decodeAct } from '../../channels/slack/act-ref.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Relais } from '../../start.ts';
import type { ActName } from '../../views/act-names.ts';
import { placedElements } from '../../workspace/slack/blocks/placed-elements.ts';
import type { ElementValue, Message, View } from '../../workspace/slack/browser-api.ts';
import type { PersonDriver } from '../../workspace/slack/driver/person-driver.ts';
import type { Transcript } from './transcript.ts';

/** The story cannot go on: what was waited for did not happen. */
export class StoryStopped extends Error {
  override readonly name = 'StoryStopped';
}

/** What the scenes are played on: people who act as in the client, a clock that moves, and waits that end. */
export interface Stage {
  readonly workspace: NonNullable<Relais['workspace']>;
  readonly transcript: Transcript;
  now(): Date;
  departure(): Promise<Departure>;
  /** Waits until `look` answers something, at most twenty seconds of real time. */
  until<T>(what: string, look: () => Promise<T | null | false> | T | null | false): Promise<T>;
  /** Waits for the page of a form, by its kind. */
  page(who: PersonDriver, kind: string): Promise<View>;
  /** Fills in the page in front, by the ids of its fields, and sends it. */
  send(who: PersonDriver, values?: Readonly<Record<string, ElementValue>>): Promise<void>;
  /** Presses a button on a card, as the person sees it: by what it asks for, and what that is about. */
  press(who: PersonDriver, act: ActName, target?: string): Promise<void>;
  /** Whether the person has that button in front of them. */
  canPress(who: PersonDriver, act: ActName, target?: string): boolean;
  /** Presses the button of an open form or page. */
  pressInPage(who: PersonDriver, act: ActName): Promise<void>;
  /** Lets the clock go to an instant, then says what is new to whom. */
  travelTo(at: Date): Promise<void>;
  /** Lets Relais finish what it is doing, then says what is new to whom. */
  settle(): Promise<void>;
}

/** Generous: on a busy machine a page may take seconds; a wait that is really in vain ends the story all the same. */
const patience = 20_000;

export function createStage(
  relais: Relais,
  workspace: NonNullable<Relais['workspace']>,
  transcript: Transcript,
): Stage {
  const { controls } = workspace;

  const departure = async (): Promise<Departure> => {
    for await (const one of relais.store.departures.search({ limit: 1 })) return one;
    throw new StoryStopped('There is no departure yet.');
  };

  const until: Stage['until'] = async (what, look) => {
    const end = Date.now() + patience;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) throw new StoryStopped(`Waited ${patience / 1000} s in vain: ${what}.`);
      await wait(25);
    }
  };

  const settle = async (): Promise<void> => {
    await relais.engine.idle();
    transcript.news();
  };

  const buttonOf = (
    who: PersonDriver,
    act: ActName,
    target?: string,
  ): { message: Message; actionId: string } | null => {
    for (const message of who.inbox().toReversed())
      for (const { element } of placedElements(message.blocks)) {
        const { value } = element;
        const ref = decodeAct(element.action_id, typeof value === 'string' ? value : null);
        if (ref?.name === act && (target === undefined || ref.target === target))
          return { message, actionId: element.action_id };
      }
    return null;
  };

  return {
    workspace,
    transcript,
    now: () => controls.now(),
    departure,
    until,
    settle,
    page: (who, kind) =>
      who
        .waitFor(`the page "${kind}"`, (me) => (me.modal()?.callbackId === `relais:${kind}` ? me.modal() : null), {
          within: patience,
        })
        .catch((error: unknown) => {
          throw new StoryStopped(error instanceof Error ? error.message : String(error));
        }),
    async send(who, values = {}) {
      const fields = Object.fromEntries(Object.entries(values).map(([id, value]) => [`field:${id}`, value]));
      const result = await who.submit(fields);
      if (!result.ok)
        throw new StoryStopped(
          `${who.person.name} could not send the page: ${[result.message, ...Object.values(result.errors)].join(' ')}`,
        );
    },
    async press(who, act, target) {
      const { message, actionId } = await until(
        `${who.person.name} sees a button for ${act}${target ? ` of ${target}` : ''}`,
        () => buttonOf(who, act, target),
      );
      await who.click(actionId, { where: message });
    },
    canPress: (who, act, target) => buttonOf(who, act, target) !== null,
    pressInPage: (who, act) => who.click(new RegExp(`^relais:${act}:\\d+$`), { where: 'modal' }),
    async travelTo(at) {
      await controls.moveBy(Math.max(0, at.getTime() - controls.now().getTime()));
      await settle();
    },
  };
}
