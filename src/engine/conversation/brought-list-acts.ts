import { refuse } from '../../domain/refusal.ts';
import { mayBeginWave } from '../../domain/waves/decide-wave.ts';
import type { ActName } from '../../views/act-names.ts';
import { listsForm } from '../../views/forms/lists-form.ts';
import { formReply, noticeReply, refusalReply } from './replies.ts';
import type { Handler } from './turn.ts';

/** The way to the pages on which lists are brought: a chat would keep the file. */
export const broughtListHandlers = {
  lists: async (turn) => {
    const { deps, reader, voice } = turn;
    if (!mayBeginWave(turn.actor)) return refusalReply(turn, refuse('not-permitted').refusal);
    const { listPages, hrFiles = [] } = deps;
    if (!listPages) return noticeReply(voice.t('lists.nowhere'), 'refused');
    const lists = [{ label: null, address: await listPages.bring({ kind: 'wave' }, reader.id) }];
    const files = hrFiles.map(async ({ id, label }) => ({
      label,
      address: await listPages.bring({ kind: 'hr', system: id }, reader.id),
    }));
    return formReply(listsForm(reader, [...lists, ...(await Promise.all(files))]));
  },
} satisfies Partial<Record<ActName, Handler>>;
