/**
 * The laws of a library, shown in a page while they run. Bundled, it is the script of any page:
 *
 *   npx esbuild examples/laws-in-a-page.ts --bundle --format=esm --outfile=laws.js
 *   <div id="laws"></div><script type="module" src="laws.js"></script>
 */
import { checkLaws, defineLibrary, reference, type Progress } from 'tensor-laws';

/** What is used of a page. */
interface Element {
  textContent: string | null;
  append(...children: Element[]): void;
}

interface Page {
  getElementById(id: string): Element | null;
  createElement(tag: string): Element;
}

/** A library with a bug: its maxima ignore dilations. */
const mine = defineLibrary({
  name: 'mine',
  precision: reference.precision,
  ops: {
    maxPool: (x, attributes) => reference.ops.maxPool!(x, { ...attributes, dilations: attributes.dilations.map(() => 1) }),
  },
});

/** Checks the library, with a line for each law as it ends, and for each finding at the end. */
export async function show(tell: (line: string) => void): Promise<void> {
  const onProgress = ({ law, verdict, done, total }: Progress): void => tell(`${done} of ${total}: ${law} ${verdict.kind}`);
  const { findings } = await checkLaws(mine, { laws: ['pooling/*max*'], runs: 20, seed: 1, onProgress });
  for (const { title } of findings) tell(`found: ${title}`);
}

const { document } = globalThis as { readonly document?: Page };
if (document === undefined) await show((line) => console.log(line));
else {
  const list = document.getElementById('laws');
  await show((line) => {
    const item = document.createElement('p');
    item.textContent = line;
    list?.append(item);
  });
}
