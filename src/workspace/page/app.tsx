import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import {
  type Bootstrap,
  bootstrap as bootstrapSchema,
  clock as clockSchema,
  conversationList,
} from '../slack/browser-api.ts';
import { chatList } from '../teams/browser-api.ts';
import { ConversationList } from './chat/conversation-list.tsx';
import { ConversationView } from './chat/conversation-view.tsx';
import { PeopleRail } from './chat/people-rail.tsx';
import { Guide } from './guide/guide.tsx';
import { ModalStack } from './modal/modal-stack.tsx';
import { Avatar } from './parts/avatar.tsx';
import { Toast } from './parts/toast.tsx';
import { useAnnouncer } from './parts/use-announcer.ts';
import { useKeptFocus } from './parts/use-kept-focus.ts';
import { useNow } from './parts/use-now.ts';
import { ClockCard } from './side/clock-card.tsx';
import { SystemsPanel } from './side/systems-panel.tsx';
import { useHints } from './state/hints.ts';
import { keep, languages, stored, themes, usePreference, useTheme } from './state/preferences.ts';
import { useResource, useRetry } from './state/resources.ts';
import type { Route } from './state/route.ts';
import { type Session, SessionContext } from './state/session.ts';
import { followStream } from './state/stream.ts';
import { useRoute } from './state/use-route.ts';
import { useSpokenLanguage } from './state/use-spoken-language.ts';
import { ChatList } from './teams/chat-list.tsx';
import { PlatformSwitch } from './teams/platform-switch.tsx';
import { platformOf, useTeamsState } from './teams/use-teams.ts';
import { TopBar } from './top-bar.tsx';
import { useWords, WordsContext, wordsIn } from './words/words.ts';

/** Microsoft's renderer is large, and nobody needs it before somebody is on Teams. */
const ChatView = lazy(async () => ({ default: (await import('./teams/chat-view.tsx')).ChatView }));

/** The page: reads who there is, then shows the workspace as one of them. */
export function App() {
  const boot = useResource('/bootstrap', bootstrapSchema);
  const [route, go] = useRoute();
  const [language, setLanguage] = usePreference('language', languages, 'auto');
  const [waited, setWaited] = useState(false);
  const [online, setOnline] = useState(true);
  useEffect(() => followStream(setOnline), []);
  useRetry('/bootstrap', bootstrapSchema, boot === undefined);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), 1500);
    return () => clearTimeout(timer);
  }, []);
  const wanted = route.person ?? stored('person');
  const me = boot && (boot.people.find((person) => person.id === wanted) ?? firstPerson(boot));
  const myId = me?.id;
  useEffect(() => {
    if (myId) keep('person', myId);
  }, [myId]);
  const spoken = language === 'auto' ? (me?.locale ?? 'en') : language;
  const words = useMemo(() => wordsIn(spoken), [spoken]);
  useSpokenLanguage(myId, language, words.say('page.noAnswer'));
  useEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
  return (
    <WordsContext value={words}>
      {boot && me ? (
        <Workspace
          bootstrap={boot}
          me={me}
          online={online}
          route={route}
          go={go}
          language={language}
          onLanguage={setLanguage}
        />
      ) : (
        <p className="opening" role="status">
          {words.say(waited ? 'page.unreachable' : 'page.loading')}
        </p>
      )}
    </WordsContext>
  );
}

/** The tour begins with somebody who manages people and is managed: the one who would type `/offboard`. */
function firstPerson(boot: Bootstrap) {
  const managers = new Set(boot.people.map((person) => person.managerId));
  return boot.people.find((person) => person.managerId !== null && managers.has(person.id)) ?? boot.people[0];
}

