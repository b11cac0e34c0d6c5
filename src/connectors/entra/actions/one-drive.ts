import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { noHeirWords } from '../../kit/heir-words.ts';
import { idText, optional } from '../../kit/vendor-shapes.ts';
import { type EntraSystem, listAll } from '../entra-system.ts';
import { canTakeOver, type Heir, heirIn, heirOf, namedMembers, nobody, passedTo } from '../mail/heir.ts';
import { deletedBefore, isWanted, ownerOf } from '../mail/mailbox.ts';
import { oneDriveOf } from '../mail/one-drive.ts';

/**
 * Opens the whole OneDrive to whoever takes over, who may read, write and copy from it. The files stay where they are:
 * without a licence OneDrive is read-only after 60 days and archived after 93 (facts of Microsoft's that only secondary
 * sources told us).
 */
export const oneDrive: ActionKind<EntraSystem> = {
  verb: 'one-drive',
  named: { en: 'OneDrive', fr: 'OneDrive' },
  provesItself: true,

  async plan(account, system, context) {
    if (!isWanted('one-drive', account, system)) return [];
    const { drive } = await oneDriveOf(system, account.id, context);
    if (drive === null) return [];
    const what = inWords(drive.bytes);
    const heir = await heirOf(system, account.id, context);
    const grants = await grantsOf({ system, drive }, context);
    const others = writersBeside(account.id, grants.items);
    if (heir === null && (await wasOpened(idsIn(others), { system, of: account.id }, context))) return [];
    if (heir === null)
      return [
        {
          stage: 'data',
          target: { id: nobody, label: what },
          call: byHand(account.login, { what, why: noHeirWords(context) }),
          effect: 'reversible',
          manual: true,
          verifiable: true,
        },
      ];
    if (others.some((grant) => userIn(grant) === heir.id)) return [];
    return [
      {
        stage: 'data',
        target: { id: heir.id, label: passedTo(what, heir) },
        call: `POST ${invitePath(drive)} {"roles":["write"],"recipients":["${heir.id}"]}`,
        effect: 'reversible',
      },
    ];
  },

  async act(action, system, context) {
    const { owner, heir, drive, open, evidence } = await opened(action, system, context);
    if (!owner.there || heir === null || drive === null) throw deletedBefore(evidence);
    if (open) return { status: 'already', evidence };
    const json = {
      requireSignIn: true,
      sendInvitation: false,
      roles: ['write'],
      recipients: [{ objectId: heir.id }],
    };
    const reply = await system.http.send('POST', invitePath(drive), context, { json });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'opening accepted')], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { open, isDoubtful, evidence } = await opened(action, system, context);
    if (!open && isDoubtful) return { state: 'unreadable', evidence };
    return { state: open ? 'desired' : 'not-desired', evidence };
  },
};

interface Drive {
  id: string;
  root: string;
}

async function opened(action: PlannedAction, system: EntraSystem, context: ConnectorContext) {
  const owner = await ownerOf(action, system, context);
  const { heir, evidence: ofHeir } = await heirIn(action, system, context);
  const known = [...owner.evidence, ...ofHeir];
  const closed = { open: false, isDoubtful: false };
  if (!owner.there) return { owner, heir, drive: null, ...closed, evidence: known };
  const { drive, evidence } = await oneDriveOf(system, action.accountId, context);
  if (drive === null) return { owner, heir, drive, ...closed, evidence: [...known, ...evidence] };
  const { evidence: ofGrants, ...grants } = await isOpenTo(heir, { system, drive, of: action.accountId }, context);
  return { owner, heir, drive, ...grants, evidence: [...known, ...evidence, ...ofGrants] };
}

const grantShape = z.object({
  id: idText,
  roles: optional(z.array(z.string())),
  grantedToV2: optional(z.object({ user: optional(z.object({ id: optional(z.string()) })) })),
});

type Grant = z.output<typeof grantShape>;

function grantsOf({ system, drive }: { system: EntraSystem; drive: Drive }, context: ConnectorContext) {
  const call = { path: path`/drives/${drive.id}/items/${drive.root}/permissions`, shape: grantShape };
  return listAll(system, call, context);
}

function isWrite({ roles }: Grant): boolean {
  return roles?.includes('write') === true || roles?.includes('owner') === true;
}

function userIn({ grantedToV2 }: Grant): string | undefined {
  return grantedToV2?.user?.id;
}

function idsIn(grants: readonly Grant[]): string[] {
  return [...new Set(grants.flatMap((grant) => userIn(grant) ?? []))];
}

/** Whoever may write in the whole OneDrive and does not own it. */
function writersBeside(owner: string, grants: readonly Grant[]): Grant[] {
  return grants.filter((grant) => isWrite(grant) && ![undefined, owner].includes(userIn(grant)));
}

/** To whoever was named, who may be gone themselves by now, or to somebody else who can take over. */
async function wasOpened(
  writers: readonly string[],
  { system, of }: { system: EntraSystem; of: string },
  context: ConnectorContext,
): Promise<boolean> {
  if (writers.length === 0) return false;
  const named = await namedMembers(system, of, context);
  return named.some((id) => writers.includes(id)) || (await canTakeOver(system, writers, context)).found;
}

/**
 * Where nobody was known who takes over, whoever could be named will do, as in the plan. `isDoubtful`: only others may
 * write, such as a guest or a colleague who is gone too, with whom the files would leave; a person’s word counts.
 */
async function isOpenTo(
  heir: Heir | null,
  { of, ...where }: { system: EntraSystem; drive: Drive; of: string },
  context: ConnectorContext,
) {
  const { items, evidence } = await grantsOf(where, context);
  const others = writersBeside(of, items);
  if (heir !== null) {
    const open = others.some((grant) => userIn(grant) === heir.id);
    const seen = sawAll(evidence, `OneDrive is ${open ? '' : 'not '}open to ${heir.id}`);
    return { open, isDoubtful: false, evidence: seen };
  }
  const { found, evidence: ofOthers } = await canTakeOver(where.system, idsIn(others), context);
  const seen = sawAll(evidence, `OneDrive is open to ${others.length} others`);
  return { open: found, isDoubtful: others.length > 0, evidence: [...seen, ...ofOthers] };
}

function invitePath({ id, root }: Drive): string {
  return path`/drives/${id}/items/${root}/invite`;
}

function inWords(bytes: number | null): Localized {
  const size = bytes === null ? '' : ` (${(bytes / 1e9).toFixed(1)} GB)`;
  const sizeInFrench = bytes === null ? '' : ` (${(bytes / 1e9).toFixed(1).replace('.', ',')} Go)`;
  return {
    en: `OneDrive${size}, read-only 60 days after the licence and archived after 93,`,
    fr: `OneDrive${sizeInFrench}, en lecture seule 60 jours après la licence et archivé après 93,`,
  };
}

function byHand(login: string, { what, why }: { what: Localized; why: Localized }): Localized {
  return {
    en: `${why.en} ${what.en} of ${login}: in the Microsoft 365 admin centre, Users, OneDrive, “Create link to files”, share the whole folder with somebody who may edit. Relais reads by itself whether that is done. Licences wait for it.`,
    fr: `${why.fr} ${what.fr} de ${login} : dans le centre d’administration Microsoft 365, Utilisateurs, OneDrive, « Créer un lien vers les fichiers », partagez tout le dossier avec quelqu’un qui peut modifier. Relais vérifie lui-même que c’est fait. Les licences attendent.`,
  };
}
