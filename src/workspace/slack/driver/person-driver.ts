import { setTimeout as wait } from 'node:timers/promises';
import { type Acting, conversationOf, knownPerson } from '../acts/acting.ts';
import { act } from '../acts/actions.ts';
import { closeModal, submitModal } from '../acts/modals.ts';
import { dismiss, markRead, openHome } from '../acts/reading.ts';
import { say } from '../acts/say.ts';
import { runShortcut } from '../acts/shortcuts.ts';
import { isStateful } from '../blocks/element-state.ts';
import { conversationsOf, messagesSeenBy, viewShown } from '../browser/present.ts';
import type {
  ActResult,
  Conversation,
  ElementValue,
  ElementValues,
  Message,
  SubmitResult,
  View,
} from '../browser-api.ts';
import { readable } from '../readable.ts';
import type { Member } from '../stores/people.ts';
import { type Clickable, clickableIn, isMeant, messageBlocksOf, type Target, viewContainer } from './targets.ts';
import { pickedValue } from './values.ts';

/** Where to look for what is clicked, when it is not simply in front of the person. */
type Where = 'modal' | 'home' | 'messages' | Pick<Message, 'channel' | 'ts'>;

/**
 * One person of the local workspace, acting from code as they would in the client: each act goes out as the same signed
 * request that the page causes. An act that Slack or Relais refuses throws `ActFailed`; only `submit` answers, as
 * refusals belong to forms.
 */
export interface PersonDriver {
  readonly person: Member;
  /** Says something in the DM with Relais, or `in` another conversation. Text that begins with `/` is a command. */
  type(text: string, options?: { in?: string; thread?: string }): Promise<void>;
  /** Runs a global shortcut, or a message shortcut on a message. */
  shortcut(callbackId: string, message?: Pick<Message, 'channel' | 'ts'>): Promise<void>;
  /**
   * Clicks (confirming, where asked) or changes an element named by action id, block id or label: in the open modal if
   * there is one, else in the newest message that has it, else in the Home tab. `value` is for everything but buttons.
   */
  click(target: Target, options?: { value?: ElementValue; where?: Where }): Promise<void>;
  /**
   * Fills inputs of the open modal, keyed by label, action id or block id. What is filled stays until the modal closes.
   */
  fill(values: Readonly<Record<string, ElementValue>>): Promise<void>;
  /** Fills and submits the open modal. */
  submit(values?: Readonly<Record<string, ElementValue>>): Promise<SubmitResult>;
  /** Closes the top modal, or with the cross all of them. */
  close(options?: { all?: boolean }): Promise<void>;
  openHome(): Promise<void>;
  dismiss(message: Pick<Message, 'ts'>): void;
  markRead(channel: string): void;
  /** The DM with Relais, oldest first, ephemeral messages included. */
  inbox(): Message[];
  messages(channel: string): Message[];
  conversations(): Conversation[];
  /** The modal in front, or null. */
  modal(): View | null;
  home(): View | null;
  /** Plain text of what is on screen, with names for ids. */
  read(thing: Message | View): string;
  /**
   * Looks again after every change until `look` answers something; throws with what is on screen when it takes too long
   * (10 s unless told).
   */
  waitFor<T>(
    what: string,
    look: (me: PersonDriver) => T | null | undefined | false,
    options?: { within?: number },
  ): Promise<T>;
}

/** What a person did was not taken. */
export class ActFailed extends Error {
  override name = 'ActFailed';
  /** Slack's word for it, such as `operation_timeout`. */
  readonly problem: string;

  constructor(who: string, what: string, result: { problem: string; message: string }) {
    super(`${who}: ${what} failed (${result.problem}): ${result.message}`);
    this.problem = result.problem;
  }
}

