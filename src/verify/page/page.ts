import { asFingerprint, isFingerprint } from '../run-verify.ts';
import { verifyPack } from '../verify-pack.ts';
import { type Language, linesOf, outcomeOf, wordsOf } from '../words.ts';

const language: Language = /^fr/i.test(navigator.language) ? 'fr' : 'en';
const words = wordsOf(language);

function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

const [form, pack, key, result] = [
  element('form', HTMLFormElement),
  element('pack', HTMLInputElement),
  element('key', HTMLInputElement),
  element('result', HTMLElement),
];
document.documentElement.lang = language;
document.title = words['verify.page.title'];
for (const [id, text] of [
  ['title', words['verify.page.title']],
  ['what', words['verify.page.what']],
  ['pack-label', words['verify.page.file']],
  ['key-label', words['verify.page.key']],
  ['check', words['verify.page.check']],
] as const)
  element(id, HTMLElement).textContent = text;

function say(lines: readonly string[], outcome: string): void {
  result.className = outcome;
  result.replaceChildren(
    ...lines.map((line) => {
      const shown = document.createElement('p');
      shown.textContent = line;
      return shown;
    }),
  );
}

async function check(file: File): Promise<void> {
  const given = asFingerprint(key.value);
  if (given !== '' && !isFingerprint(given)) return say([words['verify.noKey']], 'wrong');
  say([words['verify.page.busy']], 'busy');
  const knowsEd25519 = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']).then(
    () => true,
    () => false,
  );
  if (!knowsEd25519) return say([words['verify.page.old']], 'wrong');
  const checked = await verifyPack(new Uint8Array(await file.arrayBuffer()), {
    expectedKey: given === '' ? null : given,
  });
  say(linesOf(checked, language), outcomeOf(checked));
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const [file] = pack.files ?? [];
  if (file) check(file).catch((error: unknown) => say([String(error)], 'wrong'));
});
