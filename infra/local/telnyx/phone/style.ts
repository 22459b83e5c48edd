/** The look of the app's own pages (shared/platform/html/card-style.ts), as far as the phone needs it. Green is live, amber is peculiar, red failed or ends. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f7;--card:#fff;--text:#121716;--soft:#56605d;--line:#e1e6e4;--edge:#85908c;--ok:#08734f;--okb:#e2f4eb;--calm:#4d5755;--calmb:#ecefee;--care:#845000;--careb:#fcf0d6;--cost:#b3261e;--costb:#fdebe9;--shade:0 1px 2px #0f1a170d,0 12px 32px -16px #0f1a1733;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
@media (prefers-color-scheme:dark){:root{--bg:#0b0e0d;--card:#141918;--text:#ecf0ee;--soft:#a0aaa7;--line:#29312f;--edge:#717c79;--ok:#45d3a4;--okb:#0f2c21;--calm:#b9c3c0;--calmb:#222a28;--care:#f0bd5b;--careb:#2d230d;--cost:#ff9b90;--costb:#381815;--shade:0 16px 40px -20px #000}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;background:var(--bg)}
body{margin:0;min-height:100vh;color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1,p,ul{margin:0;padding:0;min-width:0;list-style:none}
h1{font-size:1.875rem;line-height:1.15;font-weight:680;letter-spacing:-.026em}
b{font:inherit;font-weight:600}
svg{width:1.25rem;height:1.25rem;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;vertical-align:-.25em}
[hidden]{display:none!important}
:focus-visible{outline:2px solid var(--ok);outline-offset:2px}
small{display:block}
.small,small,.meta,.day{color:var(--soft);font-size:.875rem}
.soft,.lead,.brand i{color:var(--soft);font-style:normal}
.lead{font-size:1.1rem;margin-top:.5rem}
.num{font-variant-numeric:tabular-nums;letter-spacing:0;white-space:nowrap}
.cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
main,.wrap{max-width:60rem;margin:auto;padding:0 1.25rem}
main{padding-block:2.5rem 4rem}
.grow{flex:1;min-width:0}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .75rem}
.split{justify-content:space-between}
.tight{gap:.375rem}
.stack>*+*{margin-top:1rem}
.top{background:var(--card);border-bottom:1px solid var(--line)}
.brand{display:inline-flex;align-items:center;gap:.75rem;padding:.875rem 0;color:inherit;text-decoration:none}
.brand svg{width:1.75rem;height:1.75rem;color:var(--ok)}
.brand .f{fill:currentColor;stroke:none}
.brand .k{stroke:var(--card);stroke-width:2.5}
.card,.btn{border:1px solid var(--line);background:var(--card)}
.card,.note{border-radius:.875rem}
.card{box-shadow:var(--shade)}
.pad,.item{padding:1.1rem 1.5rem}
.list{overflow:auto;max-height:36rem}
.list li+li{border-top:1px solid var(--line)}
.item{display:flex;align-items:center;gap:.5rem 1rem;padding-inline:1rem;color:inherit;text-decoration:none}
.item:focus-visible,.bar a:focus-visible{outline-offset:-3px}
.item>:last-child{align-self:start;text-align:right}
.item>:last-child .tag{display:flex;width:fit-content;margin-left:auto}
.item:hover,.on,.bar a:hover,.bar [aria-current]{background:var(--calmb)}
.on{border-radius:.8rem}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;min-height:2.5rem;padding:.25rem 1rem;border-radius:.625rem;color:var(--text);font:inherit;font-size:.95rem;font-weight:600;line-height:1.3;text-decoration:none;cursor:pointer}
.btn:hover{border-color:var(--edge)}
.main,.bad,.go{background:var(--text);border-color:#0000;color:var(--bg)}
.bad{background:var(--cost)}
.go{background:var(--ok)}
.main:hover,.bad:hover,.go:hover{opacity:.88}
.wide{width:100%}
.slim{min-height:2rem;padding:0 .75rem;font-size:.875rem}
.slim svg{width:1rem;height:1rem}
.ok{--c:var(--ok);--b:var(--okb)}.care{--c:var(--care);--b:var(--careb)}.cost{--c:var(--cost);--b:var(--costb)}
.tag,.ava,.note{background:var(--b,var(--calmb));color:var(--c,var(--calm))}
.hint{color:var(--c);font-size:.875rem}
.tag{display:inline-flex;align-items:center;gap:.3rem;padding:.1rem .5rem;border-radius:.375rem;font-size:.8rem;font-weight:550;white-space:nowrap}
.tag svg,.hint svg,.meta svg{width:.95rem;height:.95rem;stroke-width:2.25;vertical-align:-.15em}
.hint svg{margin-right:.25rem}
.ava{display:grid;place-items:center;width:2.25rem;height:2.25rem;border-radius:50%;flex:none}
.note{display:flex;gap:.625rem;padding:.75rem 1rem;font-size:.95rem}
.note span{color:var(--text)}
#lost{position:fixed;inset:auto 1rem 1rem;max-width:28rem;margin:auto;border:1px solid}
.field{display:grid;gap:.375rem;font-size:.875rem;font-weight:600}
input[type=text]{width:100%;min-height:2.5rem;padding:.375rem .75rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);color:inherit;font:inherit;font-weight:400}
::placeholder{color:var(--soft);opacity:1}
.two{display:grid;grid-template-columns:18rem minmax(0,1fr);gap:1.25rem;align-items:start;margin-top:2.25rem}
.phone{width:100%;max-width:24rem;margin:auto;padding:.625rem;border-radius:2.5rem;background:#1d2423;scroll-margin-top:.5rem}
.screen{display:flex;flex-direction:column;min-height:34rem;border-radius:2rem;background:var(--card);overflow:hidden}
.empty{display:grid;place-content:center;padding:2rem;text-align:center}
.bar{padding:.75rem;border-bottom:1px solid var(--line);text-align:center}
.bar summary{display:block;border-radius:.625rem;cursor:pointer;list-style:none}
.bar summary::-webkit-details-marker{display:none}
.bar summary svg{width:1rem;height:1rem;vertical-align:-.15em}
.bar[open] summary svg{rotate:180deg}
.bar ul{margin:.75rem -.75rem -.75rem}
.bar li{border-top:1px solid var(--line)}
.bar a{display:block;padding:.5rem 1.25rem;color:inherit;text-align:left;text-decoration:none}
.notices>*{margin:.75rem .75rem 0}
.call{padding:1rem;background:var(--okb);border-bottom:1px solid var(--line)}
.call>*+*{margin-top:.75rem}
.heard{max-height:8rem;overflow:auto}
.heard p{color:var(--text)}
.keys{display:grid;grid-template-columns:repeat(3,1fr);gap:.375rem}
.scroll{display:flex;flex-direction:column-reverse;flex:1 1 23rem;height:23rem;overflow:auto}
.scroll:focus-visible{outline-offset:-3px}
#calls:not(:empty)~.scroll{flex-basis:11rem;height:11rem}
.thread{display:flex;flex-direction:column;align-items:flex-start;gap:.25rem;margin-bottom:auto;padding:.5rem 1rem}
.day{align-self:center;margin:.75rem 0 .25rem;text-align:center}
.day svg{width:.95rem;height:.95rem}
.bub{max-width:min(26rem,85%);padding:.5rem .875rem;border-radius:1.1rem 1.1rem 1.1rem .3rem;background:var(--calmb)}
.words{white-space:pre-wrap}
.bub small{color:inherit}
.us{background:#0b7453;color:#fff;border-radius:1.1rem 1.1rem .3rem}
.us,.ours{align-self:flex-end}
.fail{background:var(--card);box-shadow:inset 0 0 0 1px var(--cost)}
.meta{margin-bottom:.5rem}
.code{padding:0 .25rem;border-radius:.25rem;background:var(--costb);color:var(--cost);font:600 .8em var(--mono);white-space:nowrap}
.say{gap:.5rem;padding:.75rem;border-top:1px solid var(--line)}
.say>input{flex:1;min-width:0}
.say>.row{flex-basis:100%}
@media (max-width:46rem){.two{grid-template-columns:minmax(0,1fr)}.list{max-height:15.5rem}}
@media (max-width:34rem){main{padding:1.5rem 1rem 2.5rem}h1{font-size:1.5rem}.pad{padding:1rem 1.1rem}}
@media (forced-colors:active){.bub,.phone,.call{border:1px solid}}
`.trimStart();
