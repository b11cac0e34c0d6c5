import { useEffect, useMemo, useRef, useState } from 'react';
import { type Conversation, messageList } from '../../slack/browser-api.ts';
import { spokenText } from '../block-kit/text.tsx';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { act } from '../state/client.ts';
import { useResource } from '../state/resources.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { HomeTab } from './home-tab.tsx';
import { MessageList } from './message-list.tsx';
import { SlackComposer } from './slack-composer.tsx';
import { ThreadPane } from './thread-pane.tsx';

/** One conversation with its head, tabs, messages and, when open, a thread beside it. */
export function ConversationView(props: {
  conversation: Conversation;
  tab: 'messages' | 'home';
  thread: string | null;
  message: string | null;
  onTab: (tab: 'messages' | 'home') => void;
  onThread: (ts: string | null) => void;
}) {
  const { conversation } = props;
  const { me, bootstrap, announce, personOf } = useSession();
  const { say } = useWords();
  const list = useResource(`/people/${me.id}/conversations/${conversation.id}/messages`, messageList);
  const messages = list?.messages;
  const isApp = conversation.kind === 'dm';
  const showsMessages = !isApp || props.tab === 'messages';
  // Held still while one reads: reading must not move the line that says what is new.
  const [newSince] = useState(conversation.unread > 0 ? conversation.lastReadTs : null);

  const main = useMemo(
    () => (messages ?? []).filter((message) => message.threadTs === null || message.threadTs === message.ts),
    [messages],
  );
  useMarkRead(conversation, showsMessages);
  const parent = messages?.find((message) => message.ts === props.message)?.threadTs ?? null;
  const { onThread } = props;
  useEffect(() => {
    // A permalink to a reply opens the thread that it is in.
    if (parent && parent !== props.message) onThread(parent);
  }, [parent, props.message, onThread]);

  const lastSaid = useRef<string | null>(null);
  useEffect(() => {
    if (!messages) return;
    const latest = messages.at(-1);
    const fresh = latest && lastSaid.current !== null && latest.ts > lastSaid.current && latest.author.id !== me.id;
    if (fresh) {
      const text = spokenText(latest.text, (id) => personOf(id)?.name ?? bootstrap.bot.name);
      announce(say('messages.arrived', { name: latest.author.name, text }));
    }
    lastSaid.current = latest?.ts ?? '';
  }, [messages, me.id, announce, say, personOf, bootstrap]);

  return (
    <>
      <main id="conversation" className="conversation" tabIndex={-1}>
        <ConversationHead {...props} />
        {showsMessages ? (
          <div
            className="conversation-pane"
            {...(isApp ? { role: 'tabpanel', id: 'panel-messages', 'aria-labelledby': 'tab-messages' } : {})}
          >
            {messages && main.length === 0 ? (
              <p className="empty">
                {say(isApp ? 'messages.emptyApp' : 'messages.empty', { name: conversation.name })}
              </p>
            ) : (
              <MessageList
                label={say('messages.label', { name: conversation.name })}
                messages={main}
                newSince={newSince}
                highlight={props.message}
                inThread={false}
                onThread={props.onThread}
              />
            )}
            <SlackComposer
              key={`${me.id}-${conversation.id}`}
              channel={conversation.id}
              name={conversation.name}
              isApp={isApp}
            />
          </div>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
          <div className="home" role="tabpanel" id="panel-home" aria-labelledby="tab-home" tabIndex={0}>
            <div className="home-page">
              <HomeTab key={me.id} />
            </div>
          </div>
        )}
      </main>
      {props.thread && messages && showsMessages && (
        <ThreadPane
          conversation={conversation}
          messages={messages}
          threadTs={props.thread}
          onClose={() => props.onThread(null)}
        />
      )}
    </>
  );
}

/** Tells the server that what is on screen was seen, once per newest message and only while the window is looked at. */
function useMarkRead(conversation: Conversation, visible: boolean) {
  const { me } = useSession();
  const { id, unread, latestTs } = conversation;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new latest message is a reason to say it again
  useEffect(() => {
    if (!visible || unread === 0) return;
    const tell = () => {
      if (document.visibilityState === 'visible') void act(`/people/${me.id}/conversations/${id}/read`, {}, '');
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [me.id, id, unread, latestTs, visible]);
}

function ConversationHead(props: {
  conversation: Conversation;
  tab: 'messages' | 'home';
  onTab: (tab: 'messages' | 'home') => void;
}) {
  const { conversation } = props;
  const { bootstrap } = useSession();
  const { count } = useWords();
  const isApp = conversation.kind === 'dm';
  return (
    <header className="pane-head conversation-head" data-tabs={isApp ? 'yes' : undefined}>
      <div className="conversation-title">
        {isApp ? (
          <Avatar id={bootstrap.bot.userId} name={conversation.name} kind="app" size={28} />
        ) : (
          <Icon name={conversation.kind === 'private' ? 'lock' : conversation.kind === 'group' ? 'people' : 'hash'} />
        )}
        <h1>{conversation.name}</h1>
        {!isApp && <span className="muted">{count('messages.members', conversation.memberIds.length)}</span>}
      </div>
      {isApp && <Tabs name={conversation.name} tab={props.tab} onTab={props.onTab} />}
    </header>
  );
}

function Tabs(props: { name: string; tab: 'messages' | 'home'; onTab: (tab: 'messages' | 'home') => void }) {
  const { say } = useWords();
  const tabs = ['home', 'messages'] as const;
  const other = props.tab === 'home' ? 'messages' : 'home';
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={say('tab.label', { name: props.name })}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
        props.onTab(other);
        document.getElementById(`tab-${other}`)?.focus();
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={props.tab === tab}
          aria-controls={props.tab === tab ? `panel-${tab}` : undefined}
          tabIndex={props.tab === tab ? 0 : -1}
          onClick={() => props.onTab(tab)}
        >
          {say(tab === 'home' ? 'tab.home' : 'tab.messages')}
        </button>
      ))}
    </div>
  );
}
