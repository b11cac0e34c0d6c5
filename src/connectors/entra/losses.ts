import type { Loss } from '../../domain/systems/action.ts';

/** https://learn.microsoft.com/microsoft-365/admin/manage/remove-licenses-from-users */
const mailbox: Loss = {
  what: { en: 'the mailbox, unless it is a shared one', fr: 'la boîte, sauf si elle est partagée' },
  afterDays: 30,
};

/** Known from secondary sources only; Microsoft's older pages say that no clock starts. */
const oneDrive: readonly Loss[] = [
  { what: { en: 'changing files in OneDrive', fr: 'la modification des fichiers de OneDrive' }, afterDays: 60 },
  { what: { en: 'OneDrive, which is archived', fr: 'OneDrive, qui est archivé' }, afterDays: 93 },
];

/**
 * What Microsoft does away with once a licence is gone, counted from then, by what is in the licence; null where Graph
 * does not tell that: then it may be either.
 */
export function lossesOf(servicePlans: readonly string[] | null): readonly Loss[] {
  const holds = (name: RegExp) => servicePlans === null || servicePlans.some((each) => name.test(each));
  return [...(holds(/^EXCHANGE_/) ? [mailbox] : []), ...(holds(/^(?:SHAREPOINT|ONEDRIVE)/) ? oneDrive : [])];
}

/** Of several licences: each loss once, and none that a licence which stays keeps from happening. */
export function lossesTogether(
  taken: readonly { losses: readonly Loss[] }[],
  staying: readonly { losses: readonly Loss[] }[],
): readonly Loss[] {
  const kept = staying.flatMap(({ losses }) => losses.map(({ afterDays }) => afterDays));
  const all = new Map(taken.flatMap(({ losses }) => losses.map((loss) => [loss.afterDays, loss] as const)));
  return [...all.values()].filter(({ afterDays }) => !kept.includes(afterDays));
}
