import { employmentFactSchema } from '../../domain/hr/employment-fact.ts';
import type { FileChange, FileField, FilePreview, SaidInFile } from '../../domain/hr/file-change.ts';
import type { Localized } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import { cut, oneLine } from './plain.ts';
import { voiceFor } from './voice.ts';
import { workerTypeName } from './worker-type-name.ts';

/** So many people and lines are shown; the rest is counted. */
const mostShown = 100;

/** What stands on the pages on which lists are brought. `megabytes`: the largest file. */
export function listWords(reader: Pick<Person, 'locale' | 'timeZone'>, megabytes: number) {
  const voice = voiceFor(reader);
  const { t, day } = voice;
  const said = (what: SaidInFile): string => {
    if (what === null) return t('page.list.stays');
    if (what.type === 'moves') return t('page.list.moves', { day: day({ date: what.on }) });
    const { lastWorkingDay, contractEnd, reason } = what;
    const days = { day: day({ date: lastWorkingDay }), end: day({ date: contractEnd }) };
    return t('page.list.leaves', { ...days, reason: t(`page.list.reason.${reason}`) });
  };
  const fieldWords = (field: FileField, value: string | null): string => {
    if (value === null) return t('page.list.unsaid');
    if (field === 'startsOn' || field === 'lastWorkingDay' || field === 'moveOn') return day({ date: value });
    if (field === 'workerType') return workerTypeName(value, null, voice);
    const status = field === 'status' ? employmentFactSchema.shape.status.safeParse(value) : null;
    return status?.success ? t(`page.list.status.${status.data}`) : cut(oneLine(value), 100);
  };
  const change = ({ line, name, before, after, fields }: FileChange): string => {
    const who = cut(oneLine(name), 100);
    if (line === null) return t('page.list.gone', { name: who });
    const [was, is] = [said(before), said(after)];
    const turn = was === is ? [] : [`${was} → ${is}`];
    const others = fields.map(({ field, before: old, after: now }) =>
      t('page.list.about', {
        what: t(`page.list.about.${field}`),
        before: fieldWords(field, old),
        after: fieldWords(field, now),
      }),
    );
    return t('page.list.change', { name: who, line, what: [...turn, ...others].join(' · ') });
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
    refused: (why: Localized) => t('page.list.refused', { why: cut(oneLine(voice.localized(why)), 300) }),
    put: t('page.list.put'),
    afterwards: t('page.list.then'),
    done: (rows: number) => t('page.list.done', { rows }),
    inUse: t('page.list.inUse'),
    preview: ({ changes, joined, unlisted, problems }: FilePreview) => ({
      title: t('page.list.preview'),
      own: t('page.list.own'),
      changes: changes.slice(0, mostShown).map(change),
      moreChanges: more(changes.length),
      counted: [
        ...(joined > 0 ? [t('page.list.joined', { count: joined })] : []),
        ...(unlisted > 0 ? [t('page.list.unlisted', { count: unlisted })] : []),
      ],
      same: changes.length + joined + unlisted + problems.length === 0 ? t('page.list.same') : null,
      problems: problems
        .slice(0, mostShown)
        .map(({ line, problem }) =>
          t('page.list.problem', { line, problem: cut(oneLine(voice.localized(problem)), 300) }),
        ),
      moreProblems: more(problems.length),
      refused: problems.length > 0 ? t('page.list.problems', { count: problems.length }) : null,
    }),
    over: { title: t('page.over.title'), text: t('page.list.over', { button: t('button.lists') }) },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    trouble: t('page.trouble'),
  };
}

export type ListWords = ReturnType<typeof listWords>;
