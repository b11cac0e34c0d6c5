import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { packageRoot } from '../package-root.ts';
import { auditRebuildCommand } from './audit-rebuild.ts';
import { auditShowCommand } from './audit-show.ts';
import { auditVerifyCommand } from './audit-verify.ts';
import { auditorCommand } from './auditor.ts';
import { backupCommand } from './backup.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { dossierExportCommand } from './dossier-export.ts';
import { equipmentImportCommand } from './equipment/import-command.ts';
import { equipmentListCommand } from './equipment/list-command.ts';
import { equipmentShowCommand } from './equipment/show-command.ts';
import { eraseCommand } from './erase.ts';
import { evidenceCommand } from './evidence.ts';
import { evidenceKeyCommand } from './evidence-key.ts';
import { flowsLintCommand } from './flows-lint.ts';
import { flowsPreviewCommand } from './flows-preview.ts';
import { flowsValidateCommand } from './flows-validate.ts';
import { hrImportCommand } from './hr-import.ts';
import { keysNewCommand } from './keys/new-command.ts';
import { keysRewrapCommand } from './keys/rewrap-command.ts';
import { keysRotateCommand } from './keys/rotate-command.ts';
import { keysStatusCommand } from './keys/status-command.ts';
import { migrateCommand } from './migrate.ts';
import { peopleAcceptCommand } from './people/accept-command.ts';
import { peopleExplainCommand } from './people/explain-command.ts';
import { peopleExportCommand } from './people/export-command.ts';
import { peopleForgetNamesCommand } from './people/forget-names-command.ts';
import { peopleImportCommand } from './people/import-command.ts';
import { peopleShowCommand } from './people/show-command.ts';
import { restoreCommand } from './restore.ts';
import { reviewCommand } from './review.ts';
import { startCommand } from './start-command.ts';
import { storyCommand } from './story/story-command.ts';
import type { Surroundings } from './surroundings.ts';
import { systemsAddCommand } from './systems/add-command.ts';
import { waveImportCommand } from './wave-import.ts';

/** Every command; the README lists them from here. */
export function program(surroundings: Surroundings): Command {
  const { terminal } = surroundings;
  const relais = new Command('relais')
    .description('Relais, the offboarding assistant: starts it, and looks after what it keeps.')
    .version(versionOfPackage(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .showSuggestionAfterError()
    .showHelpAfterError('Run "relais --help" for what there is.')
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .exitOverride();
  relais.addCommand(startCommand());
  relais.addCommand(storyCommand(surroundings));
  relais.addCommand(doctorCommand(surroundings));
  relais.addCommand(
    new Command('systems').description('the systems of relais.yaml').addCommand(systemsAddCommand(surroundings)),
  );
  relais.addCommand(new Command('hr').description('what HR says by file').addCommand(hrImportCommand(surroundings)));
  relais.addCommand(
    new Command('people')
      .description('who is who: where people, managers and teams come from')
      .addCommand(peopleImportCommand(surroundings))
      .addCommand(peopleShowCommand(surroundings))
      .addCommand(peopleExplainCommand(surroundings))
      .addCommand(peopleExportCommand(surroundings))
      .addCommand(peopleAcceptCommand(surroundings))
      .addCommand(peopleForgetNamesCommand(surroundings)),
  );
  relais.addCommand(
    new Command('equipment')
      .description('who was lent what')
      .addCommand(equipmentImportCommand(surroundings))
      .addCommand(equipmentListCommand(surroundings))
      .addCommand(equipmentShowCommand(surroundings)),
  );
  relais.addCommand(eraseCommand(surroundings));
  relais.addCommand(backupCommand(surroundings));
  relais.addCommand(restoreCommand(surroundings));
  relais.addCommand(migrateCommand(surroundings));
  relais.addCommand(
    new Command('keys')
      .description('the master key, and the keys that everything is sealed with')
      .addCommand(keysStatusCommand(surroundings))
      .addCommand(keysRotateCommand(surroundings))
      .addCommand(keysRewrapCommand(surroundings))
      .addCommand(keysNewCommand(surroundings)),
  );
  relais.addCommand(
    new Command('flows')
      .description('check the flows, and see the dated plan one would make')
      .addCommand(flowsValidateCommand(surroundings))
      .addCommand(flowsLintCommand(surroundings))
      .addCommand(flowsPreviewCommand(surroundings)),
  );
  relais.addCommand(
    new Command('audit')
      .description('prove the journals, and read one')
      .addCommand(auditVerifyCommand(surroundings))
      .addCommand(auditShowCommand(surroundings))
      .addCommand(auditRebuildCommand(surroundings)),
  );
  relais.addCommand(reviewCommand(surroundings));
  relais.addCommand(evidenceCommand(surroundings));
  relais.addCommand(evidenceKeyCommand(surroundings));
  relais.addCommand(auditorCommand(surroundings));
  relais.addCommand(
    new Command('dossier').description('what stays of a leaver’s work').addCommand(dossierExportCommand(surroundings)),
  );
  relais.addCommand(
    new Command('wave').description('many departures as one').addCommand(waveImportCommand(surroundings)),
  );
  // Refusals of a sub-command end like those of the program itself.
  for (const command of relais.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().copyInheritedSettings(relais);
  return relais;
}

function versionOfPackage(): string {
  const file = join(packageRoot, 'package.json');
  return z.looseObject({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
