import type { Departure } from '../../domain/departure.ts';
import { pushesAt } from '../../domain/knowledge/push.ts';
import type { Words } from '../../domain/localized.ts';
import { perLanguage, translator } from '../words/translate.ts';
import type { Voice } from '../words/voice.ts';

/** Why a wiki has not taken a dossier, in every language. */
export function wikiTrouble(why: 'none' | 'silent' | 'refused'): Words {
  return perLanguage((locale) => translator(locale)(`wiki.${why}`));
}

/** How far the dossier is on its way to the wiki; null where it was never sent, nor will be. */
export function pushWords(departure: Pick<Departure, 'dossier' | 'status'>, voice: Voice): string | null {
  const push = departure.dossier?.push;
  if (!push) return null;
  if (push.takenAt !== null) return voice.t('wiki.taken', { when: voice.instant(push.takenAt) });
  const { failure } = push;
  const isOver = pushesAt(departure) === null;
  if (failure === null) return isOver ? null : voice.t('wiki.onItsWay');
  const because = voice.localized(failure.because);
  return failure.retryAt === null || isOver
    ? voice.t('wiki.failed', { because })
    : voice.t('wiki.again', { because, when: voice.instant(failure.retryAt) });
}