function Workspace(props: {
  bootstrap: Bootstrap;
  me: Session['me'];
  online: boolean;
  route: Route;
  go: (next: Partial<Route>) => void;
  language: (typeof languages)[number];
  onLanguage: (language: (typeof languages)[number]) => void;
}) {
  const { bootstrap, me, route, go } = props;
  const { say, language } = useWords();
  const [theme, setTheme] = usePreference('theme', themes, 'auto');
  const [side, setSide] = usePreference('side', ['open', 'closed'], window.innerWidth > 1120 ? 'open' : 'closed');
  const [problem, setProblem] = useState<string | null>(null);
  const dismiss = useCallback(() => setProblem(null), []);
  const { said, announce } = useAnnouncer();
  const { hints, mark, skip } = useHints(bootstrap.hints);
  const clock = useResource('/clock', clockSchema) ?? bootstrap.clock;
  const now = useNow(clock.now);
  const list = useResource(`/people/${me.id}/conversations`, conversationList);
  const conversations = list?.conversations;
  useTheme(theme);
  useKeptFocus('conversation');

  const teams = useTeamsState();
  const platform = platformOf(teams, me.id);
  const chats = useResource(platform === 'teams' ? `/teams/people/${me.id}/chats` : null, chatList)?.chats ?? [];
  const chat = chats.find(({ id }) => id === route.channel) ?? chats[0];
  const unreadOf = (person: Session['me']): number =>
    person.unread + (teams?.people.find(({ id }) => id === person.id)?.unread ?? 0);
  const unread = unreadOf(me);

  const current =
    conversations?.find((conversation) => conversation.id === route.channel) ??
    conversations?.find((conversation) => conversation.kind === 'dm') ??
    conversations?.[0];
  const markHint = useCallback((id: Parameters<Session['markHint']>[0]) => mark([id]), [mark]);
  const personOf = useCallback((id: string) => bootstrap.people.find((person) => person.id === id), [bootstrap.people]);
  const session = useMemo<Session>(
    () => ({
      bootstrap,
      me,
      conversations: conversations ?? [],
      reader: { locale: language, timeZone: me.timeZone, now },
      personOf,
      complain: setProblem,
      announce,
      markHint,
    }),
    [bootstrap, me, conversations, language, now, personOf, announce, markHint],
  );
  useEffect(() => {
    const mark = unread > 0 ? `(${unread}) ` : '';
    document.title = `${mark}${me.name} · ${say('page.title')}`;
  }, [unread, me.name, say]);

  const switchTo = (id: string) => {
    if (id === me.id) return;
    go({ person: id, channel: sharedChannel(current, id), tab: 'messages', thread: null });
    markHint('switch-person');
  };
  return (
    <SessionContext value={session}>
      <a className="skip" href="#conversation">
        {say('page.skip')}
      </a>
      <div
        className="page"
        data-person={me.id}
        data-platform={platform}
        data-side={side}
        data-thread={route.thread ? 'open' : undefined}
      >
        <TopBar
          name={say('page.title')}
          theme={theme}
          language={props.language}
          sideOpen={side === 'open'}
          onTheme={setTheme}
          onLanguage={props.onLanguage}
          onSide={() => setSide(side === 'open' ? 'closed' : 'open')}
        />
        <PeopleRail
          people={bootstrap.people.map((person) => ({ ...person, unread: unreadOf(person) }))}
          currentId={me.id}
          onSwitch={switchTo}
        />
        <div className="sidebar">
          <section className="me" aria-label={say('people.youAre')}>
            <Avatar id={me.id} name={me.name} size={40} />
            <p>
              <strong>{me.name}</strong>
              <span className="muted">{me.title}</span>
            </p>
          </section>
          {teams && (
            <PlatformSwitch
              key={me.id}
              platform={platform}
              onSwitched={() => go({ person: me.id, channel: null, tab: 'messages', thread: null })}
            />
          )}
          <a
            className="mailbox-link"
            href={`/mailboxes/${encodeURIComponent(me.email)}`}
            target="_blank"
            rel="noopener"
          >
            {say('people.mailbox')}
          </a>
          <a className="mailbox-link" href="/hr-system" target="_blank" rel="noopener">
            {say('people.hrSystem')}
          </a>
          {platform === 'teams' ? (
            <ChatList
              chats={chats}
              currentId={chat?.id ?? null}
              onOpen={(channel) => go({ person: me.id, channel, tab: 'messages', thread: null })}
            />
          ) : (
            <ConversationList
              currentId={current?.id ?? null}
              onOpen={(channel) => go({ person: me.id, channel, tab: 'messages', thread: null })}
            />
          )}
          <Guide hints={hints} platform={platform} onDone={markHint} onSkip={skip} />
        </div>
        {platform === 'teams' && teams && chat ? (
          <Suspense fallback={<main id="conversation" className="conversation" tabIndex={-1} aria-busy="true" />}>
            <ChatView key={`${me.id}-${chat.id}`} chat={chat} teams={teams} />
          </Suspense>
        ) : platform === 'slack' && current ? (
          <ConversationView
            key={`${me.id}-${current.id}`}
            conversation={current}
            tab={route.tab}
            thread={route.thread}
            message={route.message}
            onTab={(tab) => go({ person: me.id, channel: current.id, tab, thread: null })}
            onThread={(thread) => go({ person: me.id, channel: current.id, tab: 'messages', thread })}
          />
        ) : (
          <main id="conversation" className="conversation" tabIndex={-1} aria-busy="true" />
        )}
        {side === 'open' && (bootstrap.controls.clock || bootstrap.controls.systems) && (
          <aside id="side" className="side" aria-label={say('side.label')}>
            {bootstrap.controls.clock && <ClockCard clock={clock} />}
            {bootstrap.controls.systems && <SystemsPanel />}
          </aside>
        )}
        {platform === 'slack' && <ModalStack />}
        {!props.online && (
          <p className="offline" role="status">
            {say('page.connectionLost')}
          </p>
        )}
        <Toast message={problem} onDismiss={dismiss} />
        <div className="sr-only" role="log" aria-live="polite" aria-label={say('page.log')} data-testid="announcer">
          {said.map(({ id, text }) => (
            <p key={id}>{text}</p>
          ))}
        </div>
      </div>
    </SessionContext>
  );
}

/** Becoming someone else stays in a channel that both are in; a DM is one's own. */
function sharedChannel(current: { id: string; kind: string; memberIds: readonly string[] } | undefined, id: string) {
  return current && current.kind !== 'dm' && current.memberIds.includes(id) ? current.id : null;
}
