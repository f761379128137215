/**
 * One file for all pages. Text 17 px, contrast 4.5:1 and more on white and on the marks, targets of 44 px, no width fixed,
 * and nothing told by colour alone. Works without a script and in browsers of ten years ago. The fonts are those the reader has
 * (macOS and iOS, HarmonyOS, Windows, Linux and Android): a web font of Chinese weighs megabytes, which a telephone in a village
 * loads in minutes, and asks a server that is not ours.
 */
export const STYLE = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fff;color:#1f2329;font:17px/1.75 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif}
a{color:#174ea6;text-decoration:underline;text-underline-offset:3px}a:hover{color:#0b2f6b}
a:focus,button:focus,input:focus,select:focus,summary:focus,main:focus{outline:3px solid #1a56b0;outline-offset:2px}
main:focus{outline:0}
.skip{position:absolute;left:-9999px;top:0;padding:12px 16px;background:#fff;z-index:1}.skip:focus{left:0}
.wide{max-width:820px;margin:0 auto;padding:0 16px}
header.top{border-bottom:3px solid #a31d1d;padding:14px 0}
header.top p{margin:0}.name{font-size:21px;font-weight:700;line-height:1.4}.name a{color:inherit;text-decoration:none}.sub{color:#4b5563;font-size:15px}
main{display:block;padding:20px 0 8px}
h1{font-size:24px;line-height:1.45;margin:0 0 12px}h2{font-size:19px;line-height:1.5;margin:28px 0 8px}h3{font-size:18px;line-height:1.5;margin:0}
p{margin:0 0 12px}ul,ol{margin:0 0 12px;padding-left:1.4em}
.drill{border:2px solid #8a5a00;background:#fff6dd;padding:10px 14px;margin:0 0 16px}
.note{border-left:4px solid #174ea6;background:#eef3fb;padding:10px 14px;margin:0 0 16px}
.fault{border-left:4px solid #a31d1d;background:#fdf0ef;padding:10px 14px;margin:0 0 16px}
form.find{border:1px solid #c9ced6;padding:12px 14px 2px;margin:0 0 16px}
form.find div{display:inline-block;margin:0 10px 10px 0;vertical-align:bottom;max-width:100%}
form.find label{display:block;font-size:15px}
input,select,button,.button{min-height:44px;padding:8px 12px;font:inherit;color:inherit;background:#fff;border:1px solid #5b6472;border-radius:4px;max-width:100%}
button{color:#fff;background:#174ea6;border-color:#174ea6;cursor:pointer}
.answers{list-style:none;margin:0;padding:0}.answers>li{border-top:1px solid #d5d9df;padding:16px 0}
.meta{color:#4b5563;font-size:15px;margin:4px 0 8px}.tag{display:inline-block;border:1px solid #5b6472;border-radius:3px;padding:0 6px;margin-right:6px;color:#1f2329}
.pages{border-top:1px solid #d5d9df;padding:16px 0}.pages a,.pages span{display:inline-block;min-height:44px;line-height:44px;padding:0 10px}
dl{margin:0 0 16px}dl.facts dt{float:left;clear:left;width:5em;padding-top:2px}dl.facts dd{margin-left:5.2em}dt{color:#4b5563;font-size:15px}dd{margin:0 0 8px}
.text{margin:16px 0;overflow-wrap:anywhere;word-wrap:break-word}.text table{border-collapse:collapse;display:block;overflow-x:auto}.text td,.text th{border:1px solid #c9ced6;padding:6px 10px;text-align:left}
.text blockquote{margin:0 0 12px;padding-left:12px;border-left:3px solid #c9ced6}
.way{list-style:none;padding:0}.way li{padding:6px 0 6px 14px;border-left:3px solid #174ea6}.way time{display:block;color:#4b5563;font-size:15px}
.promise{border:1px solid #c9ced6;padding:10px 14px;margin:0 0 10px}.promise p{margin:0}.state{font-weight:700}
footer{border-top:1px solid #d5d9df;margin-top:32px;padding:16px 0 32px;color:#4b5563;font-size:15px}
@media print{header.top,form.find,.pages,.skip,footer nav{display:none}body{font-size:12pt}a{color:#000}.text a[href^="http"]:after{content:" (" attr(href) ")";font-size:10pt}.promise,.way li{page-break-inside:avoid}}
`;
