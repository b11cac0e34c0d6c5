import { readFileSync } from 'node:fs';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecure } from 'node:tls';
import {
  AndFilter,
  Client,
  EqualityFilter,
  type Filter,
  FilterParser,
  PagedResultsControl,
  SearchRequest,
  SearchResponse,
  StatusCodeParser,
} from 'ldapts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { resolveSecret, type SecretSources } from '../secrets.ts';
import { foldedDn } from './dn.ts';
import { entryOf, type LdapEntry } from './ldap-entry.ts';
import { isNoSuchObject, ldapFailure } from './ldap-failure.ts';
import type { LdapSettings } from './ldap-settings.ts';
import { isElsewhere } from './referrals.ts';

export type { LdapEntry } from './ldap-entry.ts';

/** What is read of entries. */
interface LdapQuery {
  attributes: readonly string[];
  /** Those of them that are no text, such as `objectGUID`. */
  bytes?: readonly string[];
  /** RFC 4515; left out: whatever is there. */
  filter?: string;
  /** What has to be besides, of an attribute that is no text. */
  isBytes?: { attribute: string; value: Buffer };
}

/** A connection that is encrypted and signed in. Throws ConnectorError only. */
export interface LdapSession {
  /**
   * Every entry below the base, the base included, to the end of the list. Throws `unproven` for a list that is cut
   * short, repeats itself, or goes on on another server.
   */
  search(query: LdapQuery & { base: string }): Promise<LdapEntry[]>;
  /** One entry by its name; null where there is none that the filter means. */
  entry(dn: string, query: LdapQuery): Promise<LdapEntry | null>;
}

/** Opens a connection, works with it and closes it. */
export type WithLdap = <Answer>(
  context: Pick<ConnectorContext, 'signal'>,
  work: (session: LdapSession) => Promise<Answer>,
) => Promise<Answer>;

/** More entries than any directory that is asked here has: a list without an end. */
const mostEntries = 500_000;

