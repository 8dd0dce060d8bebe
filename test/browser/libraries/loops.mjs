import { faulty } from '../../search/libraries/base.mjs';

document.title = 'a page alone has a document';

export default faulty('loops', () => {
  for (;;);
});
