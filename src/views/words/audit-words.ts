import type { Locale } from '../../domain/people/people.ts';
import { voiceFor } from './voice.ts';

/** What stands around the pages for auditors. */
export function auditWords(locale: Locale) {
  const { t } = voiceFor({ locale, timeZone: 'UTC' });
  return {
    title: (organisation: string) => t('audit.title', { organisation }),
    menu: t('audit.menu'),
    departures: t('audit.departures'),
    exceptions: t('audit.exceptions'),
    sample: (number: number) => t('audit.sample', { number }),
    leave: t('audit.leave'),
    door: { title: t('audit.door.title'), text: t('audit.door.text'), enter: t('audit.door.enter') },
    over: { title: t('audit.over.title'), text: t('audit.over.text') },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    packBusy: { title: t('page.busy.title'), text: t('audit.busy') },
    packTooMany: (most: number) => ({ title: t('page.busy.title'), text: t('audit.packTooMany', { most }) }),
    drawWrong: (most: number) => ({ title: t('audit.draw'), text: t('audit.draw.wrong', { most }) }),
    drawTooMany: { title: t('audit.draw'), text: t('audit.draw.tooMany') },
    trouble: t('page.trouble'),
  };
}

export type AuditWords = ReturnType<typeof auditWords>;
