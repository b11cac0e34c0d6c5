/**
 * What the page of the local workspace and the Teams side of its server say to each other, beside
 * `../slack/browser-api.ts`, whose stream also announces what changes here. This file imports nothing of the server, so
 * the page may import it freely.
 */
import { z } from 'zod';

/** Everything below is relative to this path. */
export const teamsApiPath = '/workspace/api/teams';

/**
 * | method | path | body | answer |
 * | --- | --- | --- | --- |
 * | GET | `/` | | `TeamsState` |
 * | POST | `/people/:person/platform` | `choosePlatform` | `ActResult`; whoever comes to Teams for the first time gets
 * Relais installed |
 * | POST | `/people/:person/language` | `chooseLanguage` | `ActResult`; Relais speaks it to this person from now on |
 * | POST | `/people/:person/install`, `/people/:person/uninstall` | | `ActResult` |
 * | GET | `/people/:person/chats` | | `ChatList`, the one with Relais first |
 * | GET | `/people/:person/chats/:chat/messages` | | `TeamsMessageList`, oldest first |
 * | POST | `/people/:person/chats/:chat/read` | | `ActResult` |
 * | POST | `/people/:person/chats/:chat/messages` | `writeMessage` | `ActResult` |
 * | POST | `/people/:person/chats/:chat/messages/:message/actions` | `pressButton` | `PressResult` |
 * | POST | `/people/:person/chats/:chat/messages/:message/look` | | `PressResult`: a card with `refresh` comes into
 * sight, and shows as this person sees it |
 * | POST | `/people/:person/actions/:action` | | `DialogResult`: an action of the message extension |
 * | POST | `/people/:person/actions/:action/submit` | `submitDialog` | `DialogResult` |
 *
 * A request that cannot be understood answers 400 with a `Refusal`, an unknown person or chat 404.
 */
const platform = z.enum(['slack', 'teams']);
export type Platform = z.infer<typeof platform>;
export const choosePlatform = z.object({ platform });

/** `auto`: as the platform says. */
const language = z.enum(['auto', 'en', 'fr']);
export type Language = z.infer<typeof language>;
export const chooseLanguage = z.object({ language });

const localised = z.object({ en: z.string(), fr: z.string() });
const offered = z.object({ title: localised, description: localised });
export const teamsState = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      /** The directory's id: what a people picker fills in. */
      objectId: z.string(),
      platform,
      installed: z.boolean(),
      /** In the chat with Relais: what somebody may have to answer. */
      unread: z.number(),
    }),
  ),
  commands: z.array(offered),
  /** Of the message extension. */
  actions: z.array(offered.extend({ id: z.string() })),
});
export type TeamsState = z.infer<typeof teamsState>;

const chat = z.object({
  id: z.string(),
  kind: z.enum(['personal', 'groupChat', 'channel']),
  name: z.string(),
  memberIds: z.array(z.string()),
  unread: z.number(),
  /** The newest message this person has seen; empty when there is none. */
  seen: z.string(),
  latest: z.string(),
});
export type TeamsChat = z.infer<typeof chat>;
export const chatList = z.object({ chats: z.array(chat) });

const message = z.object({
  /** Unique, ordered as text. */
  id: z.string(),
  author: z.object({ kind: z.enum(['person', 'app']), id: z.string(), name: z.string() }),
  /** ISO instant, in workspace time. */
  at: z.string(),
  /** People are mentioned as `<at>Maya Chen</at>`. */
  text: z.string(),
  summary: z.string(),
  /** An Adaptive Card. */
  card: z.looseObject({}).nullable(),
  edited: z.boolean(),
});
export type TeamsMessage = z.infer<typeof message>;
export const teamsMessageList = z.object({ messages: z.array(message) });

/** People are mentioned as `<@U0ALEX>` or as typed, Relais as `@Relais`. */
export const writeMessage = z.object({ text: z.string().min(1).max(12_000) });

/** `execute` is answered; `submit` is posted as a message, and answered by one. */
export const pressButton = z.object({
  kind: z.enum(['execute', 'submit']),
  verb: z.string().nullable(),
  /** The button's data with what was filled in. */
  data: z.unknown(),
});

const failed = z.object({ ok: z.literal(false), problem: z.string(), message: z.string() });
/**
 * `says` shows below the card, `card` in its place, for whoever pressed only; a card that changed for everybody is
 * announced on the stream.
 */
export const pressResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), says: z.string().nullable(), card: z.looseObject({}).nullable() }),
  failed,
]);
export type PressResult = z.infer<typeof pressResult>;

export const submitDialog = z.object({ data: z.unknown() });
export const dialogResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), title: z.string(), card: z.looseObject({}).nullable(), says: z.string().nullable() }),
  failed,
]);
export type DialogResult = z.infer<typeof dialogResult>;
