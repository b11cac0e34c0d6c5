/** Fewer people than this stand behind no line of their own. */
export const leastPeople = 5;

/** `key` null: the groups that were too small by themselves, together. */
export interface Group<Member> {
  key: string | null;
  members: readonly Member[];
}

/**
 * By `keyOf`, each group of five people at least, the largest first; smaller ones are one group, and if that is too
 * small still, it takes the smallest of the others along, so that what is left of the whole when the groups are taken
 * from it is never fewer than five. Null where there are fewer in all.
 */
export function groupedByFive<Member>(
  members: readonly Member[],
  keyOf: (member: Member) => string,
): readonly Group<Member>[] | null {
  if (members.length < leastPeople) return null;
  const sorted = groupsOf(members, keyOf).toSorted(
    (a, b) => b.members.length - a.members.length || (String(a.key) < String(b.key) ? -1 : 1),
  );
  const large: Group<Member>[] = sorted.filter((one) => one.members.length >= leastPeople);
  let rest = sorted.slice(large.length).flatMap((one) => one.members);
  while (rest.length > 0 && rest.length < leastPeople) rest = [...rest, ...(large.pop()?.members ?? [])];
  return rest.length === 0 ? large : [...large, { key: null, members: rest }];
}

/** By `keyOf`, in the order in which the keys first come. */
export function groupsOf<Member>(
  members: readonly Member[],
  keyOf: (member: Member) => string,
): readonly { key: string; members: readonly Member[] }[] {
  const found = new Map<string, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = found.get(key);
    if (group) group.push(member);
    else found.set(key, [member]);
  }
  return [...found].map(([key, own]) => ({ key, members: own }));
}
