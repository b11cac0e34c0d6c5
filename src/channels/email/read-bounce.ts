import PostalMime, { type Attachment } from 'postal-mime';

/** What a mail server says of a mail that it could not deliver. */
export interface Bounce {
  /** Name of the mail that came back, in angle brackets. */
  messageId: string;
  /** Its own code, such as `5.1.1`: nothing else of what it says is kept. */
  code: string;
}

/**
 * Reads a delivery status notification (RFC 3464). Null for whatever is none, is about a delay or a success, is only
 * for now, or does not name the mail. Never throws: anybody may have written it.
 */
export async function readBounce(raw: Uint8Array): Promise<Bounce | null> {
  const parts = await attachmentsOf(raw);
  const report = partOf(
    parts,
    (type) => type === 'message/delivery-status' || type === 'message/global-delivery-status',
  );
  const original = partOf(parts, (type) =>
    /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)(?:-headers)?$/.test(type),
  );
  if (report === null || original === null) return null;
  const failed = blocksOf(report).find((fields) => fields.get('action')?.toLowerCase() === 'failed');
  const code = /^5\.\d{1,3}\.\d{1,3}/.exec(failed?.get('status') ?? '')?.[0];
  const messageId = /^<[^<>\s]{1,250}>/.exec(blocksOf(original)[0]?.get('message-id') ?? '')?.[0];
  return code === undefined || messageId === undefined ? null : { messageId, code };
}

async function attachmentsOf(raw: Uint8Array): Promise<readonly Attachment[]> {
  try {
    const parser = new PostalMime({
      attachmentEncoding: 'arraybuffer',
      forceRfc822Attachments: true,
      maxNestingDepth: 8,
    });
    return (await parser.parse(raw)).attachments;
  } catch {
    return [];
  }
}

function partOf(parts: readonly Attachment[], isKind: (type: string) => boolean): string | null {
  const found = parts.find(({ mimeType }) => isKind(mimeType.toLowerCase()));
  if (!found) return null;
  const { content } = found;
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** Header fields by their name in small letters, block after block; the first of a name counts. */
function blocksOf(text: string): readonly ReadonlyMap<string, string>[] {
  return text.split(/\r?\n[ \t]*\r?\n/).map((block) => {
    const fields = new Map<string, string>();
    for (const line of block.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).trim().toLowerCase();
      if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
    }
    return fields;
  });
}
