import { z } from 'zod';
import type { WorkspacePerson } from '../company.ts';
import { accountOf, activityOf } from './activities.ts';
import { buttonsOf, type CardButton, presetsOf, refreshOf } from './card-reading.ts';
import { type Chat, type Chats, relaisAuthor, type TeamsMessage } from './chats.ts';
import { bot, objectIdOf, userIdOf } from './identity.ts';
import { type TypedText, tagOf } from './typed-text.ts';

/** What the app answered to something that Teams waits for. */
export interface InvokeAnswer {
  status: number;
  body: unknown;
}

/** An answer that takes the place of the card that was pressed. */
const answeredCardSchema = z.looseObject({
  type: z.literal('application/vnd.microsoft.card.adaptive'),
  value: z.looseObject({}),
});

/** Null for every other answer. */
export function cardIn({ body }: InvokeAnswer): object | null {
  return answeredCardSchema.safeParse(body).data?.value ?? null;
}

/** Sends one activity to the app. */
export type Send = (activity: object) => Promise<InvokeAnswer>;

/** By its title or verb, or by anything else about it. */
type WantedButton = string | ((button: CardButton) => boolean);

/** A person who acts in Teams from code, as their client would. */
export interface TeamsPerson {
  readonly person: WorkspacePerson;
  /** The directory's id, which a people picker fills in. */
  readonly objectId: string;
  /** What Relais wrote in the personal chat, oldest first. */
  inbox(): readonly TeamsMessage[];
  /** `by`: somebody else installs it for this person. */
  install(by?: WorkspacePerson): Promise<void>;
  uninstall(): Promise<void>;
  /** People are mentioned by their ids; `where` is another chat than the personal one. */
  say(text: string, mentions?: readonly WorkspacePerson[], where?: Chat): Promise<void>;
  /** Writes, with people mentioned in the middle of it. */
  write(typed: TypedText, where?: Chat): Promise<void>;
  /** What a client sends for a button that was pressed, with everything it collected. */
  execute(message: { id: string }, verb: string | null, data: unknown, where?: Chat): Promise<InvokeAnswer>;
  /** The same where the client knows no Execute. */
  post(message: { id: string }, data: unknown, where?: Chat): Promise<void>;
  /**
   * The card as this person sees it when it comes into sight: the client asks for their own view where the card names
   * them.
   */
  look(message: TeamsMessage): Promise<unknown>;
  /** Presses a button, with what was filled in over what the card holds. */
  press(message: TeamsMessage, button: WantedButton, values?: Readonly<Record<string, unknown>>): Promise<InvokeAnswer>;
  /** The same from a client that knows no Execute: an ordinary message with the data in it. */
  submit(message: TeamsMessage, button: WantedButton, values?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Something that Teams waits for: a dialog, a message extension. */
  invoke(name: string, value: unknown): Promise<InvokeAnswer>;
  /** What every activity of this person has in common, and a way to send one past the client's manners. */
  activity(): object;
  send(activity: object): Promise<InvokeAnswer>;
}

export function createTeamsPerson(options: {
  chats: Chats;
  personId: string;
  send: Send;
  serviceUrl: () => string;
  now: () => Date;
}): TeamsPerson {
  const { chats, personId, send, serviceUrl, now } = options;
  const { person } = chats.resident(personId);
  const chat = (): Chat => chats.personal(personId);
  const activity = (where = chat()) =>
    activityOf(person, where, { id: chats.nextId(), serviceUrl: serviceUrl(), now: now() });

  /** The message as it stands by now, and the chat it is in. */
  const standing = (message: TeamsMessage) => {
    const where = chats.holding(message.id) ?? chat();
    return { where, now: where.messages.find(({ id }) => id === message.id) ?? message };
  };

  const clicked = (message: TeamsMessage, wanted: WantedButton): CardButton => {
    const { card } = standing(message).now;
    const buttons = buttonsOf(card);
    const fits = typeof wanted === 'string' ? ({ title, verb }: CardButton) => [title, verb].includes(wanted) : wanted;
    const found = buttons.find(fits);
    if (!found)
      throw new RangeError(
        `no such button${typeof wanted === 'string' ? ` as ${wanted}` : ''}; there are ${buttons.map(({ title, verb }) => `${title} (${verb})`).join(', ')}`,
      );
    return found;
  };

  const dataOf = (message: TeamsMessage, button: CardButton, values: Readonly<Record<string, unknown>>) => ({
    ...presetsOf(message.card),
    ...values,
    ...button.data,
  });

  const write = async ({ text, mentioned }: TypedText, where = chat()): Promise<void> => {
    chats.post(where.id, { author: personId, text, summary: '', card: null });
    const base = activity(where);
    const tags = mentioned.map((account) => ({ type: 'mention', mentioned: account, text: tagOf(account) }));
    await send({ ...base, type: 'message', text, entities: [...base.entities, ...tags] });
  };

  const clickedBy = (where: Chat, messageId: string, value: object): Promise<InvokeAnswer> =>
    send({ ...activity(where), type: 'invoke', name: 'adaptiveCard/action', value, replyToId: messageId });

  const execute = async (
    message: { id: string },
    verb: string | null,
    data: unknown,
    where = chat(),
  ): Promise<InvokeAnswer> => {
    const action = { type: 'Action.Execute', verb, data };
    const answer = await clickedBy(where, message.id, { action, trigger: 'manual' });
    const changed = cardIn(answer);
    // Among others the answer is seen by whoever clicked only.
    if (changed && where.type === 'personal') chats.replace(where.id, message.id, { card: changed });
    return answer;
  };

  const look = async (message: TeamsMessage): Promise<unknown> => {
    const { where, now: shown } = standing(message);
    const refresh = refreshOf(shown.card);
    if (!refresh?.userIds.includes(userIdOf(person.id))) return shown.card;
    const action = { type: 'Action.Execute', verb: refresh.action.verb, data: refresh.action.data };
    return cardIn(await clickedBy(where, message.id, { action, trigger: 'automatic' })) ?? shown.card;
  };

  const post = (message: { id: string }, value: unknown, where = chat()): Promise<void> =>
    send({ ...activity(where), type: 'message', text: '', value, replyToId: message.id }).then(() => undefined);

  return {
    person,
    objectId: objectIdOf(person.id),
    inbox: () => chat().messages.filter(({ author }) => author === relaisAuthor),
    install: async (by = person) => {
      chats.stand(personId, { installed: true });
      const from = accountOf(by);
      // Teams tells of it twice, at once.
      await Promise.all([
        send({ ...activity(), type: 'conversationUpdate', membersAdded: [bot, accountOf(person)], from }),
        send({ ...activity(), type: 'installationUpdate', action: 'add', from }),
      ]);
    },
    uninstall: async () => {
      chats.stand(personId, { installed: false });
      await send({ ...activity(), type: 'installationUpdate', action: 'remove' });
    },
    say: (text, mentions = [], where = chat()) => {
      // A bot hears what is said among others only when it is mentioned.
      const first = where.type === 'personal' ? [] : [bot];
      const mentioned = [...first, ...mentions.map(accountOf)];
      const spoken = [...first.map(tagOf), text, ...mentions.map(accountOf).map(tagOf)].join(' ');
      return write({ text: spoken, mentioned }, where);
    },
    look,
    write,
    execute,
    post,
    press: (message, wanted, values = {}) => {
      const button = clicked(message, wanted);
      return execute(message, button.verb, dataOf(message, button, values), standing(message).where);
    },
    submit: (message, wanted, values = {}) => post(message, dataOf(message, clicked(message, wanted), values)),
    activity: () => activity(),
    send,
    invoke: (name, value) => send({ ...activity(), type: 'invoke', name, value }),
  };
}