/** Reads its secrets, calls nothing. Throws `SecretError` when a reference leads nowhere. */
export function createLdap(settings: LdapSettings, secrets: SecretSources): WithLdap {
  const password = resolveSecret(settings.password, secrets);
  const { caFile } = settings;
  const ca =
    caFile === undefined
      ? null
      : resolveSecret(`file:${caFile}`, { ...secrets, readFile: secrets.readFile ?? readText });

  return async (context, work) => {
    const connection = connectionOf(settings, ca);
    const { client } = connection;
    const stop = () => connection.destroy();
    context.signal.addEventListener('abort', stop, { once: true });
    try {
      context.signal.throwIfAborted();
      if (connection.upgrades) await client.startTLS(connection.tls);
      await client.bind(settings.bindDn, password);
      return await work(sessionOn(client, settings));
    } catch (error) {
      throw context.signal.aborted
        ? new ConnectorError('unavailable', notInTime, { cause: error })
        : ldapFailure(error);
    } finally {
      context.signal.removeEventListener('abort', stop);
      connection.destroy();
    }
  };
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

/** One socket, never a second one: ldapts would connect again by itself, without encryption and signed in as nobody. */
function connectionOf({ url, timeoutSeconds }: LdapSettings, ca: string | null) {
  const { hostname, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const timeout = timeoutSeconds * 1000;
  const tls: ConnectionOptions = {
    host,
    // No address may stand there.
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== null && { ca }),
    minVersion: 'TLSv1.2',
  };
  let socket: Socket | null = null;
  const only = <Opened extends Socket>(open: () => Opened): Opened => {
    if (socket !== null) throw new ConnectorError('unavailable', brokeOff);
    const opened = open();
    // Also while encryption begins, for which ldapts waits without an end.
    opened.setTimeout(timeout, () => opened.destroy(new ConnectorError('unavailable', notInTime)));
    socket = opened;
    return opened;
  };
  const upgrades = protocol === 'ldap:';
  const client = new Client({
    ...{ url, timeout, connectTimeout: timeout },
    ...(!upgrades && { tlsOptions: tls }),
    createConnection: ((port: number) => only(() => connectPlain(port, host))) as typeof connectPlain,
    // Asked for the upgrade too, which is of the socket that is there.
    ...(!upgrades && {
      createSecureConnection: ((port: number) => only(() => connectSecure(port, host, tls))) as typeof connectSecure,
    }),
  });
  return { client, tls, upgrades, destroy: () => void socket?.destroy() };
}

function sessionOn(client: Client, { pageSize }: LdapSettings): LdapSession {
  async function pageOf(request: SearchRequest): Promise<SearchResponse> {
    // Not by its `search`: that takes an empty page for the last one, and a page without its cookie too.
    request.messageId = client['_nextMessageId']();
    const response: unknown = await client['_send'](request);
    if (!(response instanceof SearchResponse)) throw new ConnectorError('unavailable', brokeOff);
    if (response.status !== 0) throw StatusCodeParser.parse(response);
    return response;
  }

  async function read(
    { base, attributes, bytes = [], filter, isBytes }: LdapQuery & { base: string },
    scope: 'sub' | 'base',
  ): Promise<LdapEntry[]> {
    const paging = new PagedResultsControl({ value: { size: pageSize } });
    const request = new SearchRequest({
      messageId: 0,
      ...{ baseDN: base, scope, timeLimit: 0 },
      filter: filterOf({ filter, isBytes }),
      attributes: [...attributes],
      explicitBufferAttributes: [...bytes],
      controls: scope === 'sub' ? [paging] : [],
    });
    const entries = new Map<string, LdapEntry>();
    const cookies = new Set<string>();
    for (;;) {
      const page = await pageOf(request);
      if (page.searchReferences.some(({ uris }) => isElsewhere(uris, base)))
        throw new ConnectorError('unproven', elsewhere);
      for (const found of page.searchEntries) {
        const entry = entryOf(found.name, found.attributes);
        const name = foldedDn(entry.dn);
        if (entries.has(name)) throw new ConnectorError('unproven', repeats);
        entries.set(name, entry);
      }
      if (entries.size > mostEntries) throw new ConnectorError('unproven', endless);
      const cookie = cookieOf(page, cookies.size > 0);
      if (cookie === null) return [...entries.values()];
      const seen = cookie.toString('hex');
      // A cookie that comes again leads in a circle. Some servers keep one for all pages: then a page without anything
      // new does.
      if (cookies.has(seen) && page.searchEntries.length === 0) throw new ConnectorError('unproven', repeats);
      cookies.add(seen);
      paging.value = { size: pageSize, cookie };
    }
  }

  /** With every value of attributes of which the server told the first ones only. */
  async function whole(entry: LdapEntry, bytes: readonly string[]): Promise<LdapEntry> {
    let complete = entry;
    for (let rest = complete.rest(); rest !== null; rest = complete.rest()) {
      const [more] = await read({ base: entry.dn, attributes: [rest.asked], bytes }, 'base');
      const next = more && complete.with(more, rest.attribute);
      if (!next) throw new ConnectorError('unproven', cutValues);
      complete = next;
    }
    return complete;
  }

  return {
    async search(query) {
      try {
        const entries = await read(query, 'sub');
        const complete: LdapEntry[] = [];
        for (const entry of entries)
          complete.push(entry.rest() === null ? entry : await whole(entry, query.bytes ?? []));
        return complete;
      } catch (error) {
        throw ldapFailure(error);
      }
    },
    async entry(dn, query) {
      try {
        const [entry] = await read({ ...query, base: dn }, 'base');
        return entry ? await whole(entry, query.bytes ?? []) : null;
      } catch (error) {
        if (isNoSuchObject(error)) return null;
        throw ldapFailure(error);
      }
    },
  };
}

/**
 * Where the next page begins; null after the last one. A server that pages says at the end that it is the end (RFC
 * 2696).
 */
function cookieOf({ controls = [] }: SearchResponse, isPaged: boolean): Buffer | null {
  const control = controls.find((one) => one instanceof PagedResultsControl);
  if (control === undefined && isPaged) throw new ConnectorError('unproven', cutShort);
  const cookie = control?.value?.cookie;
  return cookie && cookie.length > 0 ? cookie : null;
}

function filterOf({
  filter = '(objectClass=*)',
  isBytes,
}: {
  filter: string | undefined;
  isBytes: LdapQuery['isBytes'] | undefined;
}): Filter {
  try {
    const written = FilterParser.parseString(filter);
    // In a filter that is written, ldapts reads escaped bytes as text.
    return isBytes === undefined ? written : new AndFilter({ filters: [written, new EqualityFilter(isBytes)] });
  } catch (error) {
    throw new ConnectorError(
      'rejected',
      {
        en: 'the filter cannot be read; RFC 4515 says how one is written',
        fr: 'le filtre est illisible ; la RFC 4515 dit comment l’écrire',
      },
      { cause: error },
    );
  }
}

const brokeOff = {
  en: 'the directory ended the connection before it had answered',
  fr: 'l’annuaire a coupé la connexion avant d’avoir répondu',
};
const notInTime = { en: 'the directory did not answer in time', fr: 'l’annuaire n’a pas répondu à temps' };
const repeats = {
  en: 'the directory repeats itself, so it is not known whether its answer is whole',
  fr: 'l’annuaire se répète, on ne sait donc pas si sa réponse est complète',
};
const endless = {
  en: `the directory tells of more than ${mostEntries} entries`,
  fr: `l’annuaire donne plus de ${mostEntries} entrées`,
};
const cutShort = {
  en: 'the directory stopped before the last page of its answer, so it is not known who is missing',
  fr: 'l’annuaire s’est arrêté avant la dernière page de sa réponse, on ne sait donc pas qui manque',
};
const cutValues = {
  en: 'the directory told only a part of the values of an attribute',
  fr: 'l’annuaire n’a donné qu’une partie des valeurs d’un attribut',
};
const elsewhere = {
  en: 'a part of what is below this base is on another server: name bases that are whole on this one, and the rest as another source',
  fr: 'une partie de ce qui est sous cette base se trouve sur un autre serveur : nommez des bases entières sur celui-ci, et le reste comme une autre source',
};
