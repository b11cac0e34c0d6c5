import type { ConnectorError } from '../../engine/ports/connector.ts';

/** A failed call in an administrator's words. `credentials` says what to do where they are refused. */
export function explainWith({
  product,
  credentials,
  baseUrl,
}: {
  product: string;
  credentials: string;
  baseUrl: string;
}) {
  return (error: ConnectorError) => {
    switch (error.kind) {
      case 'unauthorised':
        return { message: `${product} refuses the credentials: ${error.message}`, fix: credentials };
      case 'throttled':
        return { message: error.message, fix: `${product} is throttling; try again in a minute, or lower perMinute.` };
      case 'unproven':
        return { message: error.message, fix: credentials };
      default:
        return {
          message: error.message,
          fix: `Check that ${baseUrl} is your organisation's address and can be reached.`,
        };
    }
  };
}
