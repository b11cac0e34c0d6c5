import { type Request, type Response, raw } from 'express';

/** A file as a browser sends it. */
export interface PostedFile {
  name: string;
  bytes: Uint8Array;
}

/** Takes the body of a form with files, of so many bytes at most. Null, or the status that says why it was not read. */
export function readFormBody(request: Request, response: Response, limit: number): Promise<number | null> {
  return new Promise((resolve) => {
    raw({ type: 'multipart/form-data', limit })(request, response, (error?: unknown) => {
      if (error === undefined || error === null) return resolve(null);
      resolve(typeof error === 'object' && 'status' in error && typeof error.status === 'number' ? error.status : 400);
    });
  });
}

/** What the form that was taken holds, by the platform's own reader of forms; null for what is no form. */
export async function formIn(request: Request): Promise<FormData | null> {
  const body: unknown = request.body;
  if (!(body instanceof Uint8Array)) return null;
  const headers = { 'content-type': request.get('content-type') ?? '' };
  return new globalThis.Response(Buffer.from(body), { headers }).formData().catch(() => null);
}

/** The files under one name. */
export async function filesIn(form: FormData | null, name: string): Promise<PostedFile[]> {
  const found: PostedFile[] = [];
  for (const part of form?.getAll(name) ?? []) {
    // A browser sends an empty file without a name where none was chosen.
    if (typeof part === 'string' || (part.size === 0 && part.name === '')) continue;
    found.push({ name: nameOf(part.name), bytes: new Uint8Array(await part.arrayBuffer()) });
  }
  return found;
}

/** Some browsers send a whole path. */
function nameOf(given: string): string {
  const name = given.split(/[\\/]/).at(-1)?.trim() ?? '';
  return [...name].slice(0, 60).join('').trim() || 'file';
}
