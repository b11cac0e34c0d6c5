import type { Locale } from '../../domain/people/people.ts';
import { translator } from '../words/translate.ts';

/** What a pack says beside its document. */
export function evidenceWords(locale: Locale) {
  const t = translator(locale);
  return {
    subject: t('evidence.subject'),
    readme: (fingerprint: string) =>
      [
        t('evidence.subject'),
        t('evidence.readme.files'),
        t('evidence.check.text'),
        t('evidence.readme.key', { fingerprint }),
      ].join('\n\n'),
  };
}
