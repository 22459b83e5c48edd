/** The one style sheet of all pages: calm, one accent colour, light and dark, fine at 360 px. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--text:#1a1f28;--soft:#596273;--line:#dfe3ea;--accent:#0b6e5f;--accent-deep:#095a4e;--on-accent:#fff;--tint:#e6f2ef;--code:#f4f6f8;--unsure:#7d5200;--unsure-tint:#fbf1dc;--danger:#a8322a;--danger-deep:#8c2720;--on-danger:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#11141a;--card:#191e26;--text:#e6e9ef;--soft:#9aa5b5;--line:#2b323e;--accent:#57c7b3;--accent-deep:#74d6c4;--on-accent:#06251f;--tint:#16302d;--code:#12161d;--unsure:#e9bd62;--unsure-tint:#32290f;--danger:#f0968c;--danger-deep:#f5aea6;--on-danger:#2e0a07}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
@media (min-width:60rem){html{scrollbar-gutter:stable both-edges}}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
main{max-width:47rem;margin:0 auto;padding:2rem 1.25rem 3.5rem}
.brand{display:flex;align-items:center;gap:.55rem;width:max-content;margin-bottom:2.25rem;color:var(--text);font-weight:600;font-size:.95rem;text-decoration:none}
.brand svg{width:1.4rem;height:1.4rem;color:var(--accent);flex:none}
h1{font-size:1.85rem;line-height:1.2;margin:0 0 .5rem;letter-spacing:-.02em;font-weight:650;overflow-wrap:anywhere}
h2{font-size:1.05rem;line-height:1.35;margin:0 0 .75rem;font-weight:650}
h3{font-size:1rem;line-height:1.35;margin:0;font-weight:600;overflow-wrap:anywhere;min-width:0}
h2 label{display:inline;padding:0}
h1,.lead{text-wrap:balance}
p{margin:0 0 1rem;text-wrap:pretty}
a{color:var(--accent);text-underline-offset:.15em}
.lead,h1+.soft{color:var(--soft);font-size:1.0625rem;margin-bottom:1.5rem;overflow-wrap:anywhere}
.who{display:flex;flex-wrap:wrap;gap:.15rem .75rem;align-items:baseline}
.badge{padding:.1rem .65rem;border-radius:1rem;background:var(--tint);color:var(--accent);font-size:.8125rem;font-weight:600}
.badge.unsure,.note.unsure{background:var(--unsure-tint);color:var(--unsure)}
.soft{color:var(--soft)}
.small{font-size:.875rem}
section,.card{background:var(--card);border:1px solid var(--line);border-radius:.9rem;padding:1.5rem;margin:0 0 1.25rem}
section>:last-child,.card>:last-child,.panel>:last-child{margin-bottom:0}
hr{border:0;border-top:1px solid var(--line);margin:1.5rem 0}
button,.button{display:inline-block;font:inherit;font-weight:600;line-height:1.4;padding:.6rem 1.15rem;border-radius:.6rem;border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);cursor:pointer;text-align:center;text-decoration:none;overflow-wrap:anywhere}
button:hover,.button:hover{background:var(--accent-deep);border-color:var(--accent-deep)}
.quiet{background:transparent;color:var(--accent);border-color:var(--line)}
.quiet:hover{background:var(--tint);color:var(--accent);border-color:var(--accent)}
.danger{background:var(--danger);border-color:var(--danger);color:var(--on-danger)}
.danger:hover{background:var(--danger-deep);border-color:var(--danger-deep)}
.slim{padding:.35rem .85rem;font-size:.875rem}
[hidden]{display:none}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
textarea,pre{display:block;width:100%;margin:0;padding:.85rem 1rem;border:1px solid var(--line);border-radius:.6rem;background:var(--code);color:inherit;font:.8125rem/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
/* The inner edge is a border, because scrolled text shows through padding. */
textarea{resize:vertical;word-break:break-all;padding-block:0;border:solid var(--code);border-width:.8rem 0;box-shadow:0 0 0 1px var(--line)}
pre{overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.cut{color:var(--soft);white-space:nowrap}
.cut::after{content:'…'}
.cut span{display:inline-block;max-width:12ch;overflow:hidden;vertical-align:bottom}
.row{display:flex;flex-wrap:wrap;gap:.65rem 1rem;align-items:center;margin:.9rem 0 0}
.row>p{flex:1 1 14rem;margin:0}
.split{display:flex;flex-wrap:wrap;gap:.1rem 1rem;align-items:baseline;justify-content:space-between;margin:0 0 .75rem}
.split>*{margin:0}
.copyable{position:relative;margin:0 0 1.25rem}
.copyable pre{padding-right:6rem}
.copyable button{position:absolute;top:.5rem;right:.5rem;min-width:5rem;background:var(--card)}
.copyable button:hover{background:var(--tint)}
.scopes{list-style:none;margin:0;padding:0}
.scopes,.check{font-size:.9375rem}
.scopes li{display:grid;grid-template-columns:1.1rem 1fr auto;gap:0 .7rem;padding:.4rem 0;align-items:baseline}
.scopes svg{width:1.1rem;height:1.1rem;color:var(--accent);transform:translateY(.2rem)}
.scopes .not,.scopes .not svg{color:var(--soft)}
.scopes code{color:var(--soft);font-size:.8125rem}
.steps{margin:0 0 1.5rem;padding:0;list-style:none;counter-reset:step}
.steps li{position:relative;padding:.1rem 0 .1rem 2.35rem;margin-bottom:.6rem;counter-increment:step}
.steps li::before{content:counter(step);position:absolute;left:0;top:.1rem;width:1.55rem;height:1.55rem;border-radius:50%;background:var(--tint);color:var(--accent);font-size:.8125rem;font-weight:650;line-height:1.55rem;text-align:center}
.note{border-left:3px solid var(--accent);background:var(--tint);border-radius:0 .5rem .5rem 0;padding:.7rem 1rem;font-size:.9rem;margin:0 0 1.25rem;overflow-wrap:anywhere}
.note.unsure{border-color:var(--unsure)}
.tabs{display:flex;flex-wrap:wrap;gap:.4rem;margin-top:1.25rem}
.tabs>input{position:absolute;opacity:0;pointer-events:none}
.tabs>label{padding:.35rem .85rem;border:1px solid var(--line);border-radius:2rem;font-size:.9rem;font-weight:600;color:var(--soft);cursor:pointer}
.tabs>label:hover{color:var(--accent);border-color:var(--accent)}
.tabs>input:checked+label{background:var(--tint);border-color:var(--accent);color:var(--accent)}
.tabs>input:focus-visible+label{outline:3px solid var(--accent);outline-offset:2px}
.panel{display:none;order:1;width:100%;padding-top:.75rem}
.tabs>input:checked+label+.panel{display:block}
.panel p{font-size:.9rem;margin-bottom:.6rem}
.panel .row,.panel .note{margin:0 0 1.25rem}
.panel .steps{font-size:.9375rem;margin:0}
.panel .steps:not(:last-child){margin-bottom:1rem}
.steps li:last-child{margin-bottom:0}
details .copyable{margin-bottom:0}
.grants{list-style:none;margin:0;padding:0}
.grants li{position:relative;padding:1.15rem 0;border-top:1px solid var(--line)}
.grants .split{margin:0 6rem .6rem 0;justify-content:flex-start;gap:.1rem .75rem}
.grants .split p{overflow-wrap:anywhere}
.grants form{position:absolute;top:1rem;right:0}
.chips{display:flex;flex-wrap:wrap;gap:.35rem;margin:0 0 .75rem}
.facts{display:grid;grid-template-columns:repeat(3,1fr);gap:.5rem 1.5rem;margin:0;font-size:.875rem}
.last{padding-top:1.15rem;border-top:1px solid var(--line)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.5rem 1.5rem;margin:0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
summary{cursor:pointer;font-weight:600;font-size:.9rem;color:var(--soft);width:max-content;max-width:100%}
summary:hover{color:var(--accent)}
details>*+*{margin-top:.75rem}
fieldset{border:0;margin:0 0 1rem;padding:0;min-width:0}
legend{padding:0;font-size:.875rem;font-weight:600;margin-bottom:.25rem}
.check{display:grid;grid-template-columns:1.1rem 1fr auto;gap:0 .7rem;align-items:baseline;padding:.4rem 0;cursor:pointer}
.check code{color:var(--soft);font-size:.8125rem}
select,input:not([type]){font:inherit;padding:.5rem .7rem;border-radius:.6rem;border:1px solid var(--line);background:var(--code);color:inherit}
.field{display:grid;gap:.35rem;margin:0 0 1rem}
.field label{font-size:.875rem;font-weight:600}
.field input{width:100%;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875rem}
::placeholder{color:var(--soft);opacity:1}
input[type=checkbox]{accent-color:var(--accent);width:1.1rem;height:1.1rem;margin:0;transform:translateY(.2rem)}
footer{display:flex;flex-wrap:wrap;gap:.65rem 1rem;align-items:center;color:var(--soft);font-size:.875rem;margin-top:1.75rem}
footer p{margin:0;flex:1 1 14rem}
.sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:34rem){main{padding:1.25rem 1rem 2.5rem}.brand{margin-bottom:1.5rem}section,.card{padding:1.15rem}h1{font-size:1.5rem}.lead{font-size:1rem}dl{grid-template-columns:1fr;gap:0}dd+dt{margin-top:.7rem}.facts div{display:grid;grid-template-columns:6rem 1fr}.facts{grid-template-columns:1fr;gap:.2rem}.grants .split{margin-right:5.75rem}.scopes li,.check{grid-template-columns:1.1rem 1fr}.scopes code,.check code{grid-column:2}.wide{width:100%}.copyable pre{padding:.75rem;font-size:.75rem}.copyable button{position:static;margin-top:.5rem}}
`.trim();
