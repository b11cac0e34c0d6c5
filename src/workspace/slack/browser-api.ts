/**
 * What the page of the local workspace and its server say to each other: JSON under `/workspace/api`, and one stream of
 * Server-Sent Events. This file imports nothing of the server, so the page may import its types (and schemas) freely.
 *
 * Every act of a person goes out as a signed Slack request, so an answer comes after Relais acknowledged it.
 * What then changes on screen is announced on the stream, level-triggered: an event says *what to read again*, not what
 * it became.
 */
import { z } from 'zod';
import { misbehaviours } from '../systems/system.ts';

/** Everything below is relative to this path. */
export const browserApiPath = '/workspace/api';

/**
 * The routes, once, for server and page. `:person` is who is looking; the page switches people by changing it.
 *
 * | method | path | body | answer |
 * | --- | --- | --- | --- |
 * | GET | `/bootstrap` | | `Bootstrap` |
 * | GET | `/events` | | Server-Sent Events; each `data:` is one `ChangeEvent` |
 * | GET | `/people/:person/conversations` | | `ConversationList` |
 * | GET | `/people/:person/conversations/:channel/messages` | | `MessageList`: oldest first, replies included (see
 * `threadTs`) |
 * | POST | `/people/:person/conversations/:channel/read` | | `ActResult` |
 * | POST | `/people/:person/messages` | `SendMessage` | `ActResult`; text that begins with `/` is a slash command |
 * | POST | `/people/:person/shortcuts` | `RunShortcut` | `ActResult` |
 * | POST | `/people/:person/actions` | `BlockAction` | `ActResult` |
 * | POST | `/people/:person/options` | `OptionsQuery` | `OptionsAnswer` (external selects) |
 * | GET | `/people/:person/home` | | `HomeTab` |
 * | POST | `/people/:person/home/open` | | `ActResult`; call it whenever the App Home tab is shown |
 * | GET | `/people/:person/modals` | | `ModalStack`, bottom first: draw the last one |
 * | POST | `/people/:person/modals/:view/submit` | `submitModal` | `SubmitResult` |
 * | POST | `/people/:person/modals/:view/close` | `closeModal` | `ActResult` |
 * | POST | `/people/:person/ephemerals/:ts/dismiss` | | `ActResult` |
 * | GET | `/people/:person/avatar.svg` | | an image |
 * | GET | `/clock` | | `Clock` |
 * | POST | `/clock/move-by` | `moveBy` | `Clock`, once everything that became due was done |
 * | POST | `/clock/move-to-next` | | `Clock` |
 * | GET | `/jobs` | | `JobList` |
 * | GET | `/systems` | | `SystemList` |
 * | POST | `/systems/:system/add` | | `SystemSnapshot`; the system is one of `offered` |
 * | POST | `/systems/:system/misbehave` | `misbehave` | `SystemSnapshot` |
 * | POST | `/systems/:system/reset` | | `SystemSnapshot` |
 * | GET, POST | `/slack` | POST: `misbehaveSlack` | `SlackState`: the Slack side itself can misbehave too |
 * | POST | `/hints` | `markHint` | `HintList` |
 *
 * A request that cannot be understood answers 400 with a `Refusal`, an unknown person or thing 404 with a `Refusal`.
 */
export const refusal = z.object({ error: z.string(), message: z.string() });
export type Refusal = z.infer<typeof refusal>;

// ── who and what there is ───────────────────────────────────────────────────────────────────────

export const hintIds = ['type-offboard', 'switch-person', 'confirm-cut', 'watch-accounts', 'move-clock'] as const;
const hint = z.object({ id: z.enum(hintIds), done: z.boolean() });
export type Hint = z.infer<typeof hint>;
export const hintList = z.object({ hints: z.array(hint) });
export type HintList = z.infer<typeof hintList>;
export const markHint = z.object({ id: z.enum(hintIds), done: z.boolean() });

const person = z.object({
  id: z.string(),
  name: z.string(),
  /** What follows the `@`: `maya.chen`. */
  handle: z.string(),
  email: z.string(),
  title: z.string(),
  team: z.string(),
  locale: z.enum(['en', 'fr']),
  /** IANA zone; show this person's times in it. */
  timeZone: z.string(),
  managerId: z.string().nullable(),
  roles: z.array(z.string()),
  /** Their Slack account was closed: they can be looked at, but not act. */
  deactivated: z.boolean(),
  /** Unread messages in all their conversations, for the mark beside the name. */
  unread: z.number(),
  avatarUrl: z.string(),
});
export type Person = z.infer<typeof person>;

export const clock = z.object({
  /** ISO instant: the time everyone in the workspace lives in. */
  now: z.string(),
  /** The next instant that matters to Relais, or null when nothing waits. */
  next: z.object({ at: z.string(), why: z.string() }).nullable(),
});
export type Clock = z.infer<typeof clock>;
export const moveBy = z.object({ milliseconds: z.number().int().nonnegative() });

