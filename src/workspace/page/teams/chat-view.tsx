import { Fragment, useEffect, useRef, useState } from 'react';
import { type TeamsChat, type TeamsMessage, type TeamsState, teamsMessageList } from '../../teams/browser-api.ts';
import { dayKey, formatSlackDate } from '../block-kit/slack-date.ts';
import { useFollowEnd } from '../chat/use-follow-end.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { act } from '../state/client.ts';
import { invalidate, useResource } from '../state/resources.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { ExtensionDialog } from './extension-dialog.tsx';
import { TeamsComposer } from './teams-composer.tsx';
import { TeamsMessageView } from './teams-message.tsx';
import { usePickable } from './use-teams.ts';

/** One Teams chat: its messages, and where one writes. */
export function ChatView({ chat, teams }: { chat: TeamsChat; teams: TeamsState }) {
  const { me, bootstrap } = useSession();
  const { say, count, language } = useWords();
  const path = `/teams/people/${me.id}/chats/${encodeURIComponent(chat.id)}/messages`;
  const messages = useResource(path, teamsMessageList)?.messages;
  const people = usePickable();
  // Held still while one reads: reading must not move the line that says what is new.
  const [newSince] = useState(chat.unread > 0 ? chat.seen : null);
  const [action, setAction] = useState<string | null>(null);
  const { box, onScroll, below, toEnd, letGo } = useFollowEnd(
    messages?.at(-1)?.id ?? '',
    messages?.at(-1)?.author.id === me.id,
  );
  const isApp = chat.kind === 'personal';
  const label = say('messages.label', { name: chat.name });
  useMarkSeen(chat);
  useAnnounced(messages);
  const opened = teams.actions.find(({ id }) => id === action);

  return (
    <main id="conversation" className="conversation" tabIndex={-1}>
      <header className="pane-head conversation-head">
        <div className="conversation-title">
          {isApp ? <Avatar id={bootstrap.bot.userId} name={chat.name} kind="app" size={28} /> : <Icon name="people" />}
          <h1>{chat.name}</h1>
          {!isApp && <span className="muted">{count('messages.members', chat.memberIds.length)}</span>}
        </div>
      </header>
      <div className="conversation-pane">
        <div className="message-scroll">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard */}
          <section className="message-box" ref={box} onScroll={onScroll} tabIndex={0} aria-label={label}>
            <ol className="message-list">
              {(messages ?? []).map((message, index) => (
                <Fragment key={message.id}>
                  <Divider message={message} before={messages?.[index - 1]} newSince={newSince} />
                  <li>
                    <TeamsMessageView
                      message={message}
                      chatId={chat.id}
                      below={(messages?.length ?? 0) - 1 - index}
                      people={people}
                      onPress={letGo}
                      onPressed={() => invalidate((stale) => stale === path)}
                    />
                  </li>
                </Fragment>
              ))}
            </ol>
          </section>
          {below && (
            <button type="button" className="jump" onClick={toEnd}>
              {say('messages.jumpToNew')}
            </button>
          )}
        </div>
        <TeamsComposer key={`${me.id}-${chat.id}`} chat={chat} teams={teams} onAction={setAction} />
      </div>
      {opened && (
        <ExtensionDialog
          action={opened.id}
          title={opened.title[language]}
          people={people}
          onClose={() => setAction(null)}
        />
      )}
    </main>
  );
}

/** Above the first message of a day, and above the first that is new. */
function Divider(props: { message: TeamsMessage; before: TeamsMessage | undefined; newSince: string | null }) {
  const { message, before, newSince } = props;
  const { reader } = useSession();
  const { say } = useWords();
  const dayOf = ({ at }: TeamsMessage) => dayKey(new Date(at), reader.timeZone);
  const newDay = !before || dayOf(before) !== dayOf(message);
  const newHere = newSince !== null && message.id > newSince && (!before || before.id <= newSince);
  if (!newDay && !newHere) return null;
  return (
    <li className="message-divider" data-new={newHere ? 'yes' : undefined}>
      {newDay && <span>{formatSlackDate(Date.parse(message.at) / 1000, '{date_long_pretty}', reader)}</span>}
      {newHere && <strong>{say('messages.new')}</strong>}
    </li>
  );
}

/** Tells the server that what is on screen was seen, only while the window is looked at. */
function useMarkSeen({ id, unread, latest }: TeamsChat) {
  const { me } = useSession();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new latest message is a reason to say it again
  useEffect(() => {
    if (unread === 0) return;
    const tell = () => {
      if (document.visibilityState === 'visible')
        void act(`/teams/people/${me.id}/chats/${encodeURIComponent(id)}/read`, {}, '');
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [me.id, id, unread, latest]);
}

/** Says a new message aloud. */
function useAnnounced(messages: readonly TeamsMessage[] | undefined) {
  const { me, announce } = useSession();
  const { say } = useWords();
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (!messages) return;
    const latest = messages.at(-1);
    if (latest && last.current !== null && latest.id > last.current && latest.author.id !== me.id)
      announce(say('messages.arrived', { name: latest.author.name, text: latest.summary || latest.text }));
    last.current = latest?.id ?? '';
  }, [messages, me.id, announce, say]);
}
