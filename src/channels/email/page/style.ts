import { createHash } from 'node:crypto';

/** The whole look of a page. It stands in the page itself, so that nothing else has to be loaded. */
export const style = `
:root{color-scheme:light dark;--line:#8886;--ink:#1b1d21;--ground:#ffffff;--soft:#5b6170;--accent:#1f5fbf;--danger:#b3261e;--box:#f3f5f8}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaee;--ground:#16181c;--soft:#a4abb8;--accent:#8ab4f8;--danger:#ff8a80;--box:#22252b}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .25rem}
h2,.heading{font-size:1.1rem;margin:1.5rem 0 .4rem}
p{margin:0 0 .8rem}
.text,.note,.quote{white-space:pre-line;overflow-wrap:anywhere}
.subtitle,.note,.muted,.state,.detail,.hint,.fact{color:var(--soft)}
.note,.state,.detail,.hint{font-size:.9rem}
.quote{margin:0 0 .8rem;padding-left:.8rem;border-left:3px solid var(--line)}
.status,.notice{margin:0 0 1rem;padding:.6rem .9rem;border:1px solid var(--line);border-radius:.4rem;background:var(--box)}
.notice.refused,.errors{border-color:var(--danger)}
table{border-collapse:collapse;margin:0 0 .8rem}
.fact{text-align:left;vertical-align:top;font-weight:400;padding:.15rem 1rem .15rem 0}
.table{width:100%}
main:has(.wide){max-width:100rem}
.wide{overflow-x:auto;margin:0 0 .8rem}
.wide .head,.wide .cell{white-space:nowrap}
.value{overflow-wrap:anywhere}
.head,.cell{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-top:1px solid var(--line)}
ul.list{list-style:none;margin:0 0 .8rem;padding:0}
.item{margin:0 0 .6rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
hr{border:0;border-top:1px solid var(--line);margin:1.2rem 0}
details{margin:0 0 1rem}
summary{cursor:pointer;padding:.3rem 0}
.buttons{display:flex;flex-wrap:wrap;gap:.5rem;margin:.4rem 0 1rem}
button,.back{font:inherit;padding:.55rem 1rem;border:1px solid var(--line);border-radius:.4rem;background:var(--box);color:var(--ink);cursor:pointer;text-decoration:none}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--ground);font-weight:600}
button.danger{border-color:var(--danger);color:var(--danger)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.field{margin:0 0 1.2rem;border:0;padding:0}
label,legend{display:block;font-weight:600;margin:0 0 .25rem;padding:0}
.choice label{display:inline;font-weight:400}
input[type=text],input[type=email],input[type=number],input[type=date],input[type=time],textarea,select{font:inherit;width:100%;padding:.5rem;border:1px solid var(--soft);border-radius:.4rem;background:var(--ground);color:var(--ink)}
textarea{min-height:7rem}
.error{color:var(--danger);font-weight:600;margin:.25rem 0 0}
.first{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;

const digest = createHash('sha256').update(style).digest('base64');

/** Nothing is loaded, nothing runs, nothing frames the page, and its forms go back to where it came from. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${digest}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
