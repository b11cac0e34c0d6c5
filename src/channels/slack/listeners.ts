import type { App, RespondFn, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Directory } from '../../engine/ports/directory.ts';
import type { ActRef } from '../../views/card-view.ts';
import { isOfWalk } from '../walk-act.ts';
import { decodeAct } from './act-ref.ts';
import type { BlockSupport } from './block-support.ts';
import { commandAgain, personIdOf, readText, typedIn } from './command-words.ts';
import type { Origin } from './deliver.ts';
import { fieldIdOf } from './draw-field.ts';
import { decodeMetadata } from './form-metadata.ts';
import type { HomePages } from './home-pages.ts';
import {
  blockActionsSchema,
  commandSchema,
  homeOpenedSchema,
  messageSchema,
  type PayloadView,
  shortcutSchema,
  viewActionSchema,
} from './payloads.ts';
import { readValues } from './read-values.ts';
import type { SlackUser } from './speakers.ts';
import type { Patience, Turns } from './turns.ts';

/** What the manifest declares; a test holds the two together. */
export const entries = {
  command: '/offboard',
  globalShortcut: 'offboard',
  messageShortcut: 'offboard_from_message',
  events: ['app_home_opened', 'message.im'],
} as const;

const byShortcut: ActRef = { name: 'start', departureId: null, target: null, seen: null };

export interface Listening {
  app: App;
  client: webApi.WebClient;
  directory: () => Directory;
  turns: Turns;
  homes: HomePages;
  support: BlockSupport;
  patience: Patience;
  log: Logger;
}

