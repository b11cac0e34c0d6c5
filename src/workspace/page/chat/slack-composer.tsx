import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import { act } from '../state/client.ts';
import { useSession } from '../state/session.ts';
import { useWords } from '../words/words.ts';
import { encodeMentions, suggestionsFor } from './compose-text.ts';
import { Composer } from './composer.tsx';

/** Slack's: `/` offers commands, `@` offers people. */
export function SlackComposer(props: { channel: string; name: string; isApp: boolean; threadTs?: string }) {
  const { bootstrap, me, complain, markHint } = useSession();
  const { say, lookUp } = useWords();
  const { commands, people } = bootstrap;

  const send = async (said: string): Promise<boolean> => {
    const body = {
      channel: props.channel,
      text: encodeMentions(said, people),
      ...(props.threadTs ? { threadTs: props.threadTs } : {}),
    };
    const result = await act(`/people/${me.id}/messages`, body, say('page.noAnswer'));
    // A command that failed left Slackbot's message in the conversation: it is not said twice.
    const isSaidThere = said.startsWith('/') && !result.ok && result.problem !== 'no_answer';
    if (!result.ok && !isSaidThere) complain(say('page.problem', { message: result.message }));
    if (result.ok && /^\/offboard\b/.test(said)) markHint('type-offboard');
    return result.ok || said.startsWith('/');
  };

  return (
    <Composer
      label={props.threadTs ? say('thread.replyIn') : say('composer.label', { name: props.name })}
      placeholder={
        props.threadTs
          ? say('thread.replyIn')
          : say(props.isApp ? 'composer.placeholderApp' : 'composer.placeholder', { name: props.name })
      }
      help={say('composer.help')}
      tools={props.threadTs ? null : <ShortcutMenu />}
      suggest={(text, caret) =>
        suggestionsFor(text, caret, { commands, people, about: (word) => lookUp(`command.${word}`, '') })
      }
      isCommand={(text) => commands.some(({ command }) => text === command)}
      onSend={send}
    />
  );
}

/** The lightning menu: what the app offers from anywhere. */
function ShortcutMenu() {
  const { bootstrap, me, complain } = useSession();
  const { say } = useWords();
  const run = async (callbackId: string) => {
    const result = await act(`/people/${me.id}/shortcuts`, { callbackId }, say('page.noAnswer'));
    if (!result.ok) complain(say('page.problem', { message: result.message }));
  };
  return (
    <Menu
      label={say('composer.shortcuts')}
      empty={say('composer.noShortcuts')}
      items={bootstrap.shortcuts
        .filter((shortcut) => shortcut.kind === 'global')
        .map((shortcut) => ({
          key: shortcut.callbackId,
          label: shortcut.name,
          description: shortcut.description,
          onChoose: () => void run(shortcut.callbackId),
        }))}
    >
      <Icon name="bolt" size={18} />
    </Menu>
  );
}
