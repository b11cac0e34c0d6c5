import type { Logger } from 'pino';
import { noteAnswer } from '../../engine/erasure/answers.ts';
import type { NotesStore } from '../../engine/ports/store.ts';
import type { Place } from './activity.ts';
import { departuresOf } from './posted.ts';

/**
 * Where answers stand that tell of departures: on Teams they are messages, and stay in the chat. They go with their
 * departure when it is erased.
 */
export interface AnswersKept {
  /** This message shows this by now. `about`: departures that it tells of, also where no button says so. */
  shown(drawn: unknown, where: { place: Place; message: string; about: readonly string[] }): Promise<void>;
}

export function createAnswersKept(notes: NotesStore, log: Logger): AnswersKept {
  return {
    shown: async (drawn, { place: { conversation }, message, about }) => {
      for (const id of new Set([...departuresOf(drawn), ...about]))
        try {
          await noteAnswer(notes, id, { channel: 'teams', conversation, message });
        } catch (err) {
          // The answer stands, and whoever asked has it.
          log.error({ event: 'teams.answer-not-noted', departure: id, err }, 'An answer will outlive its departure');
        }
    },
  };
}