/** Bolt's listeners: each acknowledges at once, reads the payload and hands over an act. */
export function listen({ app, client, directory, turns, homes, support, patience, log }: Listening): void {
  /** Null, with a line in the log, for a payload that is not what Slack documents. */
  const read = <T>(schema: z.ZodType<T>, body: unknown): T | null => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map(({ path }) => path.join('.'));
    log.warn({ event: 'slack.refused', reason: 'malformed', where }, 'Refused a payload that cannot be read');
    return null;
  };

  const whisperTo = (channel: string | null, user: string, respond: RespondFn | undefined): Origin['whisper'] => {
    if (respond === undefined && channel === null) return null;
    return async (message) => {
      try {
        const blocks = support.safely(message.blocks, 'message');
        if (respond)
          return void (await respond({ ...message, blocks, response_type: 'ephemeral', replace_original: false }));
      } catch (error) {
        if (channel === null) throw error;
        log.warn({ event: 'slack.no-response-url', user }, 'The response address was refused; trying the channel');
      }
      if (channel !== null) await client.chat.postEphemeral({ channel, user, ...message });
    };
  };

  app.command(/^\//, async ({ ack, body, respond }) => {
    await ack();
    const command = read(commandSchema, body);
    if (!command) return;
    const typed = readText(command.text, 'command');
    await turns.take(
      {
        user: { handle: command.user_id, teamId: command.team_id },
        ref: typed.ref,
        again: commandAgain(command.text),
        words: () => typed.words(directory()),
      },
      {
        triggerId: command.trigger_id,
        modal: null,
        whisper: whisperTo(command.channel_id, command.user_id, respond),
      },
      patience.entry,
    );
  });

  app.shortcut(/(?:)/, async ({ ack, body, respond }) => {
    await ack();
    const shortcut = read(shortcutSchema, body);
    if (!shortcut) return;
    const author = shortcut.message?.user;
    const onMessage = shortcut.type === 'message_action';
    const expected = onMessage ? entries.messageShortcut : entries.globalShortcut;
    await turns.take(
      {
        user: userOf(shortcut),
        ref: shortcut.callback_id === expected ? byShortcut : null,
        words: async () =>
          onMessage && author !== undefined ? [{ personId: await personIdOf(author, directory()) }] : [],
      },
      {
        triggerId: shortcut.trigger_id,
        modal: null,
        whisper: whisperTo(null, shortcut.user.id, shortcut.response_url === undefined ? undefined : respond),
      },
      patience.entry,
    );
  });

  app.action(/(?:)/, async ({ ack, body, respond }) => {
    await ack();
    const click = read(blockActionsSchema, body);
    if (!click) return;
    const [{ action_id: actionId, value }] = click.actions;
    const modal = click.view?.type === 'modal' ? click.view : null;
    const ref = modal && fieldIdOf(actionId) !== null ? changeOf(modal, actionId) : decodeAct(actionId, value);
    // Only our own "open" button carries a command, with the words it was given.
    const again = typedIn(ref);
    const typed = again === null ? null : readText(again, 'command');
    const channel = click.channel?.id ?? null;
    await turns.take(
      {
        user: userOf(click),
        ref: typed === null ? ref : typed.ref,
        ...(typed !== null && { words: () => typed.words(directory()) }),
        ...(ref && { again: ref }),
        ...(modal && { values: () => readValues(modal, directory()) }),
      },
      {
        triggerId: click.trigger_id,
        modal,
        whisper: click.view
          ? null
          : whisperTo(channel, click.user.id, click.response_url === undefined ? undefined : respond),
      },
      patience.click,
    );
  });

  app.view({ callback_id: /(?:)/, type: 'view_submission' }, async ({ ack, body }) => {
    const submitted = read(viewActionSchema, body);
    if (!submitted) return ack();
    const { view } = submitted;
    await turns.submit(
      {
        user: userOf(submitted),
        ref: decodeMetadata(view.private_metadata)?.submit ?? null,
        values: () => readValues(view, directory()),
      },
      view,
      (answer) => ack(answer),
    );
  });

  app.view({ callback_id: /(?:)/, type: 'view_closed' }, async ({ ack, body }) => {
    await ack();
    const closed = read(viewActionSchema, body);
    if (!closed) return;
    // A draft that was left shows on the home page, and the person hears that it is kept.
    await homes.refresh(closed.user.id);
    const left = decodeMetadata(closed.view.private_metadata)?.submit ?? null;
    if (left === null || left.departureId === null || !isOfWalk(left)) return;
    const user = closed.user.id;
    await turns.take(
      {
        user: userOf(closed),
        ref: { name: 'walk.later', departureId: left.departureId, target: null, seen: null },
      },
      {
        triggerId: null,
        modal: null,
        whisper: async (message) => {
          const { channel } = await client.conversations.open({ users: user });
          if (channel?.id !== undefined) await client.chat.postEphemeral({ channel: channel.id, user, ...message });
        },
      },
      patience.click,
    );
  });

  app.event('app_home_opened', async ({ body }) => {
    const opened = read(homeOpenedSchema, body);
    if (opened?.event.tab === 'home') await homes.opened({ handle: opened.event.user, teamId: opened.team_id ?? null });
  });

  app.event('message', async ({ body }) => {
    const message = read(messageSchema, body);
    if (message?.event.channel_type !== 'im') return;
    const { user, subtype, bot_id: bot, text, channel } = message.event;
    if (user === undefined || subtype !== undefined || bot) return;
    const typed = readText(text, 'message');
    await turns.take(
      {
        user: { handle: user, teamId: message.team_id ?? null },
        ref: typed.ref,
        again: commandAgain(text),
        words: () => typed.words(directory()),
      },
      { triggerId: null, modal: null, whisper: whisperTo(channel, user, undefined) },
      patience.entry,
    );
  });
}

interface FromSomebody {
  user: { id: string; team_id?: string | null | undefined };
  team?: { id: string } | null | undefined;
}

function userOf({ user, team }: FromSomebody): SlackUser {
  return { handle: user.id, teamId: user.team_id ?? team?.id ?? null };
}

/** The act of the field that changed, as the form was drawn. */
function changeOf(view: PayloadView, actionId: string): ActRef | null {
  const fieldId = fieldIdOf(actionId);
  const changes = decodeMetadata(view.private_metadata)?.changes;
  // A field called `constructor` must not find what every object has.
  return fieldId !== null && changes && Object.hasOwn(changes, fieldId) ? (changes[fieldId] ?? null) : null;
}
