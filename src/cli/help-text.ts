/** What follows the list of commands in `tensor-laws --help`. */
import { readyLibraryNames } from '../libraries/names.js';

export const helpText = `
Examples:
  $ tensor-laws init my-package
  $ tensor-laws check ./my-library.ts
  $ tensor-laws check ./my-library.ts -t 'pooling/*' --html report.html
  $ tensor-laws check ./my-library.ts --write-known known.json
  $ tensor-laws search tfjs-cpu --time 60s --workers 2
  $ tensor-laws model model.onnx --library onnxruntime-web
  $ tensor-laws replay ./my-library.ts '<token>'

<library> is a module whose default export is a library, or a ready name:
  reference, ${readyLibraryNames.join(', ').replace(/(.{55,72}?,) /g, '$1\n  ')}

Exit status:
  0    all laws hold
  1    a law is red, or more than a tenth stayed inconclusive
  2    bad usage, or nothing to run
  3    the command itself failed
  130  cut off by Ctrl-C`;
