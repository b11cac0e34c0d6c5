import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { toChannelError } from '../../../src/channels/slack/slack-error.ts';
import { ChannelError } from '../../../src/engine/ports/channel.ts';

const platform = (error: string, more: object = {}): Error =>
  new webApi.WebAPIPlatformError({ ok: false, error, ...more });
const network = (code: string): Error =>
  new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));

describe('what goes wrong between Relais and Slack', () => {
  it.each([
    ['channel_not_found', 'unreachable'],
    ['user_disabled', 'unreachable'],
    ['not_in_channel', 'unreachable'],
    ['message_not_found', 'gone'],
    ['invalid_auth', 'unavailable'],
    ['missing_scope', 'unavailable'],
    ['service_unavailable', 'unavailable'],
    ['invalid_blocks', 'rejected'],
    ['msg_blocks_too_long', 'rejected'],
    ['something_new', 'rejected'],
    ['internal_error', 'unknown-outcome'],
    ['fatal_error', 'unknown-outcome'],
    ['ratelimited', 'throttled'],
  ])('%s to a post is %s', (code, kind) => {
    expect(toChannelError(platform(code), 'chat.postMessage', 'posts').kind).toBe(kind);
  });

  it('is doubtful only where something may have been posted', () => {
    for (const effect of ['reads', 'repeatable'] as const) {
      expect(toChannelError(platform('fatal_error'), 'm', effect).kind).toBe('unavailable');
      expect(toChannelError(network('ECONNRESET'), 'm', effect).kind).toBe('unavailable');
      expect(toChannelError(new webApi.WebAPIHTTPError(503, 'x', {}), 'm', effect).kind).toBe('unavailable');
    }
    expect(toChannelError(network('ECONNRESET'), 'm', 'posts').kind).toBe('unknown-outcome');
    expect(toChannelError(new webApi.WebAPIHTTPError(503, 'x', {}), 'm', 'posts').kind).toBe('unknown-outcome');
    expect(toChannelError(new SyntaxError('no JSON'), 'm', 'posts').kind).toBe('unknown-outcome');
    expect(toChannelError(network('ECONNREFUSED'), 'm', 'posts').kind).toBe('unavailable');
    expect(toChannelError(new webApi.WebAPIHTTPError(404, 'x', {}), 'm', 'posts').kind).toBe('rejected');
  });

  it('keeps the wait that Slack asks for', () => {
    const limited = toChannelError(new webApi.WebAPIRateLimitedError(7), 'm', 'posts');
    expect([limited.kind, limited.retryAfterSeconds]).toEqual(['throttled', 7]);
    const inBody = platform('ratelimited', { response_metadata: { retryAfter: 3 } });
    expect(toChannelError(inBody, 'm', 'posts').retryAfterSeconds).toBe(3);
  });

  it('names the call and the cause, and passes on what is understood already', () => {
    const cause = platform('invalid_blocks');
    const error = toChannelError(cause, 'chat.postMessage', 'posts');
    expect(error.message).toBe('Slack chat.postMessage: invalid_blocks');
    expect(error.cause).toBe(cause);
    const known = new ChannelError('gone', 'x');
    expect(toChannelError(known, 'm', 'posts')).toBe(known);
  });
});
