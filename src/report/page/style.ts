import { pictureStyle } from '../picture/svg-style.js';
import { furthestHang } from './finding.js';

/** How far a line that is broken is indented: a class a column. */
const hangs = Array.from({ length: furthestHang + 1 }, (_, columns) => `.h${columns}{--hang:${columns}ch}`).join('');

/** The style sheet of the page. Text keeps a contrast of 4.5 in light and dark. */
export const style = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1a1a1a; --soft: #595959; --line: #8c8c8c; --fill: #f3f4f6; --red: #a3140b; --green: #12592f; --link: #0b57a8; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #f2f2f2; --soft: #b8b8b8; --line: #7a7a7a; --fill: #23262c; --red: #ff9d94; --green: #86dca6; --link: #8ec5ff; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: var(--paper); color: var(--ink); }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
h1 { margin-bottom: 0.25rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
a { color: var(--link); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; padding: 0; list-style: none; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.85rem; }
pre { background: var(--fill); padding: 0.75rem; margin: 0.5rem 0; overflow-x: auto; max-height: 30rem; }
pre.story { white-space: pre-wrap; overflow-wrap: anywhere; max-height: none; }
pre.story span { display: block; padding-left: var(--hang); text-indent: calc(-1 * var(--hang)); }
@media (max-width: 40rem) { pre.story span { padding-left: min(var(--hang), 4ch); text-indent: calc(-1 * min(var(--hang), 4ch)); } }
.wide { overflow-x: auto; }
.wide table { min-width: 44rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding: 0.5rem 0; }
th, td { text-align: left; padding: 0.25rem 0.5rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th[scope=row] { font-weight: 400; }
#laws th:nth-child(n+4), #laws td:nth-child(n+4), .numbers th:nth-child(n+2), .numbers td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
table.nodes td, table.nodes th:nth-child(n+2) { overflow-wrap: normal; white-space: nowrap; }
#laws td:nth-child(2) { white-space: nowrap; }
#laws td:nth-child(2):not([class]) { color: var(--green); }
#laws tbody th { font: 0.85rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
.red { color: var(--red); font-weight: 700; }
.green { color: var(--green); }
.soft { color: var(--soft); }
main i { display: block; font: 1.05rem/1.5 "STIX Two Math", "Cambria Math", Georgia, serif; }
details.finding { border: 1px solid var(--line); border-radius: 0.4rem; margin: 0.75rem 0; padding: 0 1rem; }
details.finding > summary { padding: 0.75rem 0; cursor: pointer; }
summary h3 { display: inline; font-size: 1rem; }
details.finding details, #legend { margin: 0.75rem 0; }
.badge { border: 1px solid var(--line); border-radius: 0.3rem; padding: 0 0.35rem; font-size: 0.8rem; color: var(--soft); white-space: nowrap; }
.drawn { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: start; }
.drawn table { width: auto; min-width: 14rem; }
.drawn td, .drawn th { border: 0; padding: 0.05rem 0.4rem; }
.drawn td { min-width: 8rem; }
.drawn b { display: inline-block; height: 0.7rem; background: var(--link); }
ul.laws { padding-left: 1.25rem; overflow-wrap: anywhere; }
#finding-index { display: none; }
@media (min-width: 75rem) {
  header, main, footer { max-width: 96rem; }
  .beside { display: grid; grid-template-columns: 22rem minmax(0, 1fr); gap: 1.5rem; align-items: start; }
  #finding-index { display: block; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; }
  #finding-index ol { padding-left: 2rem; }
  #finding-index li { margin: 0.5rem 0; }
  #finding-index a { text-decoration: none; }
  #finding-index a:hover { text-decoration: underline; }
}
.picture { overflow-x: auto; }
.picture svg { display: block; }
.bar { display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: end; margin: 1rem 0; }
.bar fieldset { border: 1px solid var(--line); border-radius: 0.3rem; }
.bar fieldset label { margin-right: 0.75rem; white-space: nowrap; }
input[type=search], select, button { max-width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 0.3rem; padding: 0.25rem 0.6rem; }
button { cursor: pointer; background: var(--fill); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
[hidden] { display: none !important; }
${hangs}
${pictureStyle}.tl-picture { background: var(--paper); }`;
