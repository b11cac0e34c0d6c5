import type { Conversation } from '../../slack/browser-api.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

/** The conversations of the current person, by kind. */
export function ConversationList(props: { currentId: string | null; onOpen: (channel: string) => void }) {
  const { conversations } = useSession();
  const { say } = useWords();
  const sections = [
    { title: say('list.apps'), items: conversations.filter((c) => c.kind === 'dm') },
    { title: say('list.channels'), items: conversations.filter((c) => c.kind === 'channel' || c.kind === 'private') },
    { title: say('list.groups'), items: conversations.filter((c) => c.kind === 'group') },
  ];
  return (
    <nav className="conversations" aria-label={say('list.label')}>
      {sections
        .filter((section) => section.items.length > 0)
        .map((section) => (
          <section key={section.title} aria-label={section.title}>
            <h2 className="list-title">{section.title}</h2>
            <ul>
              {section.items.map((conversation) => (
                <li key={conversation.id}>
                  <Entry
                    conversation={conversation}
                    current={conversation.id === props.currentId}
                    onOpen={() => props.onOpen(conversation.id)}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </nav>
  );
}

function Entry(props: { conversation: Conversation; current: boolean; onOpen: () => void }) {
  const { conversation } = props;
  const { bootstrap } = useSession();
  const { say, count } = useWords();
  return (
    <button
      type="button"
      className="list-entry"
      aria-current={props.current ? 'page' : undefined}
      data-unread={conversation.unread > 0 ? 'yes' : undefined}
      data-channel={conversation.id}
      onClick={props.onOpen}
    >
      {conversation.kind === 'dm' ? (
        <Avatar id={bootstrap.bot.userId} name={conversation.name} kind="app" size={20} />
      ) : (
        <Icon
          name={conversation.kind === 'private' ? 'lock' : conversation.kind === 'group' ? 'people' : 'hash'}
          size={16}
        />
      )}
      <span className="list-name">
        {conversation.name}
        {conversation.kind === 'private' && <span className="sr-only">({say('list.private')})</span>}
        {conversation.unread > 0 && <span className="sr-only">({count('list.unread', conversation.unread)})</span>}
      </span>
      {conversation.unread > 0 && (
        <span className="badge" aria-hidden="true">
          {conversation.unread}
        </span>
      )}
    </button>
  );
}
