import type { TeamsChat } from '../../teams/browser-api.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

/** The Teams chats of the current person: Relais, and the teams. */
export function ChatList(props: {
  chats: readonly TeamsChat[];
  currentId: string | null;
  onOpen: (chat: string) => void;
}) {
  const { say } = useWords();
  const sections = [
    { title: say('teams.chat'), items: props.chats.filter(({ kind }) => kind !== 'channel') },
    { title: say('teams.teams'), items: props.chats.filter(({ kind }) => kind === 'channel') },
  ];
  return (
    <nav className="conversations" aria-label={say('list.label')}>
      {sections
        .filter(({ items }) => items.length > 0)
        .map(({ title, items }) => (
          <section key={title} aria-label={title}>
            <h2 className="list-title">{title}</h2>
            <ul>
              {items.map((chat) => (
                <li key={chat.id}>
                  <Entry chat={chat} current={chat.id === props.currentId} onOpen={() => props.onOpen(chat.id)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </nav>
  );
}

function Entry({ chat, current, onOpen }: { chat: TeamsChat; current: boolean; onOpen: () => void }) {
  const { bootstrap } = useSession();
  const { count } = useWords();
  return (
    <button
      type="button"
      className="list-entry"
      aria-current={current ? 'page' : undefined}
      data-unread={chat.unread > 0 ? 'yes' : undefined}
      data-channel={chat.id}
      onClick={onOpen}
    >
      {chat.kind === 'personal' ? (
        <Avatar id={bootstrap.bot.userId} name={chat.name} kind="app" size={20} />
      ) : (
        <Icon name="people" size={16} />
      )}
      <span className="list-name">
        {chat.name}
        {chat.unread > 0 && <span className="sr-only">({count('list.unread', chat.unread)})</span>}
      </span>
      {chat.unread > 0 && (
        <span className="badge" aria-hidden="true">
          {chat.unread}
        </span>
      )}
    </button>
  );
}
