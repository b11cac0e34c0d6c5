import type { TeamsChat, TeamsState } from '../../teams/browser-api.ts';
import { encodeMentions, mentionsFor, type Suggestion } from '../chat/compose-text.ts';
import { Composer } from '../chat/composer.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { act } from '../state/client.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';

/** Teams': the bot's commands are offered as one types, `@` offers people, and the plus holds what apps add. */
export function TeamsComposer(props: {
  chat: TeamsChat;
  teams: TeamsState;
  /** An action of the message extension was chosen. */
  onAction: (action: string) => void;
}) {
  const { chat, teams } = props;
  const { bootstrap, me, complain, markHint } = useSession();
  const { say, language } = useWords();
  const isApp = chat.kind === 'personal';
  const commands = isApp ? teams.commands.map(({ title, description }) => ({ put: title[language], description })) : [];

  const suggest = (text: string, caret: number): readonly Suggestion[] => {
    const people = mentionsFor(text, caret, bootstrap.people);
    if (people) return people;
    const typed = text.trim().toLowerCase();
    return commands
      .filter(({ put }) => typed !== '' && put.startsWith(typed) && put !== typed)
      .map(({ put, description }) => ({
        key: put,
        title: put,
        detail: description[language],
        text: `${put} `,
        caret: put.length + 1,
      }));
  };
  const send = async (said: string): Promise<boolean> => {
    const path = `/teams/people/${me.id}/chats/${encodeURIComponent(chat.id)}/messages`;
    const result = await act(path, { text: encodeMentions(said, bootstrap.people) }, say('page.noAnswer'));
    if (!result.ok) complain(say('page.problem', { message: result.message }));
    else if (/^offboard\b/i.test(said)) markHint('type-offboard');
    return result.ok;
  };

  return (
    <Composer
      label={say('composer.label', { name: chat.name })}
      placeholder={say(isApp ? 'teams.placeholderApp' : 'teams.placeholderTeam', { name: chat.name })}
      help={say('teams.help')}
      tools={
        <Menu
          label={say('teams.actions')}
          items={teams.actions.map(({ id, title, description }) => ({
            key: id,
            label: title[language],
            description: description[language],
            onChoose: () => props.onAction(id),
          }))}
        >
          <Icon name="bolt" size={18} />
        </Menu>
      }
      suggest={suggest}
      isCommand={(text) => commands.some(({ put }) => put === text.toLowerCase())}
      onSend={send}
    />
  );
}
