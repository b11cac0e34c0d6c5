import { connectorTypes } from '../../connectors/registry.ts';
import { CommandError } from '../command-error.ts';

/** The kind of system of this name. Throws CommandError that names all there are. */
export function kindNamed(type: string): (typeof connectorTypes)[number] {
  const kind = connectorTypes.find((each) => each.type === type);
  if (kind) return kind;
  const names = connectorTypes.map((each) => each.type).join(', ');
  throw new CommandError(`There is no kind of system ${type}; there are ${names}.`);
}
