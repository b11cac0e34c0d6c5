import { ConfigError } from '../config.ts';
import type { Flow } from '../domain/flow/flow.ts';

/** A step that asks for a file could never be done where nobody can bring one. Throws ConfigError, naming the flow. */
export function requireFilePages(flows: readonly Flow[], publicUrl: string | null): void {
  const asking = flows.find(({ steps }) => steps.some(({ proof }) => proof === 'file'));
  if (!asking || publicUrl !== null) return;
  throw new ConfigError([
    {
      en: `RELAIS_PUBLIC_URL: missing while the flow "${asking.id}" has a step with proof: file; expected the address at which people reach this Relais, such as https://relais.example.com. See README.md, "Flows".`,
      fr: `RELAIS_PUBLIC_URL : absente alors que le flux « ${asking.id} » a une étape avec proof: file ; attendu l’adresse à laquelle on joint ce Relais, par exemple https://relais.example.com. Voyez README.md, « Flows ».`,
    },
  ]);
}
