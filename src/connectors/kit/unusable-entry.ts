import { inEnglish, inFrench, type Localized, wordsIn } from '../../domain/localized.ts';

/** An entry of `relais.yaml` of which nothing can be made, such as for a secret that is not there. Holds no secret. */
export class UnusableEntryError extends Error {
  override readonly name = 'UnusableEntryError';
  /** The message as people read it; `message` is English. */
  readonly words: Localized;
  constructor(of: Localized, why: unknown) {
    const words = wordsIn(why);
    super(`${of.en}: ${inEnglish(words)}`);
    this.words = { en: `${of.en}: ${inEnglish(words)}`, fr: `${of.fr} : ${inFrench(words)}` };
  }
}
