/**
 * The style sheet of the layouts `solo` and `browse`. Ink acts, green is live, amber changes, red reaches people or costs money; a word or an
 * icon always goes with a colour.
 */
export const CARD_STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f7;--card:#fff;--sunk:#f3f5f4;--text:#121716;--soft:#56605d;--line:#e1e6e4;--edge:#85908c;--ok:#08734f;--okb:#e2f4eb;--calm:#4d5755;--calmb:#ecefee;--care:#845000;--careb:#fcf0d6;--cost:#b3261e;--costb:#fdebe9;--shade:0 1px 2px #0f1a170d,0 12px 32px -16px #0f1a1733;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
@media (prefers-color-scheme:dark){:root{--bg:#0b0e0d;--card:#141918;--sunk:#0e1211;--text:#ecf0ee;--soft:#a0aaa7;--line:#29312f;--edge:#717c79;--ok:#45d3a4;--okb:#0f2c21;--calm:#b9c3c0;--calmb:#222a28;--care:#f0bd5b;--careb:#2d230d;--cost:#ff9b90;--costb:#381815;--shade:0 16px 40px -20px #000}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;background:var(--bg)}
body{margin:0;min-height:100vh;color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,p,ul,ol,dl,dd,fieldset,pre{margin:0;padding:0;border:0;min-width:0;list-style:none}
h1{font-size:1.875rem;line-height:1.15;font-weight:680;letter-spacing:-.026em;text-wrap:balance}
h2{font-size:1.1rem;line-height:1.35;font-weight:640;letter-spacing:-.01em}
h3,b{font:inherit;font-weight:600}
a{color:inherit;text-decoration-color:var(--edge);text-underline-offset:.2em}
code,pre{font:.875em/1.6 var(--mono)}
pre{white-space:pre-wrap}
svg{width:1.25rem;height:1.25rem;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
[hidden]{display:none!important}
:focus-visible{outline:2px solid var(--ok);outline-offset:2px}
small{display:block}
.small,small,dt,footer,.meta{color:var(--soft);font-size:.875rem}
.soft,.lead,.brand i{color:var(--soft);font-style:normal}
.lead{font-size:1.1rem;margin-top:.5rem}
.num{font-variant-numeric:tabular-nums;letter-spacing:0;white-space:nowrap}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
main,.wrap{max-width:60rem;margin:auto;padding:0 1.25rem}
main{padding-block:2.5rem 4rem}
.mid{max-width:46rem}
.gap{margin-top:2.25rem}
.gap>h2{margin-bottom:.75rem}
.grow{flex:1;min-width:0}
.row,nav,.top .wrap{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .75rem}
.split{justify-content:space-between}
.tight{gap:.375rem}
.tight+.because{margin-top:.625rem}
.stack>*+*{margin-top:1rem}
footer{margin-top:1.5rem}
.top{background:var(--card);border-bottom:1px solid var(--line)}
.top .wrap{gap:0 1.75rem}
.top nav{gap:0 1.5rem;align-self:end;margin-bottom:-1px}
.top nav a{padding:1rem 0 .875rem;border-bottom:2px solid #0000;color:var(--soft);font-size:.95rem;text-decoration:none}
.top nav :hover,[aria-current=page]{color:var(--text)!important}
[aria-current=page]{border-color:currentColor!important;font-weight:600}
.top .ava{margin-left:auto}
.brand{display:flex;align-items:center;gap:.75rem;padding:.875rem 0;text-decoration:none}
.brand svg{width:1.75rem;height:1.75rem;color:var(--ok)}
.brand .f{fill:currentColor;stroke:none}
.brand .k{stroke:var(--card);stroke-width:2.5}
.card,.btn,.mark,.pick,pre{border:1px solid var(--line)}
.card,.btn,.mark,.actions{background:var(--card)}
.card,.pick,.note,pre{border-radius:.875rem}
.card,.link .mark{box-shadow:var(--shade)}
.card+.card,p+.card,form+.card{margin-top:1.25rem}
.pad,.card section,.item{padding:1.1rem 1.5rem}
.card section+*,.card form+*,.card .head+*,.card *+section,.item+.item,.card section+.item,.facts>*+*,.actions{border-top:1px solid var(--line)}
.head{padding:2rem 1.5rem 1.5rem;text-align:center}
.head h1{font-size:1.5rem}
.head .hint{margin-top:.625rem;font-weight:550}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;min-height:2.5rem;padding:.25rem 1rem;border-radius:.625rem;color:var(--text);font:inherit;font-size:.95rem;font-weight:600;line-height:1.3;text-align:center;text-decoration:none;cursor:pointer}
.btn:hover{border-color:var(--edge)}
.main,.bad{background:var(--text);border-color:#0000;color:var(--bg)}
.bad{background:var(--cost)}
.main:hover,.bad:hover{opacity:.88}
.slim{min-height:2rem;padding:0 .75rem;font-size:.875rem}
.actions{position:sticky;bottom:0;display:grid;grid-auto-columns:1fr;grid-auto-flow:column;gap:.75rem;padding:1rem 1.5rem;border-radius:0 0 .875rem .875rem}
.actions .btn{min-height:2.75rem;padding-inline:.5rem}
.ok{--c:var(--ok);--b:var(--okb)}.care{--c:var(--care);--b:var(--careb)}.cost{--c:var(--cost);--b:var(--costb)}
.tag,.ico,.ava,.note{background:var(--b,var(--calmb));color:var(--c,var(--calm))}
.hint{color:var(--c)}
.tag{display:inline-flex;align-items:center;gap:.3rem;padding:.1rem .5rem;border-radius:.375rem;font-size:.8rem;font-weight:550}
.tag svg,.hint svg,.meta svg{width:.95rem;height:.95rem;stroke-width:2.25;vertical-align:-.15em}
.hint svg{margin-right:.25rem}
.dot::before{content:"";display:inline-block;width:.5rem;height:.5rem;margin:0 .5rem 0 .2rem;border-radius:50%;background:var(--c,var(--edge));box-shadow:0 0 0 .2rem var(--b,var(--calmb))}
.ico,.ava,.mark{display:grid;place-items:center;width:2.25rem;height:2.25rem;border-radius:.625rem;flex:none;text-decoration:none}
.ico svg{width:1.1rem;height:1.1rem;stroke-width:2}
.ava{border-radius:50%;font-size:.75rem;font-weight:650}
.note{display:flex;gap:.625rem;padding:.75rem 1rem;font-size:.95rem}
.note span{color:var(--text)}
.note+.card,.note+form{margin-top:1.25rem}
.solo{background:radial-gradient(circle at 1px 1px,var(--line) 1px,#0000 1.5px) 0 0/22px 22px}
.solo main{display:grid;grid-template-columns:minmax(0,1fr);align-content:center;max-width:31rem;min-height:92vh;padding-block:1rem 3rem}
.solo .brand,.link{justify-content:center;margin-bottom:.5rem}
.solo footer{text-align:center}
.link{display:flex;align-items:center;margin-bottom:1.25rem}
.link .mark{width:3.25rem;height:3.25rem;border-radius:1rem}
.link svg{width:1.5rem;height:1.5rem}
.link i{width:2.25rem;border-top:2px dotted var(--edge)}
.link .ico{width:1.75rem;height:1.75rem;border-radius:50%}
.link .ico svg{width:1.1rem;height:1.1rem}
.facts>div{display:flex;gap:1rem;justify-content:space-between;padding:.625rem 0}
.facts dt{flex:none;max-width:45%}
.facts dd{text-align:right}
.facts b.num{font-size:1.1rem}
.card .facts{margin-block:-.5rem}
.facts+*{margin-top:.75rem}
.pick{display:flex;gap:.75rem;padding:.625rem .875rem;cursor:pointer}
.pick+.pick{margin-top:.5rem}
.pick input,.item input{accent-color:var(--ok);margin:.3rem 0}
.pick:has(:checked){border-color:var(--text);box-shadow:inset 0 0 0 1px var(--text)}
.item{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem}
.item input{width:1.1rem;height:1.1rem;margin:0}
.item label{cursor:pointer}
.item .tight{flex-basis:100%}
.card .list{margin:.75rem -1.5rem;border-block:1px solid var(--line)}
summary{display:inline-flex;align-items:center;gap:.375rem;min-height:1.5rem;cursor:pointer;list-style:none;font-weight:600;font-size:.95rem}
summary::-webkit-details-marker{display:none}
.more>summary::after{content:"";width:.4rem;height:.4rem;border:solid;border-width:0 2px 2px 0;rotate:45deg;translate:0 -.15rem}
.more[open]>summary{margin-bottom:.75rem}
.more[open]>summary::after{rotate:225deg;translate:0 .1rem}
.paper{background:var(--sunk)}
pre{padding:.875rem 1rem;background:var(--sunk);font-size:.8rem}
.thread{display:flex;flex-direction:column;align-items:flex-start;gap:.25rem}
.bub{max-width:min(26rem,85%);padding:.5rem .875rem;border-radius:1.1rem 1.1rem 1.1rem .3rem;background:var(--calmb);white-space:pre-wrap}
.us{background:#0b7453;color:#fff;border-radius:1.1rem 1.1rem .3rem}
.us,.us+.meta{align-self:flex-end}
.us+.meta{max-width:min(26rem,85%);text-align:right}
.turn{display:contents}
.fail{background:var(--card);color:inherit;box-shadow:inset 0 0 0 1px var(--cost)}
.thread .meta{margin-bottom:.5rem}
.day{align-self:center;margin:.75rem 0 .25rem;color:var(--soft);font-size:.875rem;text-align:center}
.two{display:grid;grid-template-columns:minmax(0,1fr) 18rem;gap:1.25rem;align-items:start}
.two .card+.card{margin-top:0}
.copy{display:flex;align-items:center;gap:.75rem;padding:.25rem .25rem .25rem .875rem;border:1px solid var(--line);border-radius:.875rem}
.said li+li{margin-top:.75rem}
.big{width:3.5rem;height:3.5rem}
.rows a.item{color:inherit;text-decoration:none}
.line{display:block;color:var(--soft)}
.before{margin-bottom:.75rem}
.rows a.item:hover{background:var(--sunk)}
.code{padding:0 .25rem;border-radius:.25rem;background:var(--costb);color:var(--cost);font:600 .8em var(--mono);white-space:nowrap}
.steps{counter-reset:n}
.steps li{position:relative;padding-left:2.25rem;counter-increment:n}
.steps li+li{margin-top:.75rem}
.steps li::before{content:counter(n);position:absolute;left:0;width:1.5rem;border-radius:50%;background:var(--calmb);color:var(--calm);font-size:.8rem;font-weight:650;line-height:1.5rem;text-align:center}
.field{display:grid;gap:.375rem;font-size:.875rem;font-weight:600}
.field input,select{width:100%;min-height:2.5rem;padding:.375rem .75rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);color:inherit;font:inherit;font-weight:400}
.filter{display:grid;grid-template-columns:repeat(5,minmax(0,1fr)) auto;gap:.75rem;align-items:end;margin-bottom:1.25rem}
table{width:100%;border-collapse:collapse;font-size:.875rem}
th{color:var(--soft);font-weight:500;text-align:left}
th,td{padding:.625rem .5rem;border-top:1px solid var(--line);vertical-align:top}
:is(th,td):first-child{padding-left:1.5rem}
:is(th,td):last-child{padding-right:1.5rem}
.find{display:flex;gap:.75rem;align-items:end}
.bars{display:block;width:100%;height:3.5rem}
.bars rect{stroke:none;fill:var(--c,var(--edge))}
@media (max-width:46rem){.two{grid-template-columns:minmax(0,1fr)}.filter{grid-template-columns:1fr 1fr}thead{position:absolute;clip-path:inset(50%)}table,tbody{display:block}tr{display:grid;grid-template-columns:2.75rem minmax(0,1fr) fit-content(9.5rem);gap:.375rem .5rem;padding:.75rem 1.1rem;border-top:1px solid var(--line)}td,td:is(:first-child,:last-child){padding:0;border:0}td:nth-child(3){order:1;grid-column:2/4}}
@media (max-width:34rem){html{scroll-padding-bottom:6rem}main{padding:1.5rem 1rem 2.5rem}h1{font-size:1.5rem}.top nav{order:1;width:100%}.top nav a{padding:.25rem 0 .5rem}.solo main{align-content:start}.pad,.card section,.item{padding:1rem 1.1rem}.head{padding:1.5rem 1.1rem 1.25rem}.actions{padding:.75rem 1.1rem}.card .list{margin-inline:-1.1rem}.ends{flex-basis:100%;padding-left:3.25rem}}
`.trim();