export function drivePerson(acting: Acting, personId: string): PersonDriver {
  const { slack } = acting;
  const person = (): Member => knownPerson(slack, personId);
  const drafts = new Map<string, ElementValues>();

  const done = async (what: string, result: Promise<ActResult>): Promise<void> => {
    const outcome = await result;
    if (!outcome.ok) throw new ActFailed(person().name, what, outcome);
  };
  const nameOf = (id: string): string => slack.people.find(id)?.name ?? id;
  const direct = (): string => slack.conversations.openWith([personId]).conversation.id;
  const messages = (channel: string): Message[] =>
    messagesSeenBy(slack, person(), conversationOf(slack, person(), channel).id);
  const everything = (): Message[] =>
    conversationsOf(slack, person())
      .flatMap(({ id }) => messages(id))
      .toSorted((a, b) => (a.ts < b.ts ? 1 : -1));
  const modal = (): View | null => {
    const top = slack.views.stack(personId).at(-1);
    return top ? viewShown(top) : null;
  };
  const home = (): View | null => {
    const view = slack.views.home(personId);
    return view && viewShown(view);
  };
  const inView = (view: View | null): Clickable[] => (view ? clickableIn(viewContainer(view), view.blocks) : []);
  const inMessage = (message: Message): Clickable[] =>
    clickableIn({ kind: 'message', channel: message.channel, ts: message.ts }, messageBlocksOf(message));

  const within = (where: Where | undefined): Clickable[] => {
    if (where === 'modal' || (where === undefined && modal())) return inView(modal());
    if (where === 'home') return inView(home());
    if (where === 'messages') return everything().flatMap(inMessage);
    if (where)
      return everything()
        .filter((it) => it.channel === where.channel && it.ts === where.ts)
        .flatMap(inMessage);
    return [...everything().flatMap(inMessage), ...inView(home())];
  };
  const find = (target: Target, where?: Where): Clickable => {
    const candidates = within(where);
    const found = candidates.find((candidate) => isMeant(target, candidate));
    if (found) return found;
    const there = candidates.map(({ label, placed }) => `${label || '…'} (${placed.element.action_id})`).join(', ');
    throw new Error(`${person().name} sees no ${target} to click; there is: ${there || 'nothing'}`);
  };
  const draftOf = (clickable: Clickable): ElementValues =>
    clickable.container.kind === 'modal' ? (drafts.get(clickable.container.viewId) ?? {}) : {};

  const change = async (clickable: Clickable, given: ElementValue): Promise<void> => {
    const { container, placed } = clickable;
    const { blockId, element } = placed;
    const value = await pickedValue(acting, personId, clickable, given);
    const draft = draftOf(clickable);
    if (container.kind === 'modal' && isStateful(element.type))
      drafts.set(container.viewId, { ...draft, [blockId]: { ...draft[blockId], [element.action_id]: value } });
    const asked = { container, blockId, actionId: element.action_id, value, values: draftOf(clickable) };
    await done(`click ${clickable.label || element.action_id}`, act(acting, personId, asked));
  };

  const me: PersonDriver = {
    get person() {
      return person();
    },
    type: (text, { in: channel = direct(), thread } = {}) =>
      done(text, say(acting, personId, { channel, text, threadTs: thread })),
    shortcut: (callbackId, message) =>
      done(callbackId, runShortcut(acting, personId, { callbackId, ...(message ? { message } : {}) })),
    click: (target, { value = null, where } = {}) => change(find(target, where), value),
    fill: async (values) => {
      for (const [target, value] of Object.entries(values)) await change(find(target, 'modal'), value);
    },
    submit: async (values = {}) => {
      await me.fill(values);
      const open = modal();
      if (!open) throw new Error(`${person().name} has no open modal to submit`);
      const result = await submitModal(acting, personId, { viewId: open.id, values: drafts.get(open.id) ?? {} });
      if (!slack.views.find(open.id)) drafts.delete(open.id);
      return result;
    },
    close: ({ all = false } = {}) => {
      const open = modal();
      if (!open) throw new Error(`${person().name} has no open modal to close`);
      drafts.delete(open.id);
      return done('close', closeModal(acting, personId, { viewId: open.id, all }));
    },
    openHome: () => done('opening the Home tab', openHome(acting, personId)),
    dismiss: ({ ts }) => void dismiss(acting, personId, ts),
    markRead: (channel) => void markRead(acting, personId, channel),
    inbox: () => messages(direct()),
    messages,
    conversations: () => conversationsOf(slack, person()),
    modal,
    home,
    read: (thing) => readable(thing, nameOf),
    waitFor: async (what, look, { within: patience = 10_000 } = {}) => {
      const end = Date.now() + patience;
      for (;;) {
        const found = look(me);
        if (found) return found;
        if (Date.now() > end) throw new Error(`${person().name} waited in vain for ${what}\n${onScreen(me)}`);
        await nextChange(acting);
      }
    },
  };
  return me;
}

/** The next change of anything, or a moment, whichever comes first. */
async function nextChange({ slack }: Acting): Promise<void> {
  const enough = new AbortController();
  const stopListening = slack.changes.listen(() => enough.abort());
  // Aborting the wait is how a change ends it early.
  await wait(100, undefined, { signal: enough.signal }).catch(() => undefined);
  stopListening();
}

function onScreen(me: PersonDriver): string {
  const modal = me.modal();
  const newest = me
    .inbox()
    .slice(-5)
    .map((message) => `- ${me.read(message)}`);
  return [...(modal ? [`modal: ${me.read(modal)}`] : []), 'newest messages:', ...newest].join('\n');
}
