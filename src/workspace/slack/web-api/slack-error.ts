/** Ends a Web API call with `{ ok: false, error: code }`. */
export class SlackError extends Error {
  override name = 'SlackError';
  readonly code: string;
  /** What goes into `response_metadata.messages`. */
  readonly details: readonly string[];
  readonly extra: Readonly<Record<string, string>>;

  constructor(code: string, details: readonly string[] = [], extra: Readonly<Record<string, string>> = {}) {
    super([code, ...details].join(' '));
    this.code = code;
    this.details = details;
    this.extra = extra;
  }
}
