import type { Person } from '../../domain/people/people.ts';
import { shownName } from './plain.ts';
import { voiceFor } from './voice.ts';

/** What stands on the page on which a dossier is taken as a file. */
export function dossierWords(reader: Pick<Person, 'locale' | 'timeZone'>) {
  const { t } = voiceFor(reader);
  return {
    title: t('page.dossier.title'),
    of: (name: string, count: number) => t('page.dossier.of', { name: shownName(name), count }),
    formats: [
      { value: 'pdf', label: t('page.dossier.pdf') },
      { value: 'md', label: t('page.dossier.md') },
      { value: 'zip', label: t('page.dossier.zip') },
    ],
    once: t('page.dossier.once'),
    keep: t('page.dossier.keep'),
    over: { title: t('page.over.title'), text: t('page.dossier.over', { button: t('button.takeDossier') }) },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    trouble: t('page.trouble'),
  };
}

export type DossierWords = ReturnType<typeof dossierWords>;
