import { z } from 'zod';
import { type Asker, type AuditorRefusal, decidesAuditors } from '../../domain/auditors/decide.ts';
import { standingOf } from '../../domain/auditors/grant.ts';
import { addDays, instantOf } from '../../domain/calendar/time.ts';
import { localeSchema } from '../../domain/people/people.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import {
  auditorForm,
  auditorLinkForm,
  auditorsForm,
  inviteAuditorForm,
  mostEntries,
} from '../../views/forms/auditors-form.ts';
import { auditorFields } from '../../views/forms/fields.ts';
import { shownEntries, shownGrants } from '../auditors/auditor-messages.ts';
import { auditorSettingsSchema } from '../auditors/auditor-settings.ts';
import {
  agreeToAuditor,
  type Invited,
  inviteAuditor,
  noteAuditorLink,
  readGrants,
  revokeAuditor,
} from '../auditors/invitations.ts';
import type { Reply } from './conversation.ts';
import { formReply, noticeReply, refusalReply } from './replies.ts';
import { type Handler, type Turn, textOf } from './turn.ts';

/** Those who answer for departures invite auditors, and end it; an auditor with an account asks for a link. */
export const auditorHandlers = {
  auditors: (turn) => whileDeciding(turn, () => overview(turn)),
  'auditor.invite': (turn) =>
    whileDeciding(turn, async () => {
      if (!turn.deps.auditPages) return noticeReply(turn.voice.t('auditors.nowhere'), 'refused');
      return formReply(inviteAuditorForm({ reader: turn.reader, ...settingsOf(turn) }));
    }),
  'auditor.invite.submit': (turn) => whileDeciding(turn, () => invited(turn)),
  'auditor.open': (turn) => whileDeciding(turn, () => one(turn, turn.act.ref.target ?? '')),
  'auditor.agree': (turn) => decided(turn, agreeToAuditor),
  'auditor.revoke': (turn) => decided(turn, revokeAuditor),
  'auditor.link': (turn) => whileDeciding(turn, () => link(turn, turn.act.ref.target ?? '', false)),
  'audit.open': async (turn) => {
    const grant = (await readGrants(turn.deps)).findLast(
      (each) => each.person === turn.reader.id && standingOf(each, turn.now) === 'open',
    );
    return grant ? link(turn, grant.id, true) : noticeReply(turn.voice.t('auditors.notInvited'), 'refused');
  },
} satisfies Partial<Record<ActName, Handler>>;

function settingsOf({ deps }: Turn) {
  return deps.auditors ?? auditorSettingsSchema.parse({});
}

function askerOf({ reader, roles }: Turn): Asker {
  return { type: 'person', id: reader.id, roles };
}

async function whileDeciding(turn: Turn, handle: () => Promise<Reply>): Promise<Reply> {
  return decidesAuditors(askerOf(turn)) ? handle() : refusalReply(turn, refuse('not-permitted').refusal);
}

async function overview(turn: Turn): Promise<Reply> {
  const { deps, reader, now } = turn;
  const { secondPerson } = settingsOf(turn);
  return formReply(auditorsForm({ reader, now, secondPerson, grants: await shownGrants(deps) }));
}

async function one(turn: Turn, id: string): Promise<Reply> {
  const grant = (await shownGrants(turn.deps)).find((each) => each.id === id);
  if (grant === undefined) return refused(turn, 'not-there');
  const said = await shownEntries(turn.deps, id, mostEntries);
  return formReply(auditorForm({ reader: turn.reader, grant, now: turn.now, said }));
}

const daySchema = z.iso.date();

async function invited(turn: Turn): Promise<Reply> {
  const { deps, now, reader, voice } = turn;
  const name = textOf(turn, auditorFields.name) ?? '';
  if (name.length < 2 || name.length > 100) return wrong(auditorFields.name, voice.t('auditors.noName'));
  const days: Partial<Record<'from' | 'to' | 'until', string>> = {};
  for (const field of ['from', 'to', 'until'] as const) {
    const read = daySchema.safeParse(textOf(turn, auditorFields[field]));
    if (!read.success) return wrong(auditorFields[field], voice.t('auditors.noDay'));
    days[field] = read.data;
  }
  const { from = '', to = '', until = '' } = days;
  const result = await inviteAuditor(
    deps,
    {
      name,
      person: textOf(turn, auditorFields.person),
      locale: localeSchema.catch(reader.locale).parse(textOf(turn, auditorFields.locale)),
      period: { from, to },
      from: now,
      until: instantOf(addDays(until, 1), '00:00', reader.timeZone),
    },
    askerOf(turn),
  );
  if (result.type === 'refused') {
    const field = { period: auditorFields.to, until: auditorFields.until, 'too-long': auditorFields.until };
    const at = Object.hasOwn(field, result.why) ? field[result.why as keyof typeof field] : null;
    return at === null ? refused(turn, result.why) : wrong(at, voice.t(`auditors.refused.${result.why}`));
  }
  turn.engine.bringMessages();
  return one(turn, result.grant.id);
}

async function decided(
  turn: Turn,
  decide: (deps: Turn['deps'], id: string, asker: Asker) => Promise<Invited>,
): Promise<Reply> {
  const result = await decide(turn.deps, turn.act.ref.target ?? '', askerOf(turn));
  if (result.type === 'refused') return refused(turn, result.why);
  turn.deps.log.info({ event: 'auditor.decided', act: turn.act.ref.name, by: turn.reader.id }, 'about an auditor');
  turn.engine.bringMessages();
  return one(turn, result.grant.id);
}

/** First the entry, then the link. */
async function link(turn: Turn, id: string, own: boolean): Promise<Reply> {
  const { deps, reader } = turn;
  if (!deps.auditPages) return noticeReply(turn.voice.t('auditors.nowhere'), 'refused');
  const result = await noteAuditorLink(deps, id, askerOf(turn));
  if (result.type === 'refused') return refused(turn, result.why);
  return formReply(auditorLinkForm({ reader, own, address: await deps.auditPages.open(id) }));
}

function refused(turn: Turn, why: AuditorRefusal): Reply {
  return noticeReply(turn.voice.t(`auditors.refused.${why}`), 'refused');
}

function wrong(field: string, text: string): Reply {
  return { type: 'errors', errors: { [field]: text } };
}
