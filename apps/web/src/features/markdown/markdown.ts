export { MarkdownView } from './markdown-view.tsx'
export { plainText } from './parse-markdown.ts'
