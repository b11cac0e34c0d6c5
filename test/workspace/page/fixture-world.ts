import { company } from '../../../src/workspace/company.ts';
import type {
  Bootstrap,
  ChangeEvent,
  Clock,
  Conversation,
  HintList,
  JobList,
  Message,
  Person,
  SystemSnapshot,
  View,
} from '../../../src/workspace/slack/browser-api.ts';
import { departureCard, homeBlocks, strangeBlock } from './fixture-blocks.ts';

const relais = { kind: 'app', id: 'U0RELAIS', name: 'Relais', avatarUrl: '' } as const;

/**
 * A small world that answers like the real workspace server, so that the page can be tried without Relais behind it.
 */
export class FixtureWorld {
  now = new Date('2026-03-23T09:00:00Z');
  readonly messages: Message[] = [];
  readonly modals = new Map<string, View[]>();
  readonly systems: SystemSnapshot[];
  readonly doneHints = new Set<string>();
  readonly unread = new Map<string, number>([['U0TOM', 2]]);
  /** Everything the page sent, for tests to look at. */
  readonly received: { path: string; body: unknown }[] = [];
  readonly listeners = new Set<(event: ChangeEvent) => void>();
  /** What Maya's chat with Relais on Teams holds; null where nobody is on Teams. */
  teamsCards: readonly object[] | null = null;
  slack: 'none' | 'down' | 'slow' | 'throttled' = 'none';

  constructor() {
    this.systems = ['Directory (Okta-like)', 'Code host (GitHub-like)', 'Accounting (SCIM)'].map((label, index) => ({
      id: ['okta', 'github', 'scim'][index] ?? 'scim',
      label,
      misbehaviour: 'none',
      accounts: company.map((person) => ({
        id: `${index}-${person.id}`,
        email: person.email,
        name: person.name,
        live: true,
        status: index === 1 ? 'member' : 'ACTIVE',
        sessions: 2,
        tokens: index,
        groups: ['everyone', person.team],
      })),
      calls: [],
    }));
    const say = (ts: string, text: string, more: Partial<Message> = {}) =>
      this.messages.push({
        channel: 'D0MAYA',
        ts,
        author: relais,
        text,
        blocks: [],
        attachments: [],
        threadTs: null,
        replyCount: 0,
        latestReplyTs: null,
        edited: false,
        ephemeral: false,
        ...more,
      });
    say('1774084800.000100', 'Hello <@U0MAYA>, I am *Relais*. Type `/offboard` when somebody leaves. :wave:');
    say('1774252800.000100', 'A departure', {
      blocks: departureCard('waiting'),
      replyCount: 2,
      latestReplyTs: '1774256000.000100',
    });
    say('1774255000.000100', '<@U0JONAS> accepted *Billing service*.', { threadTs: '1774252800.000100' });
    say('1774256000.000100', '<@U0PRIYA> has not answered yet; I will ask again tomorrow.', {
      threadTs: '1774252800.000100',
    });
    say('1774256100.000100', 'Just so you know', {
      text: 'You cannot confirm what you asked for yourself.',
      ephemeral: true,
    });
    say('1774256200.000100', 'Unknown block', { blocks: [strangeBlock()] });
    this.messages.push({
      ...(this.messages[0] ?? fail()),
      channel: 'C0GENERAL',
      ts: '1774250000.000100',
      author: { kind: 'person', id: 'U0JONAS', name: 'Jonas Weber', avatarUrl: '' },
      text: 'Lunch at noon? :coffee:\n> Only if <https://example.com/menu|the menu> is good &amp; short',
    });
  }

  bootstrap(): Bootstrap {
    return {
      workspaceName: 'Local workspace',
      bot: { userId: relais.id, botId: 'B0RELAIS', name: relais.name, avatarUrl: '' },
      people: this.people(),
      commands: [
        {
          command: '/offboard',
          description: 'Start a departure, or see where one stands',
          usageHint: '[@person] | status | help',
        },
      ],
      shortcuts: [
        { kind: 'global', callbackId: 'start', name: 'Start a departure', description: 'Somebody is leaving' },
        { kind: 'message', callbackId: 'note', name: 'Keep as handover note', description: 'Adds it to the dossier' },
      ],
      clock: this.clock(),
      hints: this.hints().hints,
      controls: { clock: true, systems: true },
    };
  }

