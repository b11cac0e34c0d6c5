import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '../../slack/browser-api.ts';
import { dayKey, formatSlackDate } from '../block-kit/slack-date.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { instantOf, MessageView } from './message.tsx';

const closeTogether = 5 * 60_000;
/** Within this many pixels of the end, a reader counts as being at the end. */
const nearEnd = 80;

/**
 * Messages, oldest first. The view stays where it is when a message is edited in place, and follows new ones only while
 * the reader is at the end; otherwise a button says that there is something below.
 */
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
  const { reader } = useSession();
  const { say } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const opened = useRef(false);
  const [below, setBelow] = useState(false);
  const latest = props.messages.at(-1)?.ts ?? '';

  const toEnd = () => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    setBelow(false);
  };
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    if (atEnd.current) setBelow(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new latest message is the reason to scroll
  useLayoutEffect(() => {
    if (latest === '') return;
    const divider = opened.current ? null : box.current?.querySelector('[data-new]');
    opened.current = true;
    // What is new begins at the top, so that a long card is read from its start.
    if (divider) {
      divider.scrollIntoView({ block: 'start' });
      onScroll();
    } else if (atEnd.current) toEnd();
    else setBelow(true);
  }, [latest]);
  useEffect(() => {
    const content = box.current?.firstElementChild;
    if (!content) return;
    // A card that grows in place (edited, image loaded) must not push the end out of sight.
    const sizes = new ResizeObserver(() => {
      if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    });
    sizes.observe(content);
    return () => sizes.disconnect();
  }, []);
  const { highlight } = props;
  const found = props.messages.some((message) => message.ts === highlight);
  useEffect(() => {
    if (!highlight || !found) return;
    atEnd.current = false;
    box.current?.querySelector(`[data-ts="${CSS.escape(highlight)}"]`)?.scrollIntoView({ block: 'center' });
  }, [highlight, found]);

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
