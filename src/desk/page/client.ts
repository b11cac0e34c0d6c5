import type { DeskPage, DeskQuery, DeskShell, DeskViewId } from '../../views/desk/desk-page.ts';

/** What Relais answered instead: `status` of HTTP, and a word that says why; 0 where nobody answered. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly status: number;
  readonly why: string;
  constructor(status: number, why: string) {
    super(why);
    this.status = status;
    this.why = why;
  }
}

/** What the page asks of Relais, which made both ends. */
export interface DeskClient {
  shell(): Promise<DeskShell>;
  page(view: DeskViewId, query: DeskQuery, signal: AbortSignal): Promise<DeskPage>;
  save(name: string, view: DeskViewId, query: DeskQuery): Promise<DeskShell>;
  remove(id: string): Promise<DeskShell>;
  leave(): Promise<void>;
}

const api = '/desk/api';

export function fileAddress(view: DeskViewId, format: string, query: DeskQuery): string {
  return `${api}/file/${view}/${format}${searchOf(query)}`;
}

export function searchOf(query: DeskQuery): string {
  const search = new URLSearchParams(query).toString();
  return search === '' ? '' : `?${search}`;
}

/**
 * Who called something off hears of that; anything else on the way, up to the last byte of an answer, is nobody's
 * answer.
 */
function asDeskError(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  throw new DeskError(0, 'trouble');
}

export function createDeskClient(fetch: typeof globalThis.fetch): DeskClient {
  // What each form carries; told with the shell, and to nobody else.
  let form = '';
  async function answered<T>(request: Promise<Response>): Promise<T> {
    const response = await request.catch(asDeskError);
    const body: unknown = await response.json().catch((error: unknown) => {
      if (response.ok) return asDeskError(error);
      // Something in between answered, in a form of its own.
      return {};
    });
    if (!response.ok) throw new DeskError(response.status, (body as { error?: string } | null)?.error ?? 'trouble');
    return body as T;
  }
  const post = <T>(path: string, body: object) =>
    answered<T>(
      fetch(`${api}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-relais-form': form },
        body: JSON.stringify(body),
      }),
    );
  return {
    async shell() {
      const told = await answered<{ shell: DeskShell; form: string }>(fetch(`${api}/shell`));
      form = told.form;
      return told.shell;
    },
    page: (view, query, signal) => answered(fetch(`${api}/page/${view}${searchOf(query)}`, { signal })),
    save: async (name, view, query) => (await post<{ shell: DeskShell }>('/saved', { name, view, query })).shell,
    remove: async (id) => (await post<{ shell: DeskShell }>('/saved/remove', { id })).shell,
    leave: async () => {
      await post('/leave', {});
    },
  };
}
