import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { deskForm } from '../../views/forms/desk-form.ts';
import { formReply, noticeReply, refusalReply } from './replies.ts';
import type { Handler } from './turn.ts';

/** The way from chat to the desk. */
export const deskHandlers = {
  'desk.open': async (turn) => {
    const { deps, reader, roles, voice } = turn;
    if (roles.length === 0) return refusalReply(turn, refuse('not-permitted').refusal);
    if (!deps.deskPages) return noticeReply(voice.t('desk.nowhere'), 'refused');
    return formReply(deskForm(reader, await deps.deskPages.open(reader.id)));
  },
} satisfies Partial<Record<ActName, Handler>>;
