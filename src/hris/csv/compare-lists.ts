import type { FieldChange, FileChange, FileField, FilePreview, SaidInFile } from '../../domain/hr/file-change.ts';
import { fileFields } from '../../domain/hr/file-change.ts';
import type { IsOwn } from '../../engine/ports/hr-file.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';
import type { ReadEmployments } from './read-employments.ts';

/** What the next list says that the one before did not; nothing of rows that are, or were, of whoever brings it. */
export function compareLists(before: ReadEmployments['employments'], next: ReadEmployments, isOwn: IsOwn): FilePreview {
  const own = new Set(
    [...before, ...next.employments].flatMap(({ employment: one }) => (isOwn(one) ? [one.person.id] : [])),
  );
  const isOthers = ({ employment }: { employment: Employment }) => !own.has(employment.person.id);
  const known = new Map(before.map(({ employment }) => [employment.person.id, employment]));
  const listed = new Set(next.employments.map(({ employment }) => employment.person.id));
  const told = next.employments.filter(isOthers).map(({ line, employment }) => ({
    isNew: !known.has(employment.person.id),
    change: changeOf(known.get(employment.person.id) ?? null, employment, line),
  }));
  const isJoining = ({ isNew, change }: (typeof told)[number]) =>
    isNew && change.after === null && !change.fields.some(({ field }) => field === 'status');
  const gone = before.filter((one) => isOthers(one) && !listed.has(one.employment.person.id));
  const missed = gone.flatMap(({ employment }): FileChange[] => {
    const said = saidOf(employment);
    return said === null ? [] : [{ line: null, name: nameOf(employment), before: said, after: said, fields: [] }];
  });
  const changed = told.filter((one) => !isJoining(one) && hasChanged(one.change)).map(({ change }) => change);
  return {
    rows: next.employments.length,
    changes: [...changed, ...missed],
    joined: told.filter(isJoining).length,
    unlisted: gone.length - missed.length,
    problems: next.problems,
  };
}

function changeOf(was: Employment | null, is: Employment, line: number): FileChange {
  const [before, after] = [was && saidOf(was), saidOf(is)];
  const fields = fileFields.flatMap((field): FieldChange[] => {
    const [old, now] = [was ? fieldOf(was, field) : fieldOfNobody(field), fieldOf(is, field)];
    if (old === now || isTold(field, before, after) || (was === null && field === 'name')) return [];
    return [{ field, before: old, after: now }];
  });
  return { line, name: nameOf(is), before, after, fields };
}

function hasChanged({ before, after, fields }: FileChange): boolean {
  return !isSame(before, after) || fields.length > 0;
}

/** Whether what is said before and after tells of it already. */
function isTold(field: FileField, before: SaidInFile, after: SaidInFile): boolean {
  if (field === 'lastWorkingDay') return !isSame(before, after);
  // An end hides a move.
  return field === 'moveOn' && before?.type !== 'leaves' && after?.type !== 'leaves';
}

function fieldOf(employment: Employment, field: FileField): string | null {
  switch (field) {
    case 'name':
    case 'email':
    case 'employeeNumber':
    case 'managerEmail':
      return employment.person[field];
    case 'privateEmail':
    case 'status':
    case 'startsOn':
    case 'workerType':
      return employment[field];
    case 'lastWorkingDay':
      return employment.end?.lastWorkingDay ?? null;
    case 'moveOn':
      return employment.move?.on ?? null;
    case 'moveTo':
      return employment.move?.to ?? null;
  }
}

/** Somebody new is taken to be employed, as a file that does not say how people stand is. */
function fieldOfNobody(field: FileField): string | null {
  return field === 'status' ? 'employed' : null;
}

function nameOf({ person: { name, id } }: Employment): string {
  return name ?? id;
}

function saidOf({ end, move }: Employment): SaidInFile {
  if (end !== null) {
    const { contractEnd, lastWorkingDay, reason } = end;
    return { type: 'leaves', lastWorkingDay: lastWorkingDay ?? contractEnd, contractEnd, reason };
  }
  return move === null ? null : { type: 'moves', on: move.on };
}

function isSame(one: SaidInFile, other: SaidInFile): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
