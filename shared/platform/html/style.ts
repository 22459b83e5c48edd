/**
 * The one style sheet of all pages. Ink acts, green is live, amber changes, red reaches people or costs money; a word or an icon always goes
 * with a colour.
 */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f7;--card:#fff;--sunk:#f3f5f4;--text:#121716;--soft:#56605d;--line:#e1e6e4;--edge:#85908c;--ok:#08734f;--okb:#e2f4eb;--calm:#4d5755;--calmb:#ecefee;--care:#845000;--careb:#fcf0d6;--cost:#b3261e;--costb:#fdebe9;--clay:#b4532f;--blue:#1d63c4;--shade:0 1px 2px #0f1a170d,0 12px 32px -16px #0f1a1733;--hair:1px solid var(--line);--mono:ui-monospace,Menlo,Consolas,monospace}
@media (prefers-color-scheme:dark){:root{--bg:#0b0e0d;--card:#141918;--sunk:#0e1211;--text:#ecf0ee;--soft:#a0aaa7;--line:#29312f;--edge:#717c79;--ok:#45d3a4;--okb:#0f2c21;--calm:#b9c3c0;--calmb:#222a28;--care:#f0bd5b;--careb:#2d230d;--cost:#ff9b90;--costb:#381815;--clay:#f0946e;--blue:#80b3ff;--shade:0 16px 40px -20px #000}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;background:var(--bg)}
body{margin:0;min-height:100vh;color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,p,ul,ol,dl,dd,fieldset,pre{margin:0;padding:0;border:0;min-width:0;list-style:none}
h1{font-size:1.875rem;line-height:1.15;font-weight:680;letter-spacing:-.026em;text-wrap:balance}
.xl{font-size:2.5rem}
h2{font-size:1.1rem;line-height:1.35;font-weight:640;letter-spacing:-.01em}
h3,b{font:inherit;font-weight:600}
label,summary,.btn{cursor:pointer}
a{color:inherit;text-decoration-color:var(--edge);text-underline-offset:.2em}
code,pre{font:.875em/1.6 var(--mono)}
svg{width:1.25rem;height:1.25rem;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.f{fill:currentColor;stroke:none}
.k{stroke:var(--card);stroke-width:2.5}
[hidden]{display:none!important}
:focus-visible,:focus-visible+label{outline:2px solid var(--ok);outline-offset:2px}
small,.line{display:block}
.first{display:inline-block}
.first::first-letter{text-transform:uppercase}
.small,small,dt,footer,.meta,.day{color:var(--soft);font-size:.875rem}
.soft,.lead,.line,.brand i{color:var(--soft);font-style:normal}
.lead{font-size:1.1rem;margin-top:.5rem}
.num{font-variant-numeric:tabular-nums;letter-spacing:0;white-space:nowrap}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
main,.wrap{max-width:60rem;margin:auto;padding:0 1.25rem}
main{padding-block:2.5rem 4rem}
.mid{max-width:46rem}
.gap{margin-top:2.25rem}
.gap>h2,.before,.more[open]>summary{margin-bottom:.75rem}
.grow{flex:1;min-width:0}
.row,nav,.tabs,.top .wrap,.item{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .75rem}
.split{justify-content:space-between}
.tight{gap:.375rem}
.tight+.because,.head .hint{margin-top:.625rem}
.stack>*+*{margin-top:1rem}
footer{margin-top:1.5rem}
.card,.btn,.mark,.top,.tile,.copy,.actions,.pop>div{background:var(--card)}
.card,.btn,.mark,.pick,pre,.copy,.tile,.demo,.pop>div{border:var(--hair)}
.card,.pick,.note,pre,.copy,.tile,.pop>div{border-radius:.875rem}
.card,.link .mark,.pop>div{box-shadow:var(--shade)}
.brand,.link,.copy,.tile,.perm,.pick{display:flex;align-items:center;gap:.75rem;color:inherit;text-decoration:none}
.top .wrap{gap:0 1.75rem}
nav,.tabs{gap:0 1.5rem}
.top nav{align-self:end;margin-bottom:-1px}
nav a,.tabs label{padding:.625rem 0;border-bottom:2px solid #0000;color:var(--soft);font-size:.95rem;text-decoration:none}
.top nav a{padding:1rem 0 .875rem}
nav :hover,.tabs label:hover,[aria-current=page],.tabs :checked+label{color:var(--text)}
[aria-current=page],.tabs :checked+label{border-color:currentColor;font-weight:600}
.top,.sub{border-bottom:var(--hair)}
.sub{margin:1.25rem 0}
.sub a{margin-bottom:-1px}
.top .ava{margin-left:auto}
.brand{padding:.875rem 0}
.brand svg{width:1.75rem;height:1.75rem;color:var(--ok)}
.card+.card,p+.card,form+.card,.note+form{margin-top:1.25rem}
.pad,.card section,.item{padding:1.1rem 1.5rem}
.card section+*,.card form+*,.card .head+*,.card *+section,.item+.item,li+.item,.card section+.item,.facts>*+*,.actions{border-top:var(--hair)}
.head{padding:2rem 1.5rem 1.5rem}
.head,.solo footer,.day{text-align:center}
.head h1{font-size:1.5rem}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;min-height:2.5rem;padding:.25rem 1rem;border-radius:.625rem;color:var(--text);font:inherit;font-size:.95rem;font-weight:600;line-height:1.3;text-align:center;text-decoration:none}
.btn:hover,.tile:hover,.pop>div{border-color:var(--edge)}
.main,.bad{background:var(--text);border-color:#0000;color:var(--bg)}
.bad{background:var(--cost)}
.main:hover,.bad:hover{opacity:.88}
.slim{min-height:2rem;padding:0 .75rem;font-size:.875rem}
.actions{position:sticky;bottom:0;display:grid;grid-auto-columns:1fr;grid-auto-flow:column;gap:.75rem;padding:1rem 1.5rem;border-radius:0 0 .875rem .875rem}
.actions .btn{min-height:2.75rem;padding-inline:.5rem}
.ok{--c:var(--ok);--b:var(--okb)}.care{--c:var(--care);--b:var(--careb)}.cost{--c:var(--cost);--b:var(--costb)}
.tag,.ico,.ava,.note{background:var(--b,var(--calmb));color:var(--c,var(--calm))}
.hint{color:var(--c)}
.tag{display:inline-flex;align-items:center;gap:.3rem;padding:.1rem .5rem;border-radius:.375rem;font-size:.8rem;font-weight:550;text-decoration:none}
.tag svg,.hint svg,.meta svg{width:.95rem;height:.95rem;stroke-width:2.25;vertical-align:-.15em}
.hint svg{margin-right:.25rem}
.dot::before{content:"";width:.5rem;height:.5rem;margin:0 .3rem 0 .2rem;background:var(--c,var(--edge));box-shadow:0 0 0 .2rem var(--b,var(--calmb))}
.ico,.ava,.mark{display:grid;place-items:center;width:2.25rem;height:2.25rem;border-radius:.625rem;flex:none;text-decoration:none}
.ico svg{width:1.1rem;height:1.1rem;stroke-width:2}
.dot::before,.ava,.link .ico,.steps li::before{border-radius:50%}
.ava{font-size:.75rem;font-weight:650}
.big{width:3.5rem;height:3.5rem}
.mark{width:2.5rem;height:2.5rem}
.clay{color:var(--clay)}.blue{color:var(--blue)}.green{color:var(--ok)}
.note{display:flex;gap:.625rem;padding:.75rem 1rem;font-size:.95rem}
.note span{color:var(--text)}
.solo,.demo{background:radial-gradient(circle at 1px 1px,var(--line) 1px,#0000 1.5px) 0 0/22px 22px}
.solo main{display:grid;grid-template-columns:minmax(0,1fr);align-content:center;max-width:31rem;min-height:92vh;padding-block:1rem 3rem}
.solo .brand,.link{justify-content:center;margin-bottom:.5rem}
.link{gap:0;margin-bottom:1.25rem}
.link .mark{width:3.25rem;height:3.25rem;border-radius:1rem}
.mark svg{width:1.5rem;height:1.5rem}
.link i{width:2.25rem;border-top:2px dotted var(--edge)}
.link .ico{width:1.75rem;height:1.75rem}
.facts>div{display:flex;gap:1rem;justify-content:space-between;padding:.625rem 0}
.facts dt{flex:none;max-width:45%}
.facts dd{text-align:right}
.facts b.num{font-size:1.1rem}
.card .facts{margin-block:-.5rem}
.pick{align-items:start;padding:.625rem .875rem}
.pick+.pick{margin-top:.5rem}
.pick input,.item input{accent-color:var(--ok);margin:.3rem 0}
:checked+.tile,.pick:has(:checked){border-color:var(--text);box-shadow:inset 0 0 0 1px var(--text)}
.item{gap:.5rem 1rem;color:inherit;text-decoration:none}
.item input{width:1.1rem;height:1.1rem;margin:0}
.item>.tight:not(.col){flex-basis:100%}
.col{flex:0 0 9rem}
.perms{flex-basis:19rem}
.card .list{margin:.75rem -1.5rem;border-block:var(--hair)}
.perm{padding:.75rem 0}
.switch{appearance:none;width:2.5rem;height:1.5rem;margin:0;padding:.2rem;border-radius:1rem;background:var(--edge);cursor:pointer;flex:none}
.switch::before{content:"";display:block;width:1.1rem;height:1.1rem;border-radius:50%;background:var(--card)}
.switch:checked{background:var(--ok)}
.switch:checked::before{translate:1rem}
.tiles,.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:.625rem}
.two .card,.grid>.card{margin:0}
.grid>.card{display:flex;flex-direction:column;gap:.875rem;justify-content:space-between}
:is(.tiles,.tabs)>input{position:absolute;opacity:0}
.tile{padding:.75rem;line-height:1.3}
.panel{display:none;order:1;grid-column:1/-1;width:100%;margin:0!important}
:checked+label+.panel{display:block}
.tabs .panel{border-top:var(--hair);margin-top:-1px!important;padding-top:1.25rem}
summary{display:inline-flex;align-items:center;gap:.375rem;min-height:1.5rem;list-style:none;font-weight:600;font-size:.95rem}
summary code{white-space:nowrap;overflow:hidden}
.more>summary::after{content:"";width:.4rem;height:.4rem;border:solid;border-width:0 2px 2px 0;rotate:45deg;translate:0 -.15rem}
.more[open]>summary::after{rotate:225deg}
.pop{position:relative}
.pop summary{color:var(--cost)}
.pop>div{position:absolute;z-index:1;right:0;top:2.5rem;width:19rem;padding:1rem}
[open] .shut,details:not([open]) .open{display:none}
pre{padding:.875rem 1rem;background:var(--sunk);font-size:.8rem;white-space:pre-wrap}
.block{position:relative}
.block .btn{position:absolute;top:.5rem;right:.5rem}
.cut span{display:inline-block;max-width:14ch;overflow:hidden;vertical-align:bottom;white-space:nowrap}
.cut::after{content:"…"}
.copy{padding:.25rem .25rem .25rem .875rem}
.copy>:first-child{flex:1;min-width:0}
.thread{display:flex;flex-direction:column;align-items:flex-start;gap:.25rem}
.bub,.us+.meta{max-width:min(26rem,85%)}
.bub{padding:.5rem .875rem;border-radius:1.1rem 1.1rem 1.1rem .3rem;background:var(--calmb);white-space:pre-wrap}
.us{background:#0b7453;color:#fff;border-radius:1.1rem 1.1rem .3rem}
.us,.us+.meta{align-self:flex-end}
.us+.meta{text-align:right}
.turn{display:contents}
.fail{background:var(--card);color:inherit;box-shadow:inset 0 0 0 1px var(--cost)}
.thread .meta{margin-bottom:.5rem}
.day{align-self:center;margin:.75rem 0 .25rem}
.paper{background:var(--sunk)}
.two,.hero{display:grid;grid-template-columns:minmax(0,1fr) 18rem;gap:1.25rem;align-items:start}
.hero{grid-template-columns:1.15fr 1fr;gap:2.5rem;align-items:center}
.demo{gap:.625rem;padding:1.5rem;border-radius:1.25rem}
.facts+*,.said li+li,.steps li+li,textarea{margin-top:.75rem}
.rows a.item:hover{background:var(--sunk)}
.code{padding:0 .25rem;border-radius:.25rem;background:var(--costb);color:var(--cost);font:600 .8em var(--mono);white-space:nowrap}
.steps{counter-reset:n}
.steps li{position:relative;padding-left:2.25rem;counter-increment:n}
.steps li::before{content:counter(n);position:absolute;left:0;width:1.5rem;background:var(--calmb);color:var(--calm);font-size:.8rem;font-weight:650;line-height:1.5rem;text-align:center}
.field{display:grid;gap:.375rem;font-size:.875rem;font-weight:600}
input:not([type=radio],[type=checkbox]),select,textarea{width:100%;min-height:2.5rem;padding:.375rem .75rem;border:1px solid var(--edge);border-radius:.625rem;background:var(--card);color:inherit;font:inherit;font-weight:400}
textarea{font-family:var(--mono);font-size:.875rem}
.tok{align-items:start}
.filter{display:grid;grid-template-columns:repeat(5,minmax(0,1fr)) auto;gap:.75rem;align-items:end;margin-bottom:1.25rem}
.find{display:flex;gap:.75rem;align-items:end}
.find .btn{flex:none}
table{width:100%;border-collapse:collapse;font-size:.875rem}
th{color:var(--soft);font-weight:500;text-align:left}
th,td{padding:.625rem .5rem;border-top:var(--hair);vertical-align:top}
:is(th,td):first-child{padding-left:1.5rem}
:is(th,td):last-child{padding-right:1.5rem}
.bars{display:block;width:100%;height:3.5rem}
.bars rect{stroke:none;fill:var(--c,var(--edge))}
@media (max-width:46rem){.two,.hero,.grid{grid-template-columns:minmax(0,1fr)}.demo{display:none}.filter{grid-template-columns:1fr 1fr}.item>.grow{flex-basis:8rem}.col{order:1;flex:0 1 auto}thead{position:absolute;clip-path:inset(50%)}table,tbody{display:block}tr{display:grid;grid-template-columns:2.75rem minmax(0,1fr) fit-content(9.5rem);gap:.375rem .5rem;padding:.75rem 1.1rem;border-top:var(--hair)}td,td:is(:first-child,:last-child){padding:0;border:0}td:nth-child(3){order:1;grid-column:2/4}}
@media (max-width:34rem){html{scroll-padding-bottom:6rem}main{padding:1.5rem 1rem 2.5rem}h1{font-size:1.5rem}.xl{font-size:2rem}.top nav{order:1;width:100%}.top nav{gap:0 .75rem}.top nav a{padding:.25rem 0 .5rem;font-size:.875rem}.tile{flex-direction:column;text-align:center;padding:.75rem .25rem;gap:.5rem;font-size:.875rem}.tile small{display:none}.tok>*{flex:1 0 100%}.solo main{align-content:start}.pad,.card section,.item{padding:1rem 1.1rem}.head{padding:1.5rem 1.1rem 1.25rem}.actions{padding:.75rem 1.1rem}.card .list{margin-inline:-1.1rem}.ends{flex-basis:100%;padding-left:3.25rem}.block .btn{position:static;margin-top:.5rem}}
@media (forced-colors:active){.switch{appearance:auto}}
`.replaceAll('\n', '');
