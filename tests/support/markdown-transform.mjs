/** Makes a text of a Markdown file, as the bundler does (infra/build/bundle.ts). */
export default { process: (text) => ({ code: `exports.__esModule = true; exports.default = ${JSON.stringify(text)};` }) };