const slashCommand = z.object({ command: z.string(), description: z.string(), usageHint: z.string() });
export type SlashCommand = z.infer<typeof slashCommand>;
const shortcut = z.object({
  kind: z.enum(['global', 'message']),
  callbackId: z.string(),
  name: z.string(),
  description: z.string(),
});
export type Shortcut = z.infer<typeof shortcut>;

export const bootstrap = z.object({
  workspaceName: z.string(),
  bot: z.object({ userId: z.string(), botId: z.string(), name: z.string(), avatarUrl: z.string() }),
  people: z.array(person),
  commands: z.array(slashCommand),
  shortcuts: z.array(shortcut),
  clock,
  hints: z.array(hint),
  /** Which panels beside the chat have something to show. */
  controls: z.object({ clock: z.boolean(), systems: z.boolean() }),
});
export type Bootstrap = z.infer<typeof bootstrap>;

// ── conversations ───────────────────────────────────────────────────────────────────────────────

const conversation = z.object({
  id: z.string(),
  /** `dm` is the one with Relais. */
  kind: z.enum(['dm', 'channel', 'private', 'group']),
  /** Without `#`; for a DM the name of the other side. */
  name: z.string(),
  memberIds: z.array(z.string()),
  unread: z.number(),
  /** Messages after this one are new to this person. */
  lastReadTs: z.string(),
  /** Of the newest message this person can see; empty when there is none. */
  latestTs: z.string(),
});
export type Conversation = z.infer<typeof conversation>;
export const conversationList = z.object({ conversations: z.array(conversation) });
export type ConversationList = z.infer<typeof conversationList>;

/** A Block Kit block as Slack would deliver it: `block_id` and every `action_id` are always filled in. */
export const block = z.looseObject({ type: z.string(), block_id: z.string() });
export type Block = z.infer<typeof block>;

const message = z.object({
  channel: z.string(),
  /** Slack's timestamp: unique, ordered as text, seconds since 1970 before the dot (in workspace time). */
  ts: z.string(),
  author: z.object({
    kind: z.enum(['person', 'app', 'slackbot']),
    id: z.string(),
    name: z.string(),
    avatarUrl: z.string(),
  }),
  /** mrkdwn: `*bold*`, `<@U0MAYA>`, `<https://…|label>`; the fallback when there are blocks. */
  text: z.string(),
  blocks: z.array(block),
  attachments: z.array(z.looseObject({ color: z.string().optional(), blocks: z.array(block).optional() })),
  /** The parent's ts for a reply, null for a message of the conversation itself. */
  threadTs: z.string().nullable(),
  replyCount: z.number(),
  latestReplyTs: z.string().nullable(),
  edited: z.boolean(),
  /** "Only visible to you": can be dismissed, never in anybody else's list. */
  ephemeral: z.boolean(),
});
export type Message = z.infer<typeof message>;
export const messageList = z.object({ messages: z.array(message) });
export type MessageList = z.infer<typeof messageList>;

/** People are mentioned as `<@U0ALEX>` or as typed: `@alex.moreau`, `@Alex Moreau`. */
export const sendMessage = z.object({
  channel: z.string(),
  text: z.string().min(1).max(12_000),
  threadTs: z.string().optional(),
});
export type SendMessage = z.infer<typeof sendMessage>;

export const runShortcut = z.object({
  callbackId: z.string(),
  /** Only for a message shortcut: the message it is run on. */
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
});
export type RunShortcut = z.infer<typeof runShortcut>;

// ── views ───────────────────────────────────────────────────────────────────────────────────────

const view = z.object({
  id: z.string(),
  kind: z.enum(['modal', 'home']),
  callbackId: z.string(),
  title: z.string(),
  /** The label of the submit button; null when the modal has none. */
  submit: z.string().nullable(),
  /** The label of the close button; null for the client's own word. */
  close: z.string().nullable(),
  blocks: z.array(block),
  /** Changes with each update: keep what was typed as long as the same `block_id` and `action_id` are still there. */
  hash: z.string(),
});
export type View = z.infer<typeof view>;
export const homeTab = z.object({ view: view.nullable() });
export type HomeTab = z.infer<typeof homeTab>;
export const modalStack = z.object({ modals: z.array(view) });
export type ModalStack = z.infer<typeof modalStack>;

/**
 * What a person set an element to; the server shapes it as Slack does, by the element's type:
 * text for text, number, e-mail and URL inputs · `YYYY-MM-DD` for a date · `HH:mm` for a time · seconds since 1970 (a
 * number) for date and time · the chosen option's `value` for selects, radio buttons and overflow menus · a user,
 * channel or conversation id for those selects · a list of values or ids for `multi_*` and checkboxes · null for
 * "cleared" and for buttons.
 */
const elementValue = z.union([z.string(), z.number(), z.array(z.string()), z.null()]);
export type ElementValue = z.infer<typeof elementValue>;

/** `values[block_id][action_id]`; an element that is left out stands at its initial value. */
const elementValues = z.record(z.string(), z.record(z.string(), elementValue));
export type ElementValues = z.infer<typeof elementValues>;

