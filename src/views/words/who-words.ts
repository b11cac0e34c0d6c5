import type { Who } from '../../domain/evidence/report.ts';
import type { Voice } from './voice.ts';

/** A name where the evidence holds names; roles and a code otherwise. */
export function whoWords({ name, roles, code }: Who, { t, list }: Pick<Voice, 't' | 'list'>): string {
  const said = list(roles.map((one) => t(`evidence.role.${one}`)));
  return code === 'relais' ? said : `${name ?? code} (${said})`;
}
