import { Markup } from './markup';

/** Light unless the reader's device is dark; on paper light and without what can be pressed. Contrast of text at least 4.5 to 1. */
export const STYLE = new Markup(`
:root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--text:#1b1f24;--soft:#57606a;--line:#d5dae0;--link:#0b57b8;--good:#17663b;--bad:#a3261e;--press:#0b57b8;--pressed:#fff;
--created:#1a7f4b;--updated:#2563c9;--review:#a86f00;--failed:#c62f2f;--removed:#6e7781;--calls:#2563c9;--half:#2563c9;--most:#b35900}
@media screen and (prefers-color-scheme:dark){:root{--back:#12161b;--card:#1b2128;--text:#e8ecf1;--soft:#a9b4c0;--line:#38424d;--link:#7db5ff;--good:#67d391;--bad:#ff9a92;--press:#7db5ff;--pressed:#0d1117;
--created:#4cc38a;--updated:#6ea8fe;--review:#e3b341;--failed:#ff7b72;--removed:#a0a8b1;--calls:#6ea8fe;--half:#6ea8fe;--most:#f0a35e}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:960px;margin:0 auto;padding:0 16px}
h1{font-size:1.6rem;line-height:1.2;margin:24px 0 4px}
h2{font-size:1.2rem;margin:0 0 8px}
h3{font-size:1rem;margin:0 0 4px}
p{margin:0 0 8px}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;margin:16px 0}
a{color:var(--link)}
.soft{color:var(--soft)}
.good{color:var(--good);font-weight:600}
.bad{color:var(--bad);font-weight:600}
.said{border:2px solid currentColor;border-radius:8px;padding:8px 12px;margin:12px 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(45%,200px),1fr));gap:12px;margin:0;padding:0;list-style:none}
.tiles li{border:1px solid var(--line);border-radius:8px;padding:10px 12px}
.tiles b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tiles span{display:block;font-size:.85rem;color:var(--soft)}
.list{margin:0;padding:0;list-style:none}
.list>li{border-top:1px solid var(--line);padding:12px 0}
.list>li:first-child{border-top:0;padding-top:4px}
form{margin:8px 0 0}
.choices{display:flex;flex-wrap:wrap;gap:8px}
button,input{font:inherit;border-radius:8px;padding:8px 12px;border:1px solid var(--press);min-height:44px;max-width:100%}
button{background:transparent;color:var(--press);cursor:pointer;text-align:start}
button:hover{background:var(--press);color:var(--pressed)}
input{background:var(--card);color:var(--text);border-color:var(--soft)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:start;color:var(--soft);padding:4px 0}
th,td{text-align:start;vertical-align:top;padding:6px 10px 6px 0;border-top:1px solid var(--line)}
td.n,th.n{text-align:end}
figure{margin:0}
svg{display:block;width:100%;height:auto}
svg.narrow{display:none}
details{margin-top:8px}
summary{cursor:pointer;color:var(--link);padding:4px 0}
progress{width:100%;height:16px;accent-color:var(--press)}
code{font-size:.9em}
@media (max-width:600px){svg.wide{display:none}svg.narrow{display:block}body{font-size:15px}section{padding:12px}.choices button{width:100%}}
@media print{body{background:#fff}section,.list>li,figure{break-inside:avoid}form,.screen{display:none}details::details-content{content-visibility:visible;block-size:auto}}
`);
