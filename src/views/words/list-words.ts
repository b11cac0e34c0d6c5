import type { FileChange, FilePreview, SaidInFile } from '../../domain/hr/file-change.ts';
import type { Person } from '../../domain/people/people.ts';
import { cut, oneLine } from './plain.ts';
import { voiceFor } from './voice.ts';

/** So many people and lines are shown; the rest is counted. */
const mostShown = 100;

/** What stands on the pages on which lists are brought. `megabytes`: the largest file. */
export function listWords(reader: Pick<Person, 'locale' | 'timeZone'>, megabytes: number) {
  const { t, day } = voiceFor(reader);
  const said = (what: SaidInFile): string => {
    if (what === null) return t('page.list.stays');
    if (what.type === 'moves') return t('page.list.moves', { day: day({ date: what.on }) });
    const { lastWorkingDay, contractEnd, reason } = what;
    const days = { day: day({ date: lastWorkingDay }), end: day({ date: contractEnd }) };
    return t('page.list.leaves', { ...days, reason: t(`page.list.reason.${reason}`) });
  };
  const change = ({ line, name, before, after }: FileChange): string => {
    const who = cut(oneLine(name), 100);
    if (line === null) return t('page.list.gone', { name: who });
    return t('page.list.change', { name: who, line, before: said(before), after: said(after) });
  };
  const more = (count: number) => (count > mostShown ? t('page.list.more', { count: count - mostShown }) : null);
  return {
    title: t('lists.title'),
    wave: t('lists.wave'),
    hr: (system: string) => t('lists.hr', { system: cut(oneLine(system), 80) }),
    field: t('page.list.field'),
    hint: t('page.list.hint', { size: megabytes }),
    show: t('page.list.show'),
    check: t('page.list.check'),
    nothing: t('page.list.nothing'),
    tooLarge: t('page.list.tooLarge', { size: megabytes }),
    added: (counts: { added: number; good: number; bad: number }) => t('page.list.wave', counts),
    changed: t('page.list.changed'),
    refused: (why: string) => t('page.list.refused', { why: cut(oneLine(why), 300) }),
    put: t('page.list.put'),
    afterwards: t('page.list.then'),
    done: (rows: number) => t('page.list.done', { rows }),
    preview: ({ changes, problems }: FilePreview) => ({
      title: t('page.list.preview'),
      changes: changes.slice(0, mostShown).map(change),
      moreChanges: more(changes.length),
      same: changes.length === 0 && problems.length === 0 ? t('page.list.same') : null,
      problems: problems
        .slice(0, mostShown)
        .map(({ line, problem }) => t('page.list.problem', { line, problem: cut(oneLine(problem), 300) })),
      moreProblems: more(problems.length),
      refused: problems.length > 0 ? t('page.list.problems', { count: problems.length }) : null,
    }),
    over: { title: t('page.over.title'), text: t('page.list.over', { button: t('button.lists') }) },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    trouble: t('page.trouble'),
  };
}

export type ListWords = ReturnType<typeof listWords>;
