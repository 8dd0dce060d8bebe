/** A model that cannot be read, or not run as a whole. Its message is one line. */
export class InvalidModel extends Error {
  override readonly name = 'InvalidModel';
}
