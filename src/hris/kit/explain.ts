import { inFrench, type Localized } from '../../domain/localized.ts';
import type { ConnectorError } from '../../engine/ports/connector.ts';

/** A failed call in an administrator's words. `credentials` says what to do where they are refused. */
export function explainWith({
  product,
  credentials,
  baseUrl,
}: {
  product: string;
  credentials: Localized;
  baseUrl: string;
}) {
  return (error: ConnectorError) => {
    switch (error.kind) {
      case 'unauthorised':
        return {
          message: {
            en: `${product} refuses the credentials: ${error.message}`,
            fr: `${product} refuse les identifiants : ${inFrench(error.words)}`,
          },
          fix: credentials,
        };
      case 'throttled':
        return {
          message: error.words,
          fix: {
            en: `${product} is throttling; try again in a minute, or lower perMinute.`,
            fr: `${product} limite les appels ; réessayez dans une minute, ou baissez perMinute.`,
          },
        };
      case 'unproven':
        return { message: error.words, fix: credentials };
      default:
        return {
          message: error.words,
          fix: {
            en: `Check that ${baseUrl} is your organisation's address and can be reached.`,
            fr: `Vérifiez que ${baseUrl} est bien l’adresse de votre organisation, et qu’elle peut être jointe.`,
          },
        };
    }
  };
}
