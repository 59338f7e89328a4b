/** Sets this on the page that it runs in, so that a test sees it. */
const run = 'window.injected=true'

/**
 * Texts that a page which made markup, an address or a script of them would run. Each sets `window.injected`. They stand for a family each;
 * those of up to 80 characters also fit a name.
 */
export const injections: readonly string[] = [
  `<script>${run}</script>`,
  `<img src=x onerror=${run}>`,
  `<svg/onload=${run}>`,
  `<svg><script>${run}</script></svg>`,
  `<body onload=${run}>`,
  `<iframe srcdoc="<script>parent.${run}</script>">`,
  `<iframe src="javascript:parent.${run}">`,
  `<details open ontoggle=${run}>`,
  `<input autofocus onfocus=${run}>`,
  `<video><source onerror=${run}></video>`,
  `<math><mtext></p><img src onerror=${run}>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<template><img src=x onerror=${run}></template>`,
  `</textarea><script>${run}</script>`,
  `</title><script>${run}</script>`,
  `--><script>${run}</script><!--`,
  `]]><script>${run}</script>`,
  `"><script>${run}</script>`,
  `'><img src=x onerror=${run}>`,
  `" onmouseover="${run}" x="`,
  `\`-${run}-\``,
  `javascript:${run}`,
  `[click](javascript:${run})`,
  `![x](x" onerror="${run})`,
  `<a href="javascript:${run}">click</a>`,
  `<a href="java&#09;script:${run}">click</a>`,
  `data:text/html,<script>${run}</script>`,
  `https://example.org/"onmouseover="${run}`,
  `https://example.org/'><script>${run}</script>`,
  `https://example.org/#<img src=x onerror=${run}>`,
  `<https://example.org/><script>${run}</script>`,
  `&lt;script&gt;${run}&lt;/script&gt;`,
  `\\u003cscript\\u003e${run}\\u003c/script\\u003e`,
  `%3Cscript%3E${run}%3C/script%3E`,
  `<scr<script>ipt>${run}</scr</script>ipt>`,
  `<ſcript>${run}</ſcript>`,
  `<style>@import'javascript:${run}'</style>`,
  `<link rel=stylesheet href="javascript:${run}">`,
  `<meta http-equiv=refresh content="0;url=javascript:${run}">`,
  `<form action="javascript:${run}"><button>x</button></form>`,
  `<object data="javascript:${run}"></object>`,
  `{{constructor.constructor('${run}')()}}`,
  `\${${run}}`,
  `<x contenteditable onblur=${run} tabindex=0>`,
]

/** A name has room for these. */
export const injectedNames: readonly string[] = injections.filter((text) => text.length <= 80)
