import type { Answer } from '../answer.ts';
import type { VendorRefusals } from '../sandbox-core.ts';

const documentation = 'https://docs.github.com/rest';

export function githubError(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: documentation, status: String(status) } };
}

export const notFound = githubError(404, 'Not Found');

export const githubRefusals: VendorRefusals = {
  unavailable: () => githubError(503, 'No server is currently available to service your request.'),
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
  throttled: (resetAt) => ({
    ...githubError(429, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'),
    headers: {
      'retry-after': '1',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(resetAt.getTime() / 1000)),
    },
  }),
  broken: () => githubError(500, 'Server Error'),
  unauthorised: () => githubError(401, 'Bad credentials'),
};
