/** How values stand in an Adaptive Card, whose inputs all come back as text in one object. */

const prefix = 'field:';
const personPrefix = 'person:';

/** Apart from what buttons carry. */
export function inputIdOf(fieldId: string): string {
  return `${prefix}${fieldId}`;
}

/** Several chosen options come back parted by commas, so that none may hold one. */
export function encodeOption(value: string): string {
  return value.replaceAll('%', '%25').replaceAll(',', '%2C');
}

export function decodeOption(value: string): string {
  return value.replaceAll('%2C', ',').replaceAll('%25', '%');
}

export function encodePerson(personId: string): string {
  return `${personPrefix}${personId}`;
}

/** Relais' id of somebody who was preset; null for somebody chosen from the company's directory. */
export function decodePerson(value: string): string | null {
  return value.startsWith(personPrefix) ? value.slice(personPrefix.length) : null;
}