  people(): Person[] {
    return company.map((person) => ({
      id: person.id,
      name: person.name,
      handle: person.email.split('@')[0] ?? '',
      email: person.email,
      title: person.title,
      team: person.team,
      locale: person.locale,
      timeZone: person.timeZone,
      managerId: person.managerId,
      roles: [...person.roles],
      deactivated: person.id === 'U0SOFIA',
      unread: this.unread.get(person.id) ?? 0,
      avatarUrl: '',
    }));
  }

  clock(): Clock {
    return { now: this.now.toISOString(), next: { at: '2026-03-24T08:00:00.000Z', why: 'reminder' } };
  }

  jobs(): JobList {
    return {
      jobs: [
        { name: 'reminder', at: '2026-03-24T08:00:00.000Z', departureId: 'd1' },
        { name: 'cut-off', at: '2026-03-27T18:00:00.000Z', departureId: 'd1' },
      ],
    };
  }

  hints(): HintList {
    const ids = ['type-offboard', 'switch-person', 'confirm-cut', 'watch-accounts', 'move-clock'] as const;
    return { hints: ids.map((id) => ({ id, done: this.doneHints.has(id) })) };
  }

  conversations(person: string): Conversation[] {
    const everyone = company.map(({ id }) => id);
    const make = (id: string, kind: Conversation['kind'], name: string, memberIds: string[]): Conversation => ({
      id,
      kind,
      name,
      memberIds,
      unread: kind === 'dm' ? (this.unread.get(person) ?? 0) : 0,
      lastReadTs: '1774255000.000100',
      latestTs: this.messagesIn(id).at(-1)?.ts ?? '',
    });
    return [
      make(`D0${person.slice(2)}`, 'dm', 'Relais', [person, relais.id]),
      make('C0GENERAL', 'channel', 'general', everyone),
      make('C0PEOPLE', 'private', 'people-ops', ['U0NADIA', 'U0HUGO', 'U0MAYA']),
    ];
  }

  messagesIn(channel: string): Message[] {
    return this.messages.filter((message) => message.channel === channel);
  }

  home(): View {
    return {
      id: 'V0HOME',
      kind: 'home',
      callbackId: 'home',
      title: 'Home',
      submit: null,
      close: null,
      blocks: homeBlocks(),
      hash: '1',
    };
  }

  /** Puts a modal on top of a person's stack. */
  push(person: string, view: Pick<View, 'id' | 'title' | 'blocks'> & Partial<View>): void {
    const full: View = { kind: 'modal', callbackId: 'form', submit: 'Next', close: 'Cancel', hash: '1', ...view };
    this.modals.set(person, [...(this.modals.get(person) ?? []), full]);
    this.tell({ type: 'modals', people: [person] });
  }

  post(message: Partial<Message> & Pick<Message, 'channel' | 'ts' | 'text'>): void {
    this.messages.push({ ...(this.messages[0] ?? fail()), ...message });
    this.tell({ type: 'conversation', channel: message.channel, people: company.map(({ id }) => id) });
  }

  /** What a card looks like once it was confirmed: the same message, edited in place. */
  confirmCard(): void {
    const card = this.messages.find((message) => message.ts === '1774252800.000100') ?? fail();
    card.blocks = departureCard('confirmed');
    card.edited = true;
    this.tell({ type: 'conversation', channel: card.channel, people: ['U0MAYA'] });
  }

  revoke(system: string, email: string): void {
    const found = this.systems.find(({ id }) => id === system) ?? fail();
    const account = found.accounts.find((each) => each.email === email) ?? fail();
    Object.assign(account, { live: false, status: 'SUSPENDED', sessions: 0, tokens: 0, groups: [] });
    found.calls.unshift({
      at: this.now.toISOString(),
      method: 'POST',
      path: `/users/${account.id}/suspend`,
      status: 200,
    });
    this.tell({ type: 'system', system });
  }

  tell(event: ChangeEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

function fail(): never {
  throw new Error('The fixture does not hold what it was asked for.');
}
