import type { Employment } from '../../engine/ports/hr-system.ts';

/** Where the HR system of the invented company is shown. */
export const hrSystemPath = '/hr-system';

const style = `
:root{color-scheme:light dark}
body{margin:0;font:15px/1.5 system-ui,sans-serif}
main{max-width:70rem;margin:0 auto;padding:1rem 1.5rem}
h1{font-size:1.3rem}
article{border:1px solid #8884;border-radius:.5rem;padding:.8rem 1rem;margin:0 0 1rem;scroll-margin-top:1rem}
article:target{outline:2px solid #1f5fbf}
h2{font-size:1rem;margin:0}
p{margin:.2rem 0}
small{opacity:.8}
.forms{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;margin-top:.6rem;align-items:end}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}
label{display:grid;font-size:.85rem}
input,select,button{font:inherit;padding:.3rem .5rem}
.problem{border:1px solid #b3261e;padding:.6rem 1rem;border-radius:.5rem}
:focus-visible{outline:3px solid #1f5fbf;outline-offset:1px}
`;

const reasons = [
  ['resignation', 'Resignation · Démission'],
  ['dismissal', 'Dismissal · Licenciement'],
  ['redundancy', 'Redundancy · Licenciement économique'],
  ['retirement', 'Retirement · Retraite'],
  ['end-of-contract', 'End of contract · Fin de contrat'],
  ['unknown', 'Not said · Non précisé'],
] as const;

/** The employees with what HR can write down of each; whatever is written goes to Relais as a signed call. */
export function drawHrSystem(employments: readonly Employment[], problem: string | null): string {
  const title = 'HR system · Logiciel RH';
  const html = String(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>
            What is written here goes to Relais as a signed call, and is found at the next poll all the same. · Ce qui
            est écrit ici part vers Relais en appel signé, et sera de toute façon trouvé à la prochaine lecture.
          </p>
          {problem !== null && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          {employments.map((one) => (
            <Employee one={one} />
          ))}
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

function Employee({ one }: { one: Employment }) {
  const { person, end, move, startsOn, workerType } = one;
  const action = `${hrSystemPath}/${encodeURIComponent(person.id)}`;
  return (
    <article id={person.id}>
      <h2>{person.name}</h2>
      <p>
        <small>
          {person.title} · {person.email} · {workerType} · since · depuis {startsOn}
        </small>
      </p>
      {end !== null && (
        <p>
          <strong>
            Leaves · Départ : {end.lastWorkingDay ?? end.contractEnd} → {end.contractEnd} ({end.reason})
          </strong>
        </p>
      )}
      {move !== null && (
        <p>
          <strong>
            Moves · Mobilité : {move.on} {move.to}
          </strong>
        </p>
      )}
      <div class="forms">
        <form method="post" action={action}>
          <input type="hidden" name="act" value="end" />
          <label>
            Last working day · Dernier jour
            <input type="date" name="lastWorkingDay" value={end?.lastWorkingDay ?? ''} />
          </label>
          <label>
            Contract end · Fin de contrat
            <input type="date" name="contractEnd" required value={end?.contractEnd ?? ''} />
          </label>
          <label>
            Reason · Motif
            <select name="reason">
              {reasons.map(([value, label]) => (
                <option value={value} selected={end?.reason === value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <button type="submit">Set the end · Fixer la fin</button>
        </form>
        <form method="post" action={action}>
          <input type="hidden" name="act" value="move" />
          <label>
            From · À partir du
            <input type="date" name="on" required value={move?.on ?? ''} />
          </label>
          <label>
            To · Vers
            <input name="to" value={move?.to ?? ''} />
          </label>
          <button type="submit">Move · Muter</button>
        </form>
        {(end !== null || move !== null) && (
          <form method="post" action={action}>
            <input type="hidden" name="act" value="take-back" />
            <button type="submit">Take it back · Retirer</button>
          </form>
        )}
        <form method="post" action={action}>
          <input type="hidden" name="act" value="rehire" />
          <label>
            New start · Nouvelle embauche
            <input type="date" name="startsOn" required />
          </label>
          <button type="submit">Rehire · Réembaucher</button>
        </form>
      </div>
    </article>
  );
}
