import type { Localized } from '../../domain/localized.ts';

const hidden = '[redacted]';
const longest = 200;
/** No more of a text is looked at: what is shown is its beginning, and patterns over megabytes would take minutes. */
const mostRead = 8192;

/** Query names whose value is a credential wherever they appear. */
const secretQueryName = /token|secret|password|passwd|signature|assertion|api[-_]?key|^key$|^code$|^sig$/i;

/** Credentials by their looks: for those that the vendor echoes and we never knew. */
const secretShapes: readonly RegExp[] = [
  /\b(?:bearer|basic|ssws|token)\s+[\w.~+/=-]{8,}/gi,
  /\bgh[a-z]_[A-Za-z0-9]{16,}\b/g,
  /\bgithub_pat_\w{16,}\b/g,
  /\bxox[a-z]-[\w-]{8,}\b/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g,
];

/** Takes credentials out of what is kept or shown: evidence, error messages, the call that a person reads. */
export interface Redactor {
  /** An access token just issued and the like. The latest are remembered; what was configured always is. */
  hide(secret: string): void;
  /** One line, cut short. */
  text(text: string): string;
  words(words: Localized): Localized;
  url(url: URL): string;
}

/** As it stands, as in a URL, as in a form or query, as in JSON. */
function formsOf(secret: string): ReadonlySet<string> {
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  return new Set([secret, encodeURIComponent(secret), inForm, JSON.stringify(secret).slice(1, -1)]);
}

/**
 * Tokens live for an hour or so and come three at a time: these are the ones of a day and more. All of them for ever
 * would fill the memory, and slow every line down.
 */
const issuedKept = 100;

/** A secret of three letters would black out half of every text, and protects nothing. */
const shortest = 4;

export function createRedactor(secrets: readonly string[] = []): Redactor {
  /** Each secret with its forms, which every call needs. */
  const configured = new Map(
    secrets.filter(({ length }) => length >= shortest).map((secret) => [secret, formsOf(secret)]),
  );
  /** The latest last. */
  const issued = new Map<string, ReadonlySet<string>>();
  const hide = (secret: string) => {
    if (secret.length < shortest || configured.has(secret)) return;
    const forms = issued.get(secret) ?? formsOf(secret);
    issued.delete(secret);
    issued.set(secret, forms);
    const [oldest] = issued.keys();
    if (issued.size > issuedKept && oldest !== undefined) issued.delete(oldest);
  };
  const everyForm = () => [...configured.values(), ...issued.values()].flatMap((forms) => [...forms]);

  const conceal = (text: string) => {
    let result = text;
    for (const form of everyForm()) result = result.replaceAll(form, hidden);
    for (const shape of secretShapes) result = result.replace(shape, hidden);
    return result;
  };

  /** Where the text is cut, a piece of a secret may be left that nothing recognises: the last stretch is dropped. */
  const concealBeginning = (text: string) => {
    if (text.length <= mostRead) return conceal(text);
    const longestSecret = Math.max(0, ...everyForm().map((form) => form.length));
    const shown = conceal(text.slice(0, mostRead + longestSecret));
    return shown.slice(0, Math.max(0, shown.length - longestSecret));
  };

  const oneLine = (text: string) => {
    const line = concealBeginning(text).replace(/\s+/g, ' ').trim();
    return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
  };

  return {
    hide,
    text: oneLine,
    words: ({ en, fr }) => ({ en: oneLine(en), fr: oneLine(fr) }),
    url(url) {
      const shown = new URL(url);
      shown.username = '';
      shown.password = '';
      shown.hash = '';
      for (const name of new Set(shown.searchParams.keys()))
        if (secretQueryName.test(name)) shown.searchParams.set(name, 'redacted');
      return conceal(shown.href);
    },
  };
}
