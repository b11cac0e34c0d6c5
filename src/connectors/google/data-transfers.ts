import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { idText, optional } from '../kit/vendor-shapes.ts';
import type { GoogleSystem } from './google-system.ts';
import { wholeList } from './whole-list.ts';

/** What passes from one owner to another: Google's id of it, and what of it is meant. */
export const handedOver = {
  /** Private files as well as shared ones; Google's own default leaves the private ones behind. */
  drive: {
    application: '55656082996',
    parameters: [{ key: 'PRIVACY_LEVEL', value: ['PRIVATE', 'SHARED'] }],
  },
  /** Coming events that have guests; rooms are let go. */
  calendar: { application: '435070579839', parameters: [{ key: 'RELEASE_RESOURCES', value: ['TRUE'] }] },
} as const;
export type HandedOver = keyof typeof handedOver;

const transferShape = z.object({
  id: idText,
  oldOwnerUserId: idText,
  newOwnerUserId: idText,
  requestTime: z.string(),
  applicationDataTransfers: z.array(
    z.object({
      applicationId: idText,
      applicationTransferStatus: z.string(),
      applicationTransferParams: optional(
        z.array(z.object({ key: optional(z.string()), value: optional(z.array(z.string())) })),
      ),
    }),
  ),
});

export const transfersPath = '/admin/datatransfer/v1/transfers';

/** `none` where it was never asked for. */
export type TransferState = 'none' | 'under way' | 'completed' | 'failed';

/**
 * How the latest transfer of one kind stands, by Google's own record, and to whom it goes. `to`: null for whoever took
 * over. `since`: when the owner signed in last; what was handed over before that is not what they own now, nor is a
 * transfer that left a part behind.
 */
export async function transferBetween(
  { http }: GoogleSystem,
  { from, to, what, since }: { from: string; to: string | null; what: HandedOver; since: string | undefined },
  context: ConnectorContext,
) {
  const query = { oldOwnerUserId: from, ...(to === null ? {} : { newOwnerUserId: to }), maxResults: 100 };
  const list = { path: transfersPath, name: 'dataTransfers', item: transferShape, query };
  const { items, evidence } = await wholeList(http, list, context);
  const [latest] = items
    .filter(({ oldOwnerUserId, newOwnerUserId }) => oldOwnerUserId === from && (to === null || newOwnerUserId === to))
    .filter(({ requestTime }) => since === undefined || Date.parse(requestTime) >= Date.parse(since))
    .toSorted((a, b) => b.requestTime.localeCompare(a.requestTime))
    .flatMap(({ newOwnerUserId, applicationDataTransfers }) =>
      applicationDataTransfers
        .filter(
          ({ applicationId, applicationTransferParams }) =>
            applicationId === handedOver[what].application && covers(what, applicationTransferParams),
        )
        .map(({ applicationTransferStatus }) => ({ newOwnerUserId, state: stateOf(applicationTransferStatus) })),
    );
  return { state: latest?.state ?? ('none' as const), to: latest?.newOwnerUserId ?? null, evidence };
}

/** Whether all of it was asked for, as far as Google tells what was. */
function covers(
  what: HandedOver,
  told: readonly { key?: string | undefined; value?: readonly string[] | undefined }[] | undefined,
): boolean {
  return handedOver[what].parameters.every(({ key, value }) => {
    const values = told?.find((one) => one.key === key)?.value;
    return key !== 'PRIVACY_LEVEL' || values === undefined || value.every((one) => values.includes(one));
  });
}

/**
 * The values are not documented; `completed` and `failed` are those that administrators' tools know: whatever else is
 * under way.
 */
function stateOf(word: string): TransferState {
  switch (word.toLowerCase()) {
    case 'completed':
      return 'completed';
    case 'failed':
      return 'failed';
    default:
      return 'under way';
  }
}
