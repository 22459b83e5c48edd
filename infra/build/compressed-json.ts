/** Puts large JSON files into the bundle compressed: they are read with the first call that needs them, and most processes never do. */
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'rolldown';

const OPTIONS = { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };

export const compressedJson: Plugin = {
  name: 'compressed-json',
  load: {
    filter: { id: /[\\/]shared[\\/]telnyx[\\/]operations[\\/]index\.json$/ },
    async handler(id) {
      const packed = brotliCompressSync(await readFile(id), OPTIONS).toString('base64');
      const code = `import { brotliDecompressSync } from 'node:zlib';
export default JSON.parse(brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString());`;
      return { code, moduleType: 'js' };
    },
  },
};
