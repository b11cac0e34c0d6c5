import fc from 'fast-check';
import { confirmed, type Step, toTheCutOff, troubled } from './steps.ts';

/** Ways in which an answer is true and shows nothing, or not yet; see `SystemMood`. */
const halfAnswers = ['works-on', 'breaks-off', 'by-hand', 'cannot-show', 'unclear', 'proves-nothing'] as const;

/** What becomes of the things that an account holds. */
const toThings = ['things-renamed', 'things-recreated'] as const;

/** What one scenario lies about, from its cut-off on and wherever else its systems are in trouble. */
export interface Lies {
  trouble: (typeof halfAnswers)[number];
  minutes: number;
  happens: (typeof toThings)[number];
  /** Between the confirmation and the cut-off, or soon after it. */
  isEarly: boolean;
  pick: number;
}

export const liesArbitrary: fc.Arbitrary<Lies> = fc.record({
  trouble: fc.constantFrom(...halfAnswers),
  minutes: fc.constantFrom(10, 60, 180),
  happens: fc.constantFrom(...toThings),
  isEarly: fc.boolean(),
  pick: fc.nat(20),
});

/**
 * To a cut-off at which a system gives half answers, and what its accounts hold is not what was confirmed. It is
 * confirmed at the last minute, so that no confirmation has ended by then.
 */
export function openingWith({ trouble, minutes, happens, isEarly, pick }: Lies): readonly Step[] {
  const change: Step = { do: 'outside', happens, pick };
  return [
    { do: 'wait-for', what: 'cut-off', minutes: -1 },
    ...confirmed,
    ...(isEarly ? [change] : []),
    { ...troubled(trouble), pick, minutes },
    ...toTheCutOff,
    ...(isEarly ? [] : [change]),
    { do: 'wait', minutes: 3 },
  ];
}

/**
 * The same step; of the troubles of systems most are of this kind, and some of what happens outside happens to things.
 */
export function stepWith({ trouble, happens }: Lies, step: Step): Step {
  if (step.do === 'trouble' && step.place === 'system' && step.pick !== 1) return { ...step, trouble };
  return step.do === 'outside' && step.pick % 3 === 0 ? { ...step, happens } : step;
}
