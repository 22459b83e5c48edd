/** The one style sheet of all pages: calm, one accent colour, light and dark, fine at 360 px. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--text:#1b1f27;--soft:#5a6372;--line:#dfe3ea;--accent:#0b6e5f;--on-accent:#fff;--code:#f1f3f6;--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{--bg:#12151b;--card:#1a1f27;--text:#e7eaf0;--soft:#9aa5b5;--line:#2c3340;--accent:#4fc3ae;--on-accent:#06251f;--code:#12161d;--warn:#f0b35e}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:46rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
header{display:flex;align-items:center;gap:.6rem;color:var(--soft);font-size:.9rem;margin-bottom:1.25rem}
header a{color:inherit;text-decoration:none;font-weight:600}
header svg{width:1.35rem;height:1.35rem;color:var(--accent);flex:none}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .5rem;letter-spacing:-.01em}
h2{font-size:1.1rem;margin:0 0 .6rem}
p{margin:0 0 1rem}
.soft{color:var(--soft)}
.small{font-size:.9rem}
.warn{color:var(--warn)}
section,.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem;margin:1.25rem 0}
section>:last-child,.card>:last-child{margin-bottom:0}
a{color:var(--accent)}
button,.button{display:inline-block;font:inherit;font-weight:600;padding:.6rem 1.1rem;border-radius:.55rem;border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);cursor:pointer;text-decoration:none}
button.quiet{background:transparent;color:var(--accent)}
button:hover,.button:hover{filter:brightness(1.06)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
textarea,pre{width:100%;margin:0;padding:.85rem;border:1px solid var(--line);border-radius:.55rem;background:var(--code);color:inherit;font:.82rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
textarea{resize:vertical;min-height:7rem;word-break:break-all}
pre{overflow:auto;max-height:22rem;white-space:pre-wrap;word-break:break-all}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;word-break:break-word}
.row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin-top:.75rem}
.copy{margin-top:.6rem}
ul.plain{list-style:none;margin:0 0 1rem;padding:0}
ul.plain li{padding:.35rem 0;border-top:1px solid var(--line)}
ul.plain li:first-child{border-top:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1rem;margin:0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
details{border-top:1px solid var(--line);padding:.7rem 0}
details:first-of-type{border-top:0}
details:last-of-type{padding-bottom:0}
summary{cursor:pointer;font-weight:600}
details>*+*{margin-top:.7rem}
fieldset{border:0;margin:0 0 1rem;padding:0}
legend{padding:0;color:var(--soft);font-size:.9rem;margin-bottom:.3rem}
label{display:flex;gap:.6rem;align-items:baseline;padding:.3rem 0}
select{font:inherit;padding:.45rem .6rem;border-radius:.45rem;border:1px solid var(--line);background:var(--code);color:inherit}
input[type=checkbox]{accent-color:var(--accent);width:1.05rem;height:1.05rem;flex:none;transform:translateY(.15rem)}
footer{color:var(--soft);font-size:.85rem;margin-top:2rem}
@media (max-width:30rem){main{padding:1.5rem 1rem 3rem}dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.5rem}h1{font-size:1.45rem}button,.button{width:100%;text-align:center}}
`.trim();
