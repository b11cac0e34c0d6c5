import {
  type AlumniPurpose,
  type Alumnus,
  alumniPurposes,
  longestComment,
  longestReferral,
  type RehireWish,
} from '../../domain/alumni/alumnus.ts';
import { addressConfirmed, chosen, referred, renewed, surveyAnswered } from '../../domain/alumni/changes.ts';
import { alumnusKeptUntil, openSurvey } from '../../domain/alumni/due.ts';
import { highestScore } from '../../domain/alumni/nps.ts';
import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import { noRetention } from '../../domain/retention/retention.ts';
import type { EngineDeps } from '../deps.ts';
import { eraseAlumnus, wakeAlumnus } from './care.ts';
import { keepAnswer } from './scores.ts';

/** What the page of somebody who stays in touch shows. */
export interface AlumnusPage {
  alumnus: Alumnus;
  /** When everything is erased without another word from them. */
  until: Instant;
  /** The quarter whose survey they may answer; null for none. */
  survey: string | null;
}

/** What they press there, with what was filled in. */
export type AlumnusAct =
  | { do: 'confirm' | 'stay' | 'stop' }
  | { do: 'save'; purposes: readonly AlumniPurpose[]; rehire: RehireWish | null }
  | { do: 'answer'; score: number | null; comment: string | null }
  | { do: 'refer'; name: string; role: string; reach: string; knows: boolean };

export type AlumnusSaid = 'saved' | 'answered' | 'referred' | 'refer-full' | 'refer-missing' | 'score-missing';

/** `erased`: nothing is kept of them any more, because they said so. */
type AlumnusAnswer = { type: 'said'; said: AlumnusSaid } | { type: 'erased' } | { type: 'over' };

/** What people who left do on their page. Whoever holds its link is them; the link comes to their mailbox alone. */
export interface AlumnusDesk {
  /** Null where nothing is kept of them. */
  page(id: string): Promise<AlumnusPage | null>;
  act(id: string, act: AlumnusAct): Promise<AlumnusAnswer>;
}

/** Nobody has said yet that the address is theirs, or that it goes on: until then nothing else is taken of them. */
function isOpen({ confirmedAt, heldSince }: Alumnus): boolean {
  return confirmedAt === null || heldSince !== undefined;
}

export function createAlumnusDesk(deps: EngineDeps): AlumnusDesk {
  const { store, clock, retention = noRetention } = deps;
  const now = () => toInstant(clock.now());

  const keep = async (id: string, change: (kept: Alumnus) => Alumnus, said: AlumnusSaid): Promise<AlumnusAnswer> => {
    const done = await store.alumni.change(id, (kept) => ({ value: change(kept), answer: undefined }));
    if (done === null) return { type: 'over' };
    await wakeAlumnus(deps, id);
    return { type: 'said', said };
  };

  const stop = async (id: string): Promise<AlumnusAnswer> => {
    await eraseAlumnus(deps, id, 'asked');
    return { type: 'erased' };
  };

  const answer = async (id: string, { score, comment }: AlumnusAct & { do: 'answer' }): Promise<AlumnusAnswer> => {
    const alumnus = await store.alumni.load(id);
    const quarter = alumnus && openSurvey(alumnus, now());
    if (quarter === null) return { type: 'over' };
    if (score === null || !Number.isInteger(score) || score < 0 || score > highestScore)
      return { type: 'said', said: 'score-missing' };
    // Counted first: whoever answers again because this died in between is counted once all the same.
    const words = comment?.trim().slice(0, longestComment) || null;
    await keepAnswer(deps, { alumnus: id, quarter, score, comment: words });
    return keep(id, (kept) => surveyAnswered(kept, quarter, now()), 'answered');
  };

  const refer = async (id: string, given: AlumnusAct & { do: 'refer' }): Promise<AlumnusAnswer> => {
    const [name, role, reach] = (['name', 'role', 'reach'] as const).map((one) =>
      given[one].trim().replaceAll(/\s+/g, ' ').slice(0, longestReferral[one]),
    );
    if (!name || !role || !reach || !given.knows) return { type: 'said', said: 'refer-missing' };
    const referral = { id: deps.newId(), name, role, reach };
    const done = await store.alumni.change(id, (kept) => {
      const next = isOpen(kept) ? 'unconfirmed' : referred(kept, referral, now());
      return typeof next === 'string' ? { value: kept, answer: next } : { value: next, answer: 'referred' as const };
    });
    if (done === null || done.answer === 'unconfirmed') return { type: 'over' };
    return { type: 'said', said: done.answer === 'full' ? 'refer-full' : 'referred' };
  };

  return {
    async page(id) {
      const alumnus = await store.alumni.load(id);
      return alumnus && { alumnus, until: alumnusKeptUntil(alumnus, retention), survey: openSurvey(alumnus, now()) };
    },
    async act(id, act) {
      switch (act.do) {
        case 'stop':
          return stop(id);
        case 'confirm':
          return keep(id, (kept) => addressConfirmed(kept, now()), 'saved');
        case 'stay':
          return keep(id, (kept) => (isOpen(kept) ? kept : renewed(kept, now())), 'saved');
        case 'save': {
          const purposes = alumniPurposes.filter((one) => act.purposes.includes(one));
          // Who agrees to nothing is kept for nothing.
          if (purposes.length === 0) return stop(id);
          const change = (kept: Alumnus) =>
            isOpen(kept) ? kept : chosen(kept, { purposes, rehire: act.rehire }, now());
          return keep(id, change, 'saved');
        }
        case 'answer':
          return answer(id, act);
        case 'refer':
          return refer(id, act);
      }
    },
  };
}
