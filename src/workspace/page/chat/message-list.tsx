import { Fragment, useEffect } from 'react';
import type { Message } from '../../slack/browser-api.ts';
import { dayKey, formatSlackDate } from '../block-kit/slack-date.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { instantOf, MessageView } from './message.tsx';
import { useFollowEnd } from './use-follow-end.ts';

const closeTogether = 5 * 60_000;

/** Messages, oldest first. When there is something new out of sight, a button says so. */
export function MessageList(props: {
  label: string;
  messages: readonly Message[];
  /** Messages after this one were new when the conversation was opened. */
  newSince: string | null;
  inThread: boolean;
  /** A message to bring into view and mark. */
  highlight?: string | null;
  onThread?: (ts: string) => void;
}) {
  const { me, reader } = useSession();
  const last = props.messages.at(-1);
  const { say } = useWords();
  const { box, onScroll, below, toEnd, letGo } = useFollowEnd(last?.ts ?? '', last?.author.id === me.id);
  const { highlight } = props;
  const found = props.messages.some((message) => message.ts === highlight);
  useEffect(() => {
    if (!highlight || !found) return;
    letGo();
    box.current?.querySelector(`[data-ts="${CSS.escape(highlight)}"]`)?.scrollIntoView({ block: 'center' });
  }, [highlight, found, box, letGo]);

  return (
    <div className="message-scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
      <section className="message-box" ref={box} onScroll={onScroll} tabIndex={0} aria-label={props.label}>
        <ol className="message-list">
          {props.messages.map((message, index) => {
            const before = props.messages[index - 1];
            const newDay =
              !props.inThread &&
              (!before ||
                dayKey(instantOf(before.ts), reader.timeZone) !== dayKey(instantOf(message.ts), reader.timeZone));
            const newHere =
              props.newSince !== null && message.ts > props.newSince && (!before || before.ts <= props.newSince);
            return (
              <Fragment key={`${message.ts}${message.ephemeral ? 'e' : ''}`}>
                {(newDay || newHere) && (
                  <li className="message-divider" data-new={newHere ? 'yes' : undefined}>
                    {newDay && <span>{formatSlackDate(Number(message.ts), '{date_long_pretty}', reader)}</span>}
                    {newHere && <strong>{say('messages.new')}</strong>}
                  </li>
                )}
                <li>
                  <MessageView
                    message={message}
                    compact={!newDay && !newHere && !message.ephemeral && follows(before, message)}
                    inThread={props.inThread}
                    highlighted={message.ts === highlight}
                    {...(props.onThread ? { onThread: props.onThread } : {})}
                  />
                </li>
              </Fragment>
            );
          })}
        </ol>
      </section>
      {below && (
        <button type="button" className="jump" onClick={toEnd}>
          {say('messages.jumpToNew')}
        </button>
      )}
    </div>
  );
}

function follows(before: Message | undefined, message: Message): boolean {
  if (!before || before.ephemeral) return false;
  const gap = instantOf(message.ts).getTime() - instantOf(before.ts).getTime();
  return before.author.id === message.author.id && gap < closeTogether;
}
