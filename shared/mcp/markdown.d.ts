/** The bundler and the tests make a text of it. */
declare module '*.md' {
  const text: string;
  export default text;
}
