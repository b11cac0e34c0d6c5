import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { erasureForm } from '../../views/forms/erasure-form.ts';
import { formReply, refusalReply } from './replies.ts';
import { done, withReason } from './task-acts.ts';
import { about, type Handler } from './turn.ts';

/** Erasing an ended departure before its time, by two people. */
export const erasureHandlers = {
  'erasure.open': about((turn, departure) => {
    const may = turn.roles.includes('hr') || turn.roles.includes('admin');
    if (!may || departure.leaver.id === turn.reader.id) return refusalReply(turn, refuse('not-permitted').refusal);
    return formReply(erasureForm(departure, turn.reader));
  }),
  'erasure.ask': about((turn, departure) =>
    withReason(turn, (reason) =>
      done(turn, departure, { type: 'erasure.ask', reason }, { key: 'notice.erasureAsked' }),
    ),
  ),
  'erasure.confirm': about((turn, departure) =>
    done(turn, departure, { type: 'erasure.confirm' }, { key: 'notice.erasureBegan' }),
  ),
  'erasure.withdraw': about((turn, departure) =>
    done(turn, departure, { type: 'erasure.withdraw' }, { key: 'notice.erasureWithdrawn' }),
  ),
} satisfies Partial<Record<ActName, Handler>>;