/** Where an element is drawn. */
const container = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('home') }),
  z.object({ kind: z.literal('modal'), viewId: z.string() }),
]);
export type Container = z.infer<typeof container>;

/**
 * Send it after the element's confirm dialog was accepted. Input blocks send it only when they have `dispatch_action:
 * true`.
 */
export const blockAction = z.object({
  container,
  blockId: z.string(),
  actionId: z.string(),
  value: elementValue,
  /** How the other elements of the same message, tab or modal stand. */
  values: elementValues.default({}),
});
export type BlockAction = z.input<typeof blockAction>;

export const optionsQuery = z.object({
  container,
  blockId: z.string(),
  actionId: z.string(),
  query: z.string().max(200),
});
export type OptionsQuery = z.infer<typeof optionsQuery>;
const option = z.object({ label: z.string(), value: z.string(), description: z.string().optional() });
export const optionsAnswer = z.object({
  /** Plain options come as one group with an empty label. */
  groups: z.array(z.object({ label: z.string(), options: z.array(option) })),
  /** Set when Relais could not be asked; say so instead of "no result". */
  problem: z.string().nullable(),
});
export type OptionsAnswer = z.infer<typeof optionsAnswer>;

export const submitModal = z.object({ values: elementValues });
/** `all` is the cross in the corner (the whole stack goes); without it, the close button (one modal goes). */
export const closeModal = z.object({ all: z.boolean().default(false) });

// ── what became of an act ───────────────────────────────────────────────────────────────────────

/**
 * `problem` is Slack's word (`operation_timeout`, `dispatch_failed`, …), `message` what to show the person. A failed
 * slash command also leaves a message of Slackbot in the conversation, as in Slack.
 */
export const actResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), problem: z.string(), message: z.string() }),
]);
export type ActResult = z.infer<typeof actResult>;

export const submitResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), outcome: z.enum(['closed', 'updated', 'pushed', 'cleared']) }),
  z.object({
    ok: z.literal(false),
    problem: z.string(),
    message: z.string(),
    /** Per `block_id`: what is wrong, to show under that input. The modal stays open. */
    errors: z.record(z.string(), z.string()),
  }),
]);
export type SubmitResult = z.infer<typeof submitResult>;

// ── beside the chat ─────────────────────────────────────────────────────────────────────────────

const job = z.object({ name: z.string(), at: z.string(), departureId: z.string().nullable() });
export const jobList = z.object({ jobs: z.array(job) });
export type JobList = z.infer<typeof jobList>;

export { misbehaviours };
export const misbehave = z.object({ how: z.enum(misbehaviours) });
export const endByHand = z.object({ account: z.string() });
export const systemSnapshot = z.object({
  id: z.string(),
  label: z.string(),
  misbehaviour: z.enum(misbehaviours),
  accounts: z.array(
    z.object({
      id: z.string(),
      email: z.string(),
      name: z.string(),
      live: z.boolean(),
      status: z.string(),
      sessions: z.number(),
      tokens: z.number(),
      groups: z.array(z.string()),
      /** Something of it can be ended by a person alone, elsewhere. */
      byHand: z.boolean().optional(),
    }),
  ),
  /** Newest first. */
  calls: z.array(z.object({ at: z.string(), method: z.string(), path: z.string(), status: z.number() })),
});
export type SystemSnapshot = z.infer<typeof systemSnapshot>;
export const systemList = z.object({
  systems: z.array(systemSnapshot),
  /** Systems that the company does not have yet, and could. */
  offered: z.array(z.object({ id: z.string(), label: z.string() })),
});
export type SystemList = z.infer<typeof systemList>;

export const slackMisbehaviours = ['none', 'down', 'slow', 'throttled'] as const;
export const misbehaveSlack = z.object({ how: z.enum(slackMisbehaviours) });
export type SlackMisbehaviour = z.infer<typeof misbehaveSlack>['how'];
export const slackState = z.object({ misbehaviour: z.enum(slackMisbehaviours) });
export type SlackState = z.infer<typeof slackState>;

// ── the stream ──────────────────────────────────────────────────────────────────────────────────

/** One line of the stream: what to read again. `people` are those for whom it changed. */
export const changeEvent = z.discriminatedUnion('type', [
  /** Messages or unread marks of a conversation. */
  z.object({ type: z.literal('conversation'), channel: z.string(), people: z.array(z.string()) }),
  z.object({ type: z.literal('home'), people: z.array(z.string()) }),
  z.object({ type: z.literal('modals'), people: z.array(z.string()) }),
  /** Someone joined, changed or was deactivated: read `bootstrap` again. */
  z.object({ type: z.literal('people') }),
  z.object({ type: z.literal('system'), system: z.string() }),
  /** On Teams: messages or unread marks of a chat, or (without one) who has Relais there and who looks at it. */
  z.object({ type: z.literal('teams'), chat: z.string().nullable(), people: z.array(z.string()) }),
  /** The clock was moved, or what it waits for changed; the jobs with it. */
  z.object({ type: z.literal('clock') }),
]);
export type ChangeEvent = z.infer<typeof changeEvent>;
