import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import type { EntraSystem } from '../entra-system.ts';
import { type Heir, heirIn, heirOf, nobody, passedTo } from '../mail/heir.ts';
import {
  deletedBefore,
  isWanted,
  type MailboxSettings,
  mailboxSettingsOf,
  noMailboxLeft,
  ownerOf,
} from '../mail/mailbox.ts';

const dayInMilliseconds = 86_400_000;

/**
 * Whoever writes to the leaver reads where to write instead, for as long as the settings say. Exchange needs the
 * mailbox for it, so licences wait.
 */
export const automaticReply: ActionKind<EntraSystem> = {
  verb: 'automatic-reply',
  named: { en: 'the automatic answer', fr: 'la réponse automatique' },
  provesItself: true,

  async plan(account, system, context) {
    if (!isWanted('automatic-reply', account, system)) return [];
    const heir = await heirOf(system, account.id, context);
    const { settings } = await mailboxSettingsOf(system, { id: account.id, part: 'automaticRepliesSetting' }, context);
    if (settings === null || isOurs(settings, system)) return [];
    const days = system.settings.microsoft365?.replyDays ?? 0;
    const what = { en: `automatic answer, ${days} days`, fr: `réponse automatique, ${days} jours` };
    return [
      {
        stage: 'data',
        target: { id: heir?.id ?? nobody, label: heir ? referring(what, heir) : what },
        call: `PATCH ${path`/users/${account.id}/mailboxSettings`} {"automaticRepliesSetting":{"status":"scheduled"}}`,
        effect: 'reversible',
      },
    ];
  },

  async act(action, system, context) {
    const { there, given, text, evidence } = await replyOf(action, system, context);
    if (!there) throw deletedBefore(evidence);
    if (given === null) throw noMailboxLeft(evidence);
    if (given) return { status: 'already', evidence };
    const now = context.now().getTime();
    const days = system.settings.microsoft365?.replyDays ?? 0;
    const json = {
      automaticRepliesSetting: {
        status: 'scheduled',
        externalAudience: 'all',
        scheduledStartDateTime: instant(now),
        scheduledEndDateTime: instant(now + days * dayInMilliseconds),
        internalReplyMessage: html(text),
        externalReplyMessage: html(text),
      },
    };
    const reply = await system.http.send('PATCH', path`/users/${action.accountId}/mailboxSettings`, context, { json });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'answer accepted')], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { given, evidence } = await replyOf(action, system, context);
    return { state: given ? 'desired' : 'not-desired', evidence };
  },
};

async function replyOf(action: PlannedAction, system: EntraSystem, context: ConnectorContext) {
  const owner = await ownerOf(action, system, context);
  const { heir, evidence: ofHeir } = await heirIn(action, system, context);
  const text = textOf(heir, system);
  const known = [...owner.evidence, ...ofHeir];
  if (!owner.there) return { there: false, given: null, text, evidence: known };
  const asked = { id: action.accountId, part: 'automaticRepliesSetting' } as const;
  const { settings, evidence } = await mailboxSettingsOf(system, asked, context);
  if (settings === null) return { there: true, given: null, text, evidence: [...known, ...evidence] };
  const given = isGiven(settings, text, context.now());
  const seen = sawAll(evidence, `the answer is ${given ? '' : 'not '}given`);
  return { there: true, given, text, evidence: [...known, ...seen] };
}

/** Throws `unproven` where Graph does not tell what is answered. */
function isGiven(settings: MailboxSettings, text: string, now: Date): boolean {
  const told = repliesOf(settings);
  const { status, internalReplyMessage, externalReplyMessage, scheduledEndDateTime: end } = told;
  if (status === 'disabled') return false;
  // Graph writes it in UTC unless it is asked otherwise.
  if (status === 'scheduled' && (!end || Date.parse(`${end.dateTime.slice(0, 19)}Z`) <= now.getTime())) return false;
  return [internalReplyMessage, externalReplyMessage].every((each) => plain(each ?? '') === squashed(text));
}

/**
 * Whether the mailbox answers, or answered until its end, in our words, whomever they name: what was begun has its own
 * end, and is not begun again for somebody else, whose name may only have changed.
 */
function isOurs(settings: MailboxSettings, system: EntraSystem): boolean {
  const { status, internalReplyMessage, externalReplyMessage } = repliesOf(settings);
  if (status === 'disabled') return false;
  const parts = wordsOf(system, '\0').split('\0').map(squashed);
  const unnamed = squashed(wordsOf(system, null));
  return [internalReplyMessage, externalReplyMessage]
    .map((each) => plain(each ?? ''))
    .every((text) => text !== '' && (text === unnamed || isMadeOf(text, parts)));
}

/** Whether a text is these parts in their order, with names between them. */
function isMadeOf(text: string, parts: readonly string[]): boolean {
  if (parts.every((part) => part === '')) return false;
  if (!text.startsWith(parts[0] ?? '') || !text.endsWith(parts.at(-1) ?? '')) return false;
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** Exchange keeps an answer as HTML of its own making: what people read of it. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? codePoint(name) ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function codePoint(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,5})|(\d{1,6}))$/i.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return Number.isInteger(code) && code > 0 ? String.fromCodePoint(code) : undefined;
}

function repliesOf({ automaticRepliesSetting: told }: MailboxSettings) {
  if (told) return told;
  throw new ConnectorError('unproven', {
    en: 'Graph does not tell what the mailbox answers',
    fr: 'Graph ne dit pas ce que répond la boîte',
  });
}

function squashed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function textOf(heir: Heir | null, system: EntraSystem): string {
  return wordsOf(system, heir && `${heir.name} (${heir.address})`);
}

/** `who` takes over; null for nobody. */
function wordsOf({ settings }: EntraSystem, who: string | null): string {
  const own = settings.microsoft365?.reply;
  if (own !== undefined) return own.replaceAll('{heir}', who ?? '');
  return who === null
    ? 'This mailbox is no longer read. Cette boîte n’est plus lue.'
    : `This mailbox is no longer read; please write to ${who}. Cette boîte n’est plus lue ; écrivez à ${who}.`;
}

function referring(what: { en: string; fr: string }, heir: Heir) {
  return passedTo({ en: `${what.en}, which refers`, fr: `${what.fr}, qui renvoie` }, heir);
}

function instant(milliseconds: number) {
  return { dateTime: new Date(milliseconds).toISOString().slice(0, 19), timeZone: 'UTC' };
}
