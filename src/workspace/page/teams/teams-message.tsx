import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { pressResult, type TeamsMessage } from '../../teams/browser-api.ts';
import { inZone } from '../block-kit/slack-date.ts';
import { Avatar } from '../parts/avatar.tsx';
import { ApiError, send } from '../state/client.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { cardHtml } from './card-markdown.ts';
import { CardView, type Pressed } from './card-view.tsx';
import { mentionMarks, type PickablePerson } from './prepare-card.ts';

type CardJson = Readonly<Record<string, unknown>>;

/** One message of a Teams chat. What Relais answers to a click shows below the card until the next one. */
export function TeamsMessageView(props: {
  message: TeamsMessage;
  chatId: string;
  people: readonly PickablePerson[];
  /** How many messages stand below this one. */
  below: number;
  /** A button is pressed: the reader looks at this card now, wherever the end is. */
  onPress: () => void;
  onPressed: () => void;
}) {
  const { message, chatId, below } = props;
  const { me, reader } = useSession();
  const { say } = useWords();
  const [busy, setBusy] = useState(false);
  const [says, setSays] = useState<string | null>(null);
  // What an answer pointed to has gone, as a form does once it is sent.
  const stoodBelow = useRef(below);
  useEffect(() => {
    if (below < stoodBelow.current) setSays(null);
    stoodBelow.current = below;
  }, [below]);
  const at = new Date(message.at);
  const time = inZone(at, reader, { hour: '2-digit', minute: '2-digit' });

  const article = useRef<HTMLElement>(null);
  const waits = useRef(false);
  const drawn = JSON.stringify(message.card);
  // What this person was answered holds until the card changes for everybody.
  const [ownView, setOwnView] = useState<{ of: string; card: CardJson } | null>(null);
  const card = ownView?.of === drawn ? ownView.card : message.card;
  const path = `/teams/people/${me.id}/chats/${encodeURIComponent(chatId)}/messages/${message.id}`;
  useLook(article, { drawn, asks: message.card?.['refresh'] !== undefined, path }, (seen) =>
    setOwnView({ of: drawn, card: seen }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another card in the place of the one that was pressed is the reason to look
  useLayoutEffect(() => {
    if (!waits.current) return;
    waits.current = false;
    const box = article.current?.closest('.message-box');
    // The next page of a form is read from its start.
    if (box && (article.current?.getBoundingClientRect().top ?? 0) < box.getBoundingClientRect().top)
      article.current?.scrollIntoView({ block: 'start' });
  }, [drawn]);

  const press = async (pressed: Pressed) => {
    waits.current = true;
    props.onPress();
    setBusy(true);
    setSays(null);
    const result = await send(`${path}/actions`, pressed, pressResult).catch((error: unknown) => ({
      ok: false as const,
      problem: 'no_answer',
      message: error instanceof ApiError ? error.message : say('page.noAnswer'),
    }));
    setBusy(false);
    if (result.ok && result.card) setOwnView({ of: drawn, card: result.card });
    setSays(result.ok ? result.says : say('page.problem', { message: result.message }));
    props.onPressed();
  };

  const own = message.author.id === me.id;
  return (
    <article
      ref={article}
      className="message teams-message"
      tabIndex={-1}
      data-own={own ? 'yes' : undefined}
      data-message={message.id}
      aria-label={say('messages.by', { name: message.author.name, time })}
    >
      <div className="message-gutter">
        {!own && <Avatar id={message.author.id} name={message.author.name} kind={message.author.kind} size={32} />}
      </div>
      <div className="message-body">
        <p className="message-head">
          <strong className={own ? 'sr-only' : 'message-author'}>{message.author.name}</strong>
          <time dateTime={at.toISOString()} title={inZone(at, reader, { dateStyle: 'full', timeStyle: 'short' })}>
            {time}
          </time>
          {message.edited && <span className="message-edited">{say('messages.edited')}</span>}
        </p>
        {message.text !== '' && <MessageText text={message.text} />}
        {card && <CardView card={card} people={props.people} busy={busy} onPress={(pressed) => void press(pressed)} />}
        {/* Announced when it fills, so it is there before. */}
        <p className="teams-says" role="status">
          {busy ? say('modal.working') : says}
        </p>
      </div>
    </article>
  );
}

/** A card that asks for it is read again when it comes into sight: Teams shows each person their own view. */
function useLook(
  article: RefObject<HTMLElement | null>,
  { drawn, asks, path }: { drawn: string; asks: boolean; path: string },
  onSeen: (card: CardJson) => void,
) {
  const latest = useRef(onSeen);
  latest.current = onSeen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each version of the card is looked at once
  useEffect(() => {
    const element = article.current;
    if (!asks || !element) return;
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      // A card that could not be read again stays as it is.
      send(`${path}/look`, {}, pressResult).then(
        (result) => result.ok && result.card && latest.current(result.card),
        () => undefined,
      );
    });
    sight.observe(element);
    return () => sight.disconnect();
  }, [asks, path, drawn]);
}

function MessageText({ text }: { text: string }) {
  const marked = text
    .replaceAll(/[\uE000\uE001]/g, '')
    .replaceAll(/<at>([^<>]*)<\/at>/g, `${mentionMarks.open}$1${mentionMarks.close}`);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the markdown parser escapes all HTML
  return <div className="teams-text" dangerouslySetInnerHTML={{ __html: cardHtml(marked) }} />;
}
