import type { Voice } from '../words/voice.ts';
import { type DeskWords, deskWordIds } from './desk-page.ts';

/** What the page in the browser says by itself. */
export function deskWords({ t }: Voice): DeskWords {
  return Object.fromEntries(deskWordIds.map((one) => [one, t(`desk.${one}`)])) as DeskWords;
}

/** What stands before the desk: on the page of a link, and where there is none. */
export function deskDoorWords({ t }: Pick<Voice, 't'>) {
  return {
    title: t('desk.door.title'),
    text: t('desk.door.text'),
    enter: t('desk.door.enter'),
    over: { title: t('desk.door.overTitle'), text: t('desk.door.over') },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    trouble: { title: t('desk.door.title'), text: t('desk.trouble') },
  };
}
