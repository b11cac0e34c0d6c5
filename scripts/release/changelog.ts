/** https://semver.org: three numbers, and what may follow a dash. */
const semVer = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

interface Entry {
  version: string;
  /** `2026-11-29`; null for what is not released. */
  date: string | null;
  /** Under which headings it says something. */
  kinds: readonly string[];
  lines: number;
}

function entriesOf(text: string): readonly Entry[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...rest] = part.split('\n');
      const [, version = title, date = null] = /^\[([^\]]+)\](?: - (\S+))?$/.exec(title) ?? [];
      return {
        version,
        date,
        kinds: rest.flatMap((line) => /^### (.+)$/.exec(line)?.[1] ?? []),
        lines: rest.filter((line) => line.startsWith('- ')).length,
      };
    });
}

/** What keeps this version from being released with this changelog; empty when nothing does. */
export function changelogProblems(text: string, version: string): readonly string[] {
  if (!semVer.test(version)) return [`${version} is no version of Semantic Versioning; expected one such as 1.4.0`];
  const [unreleased, newest] = entriesOf(text);
  const problems: string[] = [];
  if (unreleased?.version !== 'Unreleased')
    problems.push('CHANGELOG.md: expected "## [Unreleased]" first, for what comes next');
  else if (unreleased.lines > 0)
    problems.push(`CHANGELOG.md: what stands under Unreleased belongs under [${version}], or into a later release`);
  if (newest?.version !== version)
    problems.push(
      `CHANGELOG.md: expected "## [${version}] - <date>" below Unreleased; found ${newest?.version ?? 'nothing'}`,
    );
  else if (!/^\d{4}-\d{2}-\d{2}$/.test(newest.date ?? ''))
    problems.push(`CHANGELOG.md: [${version}] has no date such as 2026-11-29`);
  else if (newest.lines === 0) problems.push(`CHANGELOG.md: [${version}] says nothing`);
  for (const kind of entriesOf(text).flatMap((entry) => entry.kinds))
    if (!kinds.includes(kind))
      problems.push(`CHANGELOG.md: "${kind}" is no kind of change; expected ${kinds.join(', ')}`);
  return problems;
}
