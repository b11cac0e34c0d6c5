import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Conversation, Message } from '../../slack/browser-api.ts';
import { Icon } from '../parts/icon.tsx';
import { useWords } from '../words/words.ts';
import { MessageList } from './message-list.tsx';
import { SlackComposer } from './slack-composer.tsx';

/** A message and its replies, beside the conversation. */
export function ThreadPane(props: {
  conversation: Conversation;
  messages: readonly Message[];
  threadTs: string;
  onClose: () => void;
}) {
  const { say } = useWords();
  const shown = useMemo(
    () => props.messages.filter((message) => message.ts === props.threadTs || message.threadTs === props.threadTs),
    [props.messages, props.threadTs],
  );
  const pane = useFocusWhileOpen();
  return (
    <aside className="thread" ref={pane} tabIndex={-1} aria-label={say('thread.label')}>
      <header className="pane-head">
        <div>
          <h2>{say('thread.label')}</h2>
          <p className="muted">{props.conversation.name}</p>
        </div>
        <button
          type="button"
          className="icon-button"
          aria-label={say('thread.close')}
          title={say('thread.close')}
          onClick={props.onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      <MessageList label={say('thread.label')} messages={shown} newSince={null} inThread={true} />
      <SlackComposer
        key={props.threadTs}
        channel={props.conversation.id}
        name={props.conversation.name}
        isApp={false}
        threadTs={props.threadTs}
      />
    </aside>
  );
}

/** A thread that opens is what one goes on with; closing it leads back to where it was opened. */
function useFocusWhileOpen() {
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = pane.current;
    const before = document.activeElement;
    element?.focus();
    return () => {
      const leaves = element?.contains(document.activeElement);
      if (leaves && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return pane;
}
