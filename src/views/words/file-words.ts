import type { Person } from '../../domain/people/people.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { fileLimits } from '../../domain/tasks/task-file.ts';
import { cut, oneLine } from './plain.ts';
import { voiceFor } from './voice.ts';

const size = fileLimits.bytes / 1024 / 1024;

/** What stands on the pages on which files are brought and opened. */
export function fileWords(reader: Pick<Person, 'locale' | 'timeZone'>) {
  const { t } = voiceFor(reader);
  const named = (name: string) => cut(oneLine(name), 80);
  return {
    title: t('page.file.title'),
    field: t('page.file.field'),
    hint: t('page.file.hint', { size }),
    send: t('page.file.send'),
    sent: (count: number) => t('page.file.sent', { count }),
    there: (count: number) => t('task.files', { count }),
    nothing: t('page.file.nothing'),
    unknownType: (name: string) => t('page.file.unknownType', { name: named(name) }),
    tooLarge: (name: string) => t('page.file.tooLarge', { name: named(name), size }),
    tooMany: t('page.file.tooMany', { max: fileLimits.ofTask }),
    tooLargeAll: t('page.file.tooLargeAll', { size }),
    over: { title: t('page.over.title'), text: t('page.file.over', { button: t('button.addFile') }) },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    trouble: t('page.trouble'),
    refused: ({ code, params }: Refusal) => t(`refusal.${code}`, params),
  };
}

export type FileWords = ReturnType<typeof fileWords>;
